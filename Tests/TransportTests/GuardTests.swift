// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

@Suite struct GuardTests {
  @Test(arguments: [
    "127.0.0.1", "localhost", "localhost.", "LOCALHOST", "2130706433", "0x7f000001", "0x7f.1", "017700000001",
    "127.1",
    "0177.0.0.1", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "%31%32%37.0.0.1", "①②⑦.0.0.1", "ann:secret@127.0.0.1",
  ])
  func `this machine is not reached however it is spelled`(host: String) async throws {
    let server = try LoopbackServer(["/": .page("inside")])
    let error = await refusal("http://\(host):\(server.port)/")
    #expect(server.requests.isEmpty)
    #expect(error?.message.contains("secret") == false)
  }

  @Test(arguments: [
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]",
    "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::1]", "[::ffff:169.254.169.254]",
  ])
  func `private networks are not reached`(host: String) async throws {
    await refusal("http://\(host):9/")
  }

  @Test func `a redirect does not lead inside`() async throws {
    let inside = try LoopbackServer(["/": .page("inside")], v6: true)
    let server = try LoopbackServer(["/": .redirect(302, to: inside.url())])
    let transport = try makeTransport(allow: ["127.0.0.1"])
    await expectFailure(.refusedAddress, Request(url: server.url()), by: transport)
    #expect(server.requests.count == 1)
    #expect(inside.requests.isEmpty)
  }

  @Test func `a source may be allowed to reach inside`() async throws {
    let server = try LoopbackServer(["/": .page("inside")])
    let transport = try makeTransport(allow: [])
    #expect(try await transport.fetch(Request(url: server.url(), allowPrivate: true)).get().status == 200)
  }

  @Test func `a connection of an allowed source serves no other`() async throws {
    let server = try LoopbackServer(["/": .page("inside")])
    let transport = try makeTransport(allow: [])
    _ = try await transport.fetch(Request(url: server.url(), allowPrivate: true)).get()
    await expectFailure(.refusedAddress, Request(url: server.url()), by: transport)
    #expect(server.requests.count == 1)
  }

  @Test func `what is refused is named, with what to do`() async throws {
    let error = await expectFailure(
      .refusedAddress, Request(url: "http://127.0.0.1:9/"), by: try makeTransport(allow: []))
    #expect(
      error?.message
        == "127.0.0.1:9 is at 127.0.0.1 (loopback), which must not be reached; allow it where that is meant")
  }

  @discardableResult
  private func refusal(_ url: String) async -> TransferError? {
    do {
      let answer = try await makeTransport(allow: []).fetch(Request(url: url)).get()
      Issue.record("\(answer.status) in place of a refusal")
    } catch let error as TransferError {
      // Some spellings are no host at all to libcurl, which is as good.
      #expect([.refusedAddress, .resolve, .malformedRequest].contains(error.kind), "\(error)")
      return error
    } catch {
      Issue.record(error)
    }
    return nil
  }

  @Test func `a request may be allowed what no other one is, and leaves no connection to others`()
    async throws
  {
    let inside = try LoopbackServer(["/": .page("inside")], v6: true)
    let server = try LoopbackServer(["/": .page("inside"), "/on": .redirect(302, to: inside.url())])
    let transport = try makeTransport(allow: [])
    let allow = [try NetworkRange(parsing: "127.0.0.0/30")]
    #expect(try await transport.fetch(Request(url: server.url(), allow: allow)).get().status == 200)
    await expectFailure(.refusedAddress, Request(url: server.url()), by: transport)
    await expectFailure(.refusedAddress, Request(url: server.url("/on"), allow: allow), by: transport)
    #expect(server.requests.map(\.path) == ["/", "/on"])
    #expect(inside.requests.isEmpty)
  }
}
