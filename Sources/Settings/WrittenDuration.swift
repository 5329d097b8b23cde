// SPDX-License-Identifier: Apache-2.0

internal import Model

extension Duration {
  private static let units: [(letter: Character, seconds: Int)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// Reads numbers with units, the largest first: `90s`, `15m`, `1h30m`, `400d`, `2w`; nil for anything else.
  package init?(written text: String) {
    var rest = text[...]
    var seconds = 0
    for (letter, factor) in Self.units {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard rest[digits.endIndex...].first == letter, digits.count <= 6, let count = Int(digits) else {
        continue
      }
      seconds += count * factor
      rest = rest[digits.endIndex...].dropFirst()
    }
    guard rest.isEmpty, !text.isEmpty else { return nil }
    self = .seconds(seconds)
  }

  /// As `init(written:)` reads it, in its largest whole unit.
  var written: String {
    let seconds = Int(components.seconds)
    let unit = Self.units.first { seconds >= $0.seconds && seconds % $0.seconds == 0 }
    return unit.map { "\(seconds / $0.seconds)\($0.letter)" } ?? "\(seconds)s"
  }
}
