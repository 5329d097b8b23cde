// SPDX-License-Identifier: Apache-2.0
internal import Control
internal import Feeds
internal import Markup
internal import Model
internal import Pages
internal import Store
internal import Transport

/// Looks for what can be watched on a site: the feeds its page declares, those it links to, those that stand where
/// many sites have theirs, and the reviews the page tells.
///
/// It asks for one thing at a time and never more than `requestLimit`; where nobody has asked for an address, it asks
/// the site's own host only, and stops where the site asks to be left alone.
struct Discovery {
  private let poller: Poller
  private let allowPrivate: Bool
  private let sources: [SourceRecord]
  private var found: DiscoveryReply
  /// What was asked for or answered, to ask for nothing twice.
  private var seen: Set<String> = []
  /// What answers were, so that a feed under two addresses is told once.
  private var bodies: Set<[UInt8]> = []
  private var names: Set<String>
  /// Whether the site wants no more questions.
  private var isUnwelcome = false

  /// At most so many things are asked for.
  static let requestLimit = 20

  /// Looks beside what is watched already.
  init(at url: String, by poller: Poller, beside sources: [SourceRecord], allowPrivate: Bool) {
    self.poller = poller
    self.allowPrivate = allowPrivate
    self.sources = sources
    found = DiscoveryReply(url: url)
    names = Set(sources.map { $0.source.name.lowercased() })
  }

  /// What there is, once it has been looked for.
  mutating func look() async throws(StoreError) -> DiscoveryReply {
    guard let (answer, page) = try await lookAtAddress() else { return found }
    for feed in page.feeds.prefix(8) { try await visit(feed.url, .link, title: feed.title) }
    for feed in page.likelyFeeds.prefix(4) { try await visit(feed.url, .anchor, title: feed.title) }
    if !hasFeed {
      for path in wellKnownPaths {
        guard let url = resolve(path, against: answer.url) else { continue }
        try await visit(url, .wellKnown)
      }
    }
    addReviews(of: page, in: answer)
    return found
  }

  private var hasFeed: Bool { found.sources.contains { $0.kind == .feed && $0.failure == nil } }

  /// The page that stands at the address; nil where none does, with what does in its place.
  private mutating func lookAtAddress() async throws(StoreError) -> (Answer, Page)? {
    guard let rehearsal = try await ask(for: found.url, as: .page) else { return nil }
    guard case .success(let answer) = rehearsal.result, answer.status == 200 else {
      found.failure = rehearsal.reading.poll.reason ?? "there is nothing to read"
      return nil
    }
    seen.insert(canonical(answer.url))
    let type = answer.header("content-type")
    if let feed = try? Feed.read(answer.body, contentType: type, url: answer.url) {
      add(feed, of: answer, at: found.url, .address)
      found.url = answer.url
      return nil
    }
    found.url = answer.url
    let page = Page.read(answer.body, contentType: type, url: answer.url)
    found.title = page.title
    if case .blocked(let reason) = rehearsal.reading.poll {
      found.failure = reason
      return nil
    }
    return (answer, page)
  }

  /// Looks whether a feed stands at an address. One that the page declares and that cannot be read is told too.
  private mutating func visit(
    _ url: String, _ ground: FoundSource.Ground, title: String = ""
  ) async throws(StoreError) {
    // What the page declares is meant for readers; what is only guessed at is asked for as robots.txt allows.
    if ground != .link, await poller.isUnwanted(url, allowPrivate: allowPrivate) { return }
    guard let rehearsal = try await ask(for: url, as: .feed) else { return }
    switch rehearsal.result {
    case .success(let answer):
      if case .feed(let feed)? = rehearsal.reading.document {
        add(feed, of: answer, at: url, ground)
        return
      }
      if case .throttled = rehearsal.reading.poll { isUnwelcome = true }
    case .failure(let error):
      // A host that does not answer one question is spared the others; those of other hosts are asked.
      if ground == .wellKnown || error.kind == .heldBack { isUnwelcome = true }
    }
    guard ground == .link else { return }
    let reason = rehearsal.reading.poll.reason ?? "there is no feed"
    let title = title.isEmpty ? nil : title
    found.sources.append(
      FoundSource(
        url: url, kind: .feed, name: freeName(for: title, at: url), title: title, ground: ground,
        watchedAs: watcher(of: url), failure: reason))
  }

  /// Asks for something that was not asked for yet, unless it is enough.
  private mutating func ask(for url: String, as kind: Source.Kind) async throws(StoreError) -> Rehearsal? {
    guard !isUnwelcome, found.requests < Self.requestLimit, seen.insert(canonical(url)).inserted else {
      return nil
    }
    found.requests += 1
    return try await poller.rehearse(
      Source(name: "(looked at)", kind: kind, url: url, allowPrivate: allowPrivate))
  }

  private mutating func add(
    _ feed: Feed, of answer: Answer, at asked: String, _ ground: FoundSource.Ground
  ) {
    let isKnown = seen.contains(canonical(answer.url)) && canonical(answer.url) != canonical(asked)
    seen.insert(canonical(answer.url))
    guard bodies.insert(fingerprint(of: answer.body)).inserted, !isKnown || ground == .address else { return }
    let url = answer.permanentAddress(from: asked) ?? asked
    let title = feed.about.title.map { $0.kind == .html ? visibleText(ofHTML: $0.string) : $0.string }
    let items = feed.items
    found.sources.append(
      FoundSource(
        url: url, kind: .feed, name: freeName(for: title, at: url), title: title, format: feed.format,
        items: items.count, newest: items.compactMap(\.published).max(), ground: ground,
        watchedAs: watcher(of: url)))
  }

  private mutating func addReviews(of page: Page, in answer: Answer) {
    found.reviews = page.reviewMarkups.map { FoundReviews(markup: $0.name, count: $0.reviews) }
    found.aggregates = page.aggregates.count
    guard !page.items.isEmpty else { return }
    found.sources.append(
      FoundSource(
        url: answer.url, kind: .page, name: freeName(for: page.title, at: answer.url), title: page.title,
        format: "page", items: page.items.count, newest: page.items.compactMap(\.published).max(),
        ground: .address, watchedAs: watcher(of: answer.url)))
  }

  private func watcher(of url: String) -> String? {
    sources.first { [$0.source.url, $0.health.movedTo].contains { $0.map(canonical) == canonical(url) } }?
      .source.name
  }

  /// The words of the title, or else the host, as a name that nobody has to put in quotes.
  private mutating func freeName(for title: String?, at url: String) -> String {
    var words = (title ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(5)
      .map { String($0.prefix(20)) }.joined(separator: "-")
    if words.isEmpty { words = host(of: url) ?? "source" }
    var name = words
    var number = 1
    while !names.insert(name).inserted {
      number += 1
      name = "\(words)-\(number)"
    }
    return name
  }
}

/// Where many sites have a feed, on their own host: what WordPress, Jekyll, Hugo, Ghost, Blogger and hand-made sites use.
private let wellKnownPaths = [
  "/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/rss", "/feed.json", "/blog/feed",
  "/feeds/posts/default",
]

extension DiscoveryReply {
  /// Looks at an address that has to be one of the web.
  init(
    at url: String, by poller: Poller, beside sources: [SourceRecord], allowPrivate: Bool
  ) async throws {
    guard isWebAddress(url) else {
      throw ControlError.invalidValue(
        parameter: "url", message: "“\(url)” is no web address; write http://… or https://…")
    }
    var discovery = Discovery(at: url, by: poller, beside: sources, allowPrivate: allowPrivate)
    self = try await discovery.look()
  }
}
