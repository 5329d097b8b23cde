// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment

/// Builds the lexicon from the lists of others in the data folder and from our own beside this file.
struct LexiconSources {
  private var entries: [UInt64: Lexicon.Entry] = [:]

  /// The lexicon of the lists in `data` (the licensed ones) and in `own`.
  init(data: URL, own: URL) throws {
    try takeValences(data.appendingPathComponent("vader_lexicon.txt"))
    try takeOpinions(data.appendingPathComponent("liu_positive_words.txt"), opinion: 1)
    try takeOpinions(data.appendingPathComponent("liu_negative_words.txt"), opinion: -1)
    try takeEmoji(own.appendingPathComponent("emoji.tsv"))
    try takeRoles(own.appendingPathComponent("words.tsv"))
    try takePhrases(own.appendingPathComponent("phrases.tsv"))
  }

  /// The finished table; the order is that of the hashes, so that it is the same each time.
  var lexicon: Lexicon {
    Lexicon(entries.sorted { $0.key < $1.key }.map { (hash: $0.key, entry: $0.value) })
  }

  /// The word, TAB, its mean feeling: the list of VADER.
  private mutating func takeValences(_ file: URL) throws {
    for fields in try Self.rows(file) {
      guard fields.count > 1, let valence = Double(fields[1]) else { continue }
      edit(fields[0].lowercased()) { $0.tenths = Int8((valence * 10).rounded()) }
    }
  }

  /// A word a line, comments after `;`: the lists of Hu and Liu.
  private mutating func takeOpinions(_ file: URL, opinion: Int8) throws {
    for fields in try Self.rows(file) where !fields[0].hasPrefix(";") {
      edit(fields[0].lowercased()) { $0.opinion = opinion }
    }
  }

  private mutating func takeEmoji(_ file: URL) throws {
    for fields in try Self.rows(file) {
      guard fields.count > 1, let valence = Double(fields[0]) else { continue }
      for emoji in fields[1].split(separator: " ") {
        edit(String(emoji)) { $0.tenths = Int8((valence * 10).rounded()) }
      }
    }
  }

  private mutating func takeRoles(_ file: URL) throws {
    let roles: [String: Lexicon.Role] = [
      "negator": .negator, "booster": .booster, "dampener": .dampener, "contrast": .contrast,
      "comparison": .comparison,
    ]
    let tongues: [String: Lexicon.Tongue] = ["english": .own, "foreign": .foreign]
    for fields in try Self.rows(file) {
      guard fields.count > 1 else { continue }
      for word in fields[1].split(separator: " ") {
        edit(String(word)) { entry in
          if let tongue = tongues[fields[0]] { entry.tongue = tongue }
          if let role = roles[fields[0]], entry.role == .plain { entry.role = role }
        }
      }
    }
  }

  /// The feeling, TAB, phrases parted by semicolons; words as the tokenizer has them.
  private mutating func takePhrases(_ file: URL) throws {
    for fields in try Self.rows(file) {
      guard fields.count > 1 else { continue }
      let isNegator = fields[0] == "negator"
      for phrase in fields[1].split(separator: ";") {
        let words = phrase.split(separator: " ").map(String.init)
        guard words.count > 1 else { continue }
        for count in 1..<words.count { edit(Array(words.prefix(count))) { $0.startsPhrase = true } }
        edit(words) { entry in
          entry.role = isNegator ? .negator : .plain
          entry.tenths = isNegator ? 0 : Int8(((Double(fields[0]) ?? 0) * 10).rounded())
        }
      }
    }
  }

  private mutating func edit(_ words: [String], _ change: (inout Lexicon.Entry) -> Void) {
    change(&entries[Lexicon.hash(ofPhrase: words), default: .unknown])
  }

  private mutating func edit(_ word: String, _ change: (inout Lexicon.Entry) -> Void) {
    edit([word], change)
  }

  private static func rows(_ file: URL) throws -> [[String]] {
    let bytes = try Data(contentsOf: file)
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { !$0.hasPrefix("# ") && !$0.isEmpty }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }
}
