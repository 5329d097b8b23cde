// SPDX-License-Identifier: Apache-2.0
import Foundation
import Loopback
import Support
import Testing
import Transport

/// A web server with a certificate that nobody has signed.
private final class SelfSigned: Sendable {
  static let tool = "/usr/bin/openssl"

  private let folder: TemporaryFolder
  private let server = Process()
  private let port: UInt16

  init() throws {
    folder = try TemporaryFolder()
    let (key, certificate) = (folder.path("key.pem"), folder.path("certificate.pem"))
    let maker = Process()
    maker.executableURL = URL(fileURLWithPath: Self.tool)
    maker.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key,
      "-out",
      certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
    ]
    maker.standardError = FileHandle.nullDevice
    try maker.run()
    maker.waitUntilExit()
    let listener = try Listener { _ in }
    port = listener.port
    listener.stop()
    let output = Pipe()
    server.executableURL = URL(fileURLWithPath: Self.tool)
    server.arguments = [
      "s_server", "-accept", "127.0.0.1:\(port)", "-key", key, "-cert", certificate, "-www",
    ]
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    try server.run()
    _ = output.fileHandleForReading.availableData
  }

  /// The child has inherited the signal mask of a Dispatch thread, so that SIGTERM would not reach it.
  deinit {
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  var url: String { "https://127.0.0.1:\(port)/" }
}

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: SelfSigned.tool), "needs openssl"))
struct TLSTests {
  @Test func `a certificate nobody signed is refused, unless the source accepts it`() async throws {
    let server = try SelfSigned()
    let transport = try makeTransport()
    let error = await expectFailure(.tls, Request(url: server.url), by: transport)
    #expect(error?.message.contains("the certificate is not to be trusted") == true)
    let lenient = Request(url: server.url, acceptsAnyCertificate: true)
    #expect(try await transport.fetch(lenient).get().status == 200)
    await expectFailure(.tls, Request(url: server.url), by: transport)
  }
}
