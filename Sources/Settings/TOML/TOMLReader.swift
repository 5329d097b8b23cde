// SPDX-License-Identifier: Apache-2.0

/// Reads TOML 1.0 from its code points: lines, keys, headers and values other than strings and numbers.
struct TOMLReader {
  let scalars: [Unicode.Scalar]
  var at = 0
  /// Where each line begins, in order.
  private let lineStarts: [Int]
  /// How deep arrays and inline tables are nested.
  private var depth = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    lineStarts = [0] + scalars.indices.filter { [scalars] in scalars[$0] == "\n" }.map { $0 + 1 }
  }

  mutating func document() throws(TOMLError) -> TOML {
    if next == "\u{FEFF}" { at += 1 }
    var tree = TOMLTree(place: place)
    while next != nil {
      skipSpace()
      switch next {
      case nil, "#", "\n", "\r": break
      case "[": try header(into: &tree)
      default:
        let path = try dottedKey()
        guard eat("=") else { throw wrong("expected “=” after the key") }
        skipSpace()
        try tree.add(path, try value())
      }
      try endLine()
    }
    return tree.toml
  }

  /// `[a.b]` or `[[a.b]]`.
  private mutating func header(into tree: inout TOMLTree) throws(TOMLError) {
    at += 1
    let isElement = eat("[")
    let path = try dottedKey()
    guard eat("]"), !isElement || eat("]") else {
      throw wrong(isElement ? "expected “]]” after the table's name" : "expected “]” after the table's name")
    }
    try tree.open(path, isElement: isElement)
  }

  /// `a."b c".d` and the space around it.
  private mutating func dottedKey() throws(TOMLError) -> [TOMLTree.Key] {
    var keys: [TOMLTree.Key] = []
    repeat {
      skipSpace()
      let start = place
      keys.append(TOMLTree.Key(name: try simpleKey(), place: start))
      skipSpace()
    } while eat(".")
    return keys
  }

  private mutating func simpleKey() throws(TOMLError) -> String {
    if next == "\"" || next == "'" {
      if comes("\"\"\"") || comes("'''") { throw wrong("expected a key in one line") }
      return try string()
    }
    let start = at
    while let scalar = next, Self.isBare(scalar) { at += 1 }
    guard at > start else {
      throw wrong(next == nil || next == "\n" ? "expected a key" : "expected a key, found “\(shown)”")
    }
    return text(start..<at)
  }

  private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar || scalar == "_" || scalar == "-"
  }

  /// Any value.
  mutating func value() throws(TOMLError) -> TOML {
    let start = place
    switch next {
    case "\"", "'":
      let (mark, isLong) = (at, comes("\"\"\"") || comes("'''"))
      let string = try string()
      let isVerbatim = !isLong && string.unicodeScalars.count == at - mark - 2
      let inside = TOML.Place(line: start.line, column: start.column + 1)
      return TOML(.string(string), at: start, verbatim: isVerbatim ? inside : nil)
    case "[": return TOML(.array(try nested { reader throws(TOMLError) in try reader.array() }), at: start)
    case "{": return try nested { reader throws(TOMLError) in try reader.inlineTable() }
    case nil, "\n", "\r", "#": throw wrong("expected a value")
    default: return TOML(try word(), at: start)
    }
  }

  private mutating func nested<Result>(
    _ read: (inout Self) throws(TOMLError) -> Result
  ) throws(TOMLError) -> Result {
    guard depth < 32 else { throw wrong("values are nested too deeply") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func array() throws(TOMLError) -> [TOML] {
    at += 1
    var elements: [TOML] = []
    while true {
      try skipLines()
      if eat("]") { return elements }
      elements.append(try value())
      try skipLines()
      if eat("]") { return elements }
      guard eat(",") else { throw wrong("expected “,” or “]” in the list") }
    }
  }

  private mutating func inlineTable() throws(TOMLError) -> TOML {
    var tree = TOMLTree(maker: .inline, place: place)
    at += 1
    skipSpace()
    if eat("}") { return tree.toml }
    while true {
      let path = try dottedKey()
      guard eat("=") else { throw wrong("expected “=” after the key") }
      skipSpace()
      try tree.add(path, try value())
      skipSpace()
      if eat("}") { return tree.toml }
      guard eat(",") else { throw wrong("expected “,” or “}” in the table") }
    }
  }

  // What lines are made of.

  var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  /// What comes next, in one word for a message.
  var shown: String { next.map { $0.value < 0x20 ? "a control character" : String($0) } ?? "the end" }

  mutating func eat(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  func comes(_ text: String) -> Bool { scalars[at...].starts(with: text.unicodeScalars) }

  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range {
      let scalar = scalars[index]
      if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { bytes += String(scalar).utf8 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func skipSpace() {
    while next == " " || next == "\t" { at += 1 }
  }

  /// Space, comments and line ends within a list.
  private mutating func skipLines() throws(TOMLError) {
    while true {
      skipSpace()
      try skipComment()
      guard try eatNewline() else { return }
    }
  }

  private mutating func endLine() throws(TOMLError) {
    skipSpace()
    try skipComment()
    guard try eatNewline() || next == nil else {
      throw wrong("expected the end of the line, found “\(shown)”")
    }
  }

  private mutating func skipComment() throws(TOMLError) {
    guard next == "#" else { return }
    while let scalar = next, scalar != "\n", !comes("\r\n") {
      guard !Self.isForbidden(scalar) else { throw wrong("expected no control character in a comment") }
      at += 1
    }
  }

  private mutating func eatNewline() throws(TOMLError) -> Bool {
    if eat("\n") { return true }
    guard next == "\r" else { return false }
    guard comes("\r\n") else { throw wrong("expected a line feed after the carriage return") }
    at += 2
    return true
  }

  /// Whether a code point may stand nowhere but escaped.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
  }

  var place: TOML.Place { place(of: at) }

  func place(of index: Int) -> TOML.Place {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return TOML.Place(line: low + 1, column: index - lineStarts[low] + 1)
  }

  func wrong(_ message: String, at index: Int? = nil) -> TOMLError {
    TOMLError(place: place(of: index ?? at), message: message)
  }
}
