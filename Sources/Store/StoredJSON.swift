// SPDX-License-Identifier: Apache-2.0
import Model
import Text

extension Rating {
  /// Such as `{"value":2.0,"best":5.0,"worst":1.0}`.
  var json: JSON { ["value": .number(value), "best": .number(best), "worst": .number(worst)] }

  /// From what `json` gives.
  init?(json: JSON) {
    guard let value = json["value"]?.number, let best = json["best"]?.number,
      let worst = json["worst"]?.number
    else { return nil }
    self.init(value, best: best, worst: worst)
  }
}

extension Span {
  /// Such as `["title",4,9]`: the field, the first byte, the byte after the last.
  var json: JSON {
    [.string(field.rawValue), .integer(Int64(range.lowerBound)), .integer(Int64(range.upperBound))]
  }

  /// From what `json` gives.
  init?(json: JSON) {
    guard let parts = json.array, parts.count == 3, let field = parts[0].string.flatMap(Field.init),
      let start = parts[1].integer, let end = parts[2].integer, start >= 0, start <= end
    else { return nil }
    self.init(field: field, range: Int(start)..<Int(end))
  }
}

extension Evidence {
  /// Such as `{"quote":"awful","reason":"…","weight":-1.5}`.
  var json: JSON {
    ["quote": .string(quote), "reason": .string(reason), "weight": .number(weight)]
  }

  /// From what `json` gives.
  init?(json: JSON) {
    guard let quote = json["quote"]?.string, let reason = json["reason"]?.string,
      let weight = json["weight"]?.number
    else { return nil }
    self.init(quote: quote, reason: reason, weight: weight)
  }
}
