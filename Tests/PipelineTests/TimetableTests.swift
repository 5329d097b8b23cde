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
