// SPDX-License-Identifier: Apache-2.0
package import Model

/// How the daemon is doing.
package struct StatusReply: Hashable, Sendable {
  /// The daemon's version.
  package var version: String
  /// starting, running, reloading, degraded or stopping.
  package var state: String
  /// When it was started.
  package var started: Instant
  /// How much is watched and kept.
  package var counts: Counts
  /// Where everything is kept.
  package var storage: Storage
  /// The names of the sources that are not well.
  package var unhealthySources: [String]
  /// The configuration files in force.
  package var configuration: [String]
  /// When the next source is due.
  package var nextPoll: Instant?
  /// When the next digest is due.
  package var nextDigest: Instant?
  /// What the operator should know, a sentence each.
  package var warnings: [String]
  /// The version of the sentiment model.
  package var model: String
  /// The languages that are judged, English first.
  package var languages: [String]
  /// Where verdicts are put right by corrections, or could be.
  package var adjustments: [AdjustmentReport]

  /// A state with its facts.
  package init(
    version: String, state: String, started: Instant, counts: Counts, storage: Storage,
    unhealthySources: [String] = [], configuration: [String] = [], nextPoll: Instant? = nil,
    nextDigest: Instant? = nil, warnings: [String] = [], model: String = "", languages: [String] = [],
    adjustments: [AdjustmentReport] = []
  ) {
    self.version = version
    self.state = state
    self.started = started
    self.counts = counts
    self.storage = storage
    self.unhealthySources = unhealthySources
    self.configuration = configuration
    self.nextPoll = nextPoll
    self.nextDigest = nextDigest
    self.warnings = warnings
    self.model = model
    self.languages = languages
    self.adjustments = adjustments
  }

  /// How much is watched and kept.
  package struct Counts: Hashable, Sendable {
    /// Brands watched.
    package var brands: Int
    /// Keywords watched.
    package var keywords: Int
    /// Sources watched.
    package var sources: Int
    /// Items kept.
    package var items: Int
    /// Mentions kept.
    package var mentions: Int
    /// Mentions nobody has looked at.
    package var newMentions: Int
    /// Notifications not yet delivered.
    package var owed: Int

    /// Nothing unless said otherwise.
    package init(
      brands: Int = 0, keywords: Int = 0, sources: Int = 0, items: Int = 0, mentions: Int = 0,
      newMentions: Int = 0, owed: Int = 0
    ) {
      self.brands = brands
      self.keywords = keywords
      self.sources = sources
      self.items = items
      self.mentions = mentions
      self.newMentions = newMentions
      self.owed = owed
    }
  }

  /// Where everything is kept.
  package struct Storage: Hashable, Sendable {
    /// The database file.
    package var path: String
    /// Its size with what belongs to it.
    package var bytes: Int
    /// The version of its layout.
    package var schemaVersion: Int

    /// A database file and its size.
    package init(path: String, bytes: Int, schemaVersion: Int) {
      self.path = path
      self.bytes = bytes
      self.schemaVersion = schemaVersion
    }
  }
}

/// What came of reading the configuration again.
package struct ReloadReply: Hashable, Sendable {
  /// What is different now, or would be, a sentence each.
  package var changes: [String]
  /// What is odd but usable, a sentence each.
  package var warnings: [String]

  /// Changes and warnings.
  package init(changes: [String] = [], warnings: [String] = []) {
    self.changes = changes
    self.warnings = warnings
  }
}
