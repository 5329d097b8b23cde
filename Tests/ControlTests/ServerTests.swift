// SPDX-License-Identifier: Apache-2.0
import Control
import Foundation
import Model
import Support
import Testing
import Text

@Suite(.serialized) struct ServerTests {
  @Test func `a call is answered with its reply`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      let reply = try #require(try caller.reply())
      #expect(reply.members?.map(\.name) == ["parameters"])
      #expect(try StatusReply(reply: #require(reply["parameters"])) == .sample)
    }
  }
}
