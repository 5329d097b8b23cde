// SPDX-License-Identifier: Apache-2.0

/// The named references, found by the hash of their names; read once from `entityTable`.
struct EntityIndex: Sendable {
  /// The length of `CounterClockwiseContourIntegral`.
  static let longest = 31
  /// The length of `Aacute` and its like.
  static let longestWithoutSemicolon = 6
  static let shared = EntityIndex(table: Array(entityTable.utf8))

  /// A name and its meaning.
  struct Entry: Sendable {
    let name: Range<Int>
    let text: ShortText
    /// Whether the name counts without a semicolon too.
    let standsAlone: Bool
  }

  private let table: [UInt8]
  private(set) var entries: [Entry] = []
  /// One more than the index of an entry, or 0 where there is none; a name sits at its hash or after it.
  private var slots = [UInt16](repeating: 0, count: 8192)

  init(table: [UInt8]) {
    self.table = table
    entries.reserveCapacity(2200)
    var at = 0
    while at < table.count { at = addEntry(from: at) }
  }

  /// The entry whose name the bytes between two offsets are.
  func entry(in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Entry? {
    var hash = Self.seed
    for index in start..<end { hash = Self.mix(hash, bytes[index]) }
    var slot = Int(hash & 8191)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.name.count == end - start, isName(entry.name, in: bytes, at: start) { return entry }
      slot = (slot + 1) & 8191
    }
    return nil
  }

  private func isName(_ name: Range<Int>, in bytes: Span<UInt8>, at start: Int) -> Bool {
    for index in 0..<name.count where table[name.lowerBound + index] != bytes[start + index] { return false }
    return true
  }

  /// Reads `name=hex+hex ` from an offset and says where the next entry begins.
  private mutating func addEntry(from start: Int) -> Int {
    var at = start
    var hash = Self.seed
    while isAlphanumeric(table[at]) {
      hash = Self.mix(hash, table[at])
      at += 1
    }
    let name = start..<at
    let standsAlone = table[at] == UInt8(ascii: "!")
    var text = ShortText()
    repeat {
      var number: UInt32 = 0
      at += 1
      while let digit = Character(Unicode.Scalar(table[at])).hexDigitValue {
        number = number << 4 | UInt32(digit)
        at += 1
      }
      text = text.appending(Unicode.Scalar(number) ?? replacement)
    } while table[at] == UInt8(ascii: "+")
    entries.append(Entry(name: name, text: text, standsAlone: standsAlone))
    var slot = Int(hash & 8191)
    while slots[slot] != 0 { slot = (slot + 1) & 8191 }
    slots[slot] = UInt16(entries.count)
    return at + 1
  }

  private static let seed: UInt32 = 2_166_136_261

  private static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    let mixed = (hash ^ UInt32(byte)) &* 16_777_619
    return mixed ^ mixed >> 15
  }
}
