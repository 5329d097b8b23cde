// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Support
import Testing
import Text

@Suite struct AbuseTests {
  @Test(arguments: [
    "", " ", "nonsense", "[]", "null", "7", #""GetStatus""#, "{}", #"{"method":7}"#, #"{"method":null}"#,
    #"{"method":"io.earshot.Control.GetStatus""#, #"{"method":"io.earshot.Control.GetStatus"}}"#,
    #"{"method":"io.earshot.Control.GetStatus","more":1}"#,
    #"{"method":"io.earshot.Control.GetStatus","more":null}"#,
    #"{"method":"io.earshot.Control.GetStatus","more":true,"oneway":true}"#,
    #"{"method":"io.earshot.Control.GetStatus","oneway":true,"upgrade":true}"#,
    #"{"method":"io.earshot.Control.GetStatus","colour":"red"}"#,
  ])
  func `what breaks the protocol closes the connection after the replies before it`(message: String)
    async throws
  {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      caller.call(message)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
      #expect(try await caller.isClosed)
      try await expectAnswer(running.path)
    }
  }

  @Test func `bytes that are no UTF-8 close the connection`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.write(Array(#"{"method":"io.earshot.Control.GetStatus","x.y":""#.utf8) + [0xFF, 0x22, 0x7D, 0])
      #expect(try await caller.isClosed)
    }
  }

  @Test func `a call may nest 64 deep and no deeper`() async throws {
    try await RunningServer.serve { running in
      for (depth, isAnswered) in [(63, true), (64, false), (200_000, false)] {
        let caller = try RawCaller(running.path)
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        caller.call(#"{"method":"io.earshot.Control.GetStatus","x.y":\#(nested)}"#)
        let reply = try await caller.reply()
        #expect((reply != nil) == isAnswered, "\(depth)")
      }
    }
  }

  @Test func `a call may be as long as the limit and no longer`() async throws {
    var limits = Limits()
    limits.message = 1000
    try await RunningServer.serve(limits: limits) { running in
      let call = #"{"method":"io.earshot.Control.GetStatus"}"#
      for (length, isAnswered) in [(1000, true), (1001, false)] {
        let caller = try RawCaller(running.path)
        caller.call(call + String(repeating: " ", count: length - call.utf8.count))
        let reply = try await caller.reply()
        #expect((reply != nil) == isAnswered, "\(length)")
      }
    }
  }

  @Test func `a call without an end is cut off at the limit`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      let sent = try await offThePool { caller.write([UInt8](repeating: 0x20, count: 100_000_000)) }
      #expect(sent < 100_000_000)
      try await expectAnswer(running.path)
    }
  }

  @Test func `a call that is not finished in time closes the connection`() async throws {
    var limits = Limits()
    limits.patience = .milliseconds(100)
    try await RunningServer.serve(limits: limits) { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      caller.write(Array(#"{"method":"#.utf8))
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
      #expect(try await caller.reply() == nil)
      try await expectAnswer(running.path)
    }
  }

  @Test func `there is a limit of connections, and a caller who leaves makes room`() async throws {
    var limits = Limits()
    limits.connections = 3
    try await RunningServer.serve(limits: limits) { running in
      var callers = try (1...3).map { _ in try RawCaller(running.path) }
      for caller in callers {
        caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
        #expect(try await caller.reply()?["parameters"] != nil)
      }
      let refused = try RawCaller(running.path)
      #expect(try await refused.reply()?["error"] == "io.earshot.Control.Busy")
      callers.removeLast()
      // The server notices the hang-up in its own time; a caller who asks again gets in.
      var answered = false
      while !answered {
        let caller = try RawCaller(running.path)
        caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
        answered = try await caller.reply()?["parameters"] != nil
      }
      withExtendedLifetime(callers) {}
    }
  }

  @Test func `a caller who idles makes room for one who calls`() async throws {
    var limits = Limits()
    limits.connections = 1
    limits.patience = .zero
    try await RunningServer.serve(limits: limits) { running in
      let idle = try RawCaller(running.path)
      try await expectAnswer(running.path)
      #expect(try await idle.isClosed)
    }
  }

  @Test func `a crowd that never finishes its calls is sent away in time`() async throws {
    var limits = Limits()
    limits.patience = .milliseconds(100)
    try await RunningServer.serve(limits: limits) { running in
      let crowd = try await offThePool {
        try (1...300).map { _ in
          let caller = try RawCaller(running.path)
          caller.write(Array(#"{"method":"io.earshot"#.utf8))
          return caller
        }
      }
      for caller in crowd {
        // Refused with an error, or closed without one when patience ended.
        if let reply = try await caller.reply() { #expect(reply["error"] == "io.earshot.Control.Busy") }
      }
      try await expectAnswer(running.path)
    }
  }

  @Test(arguments: Seed.first(20))
  func `whatever is written, others are answered`(seed: Seed) async throws {
    try await RunningServer.serve { running in
      var seed = seed
      let pieces = [
        "{", "}", "\"method\"", ":", "\"io.earshot.Control.GetStatus\"", ",", "\"more\"", "true", "\0",
        "\\u0000",
        "\"parameters\"", "[", "]", "1e9", "\u{202E}", "\n",
      ]
      for _ in 1...20 {
        let caller = try RawCaller(running.path)
        let text = (0..<Int.random(in: 1...30, using: &seed)).map { _ in
          pieces.randomElement(using: &seed) ?? ""
        }
        caller.write(Array(text.joined().utf8))
      }
      try await expectAnswer(running.path)
    }
  }

  private func expectAnswer(_ path: String) async throws {
    let caller = try RawCaller(path)
    caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
    #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
  }
}
