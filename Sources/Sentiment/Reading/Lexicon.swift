// SPDX-License-Identifier: Apache-2.0

/// What single words and phrases are known to do, in an open-addressed table of hashes.
package struct Lexicon: Sendable {
  /// What a word does to the words around it.
  package enum Role: UInt8, Sendable {
    /// Nothing.
    case plain
    /// Turns what follows: not, never, without.
    case negator
    /// Strengthens what follows: very, so.
    case booster
    /// Weakens what follows: slightly, kinda.
    case dampener
    /// Sets a clause against the one before: but, however.
    case contrast
    /// Sets one thing against another: than, unlike.
    case comparison
  }

  /// Which language a word tells.
  package enum Tongue: UInt8, Sendable {
    /// None, or too many.
    case untold
    /// The lexicon's own.
    case own
    /// Another one with the same letters.
    case foreign
  }

  /// What is known of a word.
  package struct Entry: Sendable {
    /// How it feels, -4...4, in tenths; 0 where people did not agree on any feeling.
    package var tenths: Int8
    /// 1 in the list of praising words, -1 in that of blaming ones, else 0.
    package var opinion: Int8
    /// What it does to its neighbours.
    package var role: Role
    /// Which language it tells.
    package var tongue = Tongue.untold
    /// Whether a longer phrase of the lexicon begins with it.
    package var startsPhrase: Bool

    /// Nothing is known.
    package static let unknown = Entry(tenths: 0, opinion: 0, role: .plain, startsPhrase: false)

    /// An entry.
    package init(tenths: Int8, opinion: Int8 = 0, role: Role = .plain, startsPhrase: Bool = false) {
      self.tenths = tenths
      self.opinion = opinion
      self.role = role
      self.startsPhrase = startsPhrase
    }

    init(packed: UInt16) {
      tenths = Int8(truncatingIfNeeded: packed)
      opinion = Int8(truncatingIfNeeded: (packed >> 8) & 3) - 1
      role = Role(rawValue: UInt8(truncatingIfNeeded: (packed >> 10) & 7)) ?? .plain
      tongue = Tongue(rawValue: UInt8(truncatingIfNeeded: (packed >> 13) & 3)) ?? .untold
      startsPhrase = packed & 0x8000 != 0
    }

    var packed: UInt16 {
      UInt16(UInt8(bitPattern: tenths)) | UInt16(opinion + 1) << 8 | UInt16(role.rawValue) << 10
        | UInt16(tongue.rawValue) << 13 | (startsPhrase ? 0x8000 : 0)
    }

    /// Whether anything is known but that a phrase begins so.
    var saysSomething: Bool { tenths != 0 || opinion != 0 || role != .plain }

    /// How it feels on the scale -4...4, from whichever list knows it.
    @inline(__always)
    var valence: Float { tenths != 0 ? Float(tenths) * 0.1 : Float(opinion) * 1.6 }
  }

  /// The high halves of the hashes; 0 marks a free place.
  private(set) var keys: [UInt32]
  /// The packed entries, place for place.
  private(set) var values: [UInt16]
  /// Whether a word is looked for without its accents too, and without an article elided before it (l', qu').
  let isForgiving: Bool

  /// A lexicon of the given entries by hash.
  package init(_ entries: [(hash: UInt64, entry: Entry)], isForgiving: Bool = false) {
    self.isForgiving = isForgiving
    var places = 1024
    while places < entries.count * 2 { places *= 2 }
    keys = Array(repeating: 0, count: places)
    values = Array(repeating: 0, count: places)
    for (hash, entry) in entries {
      let place = place(of: hash)
      keys[place] = Self.key(hash)
      values[place] = entry.packed
    }
  }

  init(keys: [UInt32], values: [UInt16], isForgiving: Bool = false) {
    self.keys = keys
    self.values = values
    self.isForgiving = isForgiving
  }

  /// What is known of the word or phrase with this hash.
  @inline(__always)
  func entry(_ hash: UInt64) -> Entry? {
    let place = place(of: hash)
    return keys[place] == 0 ? nil : Entry(packed: values[place])
  }

  @inline(__always)
  private func place(of hash: UInt64) -> Int {
    let key = Self.key(hash)
    let mask = keys.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while keys[place] != 0 && keys[place] != key { place = (place + 1) & mask }
    return place
  }

  @inline(__always)
  private static func key(_ hash: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: hash >> 32)) }
}

extension Lexicon {
  /// The hash by which a word, or a phrase of several, is found; words in their normal form.
  package static func hash(ofPhrase words: [String]) -> UInt64 {
    words.dropFirst().reduce(Hashing.hash(words.first ?? "")) { Hashing.phrase($0, Hashing.hash($1)) }
  }
}
