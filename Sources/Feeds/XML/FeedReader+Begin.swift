// SPDX-License-Identifier: Apache-2.0
import Markup
import Model

extension FeedReader {
  /// Whether an element begins a feed; if so, its format is known from now on.
  mutating func beginFeed(_ meaning: Meaning, _ name: Range<Int>) -> Bool {
    switch meaning {
    case .rss:
      let digits = (attribute("version") ?? "").filter(\.isNumber)
      feed.format = "rss" + digits
    case .rdf: feed.format = isNetscape ? "rss090" : "rss10"
    case .atom:
      let isOld =
        attribute("version") == "0.3" || attribute("xmlns")?.hasPrefix("http://purl.org/atom") == true
      feed.format = isOld ? "atom03" : "atom10"
    case .channel: feed.format = "cdf"
    case .entry where stack.count == 0 && attribute("xmlns") != nil: feed.format = "atom10"
    default: return false
    }
    return true
  }

  private var isNetscape: Bool {
    mutating get { attribute("xmlns")?.contains("netscape") == true }
  }

  /// Does what the start of an element asks for: begins a container or a text, or takes the facts of its attributes.
  mutating func begin(_ meaning: Meaning) {
    switch meaning {
    case .atom, .rss, .rdf: feed.about.language = feed.about.language ?? language
    case .channel: beginChannel()
    case .entry: beginEntry()
    case .source: beginSource()
    case .enclosure: takeEnclosure()
    case .link: beginLink()
    case .starRating: takeStarRating()
    case .transcript, .inReplyTo: takeRelation(meaning)
    case .complete: feed.hints.isComplete = true
    case .podcastCategory: takePodcastCategory()
    case let meaning where meaning.isMarkup: beginMarkup(meaning)
    case let meaning where meaning.isPlain: beginPlain(meaning)
    default: break
    }
  }

  private mutating func beginChannel() {
    feed.about.language = feed.about.language ?? language
    guard feed.format == "cdf" else { return }
    takeCDFAttributes(.feed)
  }

  /// The entry itself is empty still, or again since the one before has ended.
  private mutating func beginEntry() {
    pending.titleRanks.entry = 0
    pending.coordinates = (nil, nil)
    entry.about.language = language
    if feed.format == "cdf" { takeCDFAttributes(.entry) }
    if feed.format.hasPrefix("rss10") || feed.format == "rss090" {
      entry.about.id = attribute(anyPrefix: "about")
    }
  }

  /// CDF says in attributes what others say in elements.
  private mutating func takeCDFAttributes(_ owner: Owner) {
    if let base = attribute("base"), !base.isEmpty {
      scopes.append(Scope(base: resolved(base), language: language))
    }
    if let href = attribute("href"), !href.isEmpty { take(Link(href: resolved(href)), owner) }
    if let date = attribute("lastmod") { with(owner) { $0.dates.updated = StatedDate(date) } }
  }

  private mutating func beginSource() {
    pending.source = Particulars()
    pending.titleRanks.source = 0
    if let url = attribute("url"), !url.isEmpty { pending.source.link = resolved(url) }
    beginCapture(.source, .text)
  }

  private mutating func beginLink() {
    guard let href = attribute("href") else {
      pending.link = Link(href: "")
      if let resource = attribute(anyPrefix: "resource") { take(Link(href: resolved(resource)), stack.owner) }
      return beginCapture(.link, .text)
    }
    var link = Link(href: resolved(href))
    if let rel = attribute("rel"), !rel.isEmpty { link.rel = relation(rel) }
    link.type = attribute("type") ?? (link.rel == "alternate" ? "text/html" : nil)
    link.hreflang = attribute("hreflang")
    link.title = attribute("title")
    link.length = attribute("length")
    take(link, stack.owner)
  }

  /// The short name of a registered relation (RFC 4287, section 4.2.7.2).
  private func relation(_ rel: String) -> String {
    let registry = "http://www.iana.org/assignments/relation/"
    return rel.hasPrefix(registry) ? String(rel.dropFirst(registry.count)) : rel
  }

  private mutating func takeEnclosure() {
    guard stack.owner == .entry, let url = attribute("url") ?? attribute("href"), !url.isEmpty else { return }
    var link = Link(href: resolved(url), rel: "enclosure", type: attribute("type"))
    link.length = attribute("length")
    take(link, .entry)
  }

  private mutating func takeStarRating() {
    guard stack.owner == .entry, let average = attribute("average").flatMap(Double.init) else { return }
    let best = attribute("max").flatMap(Double.init) ?? 5
    let worst = attribute("min").flatMap(Double.init) ?? 1
    entry.ratings.community = Rating(average, best: best, worst: worst)
  }

  private mutating func takeRelation(_ meaning: Meaning) {
    guard stack.owner == .entry else { return }
    if meaning == .inReplyTo {
      entry.relations.inReplyTo = attribute("ref") ?? attribute("href").map { resolved($0) }
    } else if let url = attribute("url"), !url.isEmpty, entry.relations.transcripts.count < 20 {
      entry.relations.transcripts.append(Enclosure(url: resolved(url), type: attribute("type")))
    }
  }

  private mutating func takePodcastCategory() {
    guard let text = attribute("text"), !text.isEmpty else { return beginCapture(.podcastCategory, .text) }
    let category = Category(term: text, scheme: "http://www.itunes.com/")
    with(stack.owner) { $0.categories.append(category) }
  }

  private mutating func beginPlain(_ meaning: Meaning) {
    switch meaning {
    case .category, .mediaCategory:
      pending.category = Category(
        term: attribute("term") ?? "", scheme: attribute("scheme") ?? attribute("domain"),
        label: attribute("label"))
    case .guid: pending.isPermalink = attribute("ispermalink")?.lowercased() != "false"
    case .audienceRating: pending.scheme = attribute("scheme")
    case .author, .contributor, .creator, .webMaster:
      pending.person = Person()
      if meaning == .contributor {
        pending.person.role = attribute("role")
        pending.person.uri = attribute("href").map { resolved($0) }
      }
    default: break
    }
    beginCapture(meaning, .text)
  }

  private mutating func beginMarkup(_ meaning: Meaning) {
    if meaning == .content, let source = attribute("src"), !source.isEmpty {
      take(Link(href: resolved(source), rel: "content", type: attribute("type")), stack.owner)
    }
    beginCapture(meaning, statedType(of: meaning))
  }

  private mutating func beginCapture(_ meaning: Meaning, _ type: StatedType) {
    capture.begin(meaning, depth: stack.count - 1, type: type)
    isCapturing = true
  }

  /// What the attributes say of a text, or what its vocabulary takes for granted (RFC 4287, section 3.1.1; Atom 0.3).
  private mutating func statedType(of meaning: Meaning) -> StatedType {
    if tokenizer.attributes.isEmpty { return usualType(of: meaning) }
    let mode = attribute("mode")?.lowercased()
    let type = (attribute("type") ?? "").lowercased()
    if mode == "base64" {
      return type.hasPrefix("text/html") || type.contains("xhtml") ? .base64HTML : .base64
    }
    let bare = type.prefix { $0 != ";" && $0 != " " }
    switch bare {
    case "xhtml", "application/xhtml+xml": return .elements
    case "html", "text/html", "text/x-html": return mode == "xml" ? .elements : .html
    case "text", "text/plain", "plain", "text/x-plain": return .text
    case "": return usualType(of: meaning)
    case let other where other.hasPrefix("text/") || other == "application/json":
      return usualType(of: meaning)
    case let other where other.hasSuffix("+xml") || other.hasSuffix("/xml"): return .elements
    case let other where other.contains("/") && feed.format.hasPrefix("atom"): return .base64
    default: return usualType(of: meaning)
    }
  }

  private mutating func usualType(of meaning: Meaning) -> StatedType {
    switch meaning {
    case .encoded: .html
    case .body: .elements
    case .summary where !feed.format.hasPrefix("atom"): .html
    case _ where feed.format.hasPrefix("atom"): .text
    default: .unstated
    }
  }
}
