// SPDX-License-Identifier: Apache-2.0
import Model
import Schedule
import Store
import Support
import Testing
import Transport

@testable import Pipeline

/// A month of a thousand sources in virtual time: the timetable, the reckoning of next visits and the health of
/// sources are the daemon's own; only servers and clock are made up.
@Suite struct SimulationTests {
  /// How a server behaves.
  enum Manner: CaseIterable {
    case good, failing, unreachable, throttling, slow, moving, gone
  }

  struct Simulated {
    let id: Identifier<Source>
    let host: String
    let manner: Manner
    let cadence: Duration
    var pace: Pace?
    var health: SourceHealth
    var visits: [Instant] = []
    var longestWait = Duration.zero
  }

  struct Town {
    static let days = 30
    let start = saturday
    var sources: [Simulated] = []
    var random: Seed
    /// Until when each throttling domain asked to be left alone.
    var holds: [String: Instant] = [:]
    var early = 0
    var mostAtOnce = 0
    var mostPerHost = 0
    var shortestSpacing: [String: Duration] = [:]
    var lastStart: [String: Instant] = [:]

    init(seed: UInt64) {
      random = Seed(seed)
      for n in 0..<1000 {
        let manner: Manner =
          switch n {
          case 0..<600: .good  // on 200 hosts
          case 600..<700: .good  // a platform with a hundred sources on one host
          case 700..<720: .good  // one that wants a request a minute
          case 720..<820: .failing
          case 820..<880: .unreachable
          case 880..<940: .throttling  // ten hosts of three domains
          case 940..<970: .slow
          case 970..<990: .moving
          default: .gone
          }
        let host =
          switch n {
          case 600..<700: "big.example"
          case 700..<720: "minute.example"
          case 880..<940: "blog\(n % 10).domain\(n % 3).example"
          default: "host\(n % 200).example"
          }
        let cadence: Duration = n % 5 == 0 ? .hours(1) : .hours(6)
        sources.append(
          Simulated(
            id: Identifier(Int64(n + 1)), host: host, manner: manner, cadence: cadence,
            pace: host == "minute.example" ? Pace(permits: 1, spacing: .minutes(1)) : nil,
            health: SourceHealth(newAt: start)))
      }
    }

    func domain(of source: Simulated) -> String { registrableDomain(of: source.host) }

    func stop(for source: Simulated) -> Timetable.Stop {
      Timetable.Stop(
        id: source.id, lane: Lane(host: source.host), pace: source.pace, domain: domain(of: source),
        due: source.health.nextPoll)
    }

    mutating func poll(of source: Simulated, at now: Instant) -> (
      poll: Poll, takes: Duration, movedTo: String?
    ) {
      let quick = Duration.milliseconds(Int64.random(in: 50..<1500, using: &random))
      switch source.manner {
      case .good: return (Bool.random(using: &random) ? .unchanged : .items([]), quick, nil)
      case .failing: return (.failed("the server answered 500"), quick, nil)
      case .unreachable: return (.failed("no answer in time"), .seconds(10), nil)
      case .slow: return (.unchanged, .seconds(29), nil)
      case .moving: return (.unchanged, quick, "https://new.\(source.host)/feed")
      case .gone: return (.gone, quick, nil)
      case .throttling:
        // It has enough of us every now and then, for three hours.
        guard Int.random(in: 0..<20, using: &random) == 0 else { return (.unchanged, quick, nil) }
        return (.throttled(until: now + .hours(3)), quick, nil)
      }
    }
  }

  /// Runs the month.
  private func month(seed: UInt64) -> Town {
    var town = Town(seed: seed)
    var timetable = Timetable(Politeness(total: 16))
    timetable.set(town.sources.map(town.stop(for:)))
    var now = town.start
    let end = town.start + .days(Town.days)
    var ends = EarliestFirst<(index: Int, poll: Poll, movedTo: String?)>()
    var underWay: [String: Int] = [:]
    var running = 0
    while now < end {
      for id in timetable.begin(at: now, uptime: now - town.start) {
        let index = Int(id.value) - 1
        let source = town.sources[index]
        begin(source, index, at: now, &town)
        running += 1
        underWay[source.host, default: 0] += 1
        town.mostAtOnce = max(town.mostAtOnce, running)
        town.mostPerHost = max(town.mostPerHost, underWay[source.host] ?? 0)
        let visit = town.poll(of: source, at: now)
        ends.insert((index, visit.poll, visit.movedTo), at: now - town.start + visit.takes)
      }
      let pause = timetable.pause(at: now, uptime: now - town.start).map { now - town.start + $0 }
      guard let next = [pause, ends.first?.key].compactMap(\.self).min() else { break }
      now = town.start + max(next, now - town.start + .microseconds(1))
      while let (time, visit) = ends.first, time <= now - town.start {
        ends.removeFirst()
        running -= 1
        underWay[town.sources[visit.index].host, default: 0] -= 1
        finish(visit.index, visit.poll, visit.movedTo, at: now, &town, &timetable)
      }
    }
    return town
  }

  private func begin(_ source: Simulated, _ index: Int, at now: Instant, _ town: inout Town) {
    if now < source.health.nextPoll { town.early += 1 }
    if let hold = town.holds[town.domain(of: source)], now < hold { town.early += 1 }
    if let last = town.lastStart[source.host] {
      town.shortestSpacing[source.host] = min(town.shortestSpacing[source.host] ?? .days(1), now - last)
    }
    town.lastStart[source.host] = now
    town.sources[index].longestWait = max(source.longestWait, now - source.health.nextPoll)
    town.sources[index].visits.append(now)
  }

  private func finish(
    _ index: Int, _ poll: Poll, _ movedTo: String?, at now: Instant, _ town: inout Town,
    _ timetable: inout Timetable
  ) {
    let source = town.sources[index]
    let next = nextPoll(
      after: poll,
      history: PollHistory(
        consecutiveFailures: poll.isSuccess ? 0 : source.health.consecutiveFailures + 1,
        throttled: source.health.throttled(until: now)),
      cadence: Cadence(source.cadence), now: now, jitter: .random(in: 0..<1, using: &town.random))
    let health = source.health.after(
      VisitOutcome(
        source: source.id, poll: poll, finished: now, nextPoll: next.at ?? now + .days(36_500),
        movedTo: movedTo),
      hasNews: false)
    let due = max(health.nextPoll, town.holds[town.domain(of: source)] ?? now)
    town.sources[index].health = health
    town.sources[index].health.nextPoll = due
    timetable.end(source.id, next: due, uptime: now - town.start)
    guard case .throttled = poll else { return }
    town.holds[town.domain(of: source)] = health.nextPoll
    for id in timetable.hold(town.domain(of: source), until: health.nextPoll) {
      let held = Int(id.value) - 1
      town.sources[held].health.nextPoll = max(town.sources[held].health.nextPoll, health.nextPoll)
    }
  }

  @Test(arguments: [1] as [UInt64]) func `a month passes politely, and nobody starves`(seed: UInt64) {
    let town = month(seed: seed)
    #expect(town.early == 0, "seed \(seed): visited before the time, or during a hold")
    #expect(town.mostAtOnce <= 16 + 192)
    #expect(town.mostPerHost == 1)
    for (host, spacing) in town.shortestSpacing {
      #expect(spacing >= (host == "minute.example" ? .minutes(1) : .milliseconds(200)), "\(host) \(spacing)")
    }
    for source in town.sources {
      let most = Int(Duration.days(Town.days) / source.cadence)
      let visits = source.visits.count
      switch source.manner {
      case .good, .slow:
        // The interval may be a tenth longer, and a host with many sources takes its time at the start.
        #expect(visits >= most * 10 / 11 - 2 && visits <= most + 1, "\(source.host): \(visits) of \(most)")
      case .moving:
        #expect(visits >= most * 10 / 11 - 2)
        #expect(source.health.movedTo == "https://new.\(source.host)/feed")
      case .failing, .unreachable:
        // Less and less often, down to once a day, but never for good.
        #expect(visits >= Town.days - 5 && visits <= Town.days + 6, "\(source.host): \(visits)")
      case .throttling:
        // A hold of three hours holds twenty sources; what is left is more than half.
        #expect(visits >= most / 4, "\(source.host): \(visits) of \(most)")
      case .gone: #expect(visits == 1)
      }
    }
    expectSparingRequests(in: town)
    expectNobodyLeftWaiting(in: town)
  }

  /// No host is asked more often in an hour than it has sources, none of which is wished to be visited twice in one.
  private func expectSparingRequests(in town: Town) {
    for (host, sources) in Dictionary(grouping: town.sources, by: \.host) {
      let visits = sources.flatMap(\.visits)
      let perHour = Dictionary(grouping: visits) { Int(($0 - town.start) / .hours(1)) }.mapValues(\.count)
      let most = perHour.values.max() ?? 0
      #expect(
        most <= sources.count, "\(host) has \(sources.count) sources and was asked \(most) times in an hour")
      // A server that asked to be left alone for three hours is visited when they are over.
      if sources.contains(where: { $0.manner == .throttling }) { continue }
      let perQuarterDay = Dictionary(grouping: visits) { Int(($0 - town.start) / .hours(6)) }.mapValues(
        \.count)
      let wished = sources.reduce(0) { $0 + Int(Duration.hours(6) / $1.cadence) }
      #expect(perQuarterDay.values.allSatisfy { $0 <= wished }, "\(host): more than \(wished) in six hours")
    }
  }

  /// Whoever else is slow, failing or asks to be left alone, nobody waits long once its time has come, to the end.
  private func expectNobodyLeftWaiting(in town: Town) {
    let end = town.start + .days(Town.days)
    for source in town.sources where source.manner != .gone {
      #expect(
        source.longestWait < .minutes(30), "\(source.host) (\(source.manner)) waited \(source.longestWait)")
      #expect(
        end - source.health.nextPoll < .minutes(30), "\(source.host) (\(source.manner)) waits at the end")
    }
  }

  @Test func `a restart visits nothing early`() {
    var town = month(seed: 3)
    let now = town.start + .days(Town.days)
    var timetable = Timetable(Politeness(total: 16))
    timetable.set(town.sources.map(town.stop(for:)))
    for id in timetable.begin(at: now, uptime: .zero) {
      #expect(town.sources[Int(id.value) - 1].health.nextPoll <= now)
    }
    // What the next ones wait for is the earliest of their times.
    let earliest = town.sources.map(\.health.nextPoll).filter { $0 > now }.min()
    town.early = 0
    #expect(earliest != nil)
    #expect(timetable.pause(at: now, uptime: .zero) ?? .zero <= (earliest ?? now) - now)
  }
}
