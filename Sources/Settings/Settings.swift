// SPDX-License-Identifier: Apache-2.0

package import Model

/// What the configuration files say, checked: whoever holds a value of this type need not ask whether it makes sense.
package struct Settings: Hashable, Sendable {
  /// How mail is sent; nil where it is not.
  package var mail: Mail?
  /// The brands listened for.
  package var brands: [Brand] = []
  /// The expressions watched for them.
  package var keywords: [Keyword] = []
  /// Where to look.
  package var sources: [Source] = []
  /// What is told at once, labelled or ignored, in the order they are tried.
  package var rules: [Rule] = [defaultRule(hasMail: false)]
  /// Digests for every brand, also for those added by the control command; their `brand` is empty.
  package var commonDigests: [Digest] = []
  /// Digests that name their brand.
  package var ownDigests: [Digest] = []
  /// Which private addresses may be connected to.
  package var network = Network()
  /// How often sources are polled.
  package var polling = Polling()
  /// Over what trouble with sources is told.
  package var health = Health()
  /// How long things are kept.
  package var retention = Retention()
  /// What is logged and where.
  package var log = Log()
  /// Who may change things by the control command.
  package var control = Control()
  /// What is allowed but probably not meant.
  package var warnings: [SettingsError.Diagnostic] = []

  /// The settings of a daemon without any configuration.
  package init() {}

  /// The digests of a brand: those that name it, those for every brand, or else one every morning.
  package func digests(for brand: String) -> [Digest] {
    let own = ownDigests.filter { $0.brand.lowercased() == brand.lowercased() }
    let common = commonDigests.filter { digest in !own.contains { $0.name == digest.name } }.map { digest in
      var digest = digest
      digest.brand = brand
      return digest
    }
    let all = own + common
    return all.isEmpty ? [Self.defaultDigest(for: brand, hasMail: mail != nil)] : all
  }

  /// The digests of all brands of the files.
  package var digests: [Digest] { brands.flatMap { digests(for: $0.name) } }

  /// Where no rule notifies: negative mentions are told at once.
  static func defaultRule(hasMail: Bool) -> Rule {
    Rule(
      name: "negative", condition: "sentiment:negative", action: .notify(hasMail ? [.email, .log] : [.log]))
  }

  /// Where a brand has no digest: the negative mentions of a day, every morning.
  static func defaultDigest(for brand: String, hasMail: Bool) -> Digest {
    Digest(name: "daily", brand: brand, channels: hasMail ? [.email] : [.log])
  }
}

extension Settings {
  /// `[mail]`
  package struct Mail: Hashable, Sendable {
    /// How the connection is made safe.
    package enum Security: String, Hashable, Sendable, CaseIterable {
      /// Begun in plain text and encrypted before anything is said; required, never only tried.
      case starttls
      /// Encrypted from the first byte.
      case implicit
      /// Not encrypted: for a mail server on the same machine.
      case none
    }

    /// The server's name or address.
    package var host: String
    /// The server's port, 1...65535.
    package var port: Int
    /// How the connection is made safe.
    package var tls: Security
    /// The address mails come from.
    package var from: String
    /// The name beside that address.
    package var fromName: String
    /// Whom mails go to for brands that have no recipients of their own; not empty.
    package var to: [String]
    /// The name to log in by; nil for no login.
    package var user: String?
    /// The systemd credential that holds the password.
    package var credential: String?
    /// A file of PEM certificates to trust in place of the system's, for a server with one of its own; nil for the system's.
    package var trustedCertificates: String?

    /// A server with who writes to whom.
    package init(
      host: String, port: Int, tls: Security, from: String, fromName: String = "Earshot", to: [String],
      user: String? = nil, credential: String? = nil, trustedCertificates: String? = nil
    ) {
      self.host = host
      self.port = port
      self.tls = tls
      self.from = from
      self.fromName = fromName
      self.to = to
      self.user = user
      self.credential = credential
      self.trustedCertificates = trustedCertificates
    }
  }

  /// `[network]`
  package struct Network: Hashable, Sendable {
    /// Addresses and ranges (CIDR) in private networks that may be connected to for every source.
    package var allow: [String] = []

    /// Public addresses only.
    package init() {}
  }

  /// `[polling]`
  package struct Polling: Hashable, Sendable {
    /// The time between two polls of a source that has no cadence of its own.
    package var every: Duration = .hours(1)
    /// How many sources are visited at once, 1...512; visits that take long not counted.
    package var concurrency = 16
    /// Whether a source without a cadence of its own is polled as often as it publishes, between five minutes and a day.
    package var adaptive = false

    /// Every hour, 16 at once.
    package init() {}
  }

  /// `[health]`
  package struct Health: Hashable, Sendable {
    /// Over which channels it is told that a source cannot be listened to, and that it can be again; the daemon's own
    /// log has it in any case.
    package var channels: [Channel] = []
    /// Whom mails of it go to; empty for those of `[mail]`.
    package var to: [String] = []

    /// The log alone.
    package init() {}
  }

  /// `[retention]`
  package struct Retention: Hashable, Sendable {
    /// How long mentions are kept; nil for ever.
    package var mentions: Duration? = .days(400)
    /// How long items without mentions are kept; nil for ever.
    package var items: Duration? = .days(90)

    /// Mentions for 400 days, other items for 90.
    package init() {}
  }

  /// `[log]`
  package struct Log: Hashable, Sendable {
    /// How much is logged; the names are those of swift-log.
    package enum Level: String, Hashable, Sendable, CaseIterable {
      /// Every step.
      case trace
      /// Every poll.
      case debug
      /// Start, reload and stop.
      case info
      /// Mentions.
      case notice
      /// Sources that fail.
      case warning
      /// What an operator must see to.
      case error
      /// What stops the daemon.
      case critical
    }

    /// Where the log goes.
    package enum Channel: String, Hashable, Sendable, CaseIterable {
      /// To the journal where systemd has connected one, else to standard error.
      case auto
      /// To the journal.
      case journal
      /// To standard error.
      case stderr
    }

    /// How much is logged.
    package var level = Level.info
    /// Where the log goes.
    package var channel = Channel.auto

    /// From level info on, to wherever the daemon was started.
    package init() {}
  }

  /// `[control]`
  package struct Control: Hashable, Sendable {
    /// Users by name or number, and groups by name or number after an `@`, who may change things, besides root and
    /// the service's own user.
    package var admins: [String] = []

    /// Nobody besides root and the service's own user.
    package init() {}
  }
}
