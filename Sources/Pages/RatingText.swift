// SPDX-License-Identifier: Apache-2.0
import Model

/// A rating as people write it: `4`, `4,5`, `4/5`, `4 out of 5 stars`, `80 %`, `★★★★☆`.
struct RatingText: Equatable {
  /// How many.
  var value: Double
  /// Of how many, where the text says so.
  var best: Double?
  /// The bottom of the scale, where the text says so.
  var worst: Double?

  /// Reads what the text begins with; nil where that is no rating.
  init?(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    skipSpace(in: &rest)
    if let first = rest.first, Self.fullStars.contains(first) {
      self.init(stars: rest)
      return
    }
    guard let value = number(in: &rest) else { return nil }
    self.init(value: value)
    skipSpace(in: &rest)
    if rest.first == "%" {
      best = 100
      worst = 0
    } else if take(["/", "of", "out of", "von", "sur", "de", "su", "van"], from: &rest) {
      best = number(in: &rest)
    }
  }

  private init(value: Double) { self.value = value }

  private init(stars: ArraySlice<Unicode.Scalar>) {
    let full = stars.prefix { Self.fullStars.contains($0) }.count
    let rest = stars.dropFirst(full)
    let half = rest.first == "\u{BD}" || rest.first == "\u{2BE8}"
    let empty = rest.dropFirst(half ? 1 : 0).prefix { $0 == "\u{2606}" || $0 == "\u{2729}" }.count
    value = Double(full) + (half ? 0.5 : 0)
    best = empty > 0 ? Double(full + empty + (half ? 1 : 0)) : nil
  }

  private static let fullStars: Set<Unicode.Scalar> = ["\u{2605}", "\u{2B50}", "\u{2736}"]
}

extension Rating {
  /// A rating from the texts of schema.org's `Rating`, 1...5 unless the page says otherwise.
  ///
  /// A value that is beyond five where nothing is said of the scale is one of ten or of a hundred.
  init?(value: String?, best: String?, worst: String?) {
    guard let value, let rating = RatingText(value) else { return nil }
    let statedBest = best.flatMap(RatingText.init)?.value ?? rating.best
    let statedWorst = worst.flatMap(RatingText.init)?.value ?? rating.worst
    let assumed: Double = rating.value <= 5 ? 5 : rating.value <= 10 ? 10 : 100
    let top = statedBest ?? assumed
    let bottom = statedWorst ?? (top == 100 ? 0 : 1)
    if let rating = Rating(rating.value, best: top, worst: bottom) {
      self = rating
    } else {
      self.init(rating.value, best: assumed)
    }
  }
}

private func skipSpace(in text: inout ArraySlice<Unicode.Scalar>) {
  text = text.drop { $0.properties.isWhitespace }
}

/// Takes one of some words, the longest that is there, and the space after it.
private func take(_ words: [String], from text: inout ArraySlice<Unicode.Scalar>) -> Bool {
  let matching = words.filter { text.starts(with: $0.unicodeScalars) }
  guard let longest = matching.max(by: { $0.unicodeScalars.count < $1.unicodeScalars.count }) else {
    return false
  }
  text = text.dropFirst(longest.unicodeScalars.count)
  skipSpace(in: &text)
  return true
}

/// Takes a number with a point or a comma before its fraction.
private func number(in text: inout ArraySlice<Unicode.Scalar>) -> Double? {
  var digits = ""
  var hasFraction = false
  while let next = text.first {
    if ("0"..."9").contains(next) {
      digits.unicodeScalars.append(next)
    } else if !hasFraction, next == "." || next == ",", let after = text.dropFirst().first,
      ("0"..."9").contains(after)
    {
      digits += "."
      hasFraction = true
    } else if digits.isEmpty, next == "-" {
      digits += "-"
    } else {
      break
    }
    text = text.dropFirst()
  }
  guard digits.utf8.count <= 24, let number = Double(digits), number.isFinite else { return nil }
  return number
}
