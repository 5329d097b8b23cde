// SPDX-License-Identifier: Apache-2.0
package import Model

/// A verdict, and what a reader should be told besides.
package struct Assessment: Hashable, Sendable {
  /// Something a reader should know before believing the verdict. No hint ever changes a label.
  package enum Hint: String, Sendable, CaseIterable {
    /// Praise beside a mishap, or another habit of mockers.
    case possiblySarcastic
    /// An angry text with many stars, or a kind one with few.
    case starsDisagree
  }

  /// The verdict, its evidence ending in the hints, which weigh nothing.
  package let sentiment: Model.Sentiment
  /// What else a reader should know.
  package let hints: Set<Hint>

  init(_ passages: [Passage], _ account: Account, _ rating: Rating?, _ tongue: Tongue, version: String) {
    let words = Shares(account.body)
    let stars = rating.map { Stars($0) }
    let leaning = stars.map { $0.deciding(account.leaning) } ?? account.leaning
    let isJudged = account.hasWords || stars?.decides == true
    let isTargeted = stars?.decides != true && passages.contains { !$0.targets.isEmpty }
    let shares = isJudged ? Shares(leaning, isTargeted: isTargeted) : .undecided
    let cues = Cues(of: passages)
    hints = Self.hints(words, account.hasWords ? stars : nil, cues)
    sentiment = Model.Sentiment(
      label: shares.label, score: shares.score, negativeProbability: shares.negativeProbability,
      evidence: isJudged
        ? Self.evidence(account, stars, leaning, shares) + Self.notes(hints, tongue, cues, passages)
        : Self.notes([], tongue, cues, passages),
      isJudged: isJudged, model: version, intent: Intent(cues, shares))
  }

  private static func hints(_ words: Shares, _ stars: Stars?, _ cues: Cues) -> Set<Hint> {
    var hints: Set<Hint> = []
    if cues.isMocking { hints.insert(.possiblySarcastic) }
    if let stars, stars.decides, stars.isGood ? words.negative > 0.6 : words.positive > 0.6 {
      hints.insert(.starsDisagree)
    }
    return hints
  }

  /// The grounds as shares of the score, strongest first; the last one holds all that is too small to tell,
  /// so that they add up to the score.
  private static func evidence(
    _ account: Account, _ stars: Stars?, _ leaning: Leaning, _ shares: Shares
  ) -> [Evidence] {
    let scale = shares.scorePerLeaning
    var grounds = account.grounds
    if let stars, stars.decides {
      let moved = (leaning.y - leaning.x) - (account.leaning.y - account.leaning.x)
      grounds.append(Ground(quote: "", reason: stars.words, weight: moved))
    }
    let evidence = grounds.sorted { abs($0.weight) > abs($1.weight) }.prefix(8).map {
      Evidence(quote: $0.quote, reason: $0.reason, weight: Double($0.weight) * scale)
    }
    let rest = shares.score - evidence.reduce(0) { $0 + $1.weight }
    return abs(rest) < 1e-9
      ? evidence : evidence + [Evidence(quote: "", reason: "the rest of the wording", weight: rest)]
  }

  private static func notes(
    _ hints: Set<Hint>, _ tongue: Tongue, _ cues: Cues, _ passages: [Passage]
  ) -> [Evidence] {
    var notes: [Evidence] = []
    if hints.contains(.possiblySarcastic) {
      notes.append(Evidence(quote: cues.mockery ?? "", reason: "possibly sarcastic", weight: 0))
    }
    if hints.contains(.starsDisagree) {
      notes.append(Evidence(quote: "", reason: "the stars and the words disagree", weight: 0))
    }
    if !tongue.isRead {
      let reason = "written in \(tongue.name), which is not read: only stars and emoji were judged"
      notes.append(Evidence(quote: "", reason: reason, weight: 0))
    }
    if passages.contains(where: { $0.text.utf8.count > Reading.mostBytes }) {
      notes.append(Evidence(quote: "", reason: "longer than 64 kB: judged by its beginning", weight: 0))
    }
    return notes
  }
}
