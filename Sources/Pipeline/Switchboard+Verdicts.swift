// SPDX-License-Identifier: Apache-2.0
package import Control
internal import Logging
package import Model
internal import Sentiment
internal import Store

extension Switchboard {
  /// Keeps what somebody says of a mention's verdict, and learns from it where enough was said.
  package func correct(
    _ id: Identifier<Mention>, to label: Model.Sentiment.Label?, note: String?, caller: Caller
  ) async throws(ControlError) -> Mention {
    try await answering {
      guard try await store.mention(id) != nil else { throw ControlError.noSuchMention(id.value) }
      let now = clock.now
      let mention = try await store.correct(id, to: label, by: "user \(caller.uid)", note: note, now: now)
      let learning = Learning(store: store, scorer: listening.scorer)
      let brand = try await learning.learn(AdjustmentScope(.brand, mention.brand), at: now)
      let source = try await learning.learn(AdjustmentScope(.source, mention.source), at: now)
      if brand || source { try await listening.refresh(at: now) }
      return mention
    }
  }

  /// Judges stored mentions with the present model, page by page.
  package func rejudge(
    _ request: RejudgeRequest, caller: Caller
  ) async throws(ControlError) -> RejudgeReply {
    try await answering {
      var reply = RejudgeReply(model: listening.scorer.version, isKept: !request.isDry)
      var filter = MentionFilter(brand: request.brand, limit: 500)
      let watchlist = listening.watchlist
      if let brand = request.brand, watchlist.brand(named: brand) == nil {
        throw ControlError.noSuchBrand(brand)
      }
      var page = try await store.mentions(filter)
      while let last = page.last {
        let stale = page.filter { request.all || !listening.scorer.isPresent(judgement(of: $0).model) }
        let verdicts = stale.map { (id: $0.id, sentiment: watchlist.judgement(of: $0)) }
        for (mention, verdict) in zip(stale, verdicts) { reply.add(mention, verdict.sentiment) }
        if !request.isDry { try await store.rejudge(verdicts) }
        filter.before = last.id
        page = try await store.mentions(filter)
      }
      if !request.isDry {
        audit("rescore", ["judged": "\(reply.judged)", "changed": "\(reply.changed)"], by: caller)
      }
      return reply
    }
  }

  /// Switches on or off that corrections put verdicts right.
  package func setAdjustment(
    brand: String?, source: String?, isOff: Bool, caller: Caller
  ) async throws(ControlError) -> [AdjustmentReport] {
    try await answering {
      let now = clock.now
      let scope = try await scope(brand, source)
      if isOff {
        try await store.keep(
          StoredAdjustment(
            scope: scope, negative: 0, positive: 0, temperature: 1, corrections: 0,
            model: listening.scorer.version, fitted: now, isOff: true))
      } else {
        if try await store.adjustments().contains(where: { $0.scope == scope && $0.isOff }) {
          try await store.forget(scope)
        }
        _ = try await Learning(store: store, scorer: listening.scorer).learn(scope, at: now)
      }
      try await listening.refresh(at: now)
      audit(isOff ? "switch adjustment off" : "switch adjustment on", ["of": "\(scope.name)"], by: caller)
      return try await adjustmentReports().filter { $0.scope == scope.kind.rawValue && $0.name == scope.name }
    }
  }

  /// Where verdicts are put right by corrections, or were switched off, or will be once there are more.
  func adjustmentReports() async throws -> [AdjustmentReport] {
    var counts = try await store.correctionCounts()
    let stored = try await store.adjustments()
    for one in stored { counts[one.scope, default: 0] += 0 }
    return counts.map { scope, count in
      let learned = stored.first { $0.scope == scope }
      return AdjustmentReport(
        scope: scope.kind.rawValue, name: scope.name, corrections: count,
        learnedFrom: learned?.corrections ?? 0, negative: learned?.negative ?? 0,
        positive: learned?.positive ?? 0, temperature: learned?.temperature ?? 1,
        isOff: learned?.isOff ?? false)
    }.sorted { ($0.scope, $0.name) < ($1.scope, $1.name) }
  }

  /// The scope with the name as it was declared.
  private func scope(_ brand: String?, _ source: String?) async throws -> AdjustmentScope {
    if let brand {
      guard let known = listening.watchlist.brand(named: brand) else {
        throw ControlError.noSuchBrand(brand)
      }
      return AdjustmentScope(.brand, known.name)
    }
    let wanted = (source ?? "").lowercased()
    guard let known = try await store.sources().first(where: { $0.source.name.lowercased() == wanted }) else {
      throw ControlError.noSuchSource(source ?? "")
    }
    return AdjustmentScope(.source, known.source.name)
  }

  private func judgement(of mention: Mention) -> Model.Sentiment {
    mention.correction?.verdict ?? mention.sentiment
  }
}

extension RejudgeReply {
  /// Counts a mention, and lists it where its label is another.
  fileprivate mutating func add(_ mention: Mention, _ verdict: Model.Sentiment) {
    let before = mention.correction?.verdict ?? mention.sentiment
    judged += 1
    guard before.label != verdict.label else { return }
    changed += 1
    guard changes.count < Self.most else { return }
    let title = mention.item.title.isEmpty ? mention.item.text : mention.item.title
    changes.append(
      Change(
        id: mention.id, title: String(title.prefix(200)), model: before.model, before: before.label,
        scoreBefore: before.score, after: verdict.label, scoreAfter: verdict.score))
  }
}
