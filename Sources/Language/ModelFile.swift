// SPDX-License-Identifier: Apache-2.0
internal import CLanguages

/// The file of the weights: `ELM1`; then of each table how many tags, the tags, each ended by a zero byte, the logarithm
/// of the number of rows to base 2, the step as a little-endian float of 32 bits, and of each row a byte for two classes.
extension LanguageModel {
  private static let mark: [UInt8] = Array("ELM1".utf8)

  /// The model that comes with the program.
  static let shipped: LanguageModel = {
    let count = earshot_languages_count()
    // Safe because the array is constant, lives as long as the program, and has `count` bytes by its definition.
    let bytes = unsafe UnsafeRawBufferPointer(start: earshot_languages(), count: count)
    return LanguageModel(decoding: unsafe Array(bytes))
  }()

  /// The file's bytes.
  package var encoded: [UInt8] { Self.mark + latin.encoded + other.encoded }

  /// The model of a file, which must be whole: it comes with the program or from its own trainer.
  package init(decoding bytes: [UInt8]) {
    precondition(bytes.starts(with: Self.mark), "these are no weights of languages")
    var rest = bytes[Self.mark.count...]
    latin = Table(takingFrom: &rest)
    other = Table(takingFrom: &rest)
    precondition(rest.isEmpty, "the weights of languages are too long")
  }
}

extension LanguageModel.Table {
  /// Classes lie in pairs, so that half of an odd byte is nobody's.
  private var half: Int { (tags.count + 1) / 2 }

  fileprivate var encoded: [UInt8] {
    var bytes: [UInt8] = [UInt8(tags.count)]
    for tag in tags { bytes += Array(tag.utf8) + [0] }
    bytes.append(UInt8(rows.count.trailingZeroBitCount))
    let bits = Float(step).bitPattern
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
    for row in rows.indices {
      for lane in 0..<half {
        let second = lane + half < tags.count ? weight(row, lane + half) + 8 : 0
        bytes.append(UInt8(weight(row, lane) + 8 | second << 4))
      }
    }
    return bytes
  }

  fileprivate init(takingFrom bytes: inout ArraySlice<UInt8>) {
    let count = Int(bytes.removeFirst())
    var tags: [String] = []
    for _ in 0..<count {
      let tag = bytes.prefix { $0 != 0 }
      tags.append(String(decoding: tag, as: UTF8.self))
      bytes = bytes.dropFirst(tag.count + 1)
    }
    let rows = 1 << Int(bytes.removeFirst())
    let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[bytes.startIndex + $1]) << UInt32(8 * $1) }
    bytes = bytes.dropFirst(4)
    let half = (count + 1) / 2
    let start = bytes.startIndex
    let weights = (0..<rows).map { row in
      (0..<count).map { lane in
        let byte = bytes[start + row * half + lane % half]
        return Int(lane < half ? byte & 15 : byte >> 4) - 8
      }
    }
    bytes = bytes.dropFirst(rows * half)
    self.init(tags: tags, weights: weights, step: Double(Float(bitPattern: bits)))
  }
}
