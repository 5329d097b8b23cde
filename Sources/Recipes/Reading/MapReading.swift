// SPDX-License-Identifier: Apache-2.0

import Schedule
import Settings

// Which value of an item becomes which field.
extension RecipeTable {
  /// `[map]`
  mutating func map() -> ItemMap? {
    guard find("map") != nil else {
      reportMissing("map", "write [map] with id, text and published")
      return nil
    }
    return table("map") { $0.fields() }
  }

  private mutating func fields() -> ItemMap {
    var map = ItemMap()
    for key in ItemMap.textKeys {
      guard let found = find(key) else { continue }
      map.texts[key] = field(found, isAddress: ["url", "link"].contains(key))
    }
    for key in ["published", "updated"] {
      map.times[key] = (table(key) { $0.timeField() }) ?? nil
    }
    map.rating = table("rating") { $0.ratingField() } ?? nil
    map.categories = pointer("categories")
    if find("id") == nil { reportMissing("id", "say what tells one item from another") }
    if find("published") == nil {
      reportMissing("published", "write published = { path = \"/created_at\", time = \"rfc3339\" }")
    }
    return map
  }

  /// A pointer, a template, a list of them, or a table that says more.
  mutating func field(_ found: Found, isAddress: Bool) -> Field? {
    switch found.toml.value {
    case .string(let text):
      if text.hasPrefix("$") {
        report("JSONPath is not understood", found, suggestion: "write a JSON pointer such as \"/data/id\"")
        return nil
      }
      if text.isEmpty || text.hasPrefix("/") { return pointer(found).map { .pointer($0) } }
      return template(found, .item).map { .template($0, isAddress: isAddress) }
    case .array: return .first(values(found).compactMap { field($0, isAddress: isAddress) })
    case .table:
      return table(found) { table in
        table.find("lookup") == nil ? table.shapedField(isAddress) : table.lookupField()
      } ?? nil
    default:
      report(expected: "a pointer, a template, a list of them or a table", found)
      return nil
    }
  }

  private mutating func shapedField(_ isAddress: Bool) -> Field? {
    let shape = Shape(transforms: transforms("as"), absent: constants("none-if"))
    guard let found = find("path") else {
      reportMissing("path", "write path = \"/into/the/item\"")
      return nil
    }
    return field(found, isAddress: isAddress).map { .shaped($0, shape) }
  }

  private mutating func lookupField() -> Field? {
    enum Scope: String, CaseIterable { case root, item }
    let lists = pointers("lookup")
    let isInItem = choice("scope", of: Scope.allCases) == .item
    let shape = Shape(transforms: transforms("as"), absent: constants("none-if"))
    for key in ["key", "get"] where find(key) == nil {
      reportMissing(key, "write \(key) = \"/into/an/element\"")
    }
    var wanted: Lookup.Wanted?
    if let match = pointer("match") {
      wanted = .item(match)
    } else if let constant = constants("equals").first {
      wanted = .constant(constant)
    } else {
      reportMissing("match", "write match = \"/into/the/item\" or equals = \"…\"")
    }
    guard let key = pointer("key"), let value = pointer("get"), let wanted else { return nil }
    let lookup = Lookup(lists: lists, isInItem: isInItem, key: key, wanted: wanted, value: value)
    return .shaped(.lookup(lookup), shape)
  }

  private mutating func timeField() -> TimeField? {
    if find("path") == nil { reportMissing("path", "write path = \"/into/the/item\"") }
    if find("time") == nil {
      reportMissing("time", "it is one of " + TimeFormat.names.joined(separator: ", ") + " or a pattern")
    }
    let formats = values("time").compactMap { found -> TimeFormat? in
      guard let text = text(found) else { return nil }
      if let format = TimeFormat(parsing: text) { return format }
      report(
        "“\(text)” is no form of a time", found,
        suggestion: suggestion(for: text, among: TimeFormat.names + ["%Y-%m-%d %H:%M:%S%z"]))
      return nil
    }
    let zone = text("zone")
    if let zone, !TimeZone.isName(zone), let found = find("zone") {
      report(
        "“\(zone)” is no name of a time zone", found, suggestion: "write it like \"America/Los_Angeles\"")
    }
    return TimeField(paths: pointers("path"), formats: formats, zone: zone == "UTC" ? nil : zone)
  }

  private mutating func ratingField() -> RatingField? {
    let words = each("enum") { table, word, found in table.number(found).map { (word, $0) } }
    let best = number("best") ?? 5
    let worst = number("worst") ?? 1
    if best <= worst, let found = find("best") ?? find("worst") {
      report("expected best to be more than worst", found)
    }
    return shapedField(false).map {
      RatingField(
        value: $0, words: Dictionary(words) { first, _ in first }, best: best, worst: worst)
    }
  }
}
