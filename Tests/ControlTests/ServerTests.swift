// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Model
import Testing
import Text

@Suite struct ServerTests {
  @Test func `a call is answered with its reply`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      let reply = try #require(await caller.reply())
      #expect(reply.members?.map(\.name) == ["parameters"])
      #expect(try StatusReply(reply: #require(reply["parameters"])) == .sample)
    }
  }

  @Test func `absent, null and empty parameters are the same`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      for parameters in ["", #","parameters":null"#, #","parameters":{}"#, #","x.vendor":[1],"more":false"#] {
        caller.call(#"{"method":"io.earshot.Control.ListBrands"\#(parameters)}"#)
        #expect(try await caller.reply()?["parameters"]?["brands"]?.array?.count == 1)
      }
    }
  }

  @Test func `calls sent together are answered in order`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      let calls = ["GetStatus", "PollNow", "ListBrands", "Nothing", "GetStatus"].map {
        #"{"method":"io.earshot.Control.\#($0)"}"#
      }
      caller.write(Array((calls.joined(separator: "\0") + "\0").utf8))
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
      #expect(try await caller.reply()?["parameters"]?["total"] == 2)
      #expect(try await caller.reply()?["parameters"]?["brands"] != nil)
      #expect(try await caller.reply()?["error"] == "org.varlink.service.MethodNotFound")
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
    }
  }

  @Test func `a caller who has finished writing still gets the reply`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      caller.finishWriting()
      #expect(try await caller.reply()?["parameters"] != nil)
      #expect(try await caller.isClosed)
    }
  }

  @Test func `a one-way call is done and not answered, not even with an error`() async throws {
    let handling = SampleHandling()
    try await RunningServer.serve(handling) { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.Nothing","oneway":true}"#)
      caller.call(#"{"method":"io.earshot.Control.AddBrand","oneway":true,"parameters":{"name":"bolt"}}"#)
      caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
      #expect(try await caller.reply()?["parameters"]?["version"] == "0.1.0")
      #expect(await handling.changes == ["add brand bolt"])
    }
  }

  @Test func `one-way calls of a caller who is gone already are done`() async throws {
    let handling = SampleHandling()
    try await RunningServer.serve(handling) { running in
      do {
        let caller = try RawCaller(running.path)
        for name in ["a", "b", "c"] {
          caller.call(
            #"{"method":"io.earshot.Control.AddBrand","oneway":true,"parameters":{"name":"\#(name)"}}"#)
        }
      }
      await handling.untilChanged(3)
      #expect(await handling.changes == ["add brand a", "add brand b", "add brand c"])
    }
  }

  @Test func `parameters that are unknown, missing or of another type are named`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      let wrong: [(String, String)] = [
        (#""AddKeyword","parameters":{"brand":"acme"}"#, "expression"),
        (#""AddKeyword","parameters":{"brand":"acme","expression":7}"#, "expression"),
        (#""AddKeyword","parameters":{"brand":"acme","expression":"x","colour":"red"}"#, "colour"),
        (#""GetStatus","parameters":{"verbose":true}"#, "verbose"),
        (#""ListMentions","parameters":{"label":"bad"}"#, "label"),
        (#""ListMentions","parameters":{"limit":0}"#, "limit"),
        (#""ListMentions","parameters":{"limit":1e99}"#, "limit"),
        (#""MarkMentions","parameters":{"ids":[1,"2"],"state":"seen"}"#, "ids[1]"),
        (#""GetStatus","parameters":[]"#, ""),
      ]
      for (call, parameter) in wrong {
        caller.call(#"{"method":"io.earshot.Control."# + call.dropFirst() + "}")
        let reply = try await caller.reply()
        #expect(reply?["error"] == "org.varlink.service.InvalidParameter", "\(call)")
        #expect(reply?["parameters"]?["parameter"]?.string == parameter, "\(call)")
      }
    }
  }

  @Test func `an error carries its parameters`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"io.earshot.Control.GetMention","parameters":{"id":99}}"#)
      #expect(
        try await caller.reply() == ["error": "io.earshot.Control.NoSuchMention", "parameters": ["id": 99]])
      caller.call(
        #"{"method":"io.earshot.Control.AddKeyword","parameters":{"brand":"acme","expression":"(("}}"#)
      let reply = try await caller.reply()
      #expect(reply?["error"] == "io.earshot.Control.InvalidExpression")
      #expect(reply?["parameters"]?["column"] == 1)
    }
  }

  @Test func `every Varlink service describes itself`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.call(#"{"method":"org.varlink.service.GetInfo"}"#)
      let info = try await caller.reply()?["parameters"]
      #expect(info?["interfaces"] == ["org.varlink.service", "io.earshot.Control"])
      #expect(info?["product"] == "earshotd")
      for interface in [Interface.control, .service] {
        let parameters = #"{"interface":"\#(interface.name)"}"#
        caller.call(
          #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":\#(parameters)}"#)
        #expect(try await caller.reply()?["parameters"]?["description"]?.string == interface.description)
      }
    }
  }

  @Test func `what there is not is named in the error`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      let expected: [(String, JSON)] = [
        (
          #""org.varlink.service.GetInterfaceDescription","parameters":{"interface":"x.y"}"#,
          ["error": "org.varlink.service.InterfaceNotFound", "parameters": ["interface": "x.y"]]
        ),
        (
          #""x.y.Z""#, ["error": "org.varlink.service.InterfaceNotFound", "parameters": ["interface": "x.y"]]
        ),
        (#""Z""#, ["error": "org.varlink.service.InterfaceNotFound", "parameters": ["interface": "Z"]]),
        (
          #""org.varlink.service.Z""#,
          ["error": "org.varlink.service.MethodNotFound", "parameters": ["method": "org.varlink.service.Z"]]
        ),
        (
          #""io.earshot.Control.Follow","upgrade":true"#,
          [
            "error": "org.varlink.service.MethodNotImplemented",
            "parameters": ["method": "io.earshot.Control.Follow"],
          ]
        ),
      ]
      for (call, reply) in expected {
        caller.call(#"{"method":\#(call)}"#)
        #expect(try await caller.reply() == reply)
      }
    }
  }

  @Test func `a heartbeat comes back while callers dawdle`() async throws {
    try await RunningServer.serve { running in
      let caller = try RawCaller(running.path)
      caller.write(Array(#"{"method":"#.utf8))
      await running.server.heartbeat()
    }
  }

  @Test func `stopping ends streams with their last reply and closes every connection`() async throws {
    let handling = SampleHandling(followingEnds: false)
    let folder = try TemporaryFolderWithSocket()
    let server = ControlServer(at: folder.socket, handling: handling, about: Product())
    let running = Task { await server.run() }
    let idle = try RawCaller(folder.path)
    let follower = try RawCaller(folder.path)
    follower.call(#"{"method":"io.earshot.Control.Follow","more":true}"#)
    for _ in 1...3 { #expect(try await follower.reply()?["continues"] == true) }
    running.cancel()
    #expect(try await follower.reply() == [:])
    #expect(try await follower.isClosed)
    #expect(try await idle.isClosed)
    await running.value
    #expect(throws: RawCaller.Refused.self) { try RawCaller(folder.path) }
  }
}
