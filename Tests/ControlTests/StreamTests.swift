// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Model
import Testing
import Text

@Suite struct StreamTests {
  @Test func `with more every reply but the last says that it continues`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.PollNow","more":true,"parameters":{"names":["town"]}}"#)
      let replies = try await caller.replies(3)
      #expect(replies.map { $0["continues"] } == [true, true, nil])
      #expect(replies.map { $0["parameters"]?["source"]?.string } == ["town", "down", nil])
      let totals = try PollProgress(reply: #require(replies[2]["parameters"]))
      #expect(totals.newItems == 2 && totals.failed == 1 && totals.finished == 2)
    }
  }

  @Test func `without more only the totals come, and do not continue`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.PollNow"}"#)
      let reply = try #require(await caller.reply())
      #expect(reply["continues"] == nil)
      #expect(reply["parameters"]?["newMentions"] == 1)
    }
  }

  @Test func `a stream that cannot begin is answered with its error alone`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.PollNow","more":true,"parameters":{"names":["moon"]}}"#)
      #expect(
        try await caller.reply() == [
          "error": "io.earshot.Control.NoSuchSource", "parameters": ["name": "moon"],
        ])
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
    }
  }

  @Test func `one reply may be wanted with more`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.ListBrands","more":true}"#)
      #expect(try await caller.reply()?["continues"] == nil)
    }
  }

  @Test func `following needs more, begins with an empty reply and ends when the mentions do`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.Follow"}"#)
      #expect(try await caller.reply() == ["error": "org.varlink.service.ExpectedMore"])
      caller.call(#"{"method":"io.earshot.Control.Follow","more":true}"#)
      #expect(try await caller.reply() == ["continues": true])
      #expect(try await caller.reply()?["parameters"]?["mention"]?["id"] == 2)
      #expect(try await caller.reply()?["parameters"]?["mention"]?["id"] == 3)
      #expect(try await caller.reply() == [:])
    }
  }

  @Test func `no other call is answered while a stream lasts`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.Follow","more":true}"#)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      let replies = try await caller.replies(5)
      #expect(replies.map { $0["continues"] } == [true, true, true, nil, nil])
      #expect(replies[4]["parameters"]?["version"] == "0.1.0")
    }
  }

  @Test func `hanging up ends a stream`() async throws {
    let handling = SampleHandling(followingEnds: false)
    try await RunningServer.serve(handling) { running in
      do {
        let caller = try RawCaller(running.path)
        caller.call(#"{"method":"io.earshot.Control.Follow","more":true}"#)
        #expect(try await caller.reply() == ["continues": true])
      }
      await handling.untilStreamEnded()
      #expect(await handling.streamsEnded == 1)
    }
  }

  @Test func `a reader who never reads loses the stream, and nobody else notices`() async throws {
    var mention = Mention.sample(1)
    mention.item.text = String(repeating: "cold coffee ", count: 5000)
    let handling = SampleHandling(
      followingEnds: false, newMentions: Array(repeating: mention, count: 50))
    var limits = Limits()
    limits.patience = .milliseconds(200)
    try await RunningServer.serve(handling, limits: limits) { running in
      let deaf = try RawCaller(running.path)
      deaf.call(#"{"method":"io.earshot.Control.Follow","more":true}"#)
      let other = try RawCaller(running.path)
      other.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      #expect(try await other.reply()?["parameters"]?["version"] == "0.1.0")
      await handling.untilStreamEnded()
      #expect(await handling.streamsEnded == 1)
      withExtendedLifetime(deaf) {}
    }
  }
}
