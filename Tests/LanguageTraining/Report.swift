// SPDX-License-Identifier: Apache-2.0
import Foundation
import Language

/// What a model gets right of the sentences that were held aside.
struct Report {
  private(set) var text = ""

  init(_ model: LanguageModel, _ corpus: Corpus) {
    var known = Tally(), short = Tally(), middle = Tally(), long = Tally(), foreign = Tally()
    var byTag: [String: Tally] = [:]
    for sentence in corpus.heldAside {
      let guess = LanguageGuess(of: "", sentence.text, model: model)
      let isRight = guess.tag == sentence.tag
      if sentence.tag == "und" {
        foreign.count(isRight, guess.tag)
        continue
      }
      known.count(isRight, guess.tag)
      byTag[sentence.tag, default: Tally()].count(isRight, guess.tag)
      switch sentence.text.count {
      case ..<20: short.count(isRight, guess.tag)
      case ..<50: middle.count(isRight, guess.tag)
      default: long.count(isRight, guess.tag)
      }
    }
    text = """
      bytes of the model: \(model.encoded.count)
      sentences held aside, right: \(known)
        of fewer than 20 characters: \(short)
        of 20 to 49: \(middle)
        of 50 and more: \(long)
      sentences in languages that are not told apart, told as none: \(foreign)

      """
    for (tag, tally) in byTag.sorted(by: { $0.key < $1.key }) { text += "\(tag)  \(tally)\n" }
  }

  /// Right ones of all.
  private struct Tally: CustomStringConvertible {
    var right = 0
    var unsure = 0
    var all = 0
    mutating func count(_ isRight: Bool, _ tag: String) {
      all += 1
      if isRight { right += 1 } else if tag == "und" { unsure += 1 }
    }
    var description: String {
      String(
        format: "%.1f %% (%d of %d; %d not told)", 100 * Double(right) / Double(max(1, all)), right, all,
        unsure)
    }
  }
}
