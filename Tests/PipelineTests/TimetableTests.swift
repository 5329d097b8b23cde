// SPDX-License-Identifier: Apache-2.0
import Model
import Store
import Testing
import Transport

@testable import Pipeline

@Suite struct TimetableTests {
  private func stop(_ id: Int64, _ pace: Pace? = nil) -> Timetable.Stop {
    Timetable.Stop(
      id: Identifier(id), lane: Lane(host: "minute.example"), pace: pace, domain: "minute.example",
      due: saturday)
  }

  /// When visits to sources that are all due begin, each of them over at once.
  private func beginnings(_ stops: [Timetable.Stop]) -> [Duration] {
    var timetable = Timetable(Politeness())
    timetable.set(stops)
    var (uptime, begun) = (Duration.zero, [Duration]())
    while begun.count < stops.count, uptime < .hours(1) {
      for id in timetable.begin(at: saturday, uptime: uptime) {
        begun.append(uptime)
        timetable.end(id, next: saturday + .days(1), uptime: uptime)
      }
      uptime += timetable.pause(at: saturday, uptime: uptime).map { max($0, .milliseconds(1)) } ?? .hours(1)
    }
    return begun
  }

  @Test func `what waits to be written makes room, but not without end`() {
    var timetable = Timetable(Politeness(total: 1))
    timetable.set(
      (1...70).map { number in
        Timetable.Stop(
          id: Identifier(number), lane: Lane(host: "\(number).example", credential: nil), pace: nil,
          domain: "\(number).example", due: saturday)
      })
    var underWay = timetable.begin(at: saturday, uptime: .zero)
    var held: [Identifier<Source>] = []
    while let id = underWay.first, timetable.letGo(id, uptime: .zero) {
      held.append(id)
      underWay = timetable.begin(at: saturday, uptime: .zero)
    }
    #expect(held.count == 64)
    #expect(underWay.count == 1)
    // One of them is written, which gives no room twice; but another one may wait in its place.
    timetable.end(held[0], next: nil, uptime: .zero)
    let begunByEnd = timetable.begin(at: saturday, uptime: .zero)
    #expect(begunByEnd.isEmpty)
    let mayWait = timetable.letGo(underWay[0], uptime: .zero)
    #expect(mayWait)
    let begunByWaiting = timetable.begin(at: saturday, uptime: .zero)
    #expect(begunByWaiting.count == 1)
  }

  @Test(arguments: 0..<3)
  func `what one source says of its host holds for all of them, whichever is first`(position: Int) {
    let stops = (0..<3).map { stop(Int64($0), $0 == position ? Pace(spacing: .minutes(1)) : nil) }
    #expect(beginnings(stops) == [.zero, .minutes(1), .minutes(2)])
  }

  @Test func `of several paces the strictest holds, and none is the usual one`() {
    let paces = [Pace(permits: 4, spacing: .seconds(1)), Pace(permits: 2, spacing: .seconds(30)), nil]
    #expect(
      beginnings(paces.enumerated().map { stop(Int64($0), $1) }) == [.zero, .seconds(30), .seconds(60)])
    #expect(beginnings([stop(1), stop(2)]) == [.zero, .milliseconds(200)])
  }
}
