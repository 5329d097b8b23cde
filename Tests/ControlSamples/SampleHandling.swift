// SPDX-License-Identifier: Apache-2.0
package import Control
package import Model

/// A daemon that watches one brand and knows one mention; what it was asked to change is kept in `changes`.
package actor SampleHandling: ControlHandling {
  /// What it was asked to change.
  package private(set) var changes: [String] = [] { didSet { wake() } }
  /// What everybody who follows gets, before the stream ends or stays open.
  private var newMentions: [Mention] = [.sample(2), .sample(3)]
  /// Whether a stream of mentions ends by itself.
  private var followingEnds = true
  /// The one mention it knows.
  private var mention = Mention.sample(1)
  /// Streams of mentions that have been given up by their readers.
  package private(set) var streamsEnded = 0

  /// A daemon with these new mentions.
  package init(followingEnds: Bool = true, newMentions: [Mention]? = nil, mention: Mention = .sample(1)) {
    self.mention = mention
    self.followingEnds = followingEnds
    if let newMentions { self.newMentions = newMentions }
  }

  /// As the protocol has it.
  package func status() async throws(ControlError) -> StatusReply { .sample }

  /// As the protocol has it.
  package func brands() async throws(ControlError) -> [BrandListing] { [.sample] }

  /// As the protocol has it.
  package func add(_ brand: Brand, caller: Caller) async throws(ControlError) -> Added<BrandListing> {
    changes.append("add brand \(brand.name)")
    return Added(BrandListing(brand: brand, origin: .runtime, keywords: 0, mentions: 0), isNew: true)
  }

  /// As the protocol has it.
  package func removeBrand(named name: String, caller: Caller) async throws(ControlError) -> BrandListing {
    guard name == "acme" else { throw .noSuchBrand(name) }
    throw .declaredInFile(name: name, path: "/etc/earshot/earshot.toml")
  }

  /// As the protocol has it.
  package func keywords(of brand: String?) async throws(ControlError) -> [KeywordListing] {
    guard brand == nil || brand == "acme" else { throw .noSuchBrand(brand ?? "") }
    return [.sample]
  }

  /// As the protocol has it.
  package func add(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> AddedKeyword {
    if keyword.expression.contains("((") {
      throw .invalidExpression(
        InvalidExpression(
          expression: keyword.expression, column: 1, message: "unbalanced “(”",
          rendered: "1:1: unbalanced “(”\n  ((\n  ^"))
    }
    changes.append("add keyword \(keyword.brand) \(keyword.expression)")
    return AddedKeyword(
      listing: KeywordListing(keyword: keyword, origin: .runtime, mentions: 0), isNew: true,
      isNewBrand: false,
      warnings: [])
  }

  /// As the protocol has it.
  package func remove(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> KeywordListing {
    throw .noSuchKeyword(brand: keyword.brand, expression: keyword.expression)
  }

  /// As the protocol has it.
  package func test(_ expression: String, on item: Item) async throws(ControlError) -> KeywordTrial {
    KeywordTrial(matches: item.text.contains(expression), spans: [])
  }

  /// As the protocol has it.
  package func sources() async throws(ControlError) -> [SourceListing] { [.sample] }

  /// As the protocol has it.
  package func source(named name: String) async throws(ControlError) -> SourceReport {
    guard name == "town" else { throw .noSuchSource(name) }
    return .sample
  }

  /// As the protocol has it.
  package func add(_ source: Source, caller: Caller) async throws(ControlError) -> Added<SourceListing> {
    if source.name == "taken" { throw .alreadyExists(source.name) }
    changes.append("add source \(source.name) \(source.url)")
    return Added(SourceListing(source: source, origin: .runtime, health: HealthReport()), isNew: true)
  }

  /// As the protocol has it.
  package func removeSource(named name: String, caller: Caller) async throws(ControlError) -> SourceListing {
    guard name == "town" else { throw .noSuchSource(name) }
    return .sample
  }

  /// As the protocol has it.
  package func poll(_ names: [String], each: Bool, caller: Caller) async throws(ControlError) -> AsyncStream<
    PollProgress
  > {
    if let unknown = names.first(where: { $0 != "town" }) { throw .noSuchSource(unknown) }
    return AsyncStream { stream in
      if each {
        stream.yield(
          PollProgress(
            source: "town", outcome: "items", items: 5, newItems: 2, newMentions: 1, finished: 1, total: 2))
        stream.yield(
          PollProgress(
            source: "down", outcome: "failed", reason: "connection refused", finished: 2, failed: 1, total: 2)
        )
      }
      stream.yield(
        PollProgress(
          source: nil, outcome: nil, items: 5, newItems: 2, newMentions: 1, finished: 2, failed: 1, total: 2))
      stream.finish()
    }
  }

  /// As the protocol has it.
  package func trySource(url: String, kind: Source.Kind?, allowPrivate: Bool) async throws(ControlError)
    -> TryReply
  {
    .sample
  }

  /// As the protocol has it.
  package func discoverSources(at url: String, allowPrivate: Bool) async throws(ControlError)
    -> DiscoveryReply
  {
    url.contains("nothing") ? DiscoveryReply(url: url, requests: 1, failure: "could not be reached") : .sample
  }

  /// As the protocol has it.
  package func mentions(_ query: MentionQuery) async throws(ControlError) -> [Mention] {
    query.brand == nil || query.brand == "acme" ? [mention] : []
  }

  /// As the protocol has it.
  package func mention(_ id: Identifier<Mention>) async throws(ControlError) -> MentionStory {
    guard id.value == 1 else { throw .noSuchMention(id.value) }
    var story = MentionStory.sample
    story.mention = mention
    return story
  }

  /// As the protocol has it.
  package func mark(
    _ ids: [Identifier<Mention>], as state: Mention.State, note: String?, caller: Caller
  ) async throws(ControlError) -> [Mention] {
    changes.append("mark \(ids) \(state.rawValue) \(note ?? "")")
    return ids.map { id in
      var mention = Mention.sample(id.value)
      mention.state = state
      return mention
    }
  }

  /// As the protocol has it.
  package func correct(
    _ id: Identifier<Mention>, to label: Sentiment.Label?, note: String?, caller: Caller
  ) async throws(ControlError) -> Mention {
    guard id.value == 1 else { throw .noSuchMention(id.value) }
    changes.append("correct \(id) \(label?.rawValue ?? "withdraw") \(note ?? "")")
    var mention = mention
    mention.correction = label.map {
      Correction(label: $0, by: "user 0", note: note, at: sampleTime, verdict: mention.sentiment)
    }
    mention.sentiment = mention.correction?.sentiment ?? mention.sentiment
    return mention
  }

  /// As the protocol has it.
  package func rejudge(
    _ request: RejudgeRequest, caller: Caller
  ) async throws(ControlError) -> RejudgeReply {
    if !request.isDry { changes.append("rescore") }
    return .sample(isKept: !request.isDry)
  }

  /// As the protocol has it.
  package func setAdjustment(
    brand: String?, source: String?, isOff: Bool, caller: Caller
  ) async throws(ControlError) -> [AdjustmentReport] {
    changes.append("adjustment \(brand ?? source ?? "") \(isOff ? "off" : "on")")
    return [.sample(isOff: isOff)]
  }

  /// As the protocol has it.
  package func follow(_ query: MentionQuery) async throws(ControlError) -> AsyncStream<Mention> {
    let (stream, continuation) = AsyncStream.makeStream(of: Mention.self)
    for mention in newMentions { continuation.yield(mention) }
    if followingEnds { continuation.finish() }
    continuation.onTermination = { _ in Task { await self.noteEnd() } }
    return stream
  }

  /// As the protocol has it.
  package func previewDigests(_ selection: DigestSelection) async throws(ControlError) -> [DigestPreview] {
    guard selection.name == nil || selection.name == "daily" else {
      throw .noSuchDigest(selection.name ?? "")
    }
    return [.sample]
  }

  /// As the protocol has it.
  package func sendDigests(
    _ selection: DigestSelection, caller: Caller
  ) async throws(ControlError) -> [DigestSent] { [.sample] }

  /// As the protocol has it.
  package func outbox(state: String?, limit: Int) async throws(ControlError) -> [OutboxListing] { [.sample] }

  /// As the protocol has it.
  package func retryOutbox(_ ids: [Int64]?, caller: Caller) async throws(ControlError) -> Int {
    ids?.count ?? 3
  }

  /// As the protocol has it.
  package func reload(checkOnly: Bool, caller: Caller) async throws(ControlError) -> ReloadReply {
    if checkOnly {
      throw .invalidConfiguration([
        ConfigurationDiagnostic(
          path: "/etc/earshot/earshot.toml", line: 3, column: 1, message: "unknown key “nmae”")
      ])
    }
    return ReloadReply(changes: ["source “town” added"])
  }

  /// Returns once a stream of mentions has been given up.
  package func untilStreamEnded() async { await until { $0.streamsEnded > 0 } }

  /// Returns once so many changes have been asked for.
  package func untilChanged(_ count: Int) async { await until { $0.changes.count >= count } }

  private var waiting: [CheckedContinuation<Void, Never>] = []

  private func until(_ isSo: (isolated SampleHandling) -> Bool) async {
    while !isSo(self) { await withCheckedContinuation { waiting.append($0) } }
  }

  private func noteEnd() {
    streamsEnded += 1
    wake()
  }

  private func wake() {
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
