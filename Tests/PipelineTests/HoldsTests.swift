// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Pipeline

@Suite struct HoldsTests {
  private let now = Instant(seconds: 1_790_000_000)

  @Test func `of two wishes of a domain the longer one counts, whichever comes first`() {
    for minutes in [[120, 1], [1, 120]] {
      let holds = Holds()
      for count in minutes { holds.leaveAlone("town.example", until: now + .minutes(count)) }
      #expect(holds.end(for: "town.example", at: now + .minutes(119)) == now + .minutes(120))
      #expect(holds.takeNews() == ["town.example": now + .minutes(120)])
      #expect(holds.takeNews().isEmpty)
      #expect(holds.end(for: "town.example", at: now + .minutes(120)) == nil)
      #expect(holds.end(for: "", at: now) == nil)
    }
  }
}
