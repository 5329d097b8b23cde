// SPDX-License-Identifier: Apache-2.0
import Markup
import Model
import Text

extension FeedReader {
  /// Changes the particulars of an owner; of those that have none nothing is kept.
  mutating func with(_ owner: Owner, _ change: (inout Particulars) -> Void) {
    switch owner {
    case .feed: change(&feed.about)
    case .entry: change(&entry.about)
    case .source: change(&pending.source)
    case .person, .aside, .nobody: break
    }
  }

  /// Keeps a link where it belongs.
  mutating func take(_ link: Link, _ owner: Owner) {
    guard !link.href.isEmpty else { return }
    if link.rel == "enclosure" && owner == .entry {
      entry.enclosures.append(Enclosure(url: link.href, type: link.type, length: link.length))
    }
    if owner == .feed { takeHint(link) }
    with(owner) { about in
      guard about.links.count < 200 else { return }
      about.links.append(link)
      let isPage = link.type.map { $0.hasPrefix("text/html") || $0.hasPrefix("application/xhtml") } ?? true
      if link.rel == "alternate" && (isPage || about.link == nil) { about.link = link.href }
    }
    if owner == .feed, feed.format.hasPrefix("rss"), let page = feed.about.link, isWebAddress(page) {
      pending.channelPage = page
    }
  }

  private mutating func takeHint(_ link: Link) {
    switch link.rel.lowercased() {
    case "self": feed.hints.addresses.itself = feed.hints.addresses.itself ?? link.href
    case "hub": feed.hints.addresses.hub = feed.hints.addresses.hub ?? link.href
    case "next": feed.hints.addresses.next = feed.hints.addresses.next ?? link.href
    case "prev-archive":
      feed.hints.addresses.previousArchive = feed.hints.addresses.previousArchive ?? link.href
    default: break
    }
  }

  /// What is to be done when a container ends.
  mutating func finish(_ element: OpenElement) {
    switch element.meaning {
    case .entry: finishEntry()
    case .source where element.owner == .source:
      if pending.source != Particulars() { entry.source = pending.source }
    case let meaning where meaning.isPerson:
      let person = pending.person
      pending.person = Person()
      if meaning == .webMaster {
        pending.webMaster = person
      } else if !person.isEmpty {
        add(person, to: meaning == .contributor ? \.contributors : \.authors)
      }
    default: break
    }
  }

  private mutating func add(_ person: Person, to list: WritableKeyPath<Particulars, [Person]>) {
    with(stack.owner) { about in
      if about[keyPath: list].count < 100 && !about[keyPath: list].contains(person) {
        about[keyPath: list].append(person)
      }
    }
  }

  private mutating func finishEntry() {
    if entry.about.link == nil, entry.about.isIDLink, let id = entry.about.id {
      entry.about.link = resolved(id)
    }
    var finished = Entry()
    swap(&finished, &entry)
    if feed.entries.count < Self.entryLimit {
      feed.entries.append(finished)
    } else {
      feed.repairs.isCutShort = true
    }
  }

  /// Hands over the text of the element that just ended.
  mutating func finishCapture(_ owner: Owner) {
    if capture.isCut { feed.repairs.cutFields += 1 }
    if capture.meaning.isMarkup {
      finishMarkup(owner)
    } else {
      let text = String(utf8: capture.text(of: tokenizer.bytes).span)
      if capture.meaning.isPerson {
        if !text.isEmpty { pending.person.take(text) }
      } else {
        finishPlain(capture.meaning, text, owner)
      }
    }
    if capture.buffer.capacity > 1 << 20 { capture.buffer = [] }
  }

  private mutating func finishMarkup(_ owner: Owner) {
    var utf8 = capture.text(of: tokenizer.bytes)
    var kind = TextConstruct.Kind.text
    switch capture.type {
    case .html, .elements: kind = .html
    case .unstated: kind = looksLikeHTML(utf8.span) ? .html : .text
    case .base64, .base64HTML:
      if capture.type == .base64HTML { kind = .html }
      if let decoded = decodeBase64(Array(utf8)) {
        utf8 = decode(decoded, httpCharset: nil, kind: .xml).utf8[...]
      }
    case .text: break
    }
    guard !utf8.isEmpty else { return }
    let text = TextConstruct(utf8: utf8, kind: kind, language: language, base: scopes.last?.base ?? "")
    switch capture.meaning {
    case .title: takeTitle(text, owner, rank: 3)
    case .dcTitle: takeTitle(text, owner, rank: 2)
    case .mediaTitle: takeTitle(text, owner, rank: 1)
    case .info: if owner == .feed { feed.info = text }
    case .rights: with(owner) { $0.rights = text }
    case .content, .encoded, .body: takeContent(text, owner)
    default: takeSummary(text, owner)
    }
  }

  private mutating func takeTitle(_ text: TextConstruct, _ owner: Owner, rank: Int) {
    guard let present = pending.titleRanks[owner], present < rank else { return }
    pending.titleRanks[owner] = rank
    with(owner) { $0.title = text }
  }

  /// A second summary is another body: `description` and `summary` in one item differ on purpose.
  private mutating func takeSummary(_ text: TextConstruct, _ owner: Owner) {
    if owner == .entry && entry.about.summary != nil { return takeContent(text, owner) }
    with(owner) { if $0.summary == nil { $0.summary = text } }
  }

  private mutating func takeContent(_ text: TextConstruct, _ owner: Owner) {
    if owner == .entry {
      if entry.content.count < 20 { entry.content.append(text) }
    } else {
      with(owner) { if $0.summary == nil { $0.summary = text } }
    }
  }

  private mutating func finishPlain(_ meaning: Meaning, _ text: String, _ owner: Owner) {
    guard !text.isEmpty || meaning == .category || meaning == .mediaCategory else { return }
    switch meaning {
    case .id, .guid: takeID(text, isGUID: meaning == .guid, owner)
    case .link: take(Link(href: resolved(text)), owner)
    case .source: pending.source.title = TextConstruct(utf8: Array(text.utf8)[...], kind: .text)
    case .name: pending.person.name = text
    case .email: pending.person.email = text
    case .uri: if owner == .person { pending.person.uri = resolved(text) }
    case .category, .mediaCategory, .subject, .podcastCategory, .keywords: takeCategory(meaning, text, owner)
    case .language: with(owner) { $0.language = languageTag(text) }
    case .published, .date, .updated, .created: takeDate(meaning, text, owner)
    case _ where owner == .entry: finishEntryFact(meaning, text)
    case _ where owner == .feed: finishHint(meaning, text)
    default: break
    }
  }

  private mutating func takeID(_ text: String, isGUID: Bool, _ owner: Owner) {
    let isLink = isGUID && pending.isPermalink
    // An Atom id is an address (RFC 4287, section 4.2.6); one that is only a path gets its site.
    let id = !isGUID && text.hasPrefix("/") ? resolved(text) : text
    with(owner) { about in
      about.id = id
      about.isIDLink = isLink
    }
  }

  private mutating func takeDate(_ meaning: Meaning, _ text: String, _ owner: Owner) {
    let date = StatedDate(text)
    with(owner) { about in
      switch meaning {
      case .published: about.dates.published = date
      case .date: about.dates.unspecified = date
      case .updated: about.dates.updated = date
      default: about.dates.created = date
      }
    }
  }

  private mutating func takeCategory(_ meaning: Meaning, _ text: String, _ owner: Owner) {
    switch meaning {
    case .category, .mediaCategory:
      var category = pending.category
      if category.term.isEmpty { category.term = text }
      keep(category, owner)
    case .keywords:
      for part in text.split(maxSplits: 200, whereSeparator: { $0 == "," || $0 == ";" }).prefix(200) {
        keep(Category(term: String(decoding: Array(part.utf8)[...].trimmed, as: UTF8.self)), owner)
      }
    default: keep(Category(term: text), owner)
    }
  }

  private mutating func keep(_ category: Category, _ owner: Owner) {
    if category.term.isEmpty { return }
    with(owner) { if $0.categories.count < 200 { $0.categories.append(category) } }
  }

  private mutating func finishEntryFact(_ meaning: Meaning, _ text: String) {
    switch meaning {
    case .comments: entry.comments = resolved(text)
    case .originalLink: entry.originalLink = resolved(text)
    case .audienceRating:
      entry.ratings.audience = text
      entry.ratings.audienceScheme = pending.scheme
    case .commentCount: entry.relations.commentCount = Int(text).flatMap { $0 >= 0 ? $0 : nil }
    case .commentFeed: entry.relations.commentFeed = resolved(text)
    case .place: entry.relations.place = text
    case .latitude, .longitude: takeCoordinate(text, isLatitude: meaning == .latitude)
    case .stars: entry.ratings.stars = Double(text).flatMap { Rating($0) }
    default: break
    }
  }

  /// The two come apart and in either order (W3C Basic Geo).
  private mutating func takeCoordinate(_ text: String, isLatitude: Bool) {
    if isLatitude { pending.coordinates.latitude = text } else { pending.coordinates.longitude = text }
    if let latitude = pending.coordinates.latitude, let longitude = pending.coordinates.longitude {
      entry.relations.place = latitude + " " + longitude
    }
  }

  private mutating func finishHint(_ meaning: Meaning, _ text: String) {
    switch meaning {
    case .timeToLive: feed.hints.timeToLive = Int(text).flatMap { $0 > 0 && $0 < 1_000_000 ? $0 : nil }
    // Some count the hours from 1 to 24.
    case .hour: if let hour = Int(text), (0...24).contains(hour) { feed.hints.skipHours.insert(hour % 24) }
    case .day: if let day = Hints.day(named: text) { feed.hints.skipDays.insert(day) }
    case .updatePeriod: feed.hints.takeUpdatePeriod(text)
    case .updateFrequency: feed.hints.takeUpdateFrequency(text)
    case .generator: feed.hints.generator = text
    case .newAddress: feed.hints.addresses.moved = resolved(text)
    default: break
    }
  }
}
