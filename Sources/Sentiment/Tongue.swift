// SPDX-License-Identifier: Apache-2.0

/// Whether a text is in a language the model reads, which is English. What is not read is never guessed at:
/// unknown words look kind to a model that met few of them.
struct Tongue {
  /// Whether the words are judged.
  let isRead: Bool
  /// The tag or the script that speaks against it, for the evidence.
  let name: String

  /// The language of an item, by its words and, where they do not tell, its tag.
  init(of passages: [Passage], tag: String?) { self.init(counting: passages.map(\.reading), tag: tag) }

  /// The language of some readings. Words decide where enough of them are telling; then the tag; then
  /// English.
  init(counting readings: [Reading], tag: String?) {
    let words = readings.reduce(0) { $0 + $1.clues.words }
    let others = readings.reduce(0) { $0 + $1.clues.otherScript }
    let english = readings.reduce(0) { $0 + $1.clues.english }
    let foreign = readings.reduce(0) { $0 + $1.clues.foreign }
    let primary = tag?.prefix { $0 != "-" && $0 != "_" }.lowercased() ?? ""
    if others * 2 > words {
      self.init(isRead: false, name: "another script")
    } else if foreign > english * 2, foreign >= 2 || words >= 4 {
      self.init(isRead: false, name: primary.isEmpty || primary == "en" ? "another language" : primary)
    } else if !primary.isEmpty, primary != "en", primary != "und", english < 2 || english <= foreign * 2 {
      self.init(isRead: false, name: primary)
    } else {
      self.init(isRead: true, name: "en")
    }
  }

  private init(isRead: Bool, name: String) {
    self.isRead = isRead
    self.name = name
  }
}

/// How many words of a text tell its language.
struct TongueClues {
  var words = 0
  var english = 0
  var foreign = 0
  /// Words that begin in Cyrillic or any script after it.
  var otherScript = 0

  @inline(__always)
  mutating func take(_ token: Token, firstByte: UInt8) {
    guard token.kind == .word else { return }
    words += 1
    if firstByte >= 0xd0 { otherScript += 1 }
    switch token.entry.tongue {
    case .english: english += 1
    case .foreign: foreign += 1
    case .untold: break
    }
  }
}
