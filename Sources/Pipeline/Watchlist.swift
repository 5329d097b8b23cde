// SPDX-License-Identifier: Apache-2.0
package import Messages
package import Model
internal import Rules
package import Schedule
package import Sentiment
package import Store

/// What is listened for and what happens then: one snapshot, always replaced as a whole.
package struct Watchlist: Sendable {
  /// Brands by their name in lower case.
  private let brands: [String: Brand]
  /// All keywords of all brands in one matcher.
  private var keywords: Matcher<Keyword>
  /// All rules in one matcher, by their place in `rules`.
  private let conditions: Matcher<Int>
  private let rules: [Rule]
  /// Time zones by name, for the local times in messages.
  private let zones: [String: TimeZone]
  private let scorer: Scorer
  private let adjustments: Adjustments
  /// Who writes the mails; nil where no mail server is configured, and then nothing is owed by mail.
  private let letterhead: Letterhead?

  /// Compiles what is watched. An expression that does not parse is left out, and told in `faults`.
  package init(
    brands: [Brand], keywords: [Keyword], rules: [Rule], scorer: Scorer, adjustments: Adjustments = .none,
    letterhead: Letterhead?, faults: inout [String]
  ) {
    self.brands = Dictionary(brands.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    self.keywords = Matcher(
      Self.compiled(keywords.map { ($0, $0.expression, "a keyword of \($0.brand)") }, .keyword, &faults))
    conditions = Matcher(
      Self.compiled(
        rules.enumerated().map { ($0.offset, $0.element.condition, "rule \($0.element.name)") }, .rule,
        &faults))
    self.rules = rules
    zones = Dictionary(Set(brands.map(\.timeZone)).map { ($0, Zones.zone(named: $0)) }) { first, _ in first }
    self.scorer = scorer
    self.adjustments = adjustments
    self.letterhead = letterhead
  }

  /// What `init` makes, off the caller's thread: with many keywords it takes a while.
  @concurrent
  package static func compiled(
    brands: [Brand], keywords: [Keyword], rules: [Rule], scorer: Scorer, adjustments: Adjustments,
    letterhead: Letterhead?
  ) async -> (watchlist: Watchlist, faults: [String]) {
    var faults: [String] = []
    let watchlist = Watchlist(
      brands: brands, keywords: keywords, rules: rules, scorer: scorer, adjustments: adjustments,
      letterhead: letterhead, faults: &faults)
    return (watchlist, faults)
  }

  /// Listens for one more keyword, which counts at once while nothing else is compiled anew; false where its brand is not
  /// known or it cannot be read.
  mutating func add(_ keyword: Keyword) -> Bool {
    guard brand(named: keyword.brand) != nil,
      let expression = try? Expression(parsing: keyword.expression, .keyword)
    else { return false }
    keywords.add(keyword, expression)
    return true
  }

  /// Listens for a keyword no more; false where it was not listened for.
  mutating func remove(_ keyword: Keyword) -> Bool { keywords.remove(keyword) }

  /// How many keywords were added since everything was compiled.
  var addedCount: Int { keywords.addedCount }

  private static func compiled<ID>(
    _ expressions: [(id: ID, text: String, owner: String)], _ dialect: Dialect, _ faults: inout [String]
  ) -> [(id: ID, expression: Expression)] {
    expressions.compactMap { id, text, owner in
      do throws(ExpressionError) {
        return (id, try Expression(parsing: text, dialect))
      } catch {
        faults.append("\(owner): \(error.rendered())")
        return nil
      }
    }
  }

  /// The mentions in the items that call for a look: which keywords match, and how the item speaks of their brands.
  ///
  /// The oldest first, since mentions are numbered in this order and shown by their numbers; feeds begin with the newest.
  package func findings(in sifted: Sifted, from source: Source, at now: Instant) -> [Finding] {
    // What is part of an element of a span is read where it lies; an element is copied with all that it refers to.
    let items = sifted.items.span
    var oldestFirst = sifted.novelties.map { (time: items[$0.index].published ?? now, index: $0.index) }
    oldestFirst.sort { ($0.time, $1.index) < ($1.time, $0.index) }
    var found: [Finding] = []
    for (_, index) in oldestFirst {
      let subject = Subject(
        title: items[index].title, text: items[index].text, author: items[index].author ?? "",
        url: items[index].url ?? "", language: sifted.language(of: index), source: source.name,
        tags: items[index].categories, rating: items[index].rating?.stars)
      let matches = keywords.matches(in: subject)
      if matches.isEmpty { continue }
      let drafts = drafts(of: matches, in: sifted.item(at: index), from: source.name, at: now)
      if !drafts.isEmpty { found.append(Finding(index: index, mentions: drafts)) }
    }
    return found
  }

  /// The mentions that stored items would become by one keyword, and what stands round its places in them.
  @concurrent
  func drafts(
    for keyword: Keyword, _ expression: Expression, in items: [StoredItem], _ contexts: Contexts,
    at now: Instant
  ) async -> (found: [(item: StoredItem, draft: Draft)], contexts: Contexts) {
    let matcher = Matcher([(id: keyword, expression: expression)])
    var contexts = contexts
    let found = items.flatMap { stored in
      let subject = Subject(item: stored.item, source: stored.sourceName)
      let matches = matcher.matches(in: subject)
      contexts.add(subject, matches.flatMap(\.spans))
      return drafts(of: matches, in: stored.item, from: stored.sourceName, at: now).map { (stored, $0) }
    }
    return (found, contexts)
  }

  private func drafts(
    of matches: [Match<Keyword>], in item: Item, from source: String, at now: Instant
  ) -> [Draft] {
    var byBrand: [String: [Match<Keyword>]] = [:]
    for match in matches { byBrand[match.id.brand.lowercased(), default: []].append(match) }
    return byBrand.sorted { $0.key < $1.key }.compactMap { name, matches in
      guard let brand = brands[name] else { return nil }
      let spans = matches.flatMap(\.spans)
      let draft = Draft(
        brand: brand.name, keywords: matches.map(\.id.expression), spans: spans,
        sentiment: judgement(of: item, toward: spans, brand: brand.name, source: source))
      return labelled(draft, item, from: source, at: now)
    }
  }

  /// How the present model judges a stored mention, whatever was said of it.
  package func judgement(of mention: Mention) -> Sentiment {
    judgement(of: mention.item, toward: mention.spans, brand: mention.brand, source: mention.source)
  }

  private func judgement(of item: Item, toward spans: [Span], brand: String, source: String) -> Sentiment {
    scorer.score(
      title: item.title, text: item.text, language: item.language, rating: item.rating, targets: spans,
      adjustment: adjustments.adjustment(brand: brand, source: source))
  }

  /// What the rules say of a mention before it is stored: its labels, and whether anybody wants to hear of it.
  private func labelled(_ draft: Draft, _ item: Item, from source: String, at now: Instant) -> Draft {
    let mention = Mention(
      id: Identifier(0), brand: draft.brand, keywords: draft.keywords, source: source, item: item,
      spans: draft.spans, sentiment: draft.sentiment, stored: now)
    var draft = draft
    for rule in rules(for: mention, at: now) {
      switch rule.action {
      case .label(let label) where !draft.labels.contains(label): draft.labels.append(label)
      case .ignore: draft.isQuiet = true
      case .label, .notify: continue
      }
    }
    return draft
  }

  private func rules(for mention: Mention, at now: Instant) -> [Rule] {
    conditions.matches(in: Subject(mention: mention, now: now)).map { rules[$0.id] }
  }

  /// What is owed at once for stored mentions: one mail a brand and recipient, one line a mention for log and journal.
  package func notifications(for mentions: [Mention], at now: Instant) -> [Notification] {
    var told: [String: [Channel: (rule: String, mentions: [Mention])]] = [:]
    for mention in mentions {
      var channels: Set<Channel> = []
      for rule in rules(for: mention, at: now) {
        guard case .notify(let wanted) = rule.action else { continue }
        for channel in wanted where channels.insert(channel).inserted {
          told[mention.brand.lowercased(), default: [:]][channel, default: (rule.name, [])].mentions.append(
            mention)
        }
      }
    }
    return told.sorted { $0.key < $1.key }.flatMap { name, channels -> [Notification] in
      guard let brand = brands[name] else { return [] }
      return Channel.allCases.flatMap { channel in
        channels[channel].map {
          notifications(for: $0.mentions, of: brand, over: channel, rule: $0.rule, at: now)
        } ?? []
      }
    }
  }

  private func notifications(
    for mentions: [Mention], of brand: Brand, over channel: Channel, rule: String, at now: Instant
  ) -> [Notification] {
    guard channel == .email else { return notices(of: mentions, brand: brand, over: channel, now: now) }
    guard let letterhead else { return [] }
    return brand.recipients.map { recipient in
      alert(
        of: mentions, brand: brand, rule: rule, to: recipient, from: letterhead, now: now,
        offset: { zone(of: brand).offset(at: $0) })
    }
  }

  /// The name of the first rule that asks to tell a mention at once, for the journal's fields.
  package func ruleTelling(of mention: Mention, at now: Instant) -> String? {
    rules(for: mention, at: now).first { if case .notify = $0.action { true } else { false } }?.name
  }

  /// The brand of that name.
  package func brand(named name: String) -> Brand? { brands[name.lowercased()] }

  /// Who writes the mails, if anybody does.
  package var sender: Letterhead? { letterhead }

  /// The brand's time zone.
  package func zone(of brand: Brand) -> TimeZone { zones[brand.timeZone] ?? .utc }
}
