// SPDX-License-Identifier: Apache-2.0
internal import CCurl

/// Header lines to send besides those that libcurl makes, or other lines for it, one after the other in one piece.
struct HeaderLines: Sendable {
  /// The lines, each with a zero at its end.
  fileprivate(set) var bytes: [UInt8] = []
  /// Where each of them begins.
  fileprivate var starts: [Int] = []

  /// None yet.
  init() { bytes.reserveCapacity(512) }

  /// One line.
  init(_ line: String) {
    bytes.append(contentsOf: line.utf8)
    end(from: 0)
  }

  /// Adds a field; false where it would break out of its line, or has no name or no value.
  mutating func add(_ name: String, _ value: String) -> Bool {
    add(name) { $0.append(contentsOf: value.utf8) }
  }

  /// Adds a field with the bytes that its value came as, each a character of its number; false where there are others, or
  /// it would break out of its line.
  mutating func add(_ name: String, bytesOf value: String) -> Bool {
    if value.utf8.allSatisfy({ $0 < 0x80 }) { return add(name, value) }
    guard value.unicodeScalars.allSatisfy({ $0.value <= 0xFF }) else { return false }
    return add(name) { for scalar in value.unicodeScalars { $0.append(UInt8(scalar.value)) } }
  }

  private mutating func add(_ name: String, _ write: (inout [UInt8]) -> Void) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: name.utf8)
    bytes.append(contentsOf: ": ".utf8)
    let middle = bytes.count
    write(&bytes)
    guard middle > start + 2, bytes.count > middle, isSendable(from: start) else {
      bytes.removeSubrange(start...)
      return false
    }
    end(from: start)
    return true
  }

  private mutating func end(from start: Int) {
    bytes.append(0)
    starts.append(start)
  }

  private func isSendable(from start: Int) -> Bool {
    let bytes = bytes.span
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte < 0x20 && byte != 0x09 || byte == 0x7F { return false }
    }
    return true
  }
}

/// A libcurl list of lines, in two pieces of memory however many they are.
@safe struct HeaderList: ~Copyable {
  /// The list as libcurl knows it; nil while it is empty.
  let raw: UnsafeMutablePointer<curl_slist>?
  private let text: UnsafeMutablePointer<CChar>

  /// The lines in order.
  init(_ lines: HeaderLines) {
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: lines.bytes.count)
    unsafe self.text = text
    unsafe UnsafeMutableRawBufferPointer(start: text, count: lines.bytes.count).copyBytes(from: lines.bytes)
    let count = lines.starts.count
    let list = count > 0 ? UnsafeMutablePointer<curl_slist>.allocate(capacity: count) : nil
    for line in 0..<count {
      guard let list = unsafe list else { break }
      unsafe (list + line).initialize(
        to: curl_slist(data: text + lines.starts[line], next: line + 1 < count ? list + line + 1 : nil))
    }
    unsafe raw = list
  }

  deinit {
    unsafe raw?.deallocate()
    unsafe text.deallocate()
  }
}
