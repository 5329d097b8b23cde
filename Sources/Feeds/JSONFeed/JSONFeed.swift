// SPDX-License-Identifier: Apache-2.0
import Markup
import Model
import Text

extension Feed {
  /// Reads JSON Feed 1.0 and 1.1, with the liberties its authors take: numbers for ids, one `author`, no version.
  static func readJSON(_ utf8: [UInt8], url: String) throws(NotAFeed) -> Feed {
    let json: JSON
    do {
      json = try JSON(parsing: utf8, .lenient)
    } catch {
      // A document that was cut holds the entries up to the cut.
      guard let mended = JSON(parsingCut: utf8) else {
        throw NotAFeed(looksLike: .json(message: "not readable: \(error)"))
      }
      var feed = try readJSON(mended, of: utf8.count, url: url)
      feed.repairs.unfinished += 1
      return feed
    }
    return try readJSON(json, of: utf8.count, url: url)
  }

  private static func readJSON(_ json: JSON, of length: Int, url: String) throws(NotAFeed) -> Feed {
    let version = json["version"]?.string ?? ""
    let hasEntries = json["items"]?.array != nil
    guard version.contains("jsonfeed.org") || (hasEntries && isLikeFeed(json)) else {
      throw NotAFeed(describing: json)
    }
    var feed = Feed()
    feed.format = version.hasSuffix("1.1") ? "json11" : "json10"
    feed.url = url
    var addresses = AddressBudget(forDocumentOf: length)
    feed.takeJSON(json, &addresses)
    let entries = json["items"]?.array ?? []
    feed.repairs.isCutShort = entries.count > FeedReader.entryLimit
    // Feeds are often served from elsewhere, so that the page's address comes before that of the document.
    let page = feed.about.link.flatMap { isWebAddress($0) ? $0 : nil }
    feed.entries = entries.prefix(FeedReader.entryLimit).compactMap {
      Entry(json: $0, base: page ?? url, &addresses)
    }
    return feed
  }

  /// Whether JSON with items and without the version's address is a feed all the same.
  private static func isLikeFeed(_ json: JSON) -> Bool {
    if json["title"]?.string != nil || json["home_page_url"]?.string != nil { return true }
    return json["items"]?.array?.first.map { $0["content_text"] != nil || $0["content_html"] != nil } ?? false
  }

  private mutating func takeJSON(_ json: JSON, _ addresses: inout AddressBudget) {
    about.title = TextConstruct(json: json["title"], .text)
    about.summary = TextConstruct(json: json["description"], .text)
    about.language = json["language"]?.string.flatMap(languageTag)
    about.authors = Person.list(json, base: url, &addresses)
    hints.addresses.itself = json.address("feed_url", base: url, &addresses)
    hints.addresses.next = json.address("next_url", base: url, &addresses)
    let hubs = json["hubs"]?.array ?? []
    let hub = hubs.first { $0["type"]?.string?.lowercased() == "websub" }
    hints.addresses.hub = hub?.address("url", base: url, &addresses)
    if let page = json.address("home_page_url", base: url, &addresses) {
      about.link = page
      about.links.append(Link(href: page))
    }
    if let itself = hints.addresses.itself {
      about.id = itself
      about.links.append(Link(href: itself, rel: "self", type: "application/feed+json"))
    }
  }
}

extension Entry {
  /// An item of a JSON Feed; nil where it is no object.
  fileprivate init?(json: JSON, base: String, _ addresses: inout AddressBudget) {
    guard json.members != nil else { return nil }
    self.init()
    about.id =
      json["id"]?.string ?? json["id"]?.integer.map(String.init) ?? json["id"]?.number.map { "\($0)" }
    about.title = TextConstruct(json: json["title"], .text)
    about.summary = TextConstruct(json: json["summary"], .text)
    about.language = json["language"]?.string.flatMap(languageTag)
    about.authors = Person.list(json, base: base, &addresses)
    let tags = (json["tags"]?.array ?? []).lazy.compactMap { $0.string }.filter { !$0.isEmpty }
    about.categories = tags.prefix(200).map { Category(term: $0) }
    about.dates.published = json["date_published"]?.string.map { StatedDate($0) }
    about.dates.updated = json["date_modified"]?.string.map { StatedDate($0) }
    let bodies = [
      TextConstruct(json: json["content_html"], .html), TextConstruct(json: json["content_text"], .text),
    ]
    content = bodies.compactMap { $0 }
    takeAddresses(json, base: base, &addresses)
  }

  private mutating func takeAddresses(_ json: JSON, base: String, _ addresses: inout AddressBudget) {
    about.link =
      json.address("url", base: base, &addresses) ?? json.address("external_url", base: base, &addresses)
    if let page = json.address("url", base: base, &addresses) { about.links.append(Link(href: page)) }
    if let other = json.address("external_url", base: base, &addresses) {
      about.links.append(Link(href: other, rel: "related"))
    }
    for attachment in (json["attachments"]?.array ?? []).prefix(200) {
      guard let file = attachment.address("url", base: base, &addresses) else { continue }
      let type = attachment["mime_type"]?.string
      let size = attachment["size_in_bytes"]
      let length = size?.integer.map(String.init) ?? size?.string
      enclosures.append(Enclosure(url: file, type: type, length: length))
      about.links.append(Link(href: file, rel: "enclosure", type: type))
    }
  }
}

extension TextConstruct {
  fileprivate init?(json: JSON?, _ kind: Kind) {
    guard let text = json?.string, !text.isEmpty else { return nil }
    self.init(utf8: Array(text.utf8)[...], kind: kind)
  }
}

extension Person {
  /// `authors` of 1.1 or `author` of 1.0.
  fileprivate static func list(_ json: JSON, base: String, _ addresses: inout AddressBudget) -> [Person] {
    let listed = json["authors"]?.array ?? []
    let all = listed.isEmpty ? [json["author"]].compactMap { $0 } : listed
    return all.prefix(100).compactMap { author in
      let name = author.string ?? author["name"]?.string
      let person = Person(name: name, uri: author.address("url", base: base, &addresses))
      return person.isEmpty ? nil : person
    }
  }
}

extension JSON {
  /// The resolved address of a member.
  fileprivate func address(_ name: String, base: String, _ addresses: inout AddressBudget) -> String? {
    guard let text = self[name]?.string, !text.isEmpty else { return nil }
    return addresses.resolve(text, against: base) ?? text
  }
}
