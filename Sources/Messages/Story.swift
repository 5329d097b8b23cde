// SPDX-License-Identifier: Apache-2.0

internal import Model

/// What is told of one mention, in clean words, ready for a page as for plain text.
struct Story {
  let mention: Mention
  let title: Quote
  let quote: Quote
  /// When, in local time: `Fri 20 Nov, 17:02`.
  let when: String

  init(_ mention: Mention, now: Instant, offset: (Instant) -> Int) {
    self.mention = mention
    let item = mention.item
    func ranges(_ field: Span.Field) -> [Range<Int>] {
      mention.spans.filter { $0.field == field }.map(\.range)
    }
    title = Quote(item.title, matches: ranges(.title), limit: 140)
    quote = Quote(item.text, matches: ranges(.text), limit: 280)
    let when = item.published ?? mention.stored
    self.when = shortTime(when, now: now, offset: offset)
  }

  /// The title, or what stands for it.
  var headline: String {
    if !title.text.isEmpty { return title.text }
    return mention.item.rating == nil ? "Without a title" : "A review without a title"
  }

  /// Where it was found: the host of its address and the name of the source.
  var place: String {
    let source = mention.source.onOneLine.shortened(to: 60)
    guard let host = host(of: mention.item.url), host != source else { return source }
    return host.shortened(to: 80)
  }

  /// Who wrote it, if that is known.
  var author: String? {
    let author = mention.item.author?.onOneLine.shortened(to: 60) ?? ""
    return author.isEmpty ? nil : author
  }

  /// What the author is after, where that is more than the verdict says.
  var errand: String? {
    switch mention.sentiment.intent {
    case .question: "asks a question"
    case .recommendation: "recommends"
    case .switching: "comes or leaves"
    case .complaint, .praise, .nothing: nil
    }
  }

  /// The rating drawn and said: `★★☆☆☆ 2 of 5`.
  var stars: String? {
    mention.item.rating.map { rating in
      let full = Int(rating.stars.rounded())
      return String(repeating: "★", count: full) + String(repeating: "☆", count: 5 - full) + " \(rating)"
    }
  }

  /// Why the verdict is what it is, in plain words: the two strongest grounds that speak for it, and what a reader
  /// should know before believing it.
  var why: String? {
    let sentiment = mention.sentiment
    guard sentiment.isJudged else {
      return sentiment.evidence.last.map { "Not judged: " + $0.inWords }
    }
    let sign: Double =
      switch sentiment.label {
      case .negative: -1
      case .positive: 1
      case .neutral: 0
      }
    let grounds = sentiment.evidence.filter { $0.weight * sign > 0 }.prefix(2).map(\.inWords)
    // What weighs nothing is there to be told: stars against words, perhaps sarcastic.
    let notes = sentiment.evidence.filter { $0.weight == 0 && !$0.reason.isEmpty }.map(\.inWords)
    let why = grounds.isEmpty ? [] : ["Why \(sentiment.label.rawValue): " + grounds.joined(separator: "; ")]
    return why.isEmpty && notes.isEmpty ? nil : (why + notes.map { "Note: " + $0 }).joined(separator: ". ")
  }

  /// What to type to see all that is known of it.
  var command: String { "earshot mention show \(mention.id)" }
}

extension Evidence {
  /// `“terrible” (a strong word of blame)`; the reason alone where it holds the quoted words already.
  fileprivate var inWords: String {
    let quote = quote.onOneLine.shortened(to: 60)
    let reason = reason.onOneLine.shortened(to: 100)
    return quote.isEmpty || reason.contains(quote) ? reason : "“\(quote)” (\(reason))"
  }
}

extension Sentiment.Label {
  /// Worst first, as messages list them.
  static let inOrder: [Sentiment.Label] = [.negative, .neutral, .positive]

  /// `1 negative comment`, `3 positive comments`.
  func counted(_ count: Int) -> String { "\(count) \(rawValue) comment\(count == 1 ? "" : "s")" }
}

/// `Fri 20 Nov, 17:02`, with the year where it is another than now.
func shortTime(_ instant: Instant, now: Instant, offset: (Instant) -> Int) -> String {
  let civil = CivilTime(instant, offset: offset(instant))
  let year = civil.year == CivilTime(now, offset: offset(now)).year ? "" : " \(civil.year)"
  return "\(dayNames[civil.weekday]) \(civil.day) \(monthNames[civil.month - 1])\(year), "
    + "\(padded(civil.hour)):\(padded(civil.minute))"
}

/// The stories that one mail shows: at most 20, and no more than keep it under the 102 kB at which Gmail clips.
func fittingStories(_ mentions: [Mention], now: Instant, offset: (Instant) -> Int) -> [Story] {
  var room = 85_000
  return mentions.prefix(20).map { Story($0, now: now, offset: offset) }.prefix { story in
    room -= story.card.markup.utf8.count
    return room > 0
  }
}

/// Worst first, then newest first.
func worstFirst(_ mentions: [Mention]) -> [Mention] {
  mentions.sorted { a, b in
    a.sentiment.score == b.sentiment.score ? a.id > b.id : a.sentiment.score < b.sentiment.score
  }
}
