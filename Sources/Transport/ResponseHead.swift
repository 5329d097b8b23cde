// SPDX-License-Identifier: Apache-2.0

/// The status and the headers of a response, collected line by line as they come.
struct ResponseHead {
  /// The status of the response at hand, 0 before its first line.
  private(set) var status = 0
  /// Its headers, names in lower case.
  private(set) var headers: [(name: String, value: String)] = []
  /// How many bytes its header lines have had so far.
  private(set) var size = 0
  /// Whether the empty line has come; what follows are trailers.
  private(set) var isComplete = false

  /// A head before its first line.
  init() {}

  /// Takes one line with its line end. A status line begins the next response: an interim one (1xx) came
  /// before.
  mutating func take(_ line: [UInt8]) {
    if line.starts(with: Self.protocolName) {
      self = ResponseHead()
      headers.reserveCapacity(16)
      size = line.count
      status = Self.status(in: line)
      return
    }
    size += line.count
    let content = Self.trimmed(line[...])
    if content.isEmpty {
      isComplete = true
    } else if !isComplete {
      addField(content, isContinuation: line[0] == 0x20 || line[0] == 0x09)
    }
  }

  private mutating func addField(_ content: ArraySlice<UInt8>, isContinuation: Bool) {
    // Obsolete line folding (RFC 9112, 5.2): a line that begins with a space goes on with the one before.
    if isContinuation, let last = headers.popLast() {
      headers.append((last.name, last.value + " " + Self.text(content)))
    } else if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
      let name = Self.text(Self.trimmed(content[..<colon])).lowercased()
      let value = Self.trimmed(content[(colon + 1)...])
      // What has to go back byte for byte is never read as anything but bytes.
      let isValidator = name == "etag" || name == "last-modified"
      headers.append((name, isValidator ? Self.latin1(value) : Self.text(value)))
    }
  }

  private static let protocolName: [UInt8] = Array("HTTP/".utf8)

  /// The three digits after the first space.
  private static func status(in line: [UInt8]) -> Int {
    let digits = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { (0x30...0x39).contains($0) }.prefix(3)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Without the white space and line ends around it.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return [] }
    return bytes[...last].drop(while: isSpace)
  }

  /// Every byte as the character of its number.
  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    isASCII(bytes)
      ? String(decoding: bytes, as: UTF8.self)
      : String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func isASCII(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { $0 < 0x80 } }

  /// UTF-8, or ISO 8859-1 where it is not that: then every byte is the character of its number (RFC 9110,
  /// 5.5).
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    isASCII(bytes)
      ? String(decoding: bytes, as: UTF8.self)
      : String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
  }
}
