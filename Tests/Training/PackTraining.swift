// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sentiment
import Text

/// Builds the packs of other languages. No labelled texts in them are at hand that may train what ships; so a pack is
/// a lexicon, from lists of others and of our own, and what the English texts taught of lexicons in general: how
/// feelings, negations, contrasts, signs and their numbers add up to a verdict, whatever the words.
struct PackTraining {
  /// The languages with a list of our own beside this file.
  static let languages = ["de", "es", "fr", "it", "nl", "pt"]
  /// How many bits the hashes of the shared features are cut down to.
  static let bits = 12

  /// The packs, by language.
  let packs: [(language: String, weights: Weights, checksums: [String])]

  /// Under which licence the lists of others are used; NOTICE names the authors.
  private static let licences = [
    "de": "Apache-2.0", "fr": "PDDL", "it": "BSD-3-Clause", "nl": "PDDL", "pt": "MIT",
  ]

  /// What the packs were made of, kept beside them.
  var manifest: JSON {
    .array(
      packs.map { pack in
        let sources = pack.checksums.enumerated().map { place, checksum in
          let isOwn = place == pack.checksums.count - 1
          return JSON.object([
            .init("list", .string(isOwn ? "own" : "others")),
            .init("licence", .string(isOwn ? "Apache-2.0" : Self.licences[pack.language] ?? "")),
            .init("sha256", .string(checksum)),
          ])
        }
        return .object([
          .init("language", .string(pack.language)), .init("version", .string(pack.weights.version)),
          .init("bytes", .integer(Int64(pack.weights.packed.count))), .init("lists", .array(sources)),
        ])
      })
  }

  /// Builds the packs from English texts and lists: `lists` holds those that `Packs/fetch` brought, `own` ours.
  init(_ shared: Weights, lists: URL, own: URL) throws {
    packs = try Self.languages.map { language in
      let files = [lists, own].map { $0.appendingPathComponent(language + ".tsv") }
        .filter { FileManager.default.fileExists(atPath: $0.path) }
      var words = PackWords()
      for file in files { try words.take(file) }
      var weights = Weights(
        version: "", language: language, isShared: true, bias: shared.bias, step: shared.step,
        dense: shared.dense, grams: shared.grams, lexicon: words.lexicon)
      weights.version = "\(language)1-" + weights.fingerprint
      return (language, weights, try files.map(DataSet.checksum(of:)))
    }
  }
}

/// The words of a language's lists.
struct PackWords {
  private var entries: [UInt64: Lexicon.Entry] = [:]
  private var endings: [Substring] = [""]

  /// The lexicon; the order is that of the hashes, so that it is the same each time.
  var lexicon: Lexicon {
    Lexicon(entries.sorted { $0.key < $1.key }.map { (hash: $0.key, entry: $0.value) }, isForgiving: true)
  }

  /// Takes a list: what stands first in a line is a feeling or a role, or a word that its feeling follows.
  mutating func take(_ file: URL) throws {
    for fields in try DataSet.rows(of: file) where fields.count == 2 {
      if fields[0] == "endings" {
        endings = fields[1].split(separator: ",", omittingEmptySubsequences: false)
      } else if let feeling = Double(fields[1]), Double(fields[0]) == nil {
        edit(fields[0]) { $0.feel(feeling) }
      } else {
        for word in fields[1].split(separator: ";") {
          for form in forms(of: word) { take(form, as: fields[0]) }
        }
      }
    }
  }

  private func forms(of word: Substring) -> [String] {
    if word.hasSuffix("~") { return endings.map { String(word.dropLast() + $0) } }
    if word.hasSuffix("+") { return [String(word.dropLast()), String(word.dropLast() + "s")] }
    return [String(word)]
  }

  private mutating func take(_ word: String, as what: String) {
    let roles: [String: Lexicon.Role] = [
      "negator": .negator, "booster": .booster, "dampener": .dampener, "contrast": .contrast,
      "comparison": .comparison,
    ]
    edit(word) { entry in
      if let feeling = Double(what) {
        entry.feel(feeling)
      } else if what == "telling" {
        entry.tongue = .own
      } else if let role = roles[what], entry.role == .plain {
        entry.role = role
        (entry.tenths, entry.opinion) = (0, 0)
      }
    }
  }

  /// Changes what is known of a word or phrase, with its accents and without.
  private mutating func edit(_ phrase: String, _ change: (inout Lexicon.Entry) -> Void) {
    for spelling in Set([phrase, Accents.folded(phrase)]).sorted() {
      let words = spelling.split(separator: " ").map(String.init)
      for count in 1..<max(1, words.count) {
        entries[Lexicon.hash(ofPhrase: Array(words.prefix(count))), default: .unknown].startsPhrase = true
      }
      change(&entries[Lexicon.hash(ofPhrase: words), default: .unknown])
    }
  }
}

extension Lexicon.Entry {
  /// Takes a feeling, -4...4; a strong one counts as listed praise or blame too.
  fileprivate mutating func feel(_ feeling: Double) {
    guard role == .plain else { return }
    tenths = Int8((feeling * 10).rounded())
    opinion = feeling >= 1.5 ? 1 : feeling <= -1.5 ? -1 : 0
  }
}
