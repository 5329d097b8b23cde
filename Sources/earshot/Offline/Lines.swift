// SPDX-License-Identifier: Apache-2.0
import Control
import Glibc

/// The lines of standard input, and what is printed for them.
///
/// What is printed is held back while there is more to read, and goes out before waiting: so a program may
/// write a line and read its answer, and a long file costs few writes.
struct Lines {
  private var bytes: [UInt8] = []
  private var start = 0
  private var hasEnded = false
  private var held = ""

  /// The next line without its line feed, or nil at the end; what is no UTF-8 has become U+FFFD.
  mutating func next() -> String? {
    while true {
      if let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
      }
      if hasEnded {
        guard start < bytes.count else { return nil }
        defer { start = bytes.count }
        return String(decoding: bytes[start...], as: UTF8.self)
      }
      bytes.removeFirst(start)
      start = 0
      flush()
      hasEnded = !readMore(STDIN_FILENO, into: &bytes)
    }
  }

  /// Prints a line, soon.
  mutating func print(_ line: String) {
    held += line + "\n"
    if held.utf8.count > 65536 { flush() }
  }

  /// Prints what was held back.
  mutating func flush() {
    guard !held.isEmpty else { return }
    Console().write(held)
    held = ""
  }
}

/// The bytes of a file, or of standard input for `-`; at most 64 MB.
func contents(of path: String) throws(ControlClientError) -> [UInt8] {
  let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw ControlClientError(.failed, unsafe "\(path): \(String(cString: strerror(errno)))")
  }
  defer { if descriptor != STDIN_FILENO { close(descriptor) } }
  var bytes: [UInt8] = []
  while readMore(descriptor, into: &bytes) {
    if bytes.count > 64 << 20 { throw ControlClientError(.invalid, "\(path): expected at most 64 MB") }
  }
  return bytes
}

/// Appends what can be read; false at the end.
private func readMore(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
  unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65536) { space in
    var count = unsafe Glibc.read(descriptor, space.baseAddress, space.count)
    while count < 0 && errno == EINTR {
      count = unsafe Glibc.read(descriptor, space.baseAddress, space.count)
    }
    unsafe bytes.append(contentsOf: space[..<max(0, count)])
    return count > 0
  }
}
