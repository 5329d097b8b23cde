// SPDX-License-Identifier: Apache-2.0
import Model
import Testing
import Transport

@testable import Pipeline

@Suite struct TimetableTests {
  private let now = Instant(seconds: 1_795_251_600)

  @Test func `what waits to be written makes room, but not without end`() {
    var timetable = Timetable(Politeness(total: 1))
    timetable.set(
      (1...70).map { number in
        Timetable.Stop(
          id: Identifier(number), lane: Lane(host: "\(number).example", credential: nil), pace: nil,
          domain: "\(number).example", due: now)
      })
    var underWay = timetable.begin(at: now, uptime: .zero)
    var held: [Identifier<Source>] = []
    while let id = underWay.first, timetable.letGo(id, uptime: .zero) {
      held.append(id)
      underWay = timetable.begin(at: now, uptime: .zero)
    }
    #expect(held.count == 64)
    #expect(underWay.count == 1)
    // One of them is written, which gives no room twice; but another one may wait in its place.
    timetable.end(held[0], next: nil, uptime: .zero)
    let begunByEnd = timetable.begin(at: now, uptime: .zero)
    #expect(begunByEnd.isEmpty)
    let mayWait = timetable.letGo(underWay[0], uptime: .zero)
    #expect(mayWait)
    let begunByWaiting = timetable.begin(at: now, uptime: .zero)
    #expect(begunByWaiting.count == 1)
  }
}
