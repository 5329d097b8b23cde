// SPDX-License-Identifier: Apache-2.0
package import Model

/// What the daemon does for those who call it: one method for each of the interface's.
///
/// The server has checked types and rights before it calls: a method that takes a `caller` and changes
/// something is called for admins only, and the caller is there to be journalled. Methods run off the
/// server's own loop.
package protocol ControlHandling: Sendable {
  /// How the daemon is doing.
  func status() async throws(ControlError) -> StatusReply

  /// Every brand, in the order of their names.
  func brands() async throws(ControlError) -> [BrandListing]
  /// Watches for a brand; leaves one of that name as it is.
  func add(_ brand: Brand, caller: Caller) async throws(ControlError) -> Added<BrandListing>
  /// Stops watching for a brand and returns what it was.
  func removeBrand(named name: String, caller: Caller) async throws(ControlError) -> BrandListing

  /// The keywords of a brand, or of all.
  func keywords(of brand: String?) async throws(ControlError) -> [KeywordListing]
  /// Watches an expression, making its brand where there is none.
  func add(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> AddedKeyword
  /// Stops watching an expression and returns what it was.
  func remove(_ keyword: Keyword, caller: Caller) async throws(ControlError) -> KeywordListing
  /// Tries an expression on an item that is not stored.
  func test(_ expression: String, on item: Item) async throws(ControlError) -> KeywordTrial

  /// Every source, in the order of their names.
  func sources() async throws(ControlError) -> [SourceListing]
  /// One source with its recent visits.
  func source(named name: String) async throws(ControlError) -> SourceReport
  /// Watches a source; leaves the same one as it is.
  func add(_ source: Source, caller: Caller) async throws(ControlError) -> Added<SourceListing>
  /// Stops watching a source and returns what it was.
  func removeSource(named name: String, caller: Caller) async throws(ControlError) -> SourceListing
  /// Visits these sources now, or all where empty; with `each` an element for each visit as it ends, then in any case the
  /// totals. Ending the stream early (the caller hung up) need not stop the visits.
  func poll(_ names: [String], each: Bool, caller: Caller) async throws(ControlError) -> AsyncStream<
    PollProgress
  >
  /// Visits an address dry and tells each stage; `kind` nil is to be found out from the answer.
  func trySource(url: String, kind: Source.Kind?, allowPrivate: Bool) async throws(ControlError) -> TryReply
  /// Looks for what can be watched on a site.
  func discoverSources(at url: String, allowPrivate: Bool) async throws(ControlError) -> DiscoveryReply

  /// The mentions that a query selects, newest first.
  func mentions(_ query: MentionQuery) async throws(ControlError) -> [Mention]
  /// A mention with all that happened to it.
  func mention(_ id: Identifier<Mention>) async throws(ControlError) -> MentionStory
  /// Keeps what was done about mentions; returns them as they are now. Everybody may: the caller is who did
  /// it.
  func mark(
    _ ids: [Identifier<Mention>], as state: Mention.State, note: String?, caller: Caller
  ) async throws(ControlError) -> [Mention]
  /// Keeps what somebody says of a mention's verdict, or withdraws it where nil; returns the mention as it is
  /// now. Everybody may: the caller is who said it.
  func correct(
    _ id: Identifier<Mention>, to label: Sentiment.Label?, note: String?, caller: Caller
  ) async throws(ControlError) -> Mention
  /// Judges stored mentions with the present model. Called for admins only, but for a dry run.
  func rejudge(_ request: RejudgeRequest, caller: Caller) async throws(ControlError) -> RejudgeReply
  /// Switches on or off that corrections put the verdicts on a brand, or in a source, right.
  func setAdjustment(
    brand: String?, source: String?, isOff: Bool, caller: Caller
  ) async throws(ControlError) -> [AdjustmentReport]
  /// The mentions that are stored from now on and are selected by brand, source and label. Listening has
  /// begun when this returns; the stream ends when the daemon stops.
  func follow(_ query: MentionQuery) async throws(ControlError) -> AsyncStream<Mention>

  /// The selected digests as they would be sent now.
  func previewDigests(_ selection: DigestSelection) async throws(ControlError) -> [DigestPreview]
  /// Closes the windows of the selected digests and owes their messages.
  func sendDigests(_ selection: DigestSelection, caller: Caller) async throws(ControlError) -> [DigestSent]

  /// Notifications in a state, or all that are not delivered; at most `limit`.
  func outbox(state: String?, limit: Int) async throws(ControlError) -> [OutboxListing]
  /// Makes these notifications, or all that are not delivered and have not expired, due at once; returns how many.
  func retryOutbox(_ ids: [Int64]?, caller: Caller) async throws(ControlError) -> Int

  /// Reads the configuration again, and puts it in force unless it is only to be checked.
  func reload(checkOnly: Bool, caller: Caller) async throws(ControlError) -> ReloadReply
}
