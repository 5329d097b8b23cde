// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing
import Transport

@Suite struct RedirectTests {
  @Test func `each hop is recorded`() async throws {
    let server = try LoopbackServer([
      "/a": .redirect(301, to: "b?x=1"), "/b": .redirect(302, to: "/c"), "/c": .page("there"),
    ])
    let answer = try await makeTransport().fetch(Request(url: server.url("/a"))).get()
    #expect(
      answer.hops == [
        Answer.Hop(status: 301, location: server.url("/b?x=1")),
        Answer.Hop(status: 302, location: server.url("/c")),
      ])
    #expect(answer.url == server.url("/c"))
    #expect(answer.permanentAddress(from: server.url("/a")) == nil)
    #expect(String(decoding: answer.body, as: UTF8.self) == "there")
  }

  @Test(arguments: [(301, true), (308, true), (302, false), (303, false), (307, false)])
  func `only 301 and 308 move a source`(status: Int, moves: Bool) async throws {
    let server = try LoopbackServer(["/a": .redirect(status, to: "/b"), "/b": .page("there")])
    let answer = try await makeTransport().fetch(Request(url: server.url("/a"))).get()
    #expect(answer.hops == [Answer.Hop(status: status, location: server.url("/b"))])
    #expect(answer.permanentAddress(from: server.url("/a")) == (moves ? server.url("/b") : nil))
  }

  @Test func `a move from https to http is not for good`() {
    let answer = Answer(
      status: 200, url: "http://b.example/", hops: [Answer.Hop(status: 301, location: "http://b.example/")])
    #expect(answer.permanentAddress(from: "https://a.example/") == nil)
    #expect(answer.permanentAddress(from: "http://a.example/") == "http://b.example/")
  }

  @Test func `a circle ends`() async throws {
    let server = try LoopbackServer(["/a": .redirect(302, to: "/b"), "/b": .redirect(302, to: "/a#again")])
    await expectFailure(.tooManyRedirects, Request(url: server.url("/a")))
    #expect(server.requests.count == 2)
  }

  @Test func `the number of hops is limited`() async throws {
    let server = try LoopbackServer(
      Dictionary(uniqueKeysWithValues: (0..<9).map { ("/\($0)", .redirect(302, to: "/\($0 + 1)")) }))
    await expectFailure(.tooManyRedirects, Request(url: server.url("/0"), limits: Limits(maxRedirects: 3)))
    #expect(server.requests.map(\.path) == ["/0", "/1", "/2", "/3"])
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/", "mailto:a@b.example"])
  func `only http and https are followed`(location: String) async throws {
    let server = try LoopbackServer(["/": .redirect(302, to: location)])
    await expectFailure(.protocolNotAllowed, Request(url: server.url()))
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "town.example", "", "http://a\tb/", "http://a\r\nb/",
  ])
  func `only http and https are fetched`(url: String) async {
    await expectFailure(.protocolNotAllowed, Request(url: url))
  }

  @Test func `a credential stays with its server`() async throws {
    let stranger = try LoopbackServer(["/": .page("stranger")])
    let server = try LoopbackServer([
      "/a": .redirect(302, to: "/b"), "/b": .redirect(302, to: stranger.url()),
    ])
    let request = Request(url: server.url("/a"), headers: [("Authorization", "Bearer 1"), ("X-Key", "2")])
    _ = try await makeTransport().fetch(request).get()
    #expect(server.requests.map { $0.header("authorization") } == ["Bearer 1", "Bearer 1"])
    #expect(stranger.requests.first?.header("authorization") == nil)
    #expect(stranger.requests.first?.header("x-key") == nil)
  }

  @Test func `a redirect without a location is an answer`() async throws {
    let server = try LoopbackServer(["/": .status(301)])
    #expect(try await makeTransport().fetch(Request(url: server.url())).get().status == 301)
  }
}

/// Expects a fetch to fail in a way, and gives the error back.
@discardableResult
func expectFailure(
  _ kind: TransferError.Kind, _ request: Request, by transport: Transport? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) async -> TransferError? {
  do {
    let answer = try await (transport ?? makeTransport()).fetch(request).get()
    Issue.record("\(answer.status) in place of \(kind)", sourceLocation: sourceLocation)
  } catch let error as TransferError {
    #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
    return error
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
  return nil
}
