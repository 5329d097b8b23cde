// SPDX-License-Identifier: Apache-2.0
import Glibc
import Model
import Text

/// Where results go: standard output, and what is known of who reads it.
struct Console {
  /// Whether a person reads it on a terminal.
  let isTerminal: Bool
  /// How many columns there are; nil where lines may be as long as they like.
  let width: Int?
  /// How many lines a screen has; nil where there is none.
  let rows: Int?
  /// Whether colours are welcome.
  let hasColour: Bool

  init() {
    isTerminal = isatty(STDOUT_FILENO) == 1
    let screen = isTerminal ? Self.screen : nil
    rows = screen?.rows
    let columns = environment("COLUMNS").flatMap { Int($0) } ?? screen?.columns
    width = columns.map { max(40, $0) }
    let forced = environment("CLICOLOR_FORCE").map { $0 != "0" && !$0.isEmpty } ?? false
    let isPlain = environment("NO_COLOR").map { !$0.isEmpty } ?? false || environment("TERM") == "dumb"
    hasColour = !isPlain && (forced || isTerminal)
  }

  /// Writes a line, or several.
  func print(_ text: String) { write(text + "\n") }

  /// Writes text as it is.
  func write(_ text: String) { writeAll(text, to: STDOUT_FILENO) }

  /// Writes a JSON document: laid out for a person on a terminal, on one line for a program.
  func print(_ json: JSON, pretty: Bool? = nil) { print(json.text(pretty: pretty ?? isTerminal)) }

  /// Text in a style, where colours are welcome.
  func styled(_ text: String, _ style: Style?) -> String {
    guard hasColour, let style else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  /// Text that a terminal links to an address (OSC 8); the text alone elsewhere.
  func linked(_ text: String, to url: String?) -> String {
    guard isTerminal, hasColour, let url, url.hasPrefix("http"),
      url.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return text }
    return "\u{1B}]8;;\(url)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  private static var screen: (columns: Int, rows: Int)? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}

/// A way to set text off.
enum Style: String {
  case bold = "1"
  case faint = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
}

/// Tells the person at standard error, a line at a time.
func complain(_ text: String) { writeAll("earshot: \(shown(text))\n", to: STDERR_FILENO) }

/// A variable of the environment.
func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// What the clock shows.
func currentInstant() -> Instant {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
}

/// Writes all of a text; a reader who has gone ends the process, as SIGPIPE does.
private func writeAll(_ text: String, to descriptor: Int32) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      exit(1)
    }
  }
}
