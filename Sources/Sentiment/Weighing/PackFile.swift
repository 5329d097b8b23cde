// SPDX-License-Identifier: Apache-2.0

/// Why a file is no pack of a language.
package struct PackError: Error, CustomStringConvertible {
  /// What is wrong with it, in a lower-case sentence.
  package let description: String
}

/// The file of a language's pack: little-endian, parts in the order of `packed`, at the end the hash of all before.
extension Weights {
  private static let packMark = Array("earshot pack 1\n".utf8)
  /// The largest file that is read as one, in bytes.
  package static let largestPack = 4 << 20

  /// The weights in the form of a pack.
  package var packed: [UInt8] {
    var bytes = Self.packMark
    for text in [version, language] {
      bytes.append(UInt8(text.utf8.count))
      bytes += text.utf8
    }
    for number in [bias.x, bias.y, step] { Self.append(number.bitPattern, to: &bytes) }
    Self.append(UInt32(dense.count), to: &bytes)
    for pair in dense {
      Self.append(pair.x.bitPattern, to: &bytes)
      Self.append(pair.y.bitPattern, to: &bytes)
    }
    Self.append(UInt32(lexicon.keys.count), to: &bytes)
    for key in lexicon.keys { Self.append(key, to: &bytes) }
    for value in lexicon.values { Self.append(value, to: &bytes) }
    Self.append(UInt32(grams.count), to: &bytes)
    for gram in grams { Self.append(gram, to: &bytes) }
    Self.append(Hashing.hash(bytes), to: &bytes)
    return bytes
  }

  /// Reads a pack; throws where the bytes are none, are damaged, or are of another version.
  package init(pack bytes: [UInt8]) throws(PackError) {
    guard bytes.starts(with: Self.packMark) else { throw PackError(description: "this is no language pack") }
    guard bytes.count <= Self.largestPack, bytes.count > Self.packMark.count + 8,
      Hashing.hash(bytes.dropLast(8)) == Self.number(bytes.suffix(8))
    else { throw PackError(description: "the language pack is damaged: its checksum is another") }
    var parts = PackParts(rest: bytes.dropFirst(Self.packMark.count).dropLast(8))
    let (version, language) = (try parts.text(), try parts.text())
    let bias = Leaning(try parts.float(), try parts.float())
    let step = try parts.float()
    var dense: [Leaning] = []
    for _ in 0..<(try parts.count(atMost: 1024)) {
      dense.append(Leaning(try parts.float(), try parts.float()))
    }
    let places = try parts.count(atMost: 1 << 20)
    let keys = try parts.numbers(places, UInt32.self)
    let values = try parts.numbers(places, UInt16.self)
    let grams = try parts.numbers(try parts.count(atMost: 1 << Self.bits), UInt16.self)
    guard dense.count == DensePlace.count, places.nonzeroBitCount == 1, keys.contains(0),
      grams.count.nonzeroBitCount == 1, parts.rest.isEmpty, !language.isEmpty
    else { throw PackError(description: "the language pack is of another version than this program") }
    self.init(
      version: version, language: language, isShared: true, bias: bias, step: step, dense: dense,
      grams: grams,
      lexicon: Lexicon(keys: keys, values: values, isForgiving: true))
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  fileprivate static func number<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>) -> Number {
    bytes.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }
}

/// Takes the parts of a pack off its front.
private struct PackParts {
  var rest: ArraySlice<UInt8>

  mutating func take(_ count: Int) throws(PackError) -> ArraySlice<UInt8> {
    guard rest.count >= count else { throw PackError(description: "the language pack is cut short") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func text() throws(PackError) -> String {
    String(decoding: try take(Int(try take(1).first ?? 0)), as: UTF8.self)
  }

  mutating func float() throws(PackError) -> Float {
    let number = Float(bitPattern: Weights.number(try take(4)))
    guard number.isFinite else { throw PackError(description: "the language pack holds what is no number") }
    return number
  }

  mutating func count(atMost most: Int) throws(PackError) -> Int {
    let count = Int(Weights.number(try take(4)) as UInt32)
    guard count <= most else { throw PackError(description: "the language pack is too large") }
    return count
  }

  mutating func numbers<Number: FixedWidthInteger>(
    _ count: Int, _ type: Number.Type
  ) throws(PackError) -> [Number] {
    let width = Number.bitWidth / 8
    let bytes = try take(count * width)
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map {
      Weights.number(bytes[$0..<$0 + width])
    }
  }
}
