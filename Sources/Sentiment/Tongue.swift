// SPDX-License-Identifier: Apache-2.0

/// In which language a text is judged: English, or one whose pack is there. What is not read is never guessed at:
/// unknown words look kind to a model that met few of them.
struct Tongue {
  /// Whether the words are judged.
  let isRead: Bool
  /// The tag of the language, or what speaks against every one, for the evidence.
  let name: String
  /// Whether it may be English that was read: few of its words are telling, or some tell another language.
  let isDoubtful: Bool

  /// The language of an item, by its words and, where they do not tell, its tag.
  init(of passages: [Passage], tag: String?) {
    self.init(counting: TongueClues(passages.map(\.reading)), tag: tag)
  }

  /// Whether a text with such words is English. Words decide where enough of them are telling; then the tag; then
  /// English.
  init(counting clues: TongueClues, tag: String?) {
    let primary = Self.primary(tag)
    if clues.isOtherScript {
      self.init(isRead: false, name: "another script")
    } else if clues.foreign > clues.own, clues.foreign >= 2 || clues.words >= 4 {
      self.init(isRead: false, name: primary.isEmpty || primary == "en" ? "another language" : primary)
    } else if !primary.isEmpty, primary != "en", primary != "und",
      clues.own < 2 || clues.own <= clues.foreign * 2
    {
      self.init(isRead: false, name: primary)
    } else {
      self.init(
        isRead: true, name: "en",
        isDoubtful: primary != "en" && (clues.foreign > 0 || clues.own * 5 < clues.words))
    }
  }

  init(isRead: Bool, name: String, isDoubtful: Bool = false) {
    self.isRead = isRead
    self.name = name
    self.isDoubtful = isDoubtful
  }

  /// The language of a tag without its region: `de` of `de-AT`.
  static func primary(_ tag: String?) -> String {
    tag?.prefix { $0 != "-" && $0 != "_" }.lowercased() ?? ""
  }
}

/// How many words of a text tell its language.
struct TongueClues {
  var words = 0
  /// Words that tell the language of the lexicon they were looked up in.
  var own = 0
  /// Words that tell another one with the same letters.
  var foreign = 0
  /// Words that begin in Cyrillic or any script after it.
  var otherScript = 0

  init() {}

  /// The sums over some readings.
  init(_ readings: [Reading]) {
    for reading in readings {
      words += reading.clues.words
      own += reading.clues.own
      foreign += reading.clues.foreign
      otherScript += reading.clues.otherScript
    }
  }

  var isOtherScript: Bool { otherScript * 2 > words }

  /// Whether they tell the lexicon's own language whatever a tag says.
  var arePlain: Bool { own >= 2 && foreign == 0 && own * 5 >= words && !isOtherScript }

  @inline(__always)
  mutating func take(_ token: Token, firstByte: UInt8) {
    guard token.kind == .word else { return }
    words += 1
    if firstByte >= 0xd0 { otherScript += 1 }
    switch token.entry.tongue {
    case .own: own += 1
    case .foreign: foreign += 1
    case .untold: break
    }
  }
}

/// Which of several packs a text is read with, by how many telling words each finds in it.
struct PackChoice {
  private var best: (index: Int, own: Int)?
  private var second: Int

  private let english: Int

  /// A choice among packs; `english` says how many telling words English finds where it may be English.
  init(english: Int = 0) {
    self.english = english
    second = english
  }

  /// Whether it is one of the packs' languages rather than English, whichever.
  var isForeign: Bool { best.map { $0.own >= english + 2 } ?? false }

  /// How many telling words a tag is worth.
  private static let tagged = 3

  /// Takes what a pack finds; `isTagged` says that the text is declared to be in its language.
  mutating func take(_ clues: TongueClues, of index: Int, isTagged: Bool) {
    guard !clues.isOtherScript else { return }
    let own = clues.own + (isTagged ? Self.tagged : 0)
    if own > best?.own ?? 0 {
      second = max(second, best?.own ?? 0)
      best = (index, own)
    } else {
      second = max(second, own)
    }
  }

  /// The pack that finds clearly the most; nil where none does.
  var chosen: Int? {
    guard let best, best.own >= 2, best.own > second else { return nil }
    return best.own * 4 >= second * 5 || best.own - second >= 2 ? best.index : nil
  }
}
