// SPDX-License-Identifier: Apache-2.0
import Model

/// A rating as a ground: one and two stars are a complaint, four and five are praise, whatever the words say.
/// Between them the words decide.
struct Stars {
  private let stars: Double
  private let given: String

  /// How far one star or five win over the words.
  private static let strength: Float = 3

  init(_ rating: Rating) {
    stars = rating.stars
    given = rating.best == 5 && rating.worst == 1 ? "\(rating) stars" : "rated \(rating)"
  }

  /// Whether the rating decides.
  var decides: Bool { stars <= 2.5 || stars >= 3.5 }

  /// Whether it is on the good side.
  var isGood: Bool { stars > 3 }

  /// How the evidence names it: `1 of 5 stars`.
  var words: String { given }

  /// The leaning after the rating was heard.
  func deciding(_ leaning: Leaning) -> Leaning {
    guard decides else { return leaning }
    let strength = Self.strength * Float(abs(stars - 3) / 2)
    let highest = max(0, leaning.x, leaning.y)
    var decided = leaning
    if isGood {
      decided.x -= strength
      decided.y = highest + strength
    } else {
      decided.y -= strength
      decided.x = highest + strength
    }
    return decided
  }
}
