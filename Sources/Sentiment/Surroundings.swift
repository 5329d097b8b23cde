// SPDX-License-Identifier: Apache-2.0

/// What stands around a brand's name in a long text. An article that names a brand once says little of it in its
/// other parts, and those are many.
struct Surroundings {
  /// The bytes that are near, in order; they may overlap.
  private let near: [Range<Int>]

  /// A text of at most this many tokens is all near.
  private static let shortest = 200
  /// How many tokens before and after a name are near; the sentences they stand in are, too.
  private static let reach = 8
  /// The longest sentence that is taken whole, in tokens beyond `reach`.
  private static let sentence = 40

  /// The surroundings of the targets of a long text; nil for a text that is short or names nobody.
  init?(of targets: [Target], in reading: Reading) {
    guard !targets.isEmpty, reading.tokens.count > Self.shortest else { return nil }
    near = targets.map { target in
      var first = max(0, target.tokens.lowerBound - Self.reach)
      let earliest = max(0, first - Self.sentence)
      while first > earliest, !reading.endsClause(at: first - 1) { first -= 1 }
      var end = min(reading.tokens.count, target.tokens.upperBound + Self.reach)
      let latest = min(reading.tokens.count, end + Self.sentence)
      while end < latest, !reading.endsClause(at: end - 1) { end += 1 }
      return Int(reading.tokens[first].start)..<Int(reading.tokens[end - 1].end)
    }
  }

  /// The text with all else blanked out, every byte in its place.
  func blanking(_ text: String) -> String {
    var bytes = [UInt8](repeating: UInt8(ascii: " "), count: text.utf8.count)
    let spoken = Array(text.utf8)
    for range in near { bytes.replaceSubrange(range, with: spoken[range]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
