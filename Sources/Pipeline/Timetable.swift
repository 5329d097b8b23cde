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

  private var entries: [Identifier<Source>: Entry] = [:]
  private var byTime = EarliestFirst<(id: Identifier<Source>, number: UInt64)>()
  private var turnstile: Turnstile
  private var lined: [Turnstile.Ticket: Identifier<Source>] = [:]
  /// Of those that are lined up or under way; without one it has made room for another one already.
  private var tickets: [Identifier<Source>: Turnstile.Ticket] = [:]
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
  func domain(of id: Identifier<Source>) -> String? { entries[id]?.domain }

  /// With whom a source takes turns; nil for one that is not in it.
  func lane(of id: Identifier<Source>) -> Lane? { entries[id]?.lane }

  /// Puts exactly these sources in; what is under way goes on.
  mutating func set(_ stops: [Stop]) {
    let wanted = Set(stops.map(\.id))
    for (id, entry) in entries where !wanted.contains(id) {
      // A visit that is under way ends as ever; its ticket is given back then.
      if entry.stage == .underWay { continue }
      leaveLine(id)
      entries[id] = nil
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
    let held = entries[stop.id]
    let stage = held?.stage ?? .waiting
    let isMoved = held?.due != stop.due && stage == .waiting
    let number = isMoved ? wait(for: stop.id, until: stop.due) : held?.number ?? 0
    entries[stop.id] = Entry(
      lane: stop.lane, domain: stop.domain, due: stop.due, number: number, stage: stage)
  }

  /// Lines a source up though its time has not come.
  mutating func hasten(_ id: Identifier<Source>, uptime: Duration) {
    guard let entry = entries[id], entry.stage == .waiting else { return }
    lineUp(id, uptime: uptime)
  }

  /// Lets a source wait for another time, unless it is being visited.
  mutating func postpone(_ id: Identifier<Source>, until due: Instant) {
    guard var entry = entries[id] else { return }
    guard entry.stage != .underWay else { return }
    leaveLine(id)
    entry.due = due
    entry.stage = .waiting
    entry.number = wait(for: id, until: due)
    entries[id] = entry
  }

  /// Lets every source of a domain wait until an instant; says which were to be visited earlier.
  mutating func hold(_ domain: String, until end: Instant) -> [Identifier<Source>] {
    let held = entries.filter { _, entry in
      entry.domain == domain && entry.due < end && entry.stage != .underWay
    }.map(\.key)
    for id in held { postpone(id, until: end) }
    return held
  }

  /// The visits that may begin now.
  mutating func begin(at now: Instant, uptime: Duration) -> [Identifier<Source>] {
    while let (due, place) = byTime.first, due <= now.sinceEpoch {
      byTime.removeFirst()
      if let entry = entries[place.id], entry.number == place.number, entry.stage == .waiting {
        lineUp(place.id, uptime: uptime)
      }
    }
    var begun: [Identifier<Source>] = []
    while let ticket = turnstile.admit(at: uptime) {
      let id = lined.removeValue(forKey: ticket)
      // After a long line the memory is given back.
      if lined.isEmpty && lined.capacity > 64 { lined = [:] }
      guard let id, entries[id] != nil else {
        turnstile.leave(ticket, at: uptime)
        continue
      }
      entries[id]?.stage = .underWay
      begun.append(id)
    }
    return begun
  }

  /// A visit that is under way needs its turn no more; says whether it has made room, as at most 64 may at once: what
  /// a slow disk leaves undone must not grow.
  mutating func letGo(_ id: Identifier<Source>, uptime: Duration) -> Bool {
    guard letGoCount < 64, entries[id]?.stage == .underWay, let ticket = tickets.removeValue(forKey: id)
    else { return false }
    turnstile.leave(ticket, at: uptime)
    letGoCount += 1
    return true
  }

  /// A visit is over; the next one is due then, or never.
  mutating func end(_ id: Identifier<Source>, next: Instant?, uptime: Duration) {
    guard var entry = entries[id], entry.stage == .underWay else { return }
    if let ticket = tickets.removeValue(forKey: id) {
      turnstile.leave(ticket, at: uptime)
    } else {
      letGoCount -= 1
    }
    if tickets.isEmpty && tickets.capacity > 1024 { tickets = [:] }
    guard let next else {
      entries[id] = nil
      return
    }
    entry.stage = .waiting
    entry.due = next
    entry.number = wait(for: id, until: next)
    entries[id] = entry
  }

  /// How long nothing will happen unless something ends or is changed; nil for ever.
  func pause(at now: Instant, uptime: Duration) -> Duration? {
    let byTime = byTime.first.map { max($0.key - now.sinceEpoch, .zero) }
    let byTurn = turnstile.nextOpening.map { max($0 - uptime, .zero) }
    return [byTime, byTurn].compactMap(\.self).min()
  }

  private mutating func wait(for id: Identifier<Source>, until due: Instant) -> UInt64 {
    numbers += 1
    byTime.insert((id, numbers), at: due.sinceEpoch)
    return numbers
  }

  private mutating func lineUp(_ id: Identifier<Source>, uptime: Duration) {
    guard let lane = entries[id]?.lane else { return }
    let ticket = turnstile.enter(lane, pace: paces[lane], at: uptime)
    lined[ticket] = id
    tickets[id] = ticket
    entries[id]?.stage = .linedUp
  }

  /// Gives its place in the line up, where it stands there.
  private mutating func leaveLine(_ id: Identifier<Source>) {
    guard entries[id]?.stage == .linedUp, let ticket = tickets.removeValue(forKey: id) else { return }
    turnstile.abandon(ticket)
    lined[ticket] = nil
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
    let round = turns[key(element), default: 0]
    turns[key(element)] = round + 1
    return (round, index)
  }
  return rounds.sorted { $0 < $1 }.map { elements[$0.index] }
}
