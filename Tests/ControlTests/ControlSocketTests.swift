// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Foundation
import Glibc
import Support
import Testing
import Text

/// A folder with a socket in it that is listened at.
struct TemporaryFolderWithSocket {
  let folder: TemporaryFolder
  let path: String
  let socket: ControlSocket

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("control")
    socket = try ControlSocket(at: path)
  }
}

@Suite struct ControlSocketTests {
  @Test func `the file is for its user and group alone, and goes with the daemon`() throws {
    let it = try TemporaryFolderWithSocket()
    let mode = try FileManager.default.attributesOfItem(atPath: it.path)[.posixPermissions] as? Int
    #expect(mode == 0o660)
    it.socket.remove()
    #expect(!FileManager.default.fileExists(atPath: it.path))
  }

  @Test func `a missing folder is made, a missing path to it is not`() throws {
    let folder = try TemporaryFolder()
    let socket = try ControlSocket(at: folder.path("earshot/control"))
    #expect(FileManager.default.fileExists(atPath: folder.path("earshot/control")))
    socket.remove()
    #expect(throws: ListenError.self) { try ControlSocket(at: folder.path("no/where/control")) }
  }

  @Test func `a socket that nobody answers at is replaced`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("control")
    _ = try ControlSocket(at: path)
    #expect(FileManager.default.fileExists(atPath: path))
    let socket = try ControlSocket(at: path)
    _ = try RawCaller(path)
    socket.remove()
  }

  @Test func `a socket that somebody answers at is left alone`() throws {
    let it = try TemporaryFolderWithSocket()
    #expect(throws: ListenError.alreadyServed(it.path)) { try ControlSocket(at: it.path) }
    _ = try RawCaller(it.path)
  }

  @Test func `a file or a link at the path is refused and left alone`() throws {
    let folder = try TemporaryFolder()
    let (file, link) = (folder.path("file"), folder.path("link"))
    try Data("precious".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    for path in [file, link] {
      #expect(throws: ListenError.notASocket(path)) { try ControlSocket(at: path) }
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
  }

  @Test func `another file that took the socket's place is not removed`() throws {
    let it = try TemporaryFolderWithSocket()
    try FileManager.default.removeItem(atPath: it.path)
    try Data("another".utf8).write(to: URL(fileURLWithPath: it.path))
    it.socket.remove()
    #expect(FileManager.default.fileExists(atPath: it.path))
  }

  @Test func `a path that is too long is refused`() {
    let path = "/tmp/" + String(repeating: "x", count: 200)
    #expect(throws: ListenError.badPath(path)) { try ControlSocket(at: path) }
  }

  @Test func `a socket handed over is used, and its file is not removed`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("control")
    let socket = try ControlSocket(adopting: listeningSocket(at: path))
    let server = ControlServer(at: socket, handling: SampleHandling(), about: Product())
    let serving = Task { await server.run() }
    let caller = try RawCaller(path)
    caller.call(#"{"method":"io.earshot.Control.GetStatus"}"#)
    #expect(try await caller.reply()?["parameters"] != nil)
    serving.cancel()
    await serving.value
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func `what is no listening socket cannot be handed over`() throws {
    let file = unsafe open("/dev/null", O_RDONLY)
    defer { close(file) }
    #expect(throws: ListenError.notListening(file)) { try ControlSocket(adopting: file) }
    let unheard = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(unheard) }
    #expect(throws: ListenError.notListening(unheard)) { try ControlSocket(adopting: unheard) }
  }
}
