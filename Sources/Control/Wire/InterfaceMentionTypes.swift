// SPDX-License-Identifier: Apache-2.0

extension Interface {
  /// The types of mentions, messages and the daemon's state, as `io.earshot.Control.varlink` has them.
  static let mentionTypes = #"""
    type MentionState (new, seen, replied, ignored, snoozed)

    # A stored item that speaks of a brand.
    type Mention (
      # Its number, in the order of storing.
      id: int,
      brand: string,
      # The first expression that matched.
      keyword: string,
      # The name of the source it was first seen in.
      source: string,
      url: ?string,
      title: string,
      text: string,
      author: ?string,
      # RFC 3339
      published: ?string,
      # As given, on a scale of 1 to 5 unless ratingWorst and ratingBest say otherwise.
      rating: ?float,
      sentiment: Sentiment,
      state: MentionState,
      # All expressions that matched.
      keywords: ?[]string,
      # What rules have labelled it.
      labels: ?[]string,
      # RFC 3339
      stored: ?string,
      # The grounds of the sentiment, strongest first.
      evidence: ?[]Evidence,
      # The probability that it speaks ill of the brand, 0 to 1.
      negativeProbability: ?float,
      # False where the text could not be judged.
      judged: ?bool,
      # Where the keywords matched.
      spans: ?[]Span,
      # BCP 47
      language: ?string,
      ratingBest: ?float,
      ratingWorst: ?float,
      # True where it came with the backlog of a source at first sight and was not told one by one.
      backlog: ?bool,
      # What its author is after: complaint, question, praise, recommendation, switching or nothing.
      intent: ?string,
      # The version of the model that judged it.
      model: ?string,
      # What somebody said of the model's verdict; sentiment is then theirs.
      correction: ?Correction
    )

    # What somebody said of a verdict.
    type Correction (
      label: Label,
      by: string,
      note: ?string,
      atUSec: int,
      # What the model said.
      verdict: Sentiment
    )

    # Where a mention's item has been met.
    type Sighting (
      source: string,
      url: ?string,
      seenUSec: int
    )

    # A former wording of a mention's item.
    type Revision (
      recordedUSec: int,
      title: string,
      text: string,
      label: ?Label,
      # As given: 2, or 7 of 10.
      rating: ?string
    )

    # What people did about a mention, and who.
    type StateChange (
      atUSec: int,
      state: MentionState,
      # A user's name or number.
      by: ?string,
      note: ?string
    )

    # What somebody said of a mention's verdict, and whether it still stands.
    type SaidVerdict (
      atUSec: int,
      label: Label,
      by: string,
      note: ?string,
      withdrawnUSec: ?int,
      # A user's name or number, or edit where the item says something else now.
      withdrawnBy: ?string
    )

    # What verdicts on a brand, or in a source, are put right by: learned from corrections.
    type Adjustment (
      # brand or source
      scope: string,
      name: string,
      # How many corrections stand.
      corrections: int,
      # How many of them it was learned from; 0 where nothing was learned yet.
      learnedFrom: int,
      # What is added to the leanings, in logits, after they were divided by temperature.
      negative: float,
      positive: float,
      temperature: float,
      off: bool
    )

    # A mention that has another label since it was judged anew.
    type Rescored (
      id: int,
      title: string,
      # The version that judged it before.
      model: string,
      before: Sentiment,
      after: Sentiment
    )

    # How a mention has been told.
    type Delivery (
      # email, log or journal
      channel: string,
      recipient: string,
      # queued, sending, sent, failed, expired
      state: string,
      atUSec: ?int,
      # The other side's answer.
      answer: ?string
    )

    # One message owed, or once owed, to one recipient over one channel.
    type Notification (
      id: int,
      # What makes it the same message when it is owed again.
      key: string,
      channel: string,
      recipient: string,
      # The Message-ID without angle brackets.
      messageID: ?string,
      # queued, sending, sent, failed, expired
      state: string,
      attempts: int,
      # How often the other side may have taken it without our knowing.
      ambiguous: int,
      nextAttemptUSec: ?int,
      expiresUSec: ?int,
      # The last answer of the other side.
      answer: ?string,
      # The numbers of the mentions it tells of.
      mentions: []int
    )

    # A digest as its readers would get it now.
    type DigestPreview (
      name: string,
      brand: string,
      startUSec: int,
      endUSec: int,
      mentions: int,
      subject: string,
      text: string,
      html: ?string
    )

    # A digest whose window was closed, and how many messages are owed for it.
    type DigestSent (
      name: string,
      brand: string,
      startUSec: int,
      endUSec: int,
      mentions: int,
      notifications: int
    )

    # How much is watched and kept.
    type Counts (
      brands: int,
      keywords: int,
      sources: int,
      items: int,
      mentions: int,
      # Mentions nobody has looked at.
      newMentions: int,
      # Notifications not yet delivered.
      owed: int
    )

    # Where everything is kept.
    type Storage (
      path: string,
      bytes: int,
      schemaVersion: int
    )

    # Something wrong in the configuration.
    type Diagnostic (
      path: string,
      line: ?int,
      column: ?int,
      # The key it is about, such as source[2].url
      keyPath: ?string,
      message: string,
      suggestion: ?string
    )


    """#
}
