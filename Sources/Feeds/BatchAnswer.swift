// SPDX-License-Identifier: Apache-2.0
import Model
package import Text

extension Feed {
  /// The feed in the neutral shape that comparisons between readers use: `earshot read --batch` prints one a line.
  ///
  /// Texts are `{"type": "text"|"html", "value"}` with the addresses in HTML resolved; dates are RFC 3339 in UTC.
  package var batchAnswer: JSON {
    .object(of: [
      "encoding": .string(repairs.charset), "format": .string(format), "feed": feedAnswer,
      "entries": .array(entries.map(answer)),
    ])
  }

  private var feedAnswer: JSON {
    let base = about.link ?? url
    var members = answer(about, base: base, summaryName: "subtitle")
    if let info { members.append(JSON.Member("info", answer(info, base: base))) }
    return .object(
      members
        + [JSON.Member("ttl", hints.timeToLive.map { .integer(Int64($0)) } ?? .null)].filter {
          !$0.value.isNull
        })
  }

  private func answer(_ entry: Entry) -> JSON {
    let base = entry.about.link ?? about.link ?? url
    var members = answer(entry.about, base: base, summaryName: "summary")
    let facts: KeyValuePairs<String, JSON?> = [
      "id_is_link": .bool(entry.about.isIDLink && !entry.about.links.contains { $0.rel == "alternate" }),
      "content": .array(entry.content.map { content($0, base: base) }),
      "comments": entry.comments.map { .string($0) },
      "enclosures": .array(
        entry.enclosures.map {
          .object(of: ["url": .string($0.url), "type": .init($0.type), "length": .init($0.length)])
        }),
      "media_rating": entry.ratings.audience.map { .object(of: ["content": .string($0)]) },
      "source": entry.source.map { .object(answer($0, base: base, summaryName: "subtitle")) },
    ]
    members += facts.compactMap { name, value in value.map { JSON.Member(name, $0) } }
    // Whoever asks for a summary where there is none gets the body as it was written.
    if entry.about.summary == nil, let body = entry.content.first {
      members.append(JSON.Member("summary", .string(body.string)))
    }
    return .object(members)
  }

  private func answer(_ about: Particulars, base: String, summaryName: String) -> [JSON.Member] {
    let texts = [("title", about.title), (summaryName, about.summary), ("rights", about.rights)]
    var members: [JSON.Member] = []
    for case let (name, text?) in texts {
      members.append(JSON.Member(name, answer(text, base: base)))
      members.append(JSON.Member(name + "_language", JSON(text.language) ?? .null))
      members.append(JSON.Member(name + "_base", .string(text.base.isEmpty ? url : text.base)))
    }
    let dates = about.dates
    let facts: KeyValuePairs<String, JSON?> = [
      "id": JSON(about.id), "link": JSON(about.link), "language": JSON(about.language),
      "published": instant(dates.published), "updated": instant(dates.updated ?? dates.unspecified),
      "created": instant(dates.created),
      "authors": .array(about.authors.map(answer)),
      "contributors": .array(about.contributors.map(answer)),
      "categories": .array(
        about.categories.map {
          .object(of: ["term": .string($0.term), "scheme": JSON($0.scheme), "label": JSON($0.label)])
        }),
      "links": .array(about.links.map(answer)),
    ]
    return members + facts.compactMap { name, value in value.map { JSON.Member(name, $0) } }
  }

  private func answer(_ person: Person) -> JSON {
    .object(of: [
      "name": JSON(person.name), "email": JSON(person.email), "uri": JSON(person.uri),
      "role": JSON(person.role),
    ])
  }

  private func answer(_ link: Link) -> JSON {
    .object(of: [
      "rel": .string(link.rel), "href": .string(link.href), "type": JSON(link.type),
      "title": JSON(link.title),
      "hreflang": JSON(link.hreflang), "length": JSON(link.length),
    ])
  }

  private func content(_ text: TextConstruct, base: String) -> JSON {
    guard case .object(let members) = answer(text, base: base) else { return .null }
    return .object(
      members + [
        JSON.Member("language", JSON(text.language) ?? .null),
        JSON.Member("base", .string(text.base.isEmpty ? url : text.base)),
      ])
  }

  private func answer(_ text: TextConstruct, base: String) -> JSON {
    let isHTML = text.kind == .html
    let value =
      isHTML ? resolvedHTML(Array(text.utf8), against: text.base.isEmpty ? base : text.base) : text.string
    return .object(of: ["type": .string(isHTML ? "html" : "text"), "value": .string(value)])
  }

  private func instant(_ date: StatedDate?) -> JSON? { date?.instant.map { .string($0.rfc3339()) } }
}

extension JSON {
  /// A string, or nil for none.
  fileprivate init?(_ text: String?) {
    guard let text else { return nil }
    self = .string(text)
  }
}
