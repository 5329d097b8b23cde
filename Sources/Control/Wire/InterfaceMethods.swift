// SPDX-License-Identifier: Apache-2.0

extension Interface {
  /// The methods and errors of the interface, as `io.earshot.Control.varlink` has them.
  static let methods = #"""
    method GetStatus() -> (
      version: string,
      # starting, running, reloading, degraded or stopping
      state: string,
      startedUSec: int,
      counts: Counts,
      storage: Storage,
      # The names of the sources that are not well.
      unhealthySources: []string,
      # The configuration files in force.
      configuration: []string,
      nextPollUSec: ?int,
      nextDigestUSec: ?int,
      # What the operator should know.
      warnings: []string,
      # The version of the sentiment model, and the languages that are judged.
      model: ?string,
      languages: ?[]string,
      # Where verdicts are put right by corrections, or could be.
      adjustments: ?[]Adjustment
    )

    method ListBrands() -> (brands: []Brand)
    # admin. What is there already is left as it is and isNew is false.
    method AddBrand(
      name: string,
      displayName: ?string,
      kind: ?BrandKind,
      accounts: ?[]string,
      timeZone: ?string,
      recipients: ?[]string
    ) -> (brand: Brand, isNew: bool)
    # admin
    method RemoveBrand(name: string) -> (brand: Brand)

    # The keywords of one brand, or all.
    method ListKeywords(brand: ?string) -> (keywords: []Keyword)
    # admin. Makes the brand where there is none of that name. What is there already is left as it is.
    method AddKeyword(brand: string, expression: string) -> (
      keyword: Keyword,
      isNew: bool,
      # Whether the brand was made for it.
      isNewBrand: bool,
      # What is odd about the expression, one text each; of a name that is an ordinary word too, where it stands in
      # stored items and what would tell its meanings apart.
      warnings: []string,
      # How many stored items it has found: kept as a backlog, told nobody.
      backlog: ?int
    )
    # admin
    method RemoveKeyword(brand: string, expression: string) -> (keyword: Keyword)
    # Tries an expression on a text; stores nothing.
    method TestKeyword(expression: string, title: ?string, text: ?string, author: ?string, url: ?string) -> (
      matches: bool,
      spans: []Span,
      warnings: []string
    )

    method ListSources() -> (sources: []Source)
    method GetSource(name: string) -> (
      source: Source,
      # Why the next poll is when it is.
      nextPollReason: ?string,
      # The usual time between its items.
      usualGapUSec: ?int,
      lastItemUSec: ?int,
      # The last visits, latest first.
      polls: []Poll,
      # When it could not be watched, latest first.
      outages: []Outage,
      # The sums of ratings it has shown, latest first; one for each change.
      ratings: []RatingSample
    )
    # admin. The same source again is left as it is; another one of that name is answered with AlreadyExists.
    method AddSource(
      name: string,
      url: string,
      kind: ?SourceKind,
      cadenceUSec: ?int,
      credential: ?string,
      allowPrivate: ?bool,
      hostKey: ?string,
      floorUSec: ?int,
      concurrency: ?int,
      verifyTLS: ?bool,
      allow: ?[]string
    ) -> (source: Source, isNew: bool)
    # admin
    method RemoveSource(name: string) -> (source: Source)
    # admin. Visits the named sources, or all, and answers when the visits are done. With more there is a
    # reply for each source as its visit ends, then the totals; without more only the totals, which have no
    # source.
    method PollNow(names: ?[]string) -> (
      source: ?string,
      # unchanged, items, throttled, blocked, gone, failed or broken
      outcome: ?string,
      reason: ?string,
      items: int,
      newItems: int,
      newMentions: int,
      # How many visits have ended so far, how many of them badly, and how many there will be.
      finished: int,
      failed: int,
      total: int
    )
    # Visits an address dry: stores nothing. admin where allowPrivate is true.
    method TrySource(url: string, kind: ?SourceKind, allowPrivate: ?bool) -> (
      # The headers sent.
      request: []Header,
      # Absent where nothing answered.
      answer: ?TriedAnswer,
      # Absent where the answer could not be read.
      reading: ?TriedReading,
      items: []TriedItem,
      # Where the visit ended early: why.
      failure: ?string,
      # What the server and the feed ask of those who poll them.
      hints: ?[]string,
      # Whom the new mentions would be told to if the source were watched already.
      owed: ?[]string
    )

    # Looks for what can be watched on a site: its feeds and the reviews its page tells. Stores nothing; asks the
    # site at most some twenty times, one at a time. admin where allowPrivate is true.
    method DiscoverSources(url: string, allowPrivate: ?bool) -> (
      # The address looked at, after redirects.
      url: string,
      title: ?string,
      sources: []FoundSource,
      reviews: []FoundReviews,
      # How many sums of ratings the page shows.
      aggregates: int,
      requests: int,
      # Where the address could not be looked at: why.
      failure: ?string
    )

    # Newest first; before is the number of the last mention of the page before.
    method ListMentions(
      brand: ?string,
      source: ?string,
      label: ?Label,
      state: ?MentionState,
      sinceUSec: ?int,
      untilUSec: ?int,
      text: ?string,
      before: ?int,
      limit: ?int
    ) -> (mentions: []Mention)
    method GetMention(id: int) -> (
      mention: Mention,
      sightings: []Sighting,
      revisions: []Revision,
      deliveries: []Delivery,
      history: []StateChange,
      corrections: ?[]SaidVerdict
    )
    # Keeps what was done about mentions, and who did it.
    method MarkMentions(ids: []int, state: MentionState, note: ?string) -> (mentions: []Mention)
    # Keeps beside a mention's verdict what the caller says it is; without label withdraws what was said. From 50
    # corrections on a brand or in a source on, the verdicts on it are put right by what they have in common.
    method CorrectMention(id: int, label: ?Label, note: ?string) -> (mention: Mention)
    # Judges with the present model the mentions that another version judged, or all, and says what would change;
    # admin where keep is true: then the new verdicts are kept. Nobody is told.
    method Rescore(brand: ?string, all: ?bool, keep: ?bool) -> (
      model: string,
      judged: int,
      # How many have another label, and the newest of them, at most 200.
      changed: int,
      changes: []Rescored,
      kept: bool
    )
    # admin. Switches off, or on again, that corrections put the verdicts on a brand, or in a source, right.
    method SetAdjustment(brand: ?string, source: ?string, off: bool) -> (adjustments: []Adjustment)
    # Only with more. The first reply has no mention: it says that listening has begun. Then a reply for each
    # new mention.
    method Follow(brand: ?string, source: ?string, label: ?Label) -> (mention: ?Mention)

    # The digests of that name or of that brand, or all, as they would be sent now; closes no window.
    method PreviewDigest(name: ?string, brand: ?string) -> (digests: []DigestPreview)
    # admin. Closes the windows of these digests and owes their messages.
    method SendDigest(name: ?string, brand: ?string) -> (digests: []DigestSent)

    # Notifications in that state, or all that are not delivered.
    method ListOutbox(state: ?string, limit: ?int) -> (notifications: []Notification)
    # admin. Makes these notifications, or all that are not delivered and have not expired, due at once.
    method RetryOutbox(ids: ?[]int) -> (retried: int)

    # admin. Reads the configuration again: wholly, then swaps it; answers when the new one is in force. A
    # bad one is refused and the old one stays.
    method Reload(checkOnly: ?bool) -> (changes: []string, warnings: []string)

    error NoSuchBrand (name: string)
    error NoSuchKeyword (brand: string, expression: string)
    error NoSuchSource (name: string)
    error NoSuchMention (id: int)
    error NoSuchDigest (name: string)
    # Another one of that name is there already.
    error AlreadyExists (name: string)
    # Declared in the configuration files: change it there and reload.
    error DeclaredInFile (name: string, path: ?string)
    # rendered is the diagnosis as a person reads it, with the caret under column.
    error InvalidExpression (expression: string, column: int, message: string, rendered: string)
    error InvalidConfiguration (diagnostics: []Diagnostic)
    # The value of a parameter cannot be used; the message says why and what was expected.
    error InvalidValue (parameter: string, message: string)
    # The daemon is starting or stopping.
    error NotReady (state: string)
    # The same is being done already, or there is no room for another connection.
    error Busy (message: string)
    # It could not be done for a reason of the daemon's own, such as a full disk.
    error Failed (message: string)

    """#
}
