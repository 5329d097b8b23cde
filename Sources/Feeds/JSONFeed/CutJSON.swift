// SPDX-License-Identifier: Apache-2.0
import Text

extension JSON {
  /// Reads JSON whose end is missing: cuts it back to the last complete value in an array or object and closes what is
  /// open. Nil where that does not make JSON either.
  init?(parsingCut bytes: [UInt8]) {
    var open: [UInt8] = []
    var complete: (end: Int, open: [UInt8])?
    var isString = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if isString {
        if byte == UInt8(ascii: "\\") { at += 1 } else if byte == UInt8(ascii: "\"") { isString = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < 64 else { return nil }
        open.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() != nil else { return nil }
        complete = (at, open)
      default: break
      }
    }
    guard var (end, stillOpen) = complete, !stillOpen.isEmpty else { return nil }
    var mended = Array(bytes[..<end])
    end = 0
    while let bracket = stillOpen.popLast() {
      mended.append(bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
    guard let json = try? JSON(parsing: mended, .lenient) else { return nil }
    self = json
  }
}
