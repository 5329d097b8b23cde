// SPDX-License-Identifier: Apache-2.0

extension Interface {
  /// The types of the interface, as `io.earshot.Control.varlink` has them.
  static let types = #"""
    # The control interface of earshotd, the daemon that listens for brands on the open web.
    #
    # Everybody who may connect to the socket may read and may triage mentions. Methods marked "admin" change
    # what the daemon watches or sends: they are answered with org.varlink.service.PermissionDenied unless
    # the caller is root, the daemon's own user, or named in [control] admins. Times are microseconds since
    # 1970 in UTC, in fields named ...USec. Fields are only ever added, and added ones are nullable.
    interface io.earshot.Control

    # Where something was declared: in the configuration files, which control cannot change, or by control
    # itself.
    type Origin (file, runtime)

    type BrandKind (own, competitor)

    # Whom the daemon listens for.
    type Brand (
      # The name commands and configuration use; unique without regard to case.
      name: string,
      # The name readers see.
      displayName: string,
      kind: BrandKind,
      # The brand's own accounts and sites, such as @acmecoffee or acme.example.
      accounts: []string,
      # An IANA time zone; digests are due at its local times.
      timeZone: string,
      # Mail addresses that alerts and digests go to.
      recipients: []string,
      origin: Origin,
      # How many keywords are watched for it.
      keywords: int,
      # How many mentions of it are kept.
      mentions: int
    )

    # A watched expression that belongs to a brand.
    type Keyword (
      brand: string,
      # The expression as its author wrote it.
      expression: string,
      origin: Origin,
      # How many mentions kept matched it.
      mentions: int,
      # When it was added.
      createdUSec: ?int
    )

    # A stretch of UTF-8 bytes of a text, start included, end not.
    type Span (
      # title, text, author or url
      field: string,
      start: int,
      end: int
    )

    type SourceKind (feed, page)

    # Where the daemon looks.
    type Source (
      # Unique without regard to case.
      name: string,
      kind: SourceKind,
      url: string,
      origin: Origin,
      # The wished time between polls; absent where the default holds.
      cadenceUSec: ?int,
      # The name of the systemd credential that holds its authorization, never the credential itself.
      credential: ?string,
      # Whether addresses in private networks may be connected to for it.
      allowPrivate: bool,
      health: Health,
      # A name under which several hosts take turns as one.
      hostKey: ?string,
      # The least time between the beginnings of two requests to its host.
      floorUSec: ?int,
      # How many requests its host gets at once.
      concurrency: ?int,
      # Whether its certificate must be one that can be verified.
      verifyTLS: ?bool,
      # The addresses and ranges of private networks that it may lead to.
      allow: ?[]string
    )

    # How a source has been doing.
    type Health (
      # new (never polled), reachable, unchanged, moved, throttled, blocked, gone, failed, broken, empty (it had
      # items before) or silent (nothing new for ten times its usual gap).
      state: string,
      # What went wrong, in a sentence.
      reason: ?string,
      lastPollUSec: ?int,
      # When it was last reached and read.
      lastSuccessUSec: ?int,
      nextPollUSec: ?int,
      consecutiveFailures: int,
      # How many items were ever seen in it.
      items: int,
      # How many mentions kept come from it.
      mentions: int,
      # Since when it has been in this state.
      sinceUSec: ?int,
      # The usual time between its items.
      usualGapUSec: ?int,
      lastItemUSec: ?int,
      # Where it has moved to for good.
      movedTo: ?string,
      # Why it is visited next when it is, in a few words.
      nextPollReason: ?string,
      # Where its server says it has moved for good, before that is believed.
      move: ?Move
    )

    # A permanent redirect that is still being counted.
    type Move (
      # Where it leads.
      to: string,
      # When it was first met.
      sinceUSec: int,
      # How many good answers in a row came from there.
      count: int,
      # It is believed after as many as this, and not before then.
      needed: int,
      earliestUSec: int
    )

    # One visit to a source.
    type Poll (
      finishedUSec: int,
      # unchanged, items, throttled, blocked, gone, failed or broken
      outcome: string,
      reason: ?string,
      # The HTTP status of the answer.
      status: ?int,
      # Bytes received.
      bytes: ?int,
      elapsedUSec: ?int,
      newItems: int,
      newMentions: int
    )

    # What all reviewers of a page together say, as the page sums it up.
    type RatingSample (
      # When it was seen first.
      atUSec: int,
      # What is rated, where the page says.
      name: ?string,
      # The mean, and the scale it is on.
      mean: float,
      worst: float,
      best: float,
      # Of how many ratings and reviews.
      ratings: ?int,
      reviews: ?int
    )

    # A time in which a source could not be watched; open where it still cannot.
    type Outage (
      startUSec: int,
      endUSec: ?int,
      reason: string
    )

    # An HTTP header.
    type Header (
      name: string,
      value: string
    )

    # A redirect that was followed.
    type Hop (
      status: int,
      location: string
    )

    # The last answer of a tried visit.
    type TriedAnswer (
      status: int,
      # The final address, after redirects.
      url: string,
      hops: []Hop,
      headers: []Header,
      # Bytes received, before decompression.
      bytes: int,
      elapsedUSec: int
    )

    # What the bytes were read as.
    type TriedReading (
      # Such as RSS 2.0, Atom 1.0, JSON Feed 1.1 or page.
      format: string,
      charset: ?string,
      title: ?string,
      # What had to be put right to read it, one sentence each.
      repairs: []string
    )

    # An item read in a tried visit.
    type TriedItem (
      title: string,
      url: ?string,
      # RFC 3339
      published: ?string,
      # Whether the daemon has not stored it before.
      isNew: bool,
      # The brands it would be a mention of.
      mentions: []TriedMention
    )

    # The mention an item would become.
    type TriedMention (
      brand: string,
      keywords: []string,
      sentiment: Sentiment,
      # The grounds of the sentiment, strongest first.
      evidence: ?[]Evidence
    )

    # A feed or page that was found on a site.
    type FoundSource (
      url: string,
      kind: SourceKind,
      # A free name to watch it under.
      name: string,
      title: ?string,
      # Such as rss20, atom10, json11 or page.
      format: ?string,
      items: int,
      # When the newest item was published.
      newestUSec: ?int,
      # address (it is what was asked about), link (the page declares it), anchor (the page links to it) or
      # wellKnown (it is where many sites have their feed).
      foundBy: string,
      # The name of the source that watches it already.
      watchedAs: ?string,
      # Why it cannot be watched.
      failure: ?string
    )

    # How many reviews a page tells in one markup: JSON-LD, Microdata, RDFa or microformats.
    type FoundReviews (
      markup: string,
      reviews: int
    )

    type Label (negative, neutral, positive)

    # How a text speaks of the brand.
    type Sentiment (
      label: Label,
      # -1 (as bad as can be) to 1
      score: float
    )

    # One ground for a verdict.
    type Evidence (
      # The words it stands on; empty for a ground outside the text, such as a rating.
      quote: string,
      reason: string,
      # Its share in the score.
      weight: float
    )


    """#
}
