// SPDX-License-Identifier: Apache-2.0
package import Control
package import Support

/// A server on a socket in a folder of its own, stopped at the end of `serve`.
package struct RunningServer: Sendable {
  /// Where the socket is.
  package let path: String
  /// The server.
  package let server: ControlServer
  /// The folder the socket is in.
  package let folder: TemporaryFolder

  /// Runs `body` while a server answers.
  package static func serve(
    _ handling: any ControlHandling = SampleHandling(), limits: Limits = Limits(),
    _ body: @Sendable (RunningServer) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("control")
    let socket = try ControlSocket(at: path)
    let server = ControlServer(at: socket, handling: handling, about: Product(), limits: limits)
    try await withThrowingTaskGroup { group in
      group.addTask { await server.run() }
      try await body(RunningServer(path: path, server: server, folder: folder))
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}
