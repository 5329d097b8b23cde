// SPDX-License-Identifier: Apache-2.0
package import Control
internal import Logging
package import Model
internal import Rules
internal import Store

extension Switchboard {
  /// Every brand, in the order of their names.
  package func brands() async throws(ControlError) -> [BrandListing] {
    try await answering {
      let keywords = try await store.keywords()
      let mentions = try await store.mentionCounts()
      return try await store.brands().map { listing(of: $0, keywords, mentions) }
    }
  }

  /// Watches for a brand; leaves one of that name as it is.
  package func add(_ brand: Brand, caller: Caller) async throws(ControlError) -> Added<BrandListing> {
    guard Zones.known(brand.timeZone) != nil else {
      throw .invalidValue(
        parameter: "timeZone",
        message: "there is no time zone “\(brand.timeZone)”; write one such as Europe/Berlin")
    }
    return try await answering {
      try await listening.catchUp(at: clock.now)
      let committed = try await store.add(brand: brand, now: clock.now)
      if committed.isNew {
        try await listening.refresh(at: clock.now)
        audit("brand added", ["brand": "\(brand.name)"], by: caller)
      }
      return Added(
        listing(of: committed.record, try await store.keywords(), try await store.mentionCounts()),
        isNew: committed.isNew)
    }
  }

  /// Stops watching for a brand and returns what it was.
  package func removeBrand(named name: String, caller: Caller) async throws(ControlError) -> BrandListing {
    try await answering {
      try await listening.catchUp(at: clock.now)
      let keywords = try await store.keywords()
      let record = try await store.removeBrand(named: name, now: clock.now)
      try await listening.refresh(at: clock.now)
      audit("brand removed", ["brand": "\(name)"], by: caller)
      return listing(of: record, keywords, try await store.mentionCounts())
    }
  }

  private func listing(
    of record: BrandRecord, _ keywords: [KeywordRecord], _ mentions: [String: Int]
  ) -> BrandListing {
    let name = record.brand.name.lowercased()
    return BrandListing(
      brand: record.brand, origin: record.origin,
      keywords: keywords.count { $0.keyword.brand.lowercased() == name }, mentions: mentions[name] ?? 0)
  }

  /// The keywords of a brand, or of all.
  package func keywords(of brand: String?) async throws(ControlError) -> [KeywordListing] {
    try await answering { try await store.keywords(of: brand).map(KeywordListing.init) }
  }

  /// Watches an expression, making its brand where there is none.
  package func add(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> AddedKeyword {
    let expression = try parsed(keyword.expression)
    return try await answering {
      try await listening.catchUp(at: clock.now)
      let known = try await store.brands().contains {
        $0.brand.name.lowercased() == keyword.brand.lowercased()
      }
      let committed = try await store.add(keyword: keyword, now: clock.now)
      if committed.isNew {
        try await listening.listen(for: committed.record.keyword, at: clock.now)
        audit("keyword added", ["brand": "\(keyword.brand)", "keyword": "\(keyword.expression)"], by: caller)
      }
      let looked = committed.isNew ? try await lookback.look(for: committed.record) : nil
      let ambiguity = Ambiguity(expression: expression, contexts: looked?.contexts ?? Contexts())
      var listing = KeywordListing(committed.record)
      listing.mentions += looked?.mentions ?? 0
      return AddedKeyword(
        listing: listing, isNew: committed.isNew, isNewBrand: !known,
        warnings: expression.warnings.map { $0.rendered(in: keyword.expression) }
          + [ambiguity.warning].compactMap { committed.isNew ? $0 : nil }, backlog: looked?.mentions)
    }
  }

  /// Stops watching an expression and returns what it was.
  package func remove(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> KeywordListing {
    do {
      try await listening.catchUp(at: clock.now)
      let record = try await store.removeKeyword(keyword, now: clock.now)
      try await listening.forget(record.keyword, at: clock.now)
      audit("keyword removed", ["brand": "\(keyword.brand)", "keyword": "\(keyword.expression)"], by: caller)
      return KeywordListing(record)
    } catch {
      if case .notFound("keyword", _) = error {
        throw .noSuchKeyword(brand: keyword.brand, expression: keyword.expression)
      }
      throw ControlError(error)
    }
  }

  /// Tries an expression on an item that is not stored.
  package func test(_ expression: String, on item: Item) async throws(ControlError) -> KeywordTrial {
    let parsed = try parsed(expression)
    let spans = parsed.matches(Subject(item: item, source: ""))
    return KeywordTrial(
      matches: spans != nil, spans: spans ?? [], warnings: parsed.warnings.map { $0.rendered(in: expression) }
    )
  }

  private func parsed(_ text: String) throws(ControlError) -> Expression {
    do throws(ExpressionError) {
      return try Expression(parsing: text, .keyword)
    } catch {
      throw ControlError(error, in: text)
    }
  }
}

extension KeywordListing {
  /// A stored keyword as it is listed.
  init(_ record: KeywordRecord) {
    self.init(
      keyword: record.keyword, origin: record.origin, mentions: record.mentions, created: record.created)
  }
}
