// SPDX-License-Identifier: Apache-2.0
import CCurl
import Testing

@testable import Transport

/// The decisions between the hops of a fetch, without a network.
@Suite struct JourneyTests {
  /// How a hop ended that took so long and redirects elsewhere.
  private func redirect(to location: String, after elapsed: Duration) -> Landing {
    var head = ResponseHead()
    for line in ["HTTP/1.1 302 Found\r\n", "\r\n"] { head.take(Array(line.utf8)) }
    return Landing(
      code: CURLE_OK, complaint: "", head: head, body: [], redirect: location, bytesReceived: 0,
      elapsed: elapsed,
      refused: [], connections: 1, isTooLarge: false)
  }

  @Test func `the hops of a fetch share its total time`() throws {
    let request = Request(url: "http://town.example/", limits: Limits(total: .seconds(10)))
    var journey = Journey(request, userAgent: "t")
    #expect(try journey.nextErrand().timeLeft == .seconds(10))
    #expect(try journey.take(redirect(to: "http://town.example/2", after: .seconds(6))) == nil)
    #expect(try journey.nextErrand().timeLeft == .seconds(4))
    #expect(try journey.take(redirect(to: "http://town.example/3", after: .seconds(4))) == nil)
    let error = #expect(throws: TransferError.self) { try journey.nextErrand() }
    #expect(error?.kind == .timeout)
  }
}
