// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Messages
package import Model
package import Sentiment
package import Settings
package import Store
package import Systemd
internal import Threads
package import Transport

/// Settings on their way to come into force. They have many fields, and each place that copies them all is a kilobyte.
private final class Configuration: Sendable {
  let settings: Settings
  init(_ settings: Settings) { self.settings = settings }
}

/// What is in force, and how many visits go by it.
private struct InForce: Sendable {
  /// What is listened for and how.
  var watchlist: Watchlist
  var settings = Settings()
  /// Which one it is, counted from the start.
  var epoch = 0
  /// How many visits under way go by it, and how many by an earlier one.
  var visits = 0
  var earlierVisits = 0
  /// Whether the store holds or may hold what is not in force yet.
  var isChanging = false

  /// Counts the visits under way as earlier ones, since what is in force has changed.
  mutating func supersede() {
    earlierVisits += visits
    visits = 0
    epoch += 1
  }
}

/// What is in force now, and who waits to hear of what happens.
package actor Listening {
  /// Only this actor changes it; everybody reads it where they are, as every visit does.
  private let inForce: Locked<InForce>
  /// What is odd about what is in force, a sentence each.
  package private(set) var warnings: [String] = []
  /// Rung when a notification is owed.
  package nonisolated let outboxBell = Doorbell()
  /// Rung when digests have changed.
  package nonisolated let digestBell = Doorbell()
  /// Rung when keywords may have changed.
  package nonisolated let keywordBell = Doorbell()

  private let store: Store
  /// What is wrong with packs of languages, a sentence each.
  private let packFaults: [String]
  /// What judges, with the packs of languages that were found.
  package nonisolated let scorer: Scorer
  private let credentials: Credentials
  private let hostName: String
  private let logger: Logger
  /// What the store holds already and is not in force yet, since something failed in between.
  private var declared: Configuration?
  /// Whether what is listened for may be behind what the store holds, since the last turn failed.
  private var isBehind = false
  /// What was asked for last to be put in force: whoever comes next waits for it.
  private var lastTurn: Task<Result<Void, StoreError>, Never>?
  /// How often what is watched has changed, and whether everything is being compiled for the sake of what was added.
  private var changes = 0
  private var isCompacting = false
  private var whenEnforced: @Sendable (Settings) async -> Void = { _ in }
  private var followers: [UInt64: AsyncStream<Mention>.Continuation] = [:]
  private var followerCount: UInt64 = 0

  /// Nothing in force yet; `enforce` is next.
  package init(
    store: Store, credentials: Credentials, hostName: String, packs: LanguagePacks = .none, logger: Logger
  ) {
    self.store = store
    self.credentials = credentials
    self.hostName = hostName
    self.logger = logger
    scorer = Scorer(packs: packs.weights)
    packFaults = packs.faults
    var faults: [String] = []
    let nothing = Watchlist(
      brands: [], keywords: [], rules: [], scorer: scorer, letterhead: nil, faults: &faults)
    inForce = Locked(InForce(watchlist: nothing))
  }

  /// What is listened for.
  package nonisolated var watchlist: Watchlist { inForce.withLock { $0.watchlist } }

  /// What a visit goes by until it has been written, which is to be told by `leave`.
  nonisolated func enter() -> (watchlist: Watchlist, epoch: Int) {
    inForce.withLock {
      $0.visits += 1
      return ($0.watchlist, $0.epoch)
    }
  }

  /// A visit has been written that went by what was in force then.
  nonisolated func leave(_ epoch: Int) {
    let isLast = inForce.withLock { inForce in
      if epoch == inForce.epoch {
        inForce.visits -= 1
        return false
      }
      inForce.earlierVisits -= 1
      return inForce.earlierVisits == 0
    }
    if isLast { keywordBell.ring() }
  }

  /// Which watchlist is in force, counted from the start, where all visits under way go by it and it has every keyword
  /// that is stored; nil where a keyword would look through the stored items before those that were judged without it.
  nonisolated var settledEpoch: Int? {
    inForce.withLock { $0.earlierVisits == 0 && !$0.isChanging ? $0.epoch : nil }
  }

  /// The configuration in force, but for its sources, which are in the store.
  package nonisolated var settings: Settings { inForce.withLock { $0.settings } }

  /// How sources are polled: what every visit asks for.
  package nonisolated var polling: Settings.Polling { inForce.withLock { $0.settings.polling } }

  /// The configuration in force with the sources that it declares.
  package func wholeSettings() async throws(StoreError) -> Settings {
    var settings = settings
    settings.sources = try await store.sources().filter { $0.origin == .file }.map(\.source)
    return settings
  }

  /// Names what else has to follow a configuration when it comes into force.
  package func whenEnforced(_ follow: @escaping @Sendable (Settings) async -> Void) { whenEnforced = follow }

  /// Puts a configuration in force as a whole: what it declares is stored, then everything is compiled anew.
  ///
  /// Where the store does not take it, this throws and what was in force still is. What fails after that is made up for by
  /// the next `refresh` or `catchUp`.
  package func enforce(_ settings: Settings, at now: Instant) async throws(StoreError) {
    try await inTurn(Configuration(settings), at: now)
  }

  /// Compiles anew what is watched, since brands or keywords have changed.
  ///
  /// Every brand has its digests, those added by control too.
  package func refresh(at now: Instant) async throws(StoreError) { try await inTurn(nil, at: now) }

  /// Compiles anew what is watched where that failed the last time.
  package func catchUp(at now: Instant) async throws(StoreError) {
    if isBehind { try await refresh(at: now) }
  }

  /// One after the other, so that an earlier configuration never undoes a later one.
  private func inTurn(_ new: Configuration?, at now: Instant) async throws(StoreError) {
    let turn = Task { [lastTurn] () async -> Result<Void, StoreError> in
      _ = await lastTurn?.value
      inForce.withLock { $0.isChanging = true }
      do throws(StoreError) {
        try await declare(new, at: now)
        isBehind = false
        return .success(())
      } catch {
        isBehind = true
        return .failure(error)
      }
    }
    lastTurn = turn
    try await turn.value.get()
  }

  /// Stores what a configuration declares, or the one that is in force where nil, and puts it in force.
  private func declare(_ new: Configuration?, at now: Instant) async throws(StoreError) {
    if new != nil { try await Learning(store: store, scorer: scorer).renew(at: now) }
    let configuration = new ?? declared ?? Configuration(settings)
    let known = Set(configuration.settings.brands.map { $0.name.lowercased() })
    let others = try await store.brands().map(\.brand).filter { !known.contains($0.name.lowercased()) }
    let digests = (configuration.settings.brands + others).flatMap {
      configuration.settings.digests(for: $0.name)
    }
    try await store.declare(
      brands: configuration.settings.brands, keywords: configuration.settings.keywords,
      sources: new?.settings.sources, rules: configuration.settings.rules, digests: digests, now: now)
    if new != nil { declared = new }
    try await compile(configuration)
    if declared != nil {
      await whenEnforced(configuration.settings)
      // Last, so that visits that end meanwhile are planned anew too.
      try await store.replanVisits(configuration.settings.polling)
      declared = nil
      logger.info(
        "configuration in force",
        metadata: [messageIDKey: "\(Journal.MessageID.configurationLoaded.rawValue)"])
    }
  }

  /// Puts settings in force, together with what the store holds of brands and keywords.
  private func compile(_ configuration: Configuration) async throws(StoreError) {
    changes += 1
    var compiled: (watchlist: Watchlist, faults: [String])
    var brands: [Brand]
    var current: Int
    repeat {
      // What changes meanwhile is read again, so that the later of two never undoes it.
      current = changes
      brands = try await store.brands().map { addressed($0.brand, by: configuration.settings.mail) }
      compiled = await Watchlist.compiled(
        brands: brands, keywords: try await store.keywords().map(\.keyword),
        rules: configuration.settings.rules,
        scorer: scorer, adjustments: Adjustments(try await store.adjustments(), model: scorer.version),
        letterhead: letterhead(configuration.settings.mail))
    } while current != changes
    inForce.withLock { [compiled] in
      $0.watchlist = compiled.watchlist
      $0.settings = configuration.settings
      $0.settings.sources = []
      $0.supersede()
      $0.isChanging = false
    }
    warnings =
      configuration.settings.warnings.map(\.description) + packFaults + compiled.faults
      + mailWarnings(for: brands, configuration.settings.mail)
    digestBell.ring()
    keywordBell.ring()
  }

  /// How many keywords may be added one by one before everything is compiled anew beside them.
  private static var mostAdded: Int { 512 }

  /// Listens for a keyword that was stored, at once: where its brand is known the others are not compiled anew.
  package func listen(for keyword: Keyword, at now: Instant) async throws(StoreError) {
    changes += 1
    let isAdded = inForce.withLock {
      $0.supersede()
      return $0.watchlist.add(keyword)
    }
    guard isAdded else { return try await refresh(at: now) }
    keywordBell.ring()
    guard watchlist.addedCount >= Self.mostAdded, !isCompacting else { return }
    isCompacting = true
    Task {
      do throws(StoreError) {
        try await refresh(at: now)
      } catch {
        logger.error("keywords cannot be compiled anew", metadata: ["reason": "\(error)"])
      }
      isCompacting = false
    }
  }

  /// Listens no more for a keyword that is stored no more.
  package func forget(_ keyword: Keyword, at now: Instant) async throws(StoreError) {
    changes += 1
    // One that could not be read was never listened for, but is among the warnings.
    if !inForce.withLock({ $0.watchlist.remove(keyword) }) { try await refresh(at: now) }
  }

  /// The mail server with the password of this moment; nil where none is configured.
  package nonisolated var mailServer: MailServer? {
    guard let mail = settings.mail else { return nil }
    return MailServer(
      host: mail.host, port: mail.port,
      security: MailServer.Security(rawValue: mail.tls.rawValue) ?? .starttls,
      user: mail.user, password: mail.credential.flatMap { credentials.secret(named: $0) }.map(Secret.init),
      trustedCertificates: mail.trustedCertificates)
  }

  /// Whose authorization a source needs.
  package nonisolated func secret(named name: String) -> String? { credentials.secret(named: name) }

  /// Tells of a stored visit: the outbox has work, followers hear of new mentions, the log of a source's health
  /// and of what went wrong though the visit was a good one.
  package nonisolated func tell(of recorded: Recorded, from source: Source, note: String? = nil) async {
    if let note {
      logger.notice(
        "a source could not be read to its end", metadata: ["source": "\(source.name)", "reason": "\(note)"])
    }
    if recorded.owed > 0 { outboxBell.ring() }
    if let change = recorded.change { tell(change) }
    guard !recorded.newMentions.isEmpty else { return }
    await tell(recorded.newMentions)
    logger.info(
      "new mentions", metadata: ["source": "\(source.name)", "count": "\(recorded.newMentions.count)"])
  }

  private func tell(_ mentions: [Mention]) {
    for mention in mentions {
      for follower in followers.values { follower.yield(mention) }
    }
  }

  /// Each turn goes into the log as it is met; whether it lasts and is told is the announcer's concern.
  private nonisolated func tell(_ change: HealthChange) {
    var facts: Logger.Metadata = ["source": "\(change.source)", "state": "\(change.to.rawValue)"]
    if let reason = change.reason { facts["reason"] = "\(reason)" }
    logger.info("a source has changed", metadata: facts)
  }

  /// The mentions that are stored from now on; the oldest of a hundred unheard ones are dropped for a slow follower.
  package func follow() -> AsyncStream<Mention> {
    followerCount += 1
    let number = followerCount
    return AsyncStream(bufferingPolicy: .bufferingNewest(100)) { continuation in
      followers[number] = continuation
      continuation.onTermination = { _ in Task { await self.unfollow(number) } }
    }
  }

  /// Ends every follower's stream, since the daemon stops.
  package func stopFollowing() {
    for follower in followers.values { follower.finish() }
    followers = [:]
  }

  private func unfollow(_ number: UInt64) { followers[number] = nil }

  /// A mention's fields in the journal.
  func journalFields(of mention: Mention) -> [(name: String, value: String)] {
    Messages.journalFields(
      of: mention, rule: watchlist.ruleTelling(of: mention, at: mention.stored) ?? "")
  }

  /// A brand without recipients of its own writes to those of `[mail]`.
  private func addressed(_ brand: Brand, by mail: Settings.Mail?) -> Brand {
    guard brand.recipients.isEmpty, let mail else { return brand }
    var brand = brand
    brand.recipients = mail.to
    return brand
  }

  private func letterhead(_ mail: Settings.Mail?) -> Letterhead? {
    mail.map {
      Letterhead(address: $0.from, name: $0.fromName, installation: store.installation, host: hostName)
    }
  }

  private func mailWarnings(for brands: [Brand], _ mail: Settings.Mail?) -> [String] {
    let addressed = brands.filter { !$0.recipients.isEmpty }.map(\.name)
    if mail == nil && !addressed.isEmpty {
      return [
        "no mail server is configured, so nobody is told by mail of \(addressed.joined(separator: ", "))"
      ]
    }
    return []
  }
}
