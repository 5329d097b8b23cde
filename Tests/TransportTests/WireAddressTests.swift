// SPDX-License-Identifier: Apache-2.0
import Loopback
import Testing

@testable import Transport

@Suite struct WireAddressTests {
  /// The samples of RFC 3492, section 7.1.
  @Test(arguments: [
    ("bücher", "bcher-kva"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
    ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
    ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
    ("porquénopuedensimplementehablarenespañol", "porqunopuedensimplementehablarenespaol-fmd56a"),
    ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"), ("そのスピードで", "d9juau41awczczp"), ("ü", "tda"), ("😀", "e28h"),
  ])
  func `labels are encoded as the RFC has it`(label: String, encoded: String) {
    #expect(punycode(label) == encoded)
  }

  @Test(arguments: [
    ("http://town.example/a?b=c#d", "http://town.example/a?b=c#d"),
    ("https://Bücher.example/café menü?q=ä", "https://xn--bcher-kva.example/caf%C3%A9%20men%C3%BC?q=%C3%A4"),
    ("http://ann:pä@bücher。example:8080", "http://ann:p%C3%A4@xn--bcher-kva.example:8080"),
    ("http://[::1]:80/é", "http://[::1]:80/%C3%A9"), ("no address at all é", "no address at all é"),
  ])
  func `an address is made fit for the wire`(url: String, wire: String) {
    #expect(wireForm(of: url) == wire)
  }

  @Test func `a path beyond ASCII arrives percent-encoded`() async throws {
    let server = try LoopbackServer(["/caf%C3%A9%20x": .page("hello")])
    let answer = try await makeTransport().fetch(Request(url: server.url("/café x"))).get()
    #expect(answer.status == 200)
    #expect(answer.url == server.url("/café x"))
  }
}

@Suite struct AuthorityTests {
  @Test(arguments: [
    ("http://Town.Example/a", "town.example"), ("https://town.example:443/", "town.example"),
    ("http://town.example:443", "town.example:443"), ("https://ann:p@w@town.example./x", "town.example"),
    ("http://[FD00::1]:8080/", "[fd00::1]:8080"), ("http://town.example:?q", "town.example"),
    ("HTTP://town.example/a\\@b", "town.example"), ("http://town.example#@evil.example", "town.example"),
  ])
  func `the server of an address is found`(url: String, server: String) {
    #expect(Authority(of: url)?.description == server)
  }

  @Test(arguments: [
    "", "town.example", "ftp://town.example", "http://", "http:///", "http://:80/", "http://a:b/", "//a/",
    "http:/town.example", "http:\\\\town.example", "http://town.example\\@evil.example/",
  ])
  func `what names no server names none`(url: String) {
    #expect(Authority(of: url) == nil)
  }
}

@Suite struct ResponseHeadTests {
  private func head(_ lines: [String]) -> ResponseHead {
    var head = ResponseHead()
    for line in lines { head.take(Array(line.utf8)) }
    return head
  }

  @Test func `names are lowered, values trimmed, order kept`() {
    let head = head(["HTTP/1.1 200 OK\r\n", "ETag:\t\"a\" \r\n", "X: 1\r\n", "x:2\r\n", "\r\n"])
    #expect(head.status == 200)
    #expect(head.headers.map(\.name) == ["etag", "x", "x"])
    #expect(head.headers.map(\.value) == ["\"a\"", "1", "2"])
    #expect(head.isComplete)
  }

  @Test(arguments: [
    ("HTTP/2 304 \r\n", 304), ("HTTP/1.0 503\r\n", 503), ("HTTP/1.1  410 Gone\n", 410), ("HTTP/1.1\r\n", 0),
  ])
  func `the status is read from any status line`(line: String, status: Int) {
    #expect(head([line]).status == status)
  }

  @Test func `a folded line goes on with the one before`() {
    #expect(head(["HTTP/1.1 200\r\n", "A: one\r\n", " two\r\n"]).headers.map(\.value) == ["one two"])
  }

  @Test func `bytes that are no UTF-8 are read as ISO 8859-1`() {
    var head = ResponseHead()
    head.take([0x41, 0x3A, 0xE9, 0x0D, 0x0A])
    #expect(head.headers.first?.value == "é")
  }

  @Test func `lines without a name and without a colon are passed over`() {
    #expect(head(["HTTP/1.1 200\r\n", " lost\r\n", "nonsense\r\n", "A: b\r\n"]).headers.map(\.name) == ["a"])
  }
}
