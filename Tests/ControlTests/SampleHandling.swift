// SPDX-License-Identifier: Apache-2.0
import Control
import Model

/// A daemon that watches one brand and knows one mention; what it was asked to change is kept in `changes`.
actor SampleHandling: ControlHandling {
  private(set) var changes: [String] = []
  /// What everybody who follows gets, before the stream ends or stays open.
  var newMentions: [Mention] = [.sample(2), .sample(3)]
  /// Whether a stream of mentions ends by itself.
  var followingEnds = true
  /// Streams of mentions that have been given up by their readers.
  private(set) var streamsEnded = 0

  init(followingEnds: Bool = true, newMentions: [Mention]? = nil) {
    self.followingEnds = followingEnds
    if let newMentions { self.newMentions = newMentions }
  }

  func status() async throws(ControlError) -> StatusReply { .sample }

  func brands() async throws(ControlError) -> [BrandListing] { [.sample] }

  func add(_ brand: Brand, caller: Caller) async throws(ControlError) -> Added<BrandListing> {
    changes.append("add brand \(brand.name)")
    return Added(BrandListing(brand: brand, origin: .runtime, keywords: 0, mentions: 0), isNew: true)
  }

  func removeBrand(named name: String, caller: Caller) async throws(ControlError) -> BrandListing {
    guard name == "acme" else { throw .noSuchBrand(name) }
    throw .declaredInFile(name: name, path: "/etc/earshot/earshot.toml")
  }

  func keywords(of brand: String?) async throws(ControlError) -> [KeywordListing] {
    guard brand == nil || brand == "acme" else { throw .noSuchBrand(brand ?? "") }
    return [.sample]
  }

  func add(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> AddedKeyword {
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

  func remove(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> KeywordListing {
    throw .noSuchKeyword(brand: keyword.brand, expression: keyword.expression)
  }

  func test(_ expression: String, on item: Item) async throws(ControlError) -> KeywordTrial {
    KeywordTrial(matches: item.text.contains(expression), spans: [])
  }

  func sources() async throws(ControlError) -> [SourceListing] { [.sample] }

  func source(named name: String) async throws(ControlError) -> SourceReport {
    guard name == "town" else { throw .noSuchSource(name) }
    return .sample
  }

  func add(_ source: Source, caller: Caller) async throws(ControlError) -> Added<SourceListing> {
    changes.append("add source \(source.name) \(source.url)")
    return Added(SourceListing(source: source, origin: .runtime, health: HealthReport()), isNew: true)
  }

  func removeSource(named name: String, caller: Caller) async throws(ControlError) -> SourceListing {
    guard name == "town" else { throw .noSuchSource(name) }
    return .sample
  }

  func poll(_ names: [String], caller: Caller) async throws(ControlError) -> AsyncStream<PollProgress> {
    if let unknown = names.first(where: { $0 != "town" }) { throw .noSuchSource(unknown) }
    return AsyncStream { stream in
      stream.yield(
        PollProgress(
          source: "town", outcome: "items", items: 5, newItems: 2, newMentions: 1, finished: 1, total: 2))
      stream.yield(
        PollProgress(
          source: "down", outcome: "failed", reason: "connection refused", finished: 2, failed: 1, total: 2))
      stream.finish()
    }
  }

  func trySource(url: String, kind: Source.Kind?, allowPrivate: Bool) async throws(ControlError) -> TryReply {
    .sample
  }

  func mentions(_ query: MentionQuery) async throws(ControlError) -> [Mention] {
    query.brand == nil || query.brand == "acme" ? [.sample(1)] : []
  }

  func mention(_ id: Identifier<Mention>) async throws(ControlError) -> MentionStory {
    guard id.value == 1 else { throw .noSuchMention(id.value) }
    return .sample
  }

  func mark(
    _ ids: [Identifier<Mention>], as state: Mention.State, note: String?, caller: Caller
  ) async throws(ControlError) -> [Mention] {
    changes.append("mark \(ids) \(state.rawValue) \(note ?? "")")
    return ids.map { id in
      var mention = Mention.sample(id.value)
      mention.state = state
      return mention
    }
  }

  func follow(_ query: MentionQuery) async throws(ControlError) -> AsyncStream<Mention> {
    let (stream, continuation) = AsyncStream.makeStream(of: Mention.self)
    for mention in newMentions { continuation.yield(mention) }
    if followingEnds { continuation.finish() }
    continuation.onTermination = { _ in Task { await self.noteEnd() } }
    return stream
  }

  func previewDigests(_ selection: DigestSelection) async throws(ControlError) -> [DigestPreview] {
    guard selection.name == nil || selection.name == "daily" else {
      throw .noSuchDigest(selection.name ?? "")
    }
    return [.sample]
  }

  func sendDigests(
    _ selection: DigestSelection, caller: Caller
  ) async throws(ControlError) -> [DigestSent] { [.sample] }

  func outbox(state: String?, limit: Int) async throws(ControlError) -> [OutboxListing] { [.sample] }

  func retryOutbox(_ ids: [Int64]?, caller: Caller) async throws(ControlError) -> Int { ids?.count ?? 3 }

  func reload(checkOnly: Bool, caller: Caller) async throws(ControlError) -> ReloadReply {
    if checkOnly {
      throw .invalidConfiguration([
        ConfigurationDiagnostic(
          path: "/etc/earshot/earshot.toml", line: 3, column: 1, message: "unknown key “nmae”")
      ])
    }
    return ReloadReply(changes: ["source “town” added"])
  }

  /// Returns once a stream of mentions has been given up.
  func untilStreamEnded() async {
    while streamsEnded == 0 { await withCheckedContinuation { waiting.append($0) } }
  }

  private var waiting: [CheckedContinuation<Void, Never>] = []

  private func noteEnd() {
    streamsEnded += 1
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
