// SPDX-License-Identifier: Apache-2.0
import CWeights

/// The file that training writes and the program carries: little-endian, parts in the order of `encoded`.
extension Weights {
  private static let mark = Array("earshot weights 1\n".utf8)

  /// The weights in the form of the file.
  package var encoded: [UInt8] {
    var bytes = Self.mark
    bytes.append(UInt8(version.utf8.count))
    bytes += version.utf8
    Self.append(bias, to: &bytes)
    Self.append(step.bitPattern, to: &bytes)
    Self.append(UInt32(dense.count), to: &bytes)
    for pair in dense { Self.append(pair, to: &bytes) }
    Self.append(UInt32(lexicon.keys.count), to: &bytes)
    for key in lexicon.keys { Self.append(key, to: &bytes) }
    for value in lexicon.values { Self.append(value, to: &bytes) }
    Self.append(UInt32(grams.count), to: &bytes)
    for gram in grams { Self.append(gram, to: &bytes) }
    return bytes
  }

  /// Eight hexadecimal digits that tell these weights from others, whatever their version says.
  package var fingerprint: String {
    var unnamed = self
    unnamed.version = ""
    let digits = String(Hashing.hash(unnamed.encoded) >> 32, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// The weights built into this program. A damaged build is a programmer's error and stops it.
  package static func embedded() -> Weights {
    let count = earshot_weights_count()
    // Safe because the array is constant, lives as long as the program, and has `count` bytes by its
    // definition.
    let bytes = unsafe UnsafeRawBufferPointer(start: earshot_weights(), count: count)
    return unsafe decode(bytes.bytes)
  }

  /// The weights in a file's bytes, which must be whole: they come with the program or from its own trainer.
  package static func decode(_ bytes: RawSpan) -> Weights {
    var file = FileReader(bytes: bytes)
    precondition(file.bytes(mark.count) == mark, "these are no weights")
    let version = String(decoding: file.bytes(Int(file.number(UInt8.self))), as: UTF8.self)
    let bias = file.leaning()
    let step = Float(bitPattern: file.number(UInt32.self))
    let dense = (0..<Int(file.number(UInt32.self))).map { _ in file.leaning() }
    let places = Int(file.number(UInt32.self))
    let lexicon = Lexicon(
      keys: file.numbers(UInt32.self, count: places), values: file.numbers(UInt16.self, count: places))
    let grams = file.numbers(UInt16.self, count: Int(file.number(UInt32.self)))
    precondition(grams.count == 1 << bits, "the weights are cut short")
    return Weights(version: version, bias: bias, step: step, dense: dense, grams: grams, lexicon: lexicon)
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func append(_ pair: Leaning, to bytes: inout [UInt8]) {
    append(pair.x.bitPattern, to: &bytes)
    append(pair.y.bitPattern, to: &bytes)
  }
}

/// Takes numbers off the front of a file.
private struct FileReader: ~Escapable {
  let bytes: RawSpan
  var offset = 0

  @_lifetime(copy bytes)
  init(bytes: RawSpan) { self.bytes = bytes }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type) -> Number {
    let start = offset
    offset += MemoryLayout<Number>.size
    precondition(offset <= bytes.byteCount, "the weights are cut short")
    // Safe because the place was just checked, and every pattern of bits is a number.
    return unsafe Number(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: type))
  }

  mutating func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, count: Int
  ) -> [Number] {
    (0..<count).map { _ in number(type) }
  }

  mutating func bytes(_ count: Int) -> [UInt8] { numbers(UInt8.self, count: count) }

  mutating func leaning() -> Leaning {
    let negative = Float(bitPattern: number(UInt32.self))
    return Leaning(negative, Float(bitPattern: number(UInt32.self)))
  }
}
