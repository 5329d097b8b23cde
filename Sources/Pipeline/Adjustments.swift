// SPDX-License-Identifier: Apache-2.0
internal import Model
package import Sentiment
package import Store

/// What verdicts are put right by, brand by brand and source by source: one snapshot, always replaced as a whole.
package struct Adjustments: Sendable {
  private var byScope: [AdjustmentScope: Adjustment] = [:]

  /// None.
  package static let none = Adjustments([], model: "")

  /// Those that are switched on and were learned for this version of the model.
  package init(_ stored: [StoredAdjustment], model: String) {
    for one in stored where one.model == model && !one.isOff && one.corrections > 0 {
      let scope = AdjustmentScope(one.scope.kind, one.scope.name.lowercased())
      byScope[scope] = Adjustment(
        negative: one.negative, positive: one.positive, temperature: one.temperature)
    }
  }

  /// What a verdict on a brand in a source is put right by. The source's own goes before the brand's, for people
  /// write differently in different places.
  package func adjustment(brand: String, source: String) -> Adjustment {
    byScope[AdjustmentScope(.source, source.lowercased())]
      ?? byScope[AdjustmentScope(.brand, brand.lowercased())] ?? .none
  }
}

/// Learns from corrections.
struct Learning {
  let store: Store
  let scorer: Scorer

  /// From how many corrections on is learned.
  static let least = 50
  /// How many are learned from, the newest ones.
  static let most = 100
  /// How much a verdict counts that somebody looked at and let stand. Who corrects what is wrong and says nothing
  /// of what is right would else teach that everything is wrong.
  private static let silence = 0.5

  /// Learns anew for a brand or a source, since what was said of it has changed; true where that changed anything.
  func learn(_ scope: AdjustmentScope, at now: Instant) async throws(StoreError) -> Bool {
    let before = try await store.adjustments().first { $0.scope == scope }
    guard before?.isOff != true else { return false }
    let (corrected, seen) = try await store.lessons(on: scope, limit: Self.most)
    guard corrected.count >= Self.least else {
      guard before != nil else { return false }
      try await store.forget(scope)
      return true
    }
    let lessons =
      corrected.compactMap { lesson($0, weight: 1) } + seen.compactMap { lesson($0, weight: Self.silence) }
    let learned = Adjustment(learning: lessons)
    try await store.keep(
      StoredAdjustment(
        scope: scope, negative: learned.negative, positive: learned.positive,
        temperature: learned.temperature, corrections: corrected.count, model: scorer.version, fitted: now))
    return true
  }

  /// Learns anew what was learned for another version of the model, as after an upgrade.
  func renew(at now: Instant) async throws(StoreError) {
    for stale in try await store.adjustments() where stale.model != scorer.version && !stale.isOff {
      _ = try await learn(stale.scope, at: now)
    }
  }

  /// A rating decides whatever the words say, so that rated mentions teach nothing of words.
  private func lesson(_ mention: Mention, weight: Double) -> Lesson? {
    let item = mention.item
    guard item.rating.map({ (2.5..<3.5).contains($0.stars) }) ?? true,
      let leaning = scorer.leaning(
        title: item.title, text: item.text, language: item.language, targets: mention.spans)
    else { return nil }
    return Lesson(leaning: leaning, label: mention.sentiment.label, weight: weight)
  }
}
