// SPDX-License-Identifier: Apache-2.0

/// Which words of an item a keyword matched: the transient result of matching, before anything is stored.
package struct Span: Hashable, Sendable {
  /// A text of an item that can be matched in.
  package enum Field: String, Sendable, CaseIterable {
    /// The title.
    case title
    /// The body.
    case text
    /// The author's name.
    case author
    /// The address.
    case url
  }

  /// In which text.
  package var field: Field
  /// UTF-8 offsets into that text.
  package var range: Range<Int>

  /// A stretch of bytes of a field.
  package init(field: Field, range: Range<Int>) {
    self.field = field
    self.range = range
  }
}

/// A stored item that speaks of a brand: what users see.
package struct Mention: Hashable, Sendable {
  /// What people did about it.
  package enum State: String, Sendable, CaseIterable {
    /// Nobody has looked at it.
    case new
    /// Somebody looked at it.
    case seen
    /// Somebody answered.
    case replied
    /// Not worth an answer.
    case ignored
    /// To come back later.
    case snoozed
  }

  /// Its number, in the order of storing.
  package var id: Identifier<Mention>
  /// The name of the brand spoken of.
  package var brand: String
  /// The expressions that matched, as their author wrote them.
  package var keywords: [String]
  /// The name of the source where it was first seen.
  package var source: String
  /// The item.
  package var item: Item
  /// Where the keywords matched.
  package var spans: [Span]
  /// How it speaks of the brand: as the model judged, or as somebody has corrected it.
  package var sentiment: Sentiment
  /// What somebody said of the model's verdict.
  package var correction: Correction?
  /// What people did about it.
  package var state: State
  /// The labels rules have put on it.
  package var labels: [String]
  /// When it was stored.
  package var stored: Instant
  /// Whether it came with a source's backlog at first sight: stored, but never told one by one.
  package var isBacklog: Bool

  /// A stored mention with all its facts.
  package init(
    id: Identifier<Mention>, brand: String, keywords: [String], source: String, item: Item, spans: [Span],
    sentiment: Sentiment, correction: Correction? = nil, state: State = .new, labels: [String] = [],
    stored: Instant, isBacklog: Bool = false
  ) {
    self.id = id
    self.brand = brand
    self.keywords = keywords
    self.source = source
    self.item = item
    self.spans = spans
    self.sentiment = sentiment
    self.correction = correction
    self.state = state
    self.labels = labels
    self.stored = stored
    self.isBacklog = isBacklog
  }
}
