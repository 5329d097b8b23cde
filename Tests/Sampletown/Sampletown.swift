// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loopback
import Model

/// Serves the web of a small town on the loopback interface: what the demo listens to.
///
/// `sampletown [--port N] [--port-file FILE] [--root DIR]` prints its address and serves until SIGTERM or
/// SIGINT. On SIGUSR1 time goes on in the town: what its files keep back as `{{later}}` is published.
@main struct Sampletown {
  /// What the command line asks for.
  struct Options {
    var port: UInt16 = 0
    var portFile: String?
    var root = "Tests/Sampletown/Town"

    /// Reads the words after the program's name; nil where they make no sense.
    init?(_ words: ArraySlice<String>) {
      var words = words
      while let option = words.popFirst() {
        guard let value = words.popFirst() else { return nil }
        switch option {
        case "--port":
          guard let number = UInt16(value) else { return nil }
          port = number
        case "--port-file": portFile = value
        case "--root": root = value
        default: return nil
        }
      }
    }
  }

  static func main() {
    guard let options = Options(CommandLine.arguments.dropFirst()) else {
      complain("usage: sampletown [--port N] [--port-file FILE] [--root DIR]")
      exit(64)
    }
    guard let town = Town(root: options.root, now: Instant(seconds: Int64(time(nil)))) else {
      complain("sampletown: no town at \(options.root); name its folder with --root")
      exit(66)
    }
    let signals = blockSignals()
    do {
      let server = try LoopbackServer(port: options.port, otherwise: .depending { town.answer($0) })
      announce(server, in: options.portFile)
      wait(for: signals, in: town)
      server.stop()
    } catch {
      complain("sampletown: cannot listen: \(error)")
      exit(69)
    }
    if let file = options.portFile { unsafe unlink(file) }
  }

  /// Every thread inherits the mask, so the signals come to `wait` and to nobody else.
  private static func blockSignals() -> sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGUSR1] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    return signals
  }

  private static func wait(for signals: sigset_t, in town: Town) {
    var signals = signals
    var signal: Int32 = 0
    while unsafe sigwait(&signals, &signal) == 0, signal == SIGUSR1 { town.moveOn() }
  }

  /// Prints the address; the file appears whole, so that whoever waits for it may read it at once.
  private static func announce(_ server: LoopbackServer, in file: String?) {
    print(server.url())
    fflush(nil)
    guard let file else { return }
    let unfinished = file + ".part"
    guard writeFile(unfinished, "\(server.port)\n"), unsafe rename(unfinished, file) == 0 else {
      complain("sampletown: cannot write \(file)")
      exit(73)
    }
  }

  private static func complain(_ sentence: String) {
    _ = writeAll(2, Array((sentence + "\n").utf8))
  }
}
