// SPDX-License-Identifier: Apache-2.0

extension JSON {
  /// The value as JSON text without needless space, or with line feeds and two spaces a level.
  ///
  /// U+2028, U+2029 and control characters are escaped; numbers that are no JSON numbers become `null`.
  package func text(pretty: Bool = false) -> String {
    var out: [UInt8] = []
    write(into: &out, pretty: pretty, level: 0)
    return String(decoding: out, as: UTF8.self)
  }

  /// The UTF-8 bytes of `text(pretty: false)`.
  package var bytes: [UInt8] {
    var out: [UInt8] = []
    write(into: &out, pretty: false, level: 0)
    return out
  }

  private func write(into out: inout [UInt8], pretty: Bool, level: Int) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): out += (value.isFinite ? "\(value)" : "null").utf8
    case .string(let value): Self.write(value, into: &out)
    case .array(let elements):
      Self.write(elements, "[", "]", into: &out, pretty: pretty, level: level) { element, out in
        element.write(into: &out, pretty: pretty, level: level + 1)
      }
    case .object(let members):
      Self.write(members, "{", "}", into: &out, pretty: pretty, level: level) { member, out in
        Self.write(member.name, into: &out)
        out += (pretty ? ": " : ":").utf8
        member.value.write(into: &out, pretty: pretty, level: level + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, into out: inout [UInt8], pretty: Bool, level: Int,
    each: (Element, inout [UInt8]) -> Void
  ) {
    out += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { out += ",".utf8 }
      if pretty { out += ("\n" + String(repeating: "  ", count: level + 1)).utf8 }
      each(element, &out)
    }
    if pretty && !elements.isEmpty { out += ("\n" + String(repeating: "  ", count: level)).utf8 }
    out += close.utf8
  }

  private static func write(_ string: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\"".utf8
      case "\\": out += "\\\\".utf8
      case "\n": out += "\\n".utf8
      case "\r": out += "\\r".utf8
      case "\t": out += "\\t".utf8
      case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: appendUTF8(scalar.value, to: &out)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}
