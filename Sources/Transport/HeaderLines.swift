// SPDX-License-Identifier: Apache-2.0
internal import CCurl

/// Header lines to send besides those that libcurl makes, or other lines for it, one after the other in one piece.
struct HeaderLines: Sendable {
  /// The lines, each with a zero at its end.
  fileprivate(set) var bytes: [UInt8] = []
  /// How many there are.
  private(set) var count = 0

  /// None yet.
  init() { bytes.reserveCapacity(512) }

  /// One line.
  init(_ line: String) {
    bytes.append(contentsOf: line.utf8)
    end()
  }

  /// Adds a field; false where it would break out of its line, or has no name or no value.
  mutating func add(_ name: String, _ value: String) -> Bool {
    add(name) { $0.append(contentsOf: value.utf8) }
  }

  /// Adds a field with the bytes that its value came as, each a character of its number; false where there are others, or
  /// it would break out of its line.
  mutating func add(_ name: String, bytesOf value: String) -> Bool {
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
    end()
    return true
  }

  private mutating func end() {
    bytes.append(0)
    count += 1
  }

  private func isSendable(from start: Int) -> Bool {
    for index in start..<bytes.count where bytes[index] < 0x20 && bytes[index] != 0x09 || bytes[index] == 0x7F
    {
      return false
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
    guard lines.count > 0 else {
      unsafe raw = nil
      return
    }
    let list = UnsafeMutablePointer<curl_slist>.allocate(capacity: lines.count)
    var (line, start) = (0, 0)
    for (index, byte) in lines.bytes.enumerated() {
      unsafe text[index] = CChar(bitPattern: byte)
      guard byte == 0 else { continue }
      let next = unsafe line + 1 < lines.count ? list + line + 1 : nil
      unsafe (list + line).initialize(to: curl_slist(data: text + start, next: next))
      (line, start) = (line + 1, index + 1)
    }
    unsafe raw = list
  }

  deinit {
    unsafe raw?.deallocate()
    unsafe text.deallocate()
  }
}
