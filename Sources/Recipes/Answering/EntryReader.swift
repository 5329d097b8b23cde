// SPDX-License-Identifier: Apache-2.0

import Markup
import Model
import Schedule
import Text

/// Makes items of the elements of a list.
struct EntryReader {
  /// The most bytes of a body, and of every other text.
  private static let longest = (body: 200_000, other: 4000)

  let map: ItemMap
  /// The whole answer, for lookups.
  let answer: JSON
  /// The recipe's variables.
  let values: [String: String]
  let hosts: Set<String>
  /// The address that was asked, against which others are resolved.
  let base: String
  let zones: [String: TimeZone]

  /// The item of an element; nil for one that says nothing: without title, text and rating.
  func entry(_ element: JSON) -> RecipeEntry? {
    let (published, publishedText) = time("published", element)
    let item = Item(
      guid: text("id", element), url: address("url", element), title: text("title", element) ?? "",
      text: text("text", element, longest: Self.longest.body) ?? "", author: text("author", element),
      published: published, publishedText: publishedText, updated: time("updated", element).instant,
      language: text("lang", element), categories: categories(element), rating: rating(element),
      publisher: text("publisher", element))
    guard !item.title.isEmpty || !item.text.isEmpty || item.rating != nil else { return nil }
    return RecipeEntry(
      item: item, parent: text("parent", element), thread: text("thread", element),
      link: address("link", element), reply: text("reply", element, longest: Self.longest.body))
  }

  private func text(_ key: String, _ element: JSON, longest: Int = longest.other) -> String? {
    guard let field = map.texts[key], let text = value(of: field, element)?.fieldText else { return nil }
    let short = trimmed(cut(text, to: longest))
    return short.isEmpty ? nil : short
  }

  /// What a field is made of; a value that is of no use has become nil.
  private func value(of field: Field, _ element: JSON) -> JSON? {
    switch field {
    case .pointer(let pointer):
      guard let value = pointer.value(in: element), value.fieldText != nil else { return nil }
      return value
    case .lookup(let lookup): return lookup.find(in: answer, element)
    case .first(let fields): return fields.lazy.compactMap { value(of: $0, element) }.first
    case .shaped(let field, let shape):
      guard let text = value(of: field, element)?.fieldText, !shape.absent.contains(text) else { return nil }
      return shape.transforms.applied(to: text).map { .string($0) }
    case .template(let template, let isAddress):
      let filled = template.filled(isAddress: isAddress, hosts: hosts) { reference in
        switch reference {
        case .pointer(let pointer): pointer.value(in: element)?.fieldText
        case .name(let name): values[name] ?? map.texts[name].flatMap { value(of: $0, element)?.fieldText }
        }
      }
      guard let filled, !isAddress || staysAtHome(filled, template) else { return nil }
      return .string(filled)
    }
  }

  /// Whether an address has the host its template begins with, whatever was filled in after it.
  private func staysAtHome(_ url: String, _ template: Template) -> Bool {
    guard let home = host(of: template.prefix) else { return true }
    return host(of: url) == home
  }

  private func address(_ key: String, _ element: JSON) -> String? {
    guard let text = text(key, element), let url = resolve(text, against: base), isWebAddress(url) else {
      return nil
    }
    return url
  }

  private func time(_ key: String, _ element: JSON) -> (instant: Instant?, text: String?) {
    guard let field = map.times[key] else { return (nil, nil) }
    var written: String?
    for path in field.paths {
      guard let value = path.value(in: element), let text = value.fieldText else { continue }
      written = written ?? cut(text, to: 100)
      let zone = field.zone.map { zones[$0] } ?? .utc
      let instants = zone.map { zone in field.formats.lazy.compactMap { $0.instant(of: value, in: zone) } }
      if let instant = instants?.first { return (instant, text) }
    }
    return (nil, written)
  }

  private func rating(_ element: JSON) -> Rating? {
    guard let field = map.rating, let text = value(of: field.value, element)?.fieldText,
      let number = field.words[text] ?? Double(trimmed(text)), field.worst...field.best ~= number
    else { return nil }
    return Rating(number, best: field.best, worst: field.worst)
  }

  private func categories(_ element: JSON) -> [String] {
    let labels = map.categories?.value(in: element)?.array ?? []
    return labels.prefix(50).compactMap { label in
      label.string.map { trimmed(cut($0, to: 200)) }.flatMap { $0.isEmpty ? nil : $0 }
    }
  }
}

/// At most so many bytes of a text, up to the end of a scalar.
private func cut(_ text: String, to limit: Int) -> String {
  guard text.utf8.count > limit else { return text }
  var count = 0
  let kept = text.unicodeScalars.prefix { scalar in
    count += UTF8.width(scalar)
    return count <= limit
  }
  return String(kept)
}
