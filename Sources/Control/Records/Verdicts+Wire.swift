// SPDX-License-Identifier: Apache-2.0
internal import Model
package import Text

extension AdjustmentReport: WireRecord {
  /// Reads an `Adjustment`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      scope: try fields.take("scope"), name: try fields.take("name"),
      corrections: try fields.take("corrections"), learnedFrom: try fields.take("learnedFrom"),
      negative: try fields.take("negative"), positive: try fields.take("positive"),
      temperature: try fields.take("temperature"), isOff: try fields.take("off"))
  }

  /// An `Adjustment`.
  package var wire: JSON {
    .object(of: [
      "scope": scope.wire, "name": name.wire, "corrections": corrections.wire,
      "learnedFrom": learnedFrom.wire, "negative": negative.wire, "positive": positive.wire,
      "temperature": temperature.wire, "off": isOff.wire,
    ])
  }
}

extension RejudgeReply: WireRecord {
  /// Reads the reply of `Rescore`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      model: try fields.take("model"), judged: try fields.take("judged"), changed: try fields.take("changed"),
      changes: try fields.take("changes"), isKept: try fields.take("kept"))
  }

  /// The reply of `Rescore`.
  package var wire: JSON {
    .object(of: [
      "model": model.wire, "judged": judged.wire, "changed": changed.wire, "changes": changes.wire,
      "kept": isKept.wire,
    ])
  }
}

extension RejudgeReply.Change: WireRecord {
  /// Reads a `Rescored`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    let before: Verdict
    let after: Verdict
    let (id, title, model): (Identifier<Mention>, String, String) = (
      try fields.take("id"), try fields.take("title"), try fields.take("model")
    )
    (before, after) = (try fields.take("before"), try fields.take("after"))
    self.init(
      id: id, title: title, model: model, before: before.label, scoreBefore: before.score,
      after: after.label, scoreAfter: after.score)
  }

  /// A `Rescored`.
  package var wire: JSON {
    .object(of: [
      "id": id.wire, "title": title.wire, "model": model.wire,
      "before": Verdict(label: before, score: scoreBefore).wire,
      "after": Verdict(label: after, score: scoreAfter).wire,
    ])
  }
}

/// A `Correction` within a `Mention` whose own verdict is the corrected one.
struct CorrectionRecord: WireRecord {
  private var correction: Correction

  init(_ correction: Correction) { self.correction = correction }

  init(_ fields: inout Fields) throws(ServiceError) {
    let verdict: Verdict = try fields.take("verdict")
    correction = Correction(
      label: try fields.take("label"), by: try fields.take("by"), note: try fields.find("note"),
      at: try fields.take("atUSec"),
      verdict: Sentiment(label: verdict.label, score: verdict.score, negativeProbability: 0))
  }

  /// The correction of a mention that counts as `sentiment`.
  func completed(by sentiment: Sentiment) -> Correction {
    var whole = correction
    whole.verdict = sentiment
    (whole.verdict.label, whole.verdict.score) = (correction.verdict.label, correction.verdict.score)
    return whole
  }

  var wire: JSON {
    .object(of: [
      "label": correction.label.wire, "by": correction.by.wire, "note": correction.note?.wire,
      "atUSec": correction.at.wire,
      "verdict": Verdict(label: correction.verdict.label, score: correction.verdict.score).wire,
    ])
  }
}

extension MentionStory.SaidVerdict: WireRecord {
  /// Reads a `SaidVerdict`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      at: try fields.take("atUSec"), label: try fields.take("label"), by: try fields.take("by"),
      note: try fields.find("note"), withdrawn: try fields.find("withdrawnUSec"),
      withdrawnBy: try fields.find("withdrawnBy"))
  }

  /// A `SaidVerdict`.
  package var wire: JSON {
    .object(of: [
      "atUSec": at.wire, "label": label.wire, "by": by.wire, "note": note?.wire,
      "withdrawnUSec": withdrawn?.wire, "withdrawnBy": withdrawnBy?.wire,
    ])
  }
}
