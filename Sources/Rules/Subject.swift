// SPDX-License-Identifier: Apache-2.0
package import Model

/// What an expression is tried on: the texts of an item and the facts about it.
package struct Subject: Hashable, Sendable {
  /// The title as a reader sees it.
  package var title: String
  /// The body as a reader sees it.
  package var text: String
  /// The author's name.
  package var author: String
  /// The address; its host is what `site:` looks at.
  package var url: String
  /// The language tag, or nil where unknown.
  package var language: String?
  /// The name of the source.
  package var source: String
  /// The source's labels on the item.
  package var tags: [String]
  /// Stars, 1...5 whatever the scale given.
  package var rating: Double?
  /// The facts of a mention; nil where the subject is an item that is none yet.
  package var mention: MentionFacts?

  /// What is known of a mention beyond its item.
  package struct MentionFacts: Hashable, Sendable {
    /// The name of the brand.
    package var brand: String
    /// The expressions that matched, as written.
    package var keywords: [String]
    /// The labels rules have put on it.
    package var labels: [String]
    /// What the writer wants, such as `complaint`.
    package var intents: [String]
    /// What people did about it.
    package var state: Mention.State
    /// -1...1; nil where nothing could be judged.
    package var sentiment: Double?
    /// The verdict.
    package var verdict: Sentiment.Label
    /// How long ago it was published, or stored where that is unknown.
    package var age: Duration
    /// Whether it came with a source's backlog.
    package var isBacklog: Bool

    /// All facts given.
    package init(
      brand: String, keywords: [String] = [], labels: [String] = [], intents: [String] = [],
      state: Mention.State = .new, sentiment: Double? = nil, verdict: Sentiment.Label = .neutral,
      age: Duration = .zero, isBacklog: Bool = false
    ) {
      self.brand = brand
      self.keywords = keywords
      self.labels = labels
      self.intents = intents
      self.state = state
      self.sentiment = sentiment
      self.verdict = verdict
      self.age = age
      self.isBacklog = isBacklog
    }
  }

  /// Texts and facts given one by one.
  package init(
    title: String = "", text: String = "", author: String = "", url: String = "", language: String? = nil,
    source: String = "", tags: [String] = [], rating: Double? = nil, mention: MentionFacts? = nil
  ) {
    self.title = title
    self.text = text
    self.author = author
    self.url = url
    self.language = language
    self.source = source
    self.tags = tags
    self.rating = rating
    self.mention = mention
  }

  /// An item as a source of this name published it.
  package init(item: borrowing Item, source: String) {
    self.init(
      title: item.title, text: item.text, author: item.author ?? "", url: item.url ?? "",
      language: item.language,
      source: source, tags: item.categories, rating: item.rating?.stars)
  }

  /// A stored mention as it is now.
  package init(mention: Mention, now: Instant) {
    self.init(item: mention.item, source: mention.source)
    self.mention = MentionFacts(
      brand: mention.brand, keywords: mention.keywords, labels: mention.labels,
      intents: [mention.sentiment.intent.rawValue], state: mention.state,
      sentiment: mention.sentiment.isJudged ? mention.sentiment.score : nil, verdict: mention.sentiment.label,
      age: now - (mention.item.published ?? mention.stored), isBacklog: mention.isBacklog)
  }

  /// Where the host stands in the address, in UTF-8 offsets; nil where there is none.
  var host: Range<Int>? {
    let bytes = Array(url.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      return nil
    }
    var start = colon + 3
    var end = bytes[start...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    if let user = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) { start = user + 1 }
    if let port = bytes[start..<end].lastIndex(of: UInt8(ascii: ":")) { end = port }
    return start < end ? start..<end : nil
  }
}
