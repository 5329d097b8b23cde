// SPDX-License-Identifier: Apache-2.0
internal import Threads

/// How many requests may run at once, and how far apart those to one server begin.
package struct Politeness: Hashable, Sendable {
  /// How many in all, those that stepped aside not counted.
  package var total: Int
  /// How those of one lane take turns, where nothing else is said for it.
  package var pace: Pace
  /// How long one counts among `total`: then it steps aside and goes on, so that servers which let us wait keep
  /// nobody waiting elsewhere. A quarter of it while more than four times `total` wait, a sixteenth while sixteen
  /// times as many do.
  package var patience: Duration
  /// How many may have stepped aside at once; the next ones count until one of them ends.
  package var aside: Int

  /// 256 at once in all, so that those who are let in elsewhere are not held up here, one a host, each begun at least a
  /// fifth of a second after the one before; up to 192 that take longer than a second beside them, unless said
  /// otherwise.
  package init(
    total: Int = 256, pace: Pace = Pace(), patience: Duration = .seconds(1), aside: Int = 192
  ) {
    self.total = total
    self.pace = pace
    self.patience = patience
    self.aside = aside
  }
}

/// How the requests of one lane take turns.
package struct Pace: Hashable, Sendable {
  /// How many at once.
  package var permits: Int
  /// The least time between the beginnings of two.
  package var spacing: Duration

  /// One at once, a fifth of a second apart, unless said otherwise.
  package init(permits: Int = 1, spacing: Duration = .milliseconds(200)) {
    self.permits = permits
    self.spacing = spacing
  }
}

/// Who takes turns with whom: requests to one host with one credential, or whatever a platform counts
/// together.
package struct Lane: Hashable, Sendable {
  /// The host, with its port where that is not the scheme's own, or a name that several hosts share.
  package let host: String
  /// The name of the credential the platform counts by; nil where it counts by host alone.
  package let credential: String?

  /// A lane of a host and a credential.
  package init(host: String, credential: String? = nil) {
    self.host = host
    self.credential = credential
  }

  /// The lane of the server an address names.
  package init(of url: String, credential: String? = nil) {
    self.init(host: Authority(of: url)?.description ?? "", credential: credential)
  }
}

/// Decides who may begin when: a value without a clock, every time an offset from one fixed point of a
/// monotonic clock.
///
/// Lanes are served in rotation, so that a host with a thousand sources does not keep the others waiting, and
/// whoever takes long steps aside, so that many slow hosts do not either. Every step costs at most the logarithm of the number of lanes.
package struct Turnstile: Sendable {
  /// A place in a lane; every `enter` gives another one.
  package struct Ticket: Hashable, Sendable {
    fileprivate let number: Int
    /// Which of the places its lane has.
    fileprivate let place: Int
    /// What whoever holds it is known by there.
    package let bearer: Int
  }

  /// Where those of a lane stand: a name is looked up once, by whoever comes.
  private struct Place {
    var lane: Lane
    var pace: Pace
    var waiting = FirstInFirstOut<Ticket>()
    var running = 0
    /// Before this nobody may begin.
    var opening = Duration.zero
    /// Whether it stands in `ready` or in `closed` already.
    var isQueued = false
  }

  private var politeness: Politeness
  private var places: [Place] = []
  private var indices: [Lane: Int] = [:]
  /// Places whose lanes are forgotten.
  private var vacant: [Int] = []
  private var ready = FirstInFirstOut<Int>()
  private var closed = EarliestFirst<Int>()
  /// The numbers of those who have gone before they were admitted.
  private var abandoned: Set<Int> = []
  /// Who counts among the total, the longest first; some have left meanwhile.
  private var begun = FirstInFirstOut<(number: Int, at: Duration)>()
  private var counted: Set<Int> = []
  private var aside: Set<Int> = []
  private var waiting = 0
  private var count = 0

  /// An empty turnstile.
  package init(_ politeness: Politeness = Politeness()) { self.politeness = politeness }

  /// Lets so many run at once in all from now on.
  package mutating func allow(total: Int) { politeness.total = total }

  /// Whether nobody runs or waits and no lane is remembered.
  package var isEmpty: Bool { indices.isEmpty }

  /// Lines up behind those of the same lane. A pace given holds for the lane from now on; the bearer is what whoever holds
  /// the ticket is known by to the caller.
  package mutating func enter(
    _ lane: Lane, pace: Pace? = nil, bearer: Int = 0, at now: Duration
  ) -> Ticket {
    count += 1
    waiting += 1
    let place = place(of: lane)
    let ticket = Ticket(number: count, place: place, bearer: bearer)
    if let pace { places[place].pace = pace }
    places[place].waiting.append(ticket)
    settle(place, at: now)
    return ticket
  }

  private mutating func place(of lane: Lane) -> Int {
    if let place = indices[lane] { return place }
    let new = Place(lane: lane, pace: politeness.pace)
    let place = vacant.popLast() ?? places.endIndex
    if place == places.endIndex { places.append(new) } else { places[place] = new }
    indices[lane] = place
    return place
  }

  /// Who may begin now, one a call: each lane in its turn, first come first served within it. Nil where
  /// nobody may.
  package mutating func admit(at now: Duration) -> Ticket? {
    while let (opening, place) = closed.first, opening <= now {
      closed.removeFirst()
      places[place].isQueued = false
      settle(place, at: now)
    }
    letStepAside(at: now)
    while counted.count < politeness.total, let place = ready.popFirst() {
      places[place].isQueued = false
      let isOpen = places[place].opening <= now && places[place].running < places[place].pace.permits
      let ticket = isOpen ? nextTicket(in: place) : nil
      if let ticket {
        places[place].running += 1
        places[place].opening = now + places[place].pace.spacing
        counted.insert(ticket.number)
        begun.append((ticket.number, now))
        waiting -= 1
      }
      settle(place, at: now)
      if let ticket { return ticket }
    }
    return nil
  }

  /// When `admit` is worth asking again though nobody leaves; nil where nobody waits or only a leaving can
  /// help.
  package var nextOpening: Duration? {
    if waiting == 0 { return nil }
    let isFull = counted.count >= politeness.total && aside.count < politeness.aside && !ready.isEmpty
    let stepAside = isFull ? begun.first.map { $0.at + patience } : nil
    return [closed.first?.key, stepAside].compactMap(\.self).min()
  }

  /// Ends the turn of one who was admitted.
  package mutating func leave(_ ticket: Ticket, at now: Duration) {
    places[ticket.place].running -= 1
    if counted.remove(ticket.number) == nil { aside.remove(ticket.number) }
    letStepAside(at: now)
    settle(ticket.place, at: now)
  }

  /// Gives up a place of one who was not admitted yet.
  package mutating func abandon(_ ticket: Ticket) {
    if abandoned.insert(ticket.number).inserted { waiting -= 1 }
  }

  /// Gives back the memory of very many lanes when nobody is left.
  private mutating func forgetWhoWasHere() {
    guard indices.isEmpty, indices.capacity > 64 else { return }
    // No ticket is given twice.
    let count = count
    self = Turnstile(politeness)
    self.count = count
  }

  /// A long line has less patience: each pause in it is felt by everybody who waits. Who is let in first may all be
  /// silent, and nobody knows before.
  private var patience: Duration {
    let (waiting, total) = (waiting, politeness.total)
    if waiting <= 4 * total { return politeness.patience }
    return politeness.patience / (waiting > 16 * total ? 16 : 4)
  }

  /// Counts those no longer who have taken long, and forgets those who have left.
  private mutating func letStepAside(at now: Duration) {
    while let (number, time) = begun.first {
      if counted.contains(number) {
        guard time + patience <= now, aside.count < politeness.aside else { return }
        counted.remove(number)
        aside.insert(number)
      }
      _ = begun.popFirst()
    }
  }

  private mutating func nextTicket(in place: Int) -> Ticket? {
    while let ticket = places[place].waiting.popFirst() {
      if abandoned.remove(ticket.number) == nil { return ticket }
    }
    return nil
  }

  /// Puts a lane where it belongs: among the ready, among those that open later, or nowhere.
  private mutating func settle(_ place: Int, at now: Duration) {
    guard !places[place].isQueued else { return }
    if places[place].opening > now {
      closed.insert(place, at: places[place].opening)
      places[place].isQueued = true
    } else if !places[place].waiting.isEmpty {
      guard places[place].running < places[place].pace.permits else { return }
      ready.append(place)
      places[place].isQueued = true
    } else if places[place].running == 0 {
      indices[places[place].lane] = nil
      vacant.append(place)
      forgetWhoWasHere()
    }
  }
}
