// SPDX-License-Identifier: Apache-2.0
package import Model
package import Text

extension Mention: WireRecord {
  /// Reads a `Mention`; what the interface leaves out of the item (guid, categories, publisher) stays empty.
  package init(_ fields: inout Fields) throws(ServiceError) {
    let keyword: String = try fields.take("keyword")
    let stored: Timestamp? = try fields.find("stored")
    let sentiment = try Sentiment(ofMention: &fields)
    let corrected: CorrectionRecord? = try fields.find("correction")
    self.init(
      id: try fields.take("id"), brand: try fields.take("brand"),
      keywords: try fields.find("keywords") ?? [keyword], source: try fields.take("source"),
      item: try Item(ofMention: &fields), spans: try fields.find("spans") ?? [],
      sentiment: sentiment, correction: corrected?.completed(by: sentiment), state: try fields.take("state"),
      labels: try fields.find("labels") ?? [], stored: stored?.instant ?? Instant(microseconds: 0),
      isBacklog: try fields.find("backlog") ?? false)
  }

  /// A `Mention`: every field is there, those that are not known as null.
  package var wire: JSON {
    let isUsualScale = item.rating.map { $0.best == 5 && $0.worst == 1 } ?? true
    return [
      ("id", id.wire), ("brand", brand.wire), ("keyword", (keywords.first ?? "").wire),
      ("source", source.wire),
      ("url", item.url.wireOrNull), ("title", item.title.wire), ("text", item.text.wire),
      ("author", item.author.wireOrNull), ("published", item.published.map(Timestamp.init).wireOrNull),
      ("rating", (item.rating?.value).wireOrNull),
      ("sentiment", Verdict(label: sentiment.label, score: sentiment.score).wire), ("state", state.wire),
      ("keywords", keywords.wire), ("labels", labels.wire), ("stored", Timestamp(stored).wire),
      ("evidence", sentiment.evidence.wire), ("negativeProbability", sentiment.negativeProbability.wire),
      ("judged", sentiment.isJudged.wire), ("spans", spans.wire), ("language", item.language.wireOrNull),
      ("ratingBest", isUsualScale ? .null : (item.rating?.best).wireOrNull),
      ("ratingWorst", isUsualScale ? .null : (item.rating?.worst).wireOrNull), ("backlog", isBacklog.wire),
      ("intent", sentiment.intent.wire), ("model", sentiment.model.wire),
      ("correction", correction.map(CorrectionRecord.init).wireOrNull),
    ].asObject
  }
}

extension Item {
  /// The item within a `Mention`.
  fileprivate init(ofMention fields: inout Fields) throws(ServiceError) {
    let published: Timestamp? = try fields.find("published")
    let value: Double? = try fields.find("rating")
    let best: Double = try fields.find("ratingBest") ?? 5
    let worst: Double = try fields.find("ratingWorst") ?? 1
    self.init(
      url: try fields.find("url"), title: try fields.take("title"), text: try fields.take("text"),
      author: try fields.find("author"), published: published?.instant, language: try fields.find("language"),
      rating: value.flatMap { Rating($0, best: best, worst: worst) })
  }
}

extension Sentiment {
  /// The sentiment within a `Mention`.
  fileprivate init(ofMention fields: inout Fields) throws(ServiceError) {
    let verdict: Verdict = try fields.take("sentiment")
    self.init(
      label: verdict.label, score: verdict.score,
      negativeProbability: try fields.find("negativeProbability") ?? 0,
      evidence: try fields.find("evidence") ?? [], isJudged: try fields.find("judged") ?? true,
      model: try fields.find("model") ?? "", intent: try fields.find("intent") ?? .nothing)
  }
}

/// A label and a score: the `Sentiment` of the interface.
struct Verdict: WireRecord {
  var label: Sentiment.Label
  var score: Double

  init(label: Sentiment.Label, score: Double) {
    self.label = label
    self.score = score
  }

  init(_ fields: inout Fields) throws(ServiceError) {
    self.init(label: try fields.take("label"), score: try fields.take("score"))
  }

  var wire: JSON { .object(of: ["label": label.wire, "score": score.wire]) }
}

extension Evidence: WireRecord {
  /// Reads an `Evidence`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      quote: try fields.take("quote"), reason: try fields.take("reason"), weight: try fields.take("weight"))
  }

  /// An `Evidence`.
  package var wire: JSON {
    .object(of: ["quote": quote.wire, "reason": reason.wire, "weight": weight.wire])
  }
}

extension Optional where Wrapped: WireValue {
  /// The value, or null.
  var wireOrNull: JSON { self?.wire ?? .null }
}

extension [(String, JSON)] {
  /// An object of these members.
  fileprivate var asObject: JSON { .object(map { JSON.Member($0, $1) }) }
}
