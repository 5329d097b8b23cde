// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Store
internal import Transport

/// Which source is visited when: a value without a clock.
///
/// Sources wait by their time in one heap, so that nothing is touched before something is due. What is due lines
/// up at the turnstile: each host lets in one at a time, spaced, and hosts take turns, so that a host with a
/// thousand sources, or one that is slow, keeps no other waiting.
struct Timetable: Sendable {
  /// Where a source is on its way.
  private enum Stage {
    case waiting, linedUp, underWay
  }

  /// What is known of a source that waits: of many thousands all but a few do, and each byte counts.
  private struct Entry {
    var id: Identifier<Source>
    var lane: Lane
    var domain: String
    var due: Instant
    /// Which of its places in the heap counts: the others are what was thought earlier.
    var number: UInt64
    var stage = Stage.waiting
  }

  /// A source that is to be visited.
  struct Stop: Hashable, Sendable {
    /// Which.
    var id: Identifier<Source>
    /// With whom it takes turns.
    var lane: Lane
    /// How, where that is not the usual way.
    var pace: Pace?
    /// The domain its host belongs to; who asks us to leave one host alone means all of it.
    var domain: String
    /// When.
    var due: Instant
  }

  private var entries: [Entry] = []
  /// Which of the entries a source has: it is looked up once, by whoever names it.
  private var places: [Identifier<Source>: Int] = [:]
  /// Entries whose sources are gone.
  private var vacant: [Int] = []
  private var byTime = EarliestFirst<(place: Int, number: UInt64)>()
  private var turnstile: Turnstile
  /// Of those that are lined up or under way; without one it has made room for another one already.
  private var tickets: [Int: Turnstile.Ticket] = [:]
  /// How the sources of a lane take turns, where that is not the usual way.
  private var paces: [Lane: Pace] = [:]
  private var numbers: UInt64 = 0
  /// How many are under way that have made room.
  private var letGoCount = 0

  /// An empty one that lets so many visits be under way at once.
  init(_ politeness: Politeness) { turnstile = Turnstile(politeness) }

  /// How many visits may be under way at once from now on.
  mutating func allow(visits: Int) { turnstile.allow(total: visits) }

  /// The domain of a source; nil for one that is not in it.
  func domain(of id: Identifier<Source>) -> String? { places[id].map { entries[$0].domain } }

  /// With whom a source takes turns; nil for one that is not in it.
  func lane(of id: Identifier<Source>) -> Lane? { places[id].map { entries[$0].lane } }

  /// Puts exactly these sources in; what is under way goes on.
  mutating func set(_ stops: [Stop]) {
    let wanted = Set(stops.map(\.id))
    for (id, place) in places where !wanted.contains(id) {
      // A visit that is under way ends as ever; its ticket is given back then.
      if entries[place].stage == .underWay { continue }
      leaveLine(place)
      remove(place)
    }
    paces = strictestPaces(of: stops)
    for stop in stops {
      put(stop)
    }
  }

  /// What one source says of its host holds for the others there, and the strictest where several say something.
  private func strictestPaces(of stops: [Stop]) -> [Lane: Pace] {
    var paces: [Lane: Pace] = [:]
    for stop in stops {
      guard let pace = stop.pace else { continue }
      let other = paces[stop.lane] ?? pace
      paces[stop.lane] = Pace(
        permits: min(pace.permits, other.permits), spacing: max(pace.spacing, other.spacing))
    }
    return paces
  }

  private mutating func put(_ stop: Stop) {
    guard let place = places[stop.id] else {
      var entry = Entry(id: stop.id, lane: stop.lane, domain: stop.domain, due: stop.due, number: 0)
      let place = vacant.popLast() ?? entries.endIndex
      entry.number = wait(at: place, until: stop.due)
      if place == entries.endIndex { entries.append(entry) } else { entries[place] = entry }
      places[stop.id] = place
      return
    }
    (entries[place].lane, entries[place].domain) = (stop.lane, stop.domain)
    if entries[place].due != stop.due, entries[place].stage == .waiting {
      entries[place].number = wait(at: place, until: stop.due)
    }
    entries[place].due = stop.due
  }

  private mutating func remove(_ place: Int) {
    places[entries[place].id] = nil
    // None of its places in the heap counts any more.
    (entries[place].number, entries[place].stage) = (0, .waiting)
    vacant.append(place)
  }

  /// Lines a source up though its time has not come.
  mutating func hasten(_ id: Identifier<Source>, uptime: Duration) {
    guard let place = places[id], entries[place].stage == .waiting else { return }
    lineUp(place, uptime: uptime)
  }

  /// Lets a source wait for another time, unless it is being visited.
  mutating func postpone(_ id: Identifier<Source>, until due: Instant) {
    guard let place = places[id], entries[place].stage != .underWay else { return }
    leaveLine(place)
    wait(for: place, until: due)
  }

  /// Lets every source of a domain wait until an instant; says which were to be visited earlier.
  mutating func hold(_ domain: String, until end: Instant) -> [Identifier<Source>] {
    let held = places.filter { _, place in
      entries[place].domain == domain && entries[place].due < end && entries[place].stage != .underWay
    }.map(\.key)
    for id in held { postpone(id, until: end) }
    return held
  }

  /// The visits that may begin now.
  mutating func begin(at now: Instant, uptime: Duration) -> [Identifier<Source>] {
    while let (due, (place, number)) = byTime.first, due <= now.sinceEpoch {
      byTime.removeFirst()
      if entries[place].number == number, entries[place].stage == .waiting {
        lineUp(place, uptime: uptime)
      }
    }
    var begun: [Identifier<Source>] = []
    while let ticket = turnstile.admit(at: uptime) {
      entries[ticket.bearer].stage = .underWay
      begun.append(entries[ticket.bearer].id)
    }
    return begun
  }

  /// A visit that is under way needs its turn no more; says whether it has made room, as at most 64 may at once: what
  /// a slow disk leaves undone must not grow.
  mutating func letGo(_ id: Identifier<Source>, uptime: Duration) -> Bool {
    guard letGoCount < 64, let place = places[id], entries[place].stage == .underWay,
      let ticket = tickets.removeValue(forKey: place)
    else { return false }
    turnstile.leave(ticket, at: uptime)
    letGoCount += 1
    return true
  }

  /// A visit is over; the next one is due then, or never.
  mutating func end(_ id: Identifier<Source>, next: Instant?, uptime: Duration) {
    guard let place = places[id], entries[place].stage == .underWay else { return }
    if let ticket = tickets.removeValue(forKey: place) {
      turnstile.leave(ticket, at: uptime)
    } else {
      letGoCount -= 1
    }
    // After a long line the memory is given back.
    if tickets.isEmpty && tickets.capacity > 1024 { tickets = [:] }
    if let next { wait(for: place, until: next) } else { remove(place) }
  }

  /// How long nothing will happen unless something ends or is changed; nil for ever.
  func pause(at now: Instant, uptime: Duration) -> Duration? {
    let byTime = byTime.first.map { max($0.key - now.sinceEpoch, .zero) }
    let byTurn = turnstile.nextOpening.map { max($0 - uptime, .zero) }
    return [byTime, byTurn].compactMap(\.self).min()
  }

  private mutating func wait(for place: Int, until due: Instant) {
    entries[place].stage = .waiting
    entries[place].due = due
    entries[place].number = wait(at: place, until: due)
  }

  /// Puts an entry in the heap; returns which of its places there counts from now on.
  private mutating func wait(at place: Int, until due: Instant) -> UInt64 {
    numbers += 1
    byTime.insert((place, numbers), at: due.sinceEpoch)
    return numbers
  }

  private mutating func lineUp(_ place: Int, uptime: Duration) {
    let lane = entries[place].lane
    tickets[place] = turnstile.enter(lane, pace: paces[lane], bearer: place, at: uptime)
    entries[place].stage = .linedUp
  }

  /// Gives its place in the line up, where it stands there.
  private mutating func leaveLine(_ place: Int) {
    guard entries[place].stage == .linedUp, let ticket = tickets.removeValue(forKey: place) else { return }
    turnstile.abandon(ticket)
  }
}

extension Instant {
  /// The heap counts in durations.
  fileprivate var sinceEpoch: Duration { .microseconds(microseconds) }
}

/// The elements group by group in rotation: the first of each group, then the second of each, and so on.
func inRotation<Element, Key: Hashable>(_ elements: [Element], by key: (Element) -> Key) -> [Element] {
  var turns: [Key: Int] = [:]
  let rounds = elements.enumerated().map { index, element -> (round: Int, index: Int) in
    let key = key(element)
    let round = turns[key, default: 0]
    turns[key] = round + 1
    return (round, index)
  }
  return rounds.sorted { $0 < $1 }.map { elements[$0.index] }
}
