// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Glibc
import Logging
import Systemd

/// The command line of the daemon.
struct Options: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this file and the drop-ins in FILE.d instead of /etc/earshot.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Keep the database here.", valueName: "directory"))
  var stateDirectory: String?

  @Option(help: ArgumentHelp("Listen for the earshot command here.", valueName: "path"))
  var socket: String?

  @Option(
    help: ArgumentHelp("One of debug, info, notice, warning, error.", valueName: "level"),
    transform: { text in
      guard let level = Logger.Level(rawValue: text) else {
        throw ValidationError("“\(text)” is no level; expected debug, info, notice, warning or error")
      }
      return level
    })
  var logLevel: Logger.Level?

  /// The socket that systemd handed over, unless another one is asked for; else one of our own.
  func controlSocket() throws(ListenError) -> ControlSocket {
    if let socket { return try ControlSocket(at: socket) }
    if let number = ListenDescriptors.named("varlink").first { return try ControlSocket(adopting: number) }
    return try ControlSocket(at: Self.usualSocket)
  }

  /// Where the command looks, too, unless told otherwise.
  private static var usualSocket: String {
    if getuid() != 0, let folder = environment("XDG_RUNTIME_DIR") {
      return folder + "/earshot/io.earshot.Control"
    }
    return "/run/earshot/io.earshot.Control"
  }
}
