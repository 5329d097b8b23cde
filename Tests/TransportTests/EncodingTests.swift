// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Testing
import Transport

/// The bytes of a fixture of this module.
func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  return [UInt8](try Data(contentsOf: url))
}

@Suite struct EncodingTests {
  static let text = "We drank coffee at Acme Coffee. It was cold.\n"

  @Test(arguments: [
    ("gzip", "hello.gz"), ("x-gzip", "hello.gz"), ("deflate", "hello.zlib"), ("deflate", "hello.deflate"),
    ("br", "hello.br"), ("zstd", "hello.zst"), ("gzip, br", "hello.gz.br"),
  ])
  func `what was compressed is decompressed`(encoding: String, file: String) async throws {
    let server = try LoopbackServer(["/": .encoded(encoding, try fixture(file))])
    let answer = try await makeTransport().fetch(Request(url: server.url())).get()
    #expect(String(decoding: answer.body, as: UTF8.self) == Self.text)
    #expect(answer.bytesReceived == (try fixture(file).count))
  }

  @Test(arguments: ["gzip", "br", "zstd", "deflate", "utf-8"])
  func `a wrong label is seen through`(encoding: String) async throws {
    let server = try LoopbackServer(["/": .encoded(encoding, Array(Self.text.utf8))])
    let answer = try await makeTransport().fetch(Request(url: server.url())).get()
    #expect(String(decoding: answer.body, as: UTF8.self) == Self.text)
    #expect(server.requests.map { $0.header("accept-encoding") } == ["deflate, gzip, br, zstd", "identity"])
  }

  @Test func `compressed bytes cut short are not taken for whole`() async throws {
    let whole = try fixture("hello.gz")
    let server = try LoopbackServer([
      "/": .acts([
        .say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(whole.count)\r\n\r\n"),
        .send(Array(whole.dropLast(10))),
      ])
    ])
    await expectFailure(.cut, Request(url: server.url()))
  }
}
