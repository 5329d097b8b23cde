// SPDX-License-Identifier: Apache-2.0

internal import Model
internal import Rules

extension Settings {
  /// Reads the configuration files in their order, the main file first: what comes later wins, lists grow, and an
  /// element of a list replaces the one of its name from an earlier file. No files give `Settings()`.
  ///
  /// Throws everything that is wrong, not only the first of it.
  package static func read(files: [(path: String, text: String)]) throws(SettingsError) -> Settings {
    var problems = Problems(files)
    let layers = Layers(files, reporting: &problems)
    var reading = SettingsReading(layers, problems)
    let settings = reading.settings()
    if !reading.problems.diagnostics.isEmpty { throw SettingsError(diagnostics: reading.problems.sorted) }
    return settings
  }
}

/// Turns layers into settings, section by section.
struct SettingsReading {
  let layers: Layers
  var problems: Problems
  /// The names of all brands of the files, also of those that have something wrong.
  let brandNames: [String]

  init(_ layers: Layers, _ problems: Problems) {
    self.layers = layers
    self.problems = problems
    brandNames = (layers.lists["brand"] ?? []).compactMap { element in
      guard case .string(let name)? = element.table["name"]?.value else { return nil }
      return name
    }
  }

  mutating func settings() -> Settings {
    var settings = Settings()
    settings.mail = mail()
    settings.network = network()
    settings.polling = polling()
    settings.health = health()
    settings.retention = retention()
    settings.log = log()
    settings.control = control()
    let everybody = settings.mail?.to ?? []
    settings.brands = elements("brand") { $0.brand(else: everybody) }
    settings.keywords = elements("keyword") { [brandNames] in $0.keywords(brands: brandNames) }.flatMap(
      \.self)
    settings.sources = elements("source") { $0.source() }
    settings.rules = rules(hasMail: settings.mail != nil)
    let digests = elements("digest") { [brandNames] in $0.digest(brands: brandNames) }
    settings.commonDigests = digests.filter(\.brand.isEmpty)
    settings.ownDigests = digests.filter { !$0.brand.isEmpty }
    settings.warnings = problems.warnings
    return settings
  }

  private mutating func rules(hasMail: Bool) -> [Rule] {
    let rules = elements("rule") { $0.rule() }
    let doesNotify = rules.contains { if case .notify = $0.action { true } else { false } }
    return doesNotify ? rules : rules + [Settings.defaultRule(hasMail: hasMail)]
  }

  /// Reads each table of a list; those with something wrong are left out.
  private mutating func elements<Result>(
    _ name: String, _ read: (inout TableReader) -> Result?
  ) -> [Result] {
    (layers.lists[name] ?? []).compactMap { element in
      var reader = TableReader(element, of: name, problems)
      reader.hasMail = layers.sections["mail"] != nil
      let result = read(&reader)
      problems = reader.finish()
      return result
    }
  }

  private mutating func section<Result>(_ name: String, _ read: (inout TableReader) -> Result) -> Result {
    var reader = TableReader(section: name, of: layers, problems)
    let result = read(&reader)
    problems = reader.finish()
    return result
  }

  private mutating func mail() -> Settings.Mail? { section("mail") { $0.isEmpty ? nil : $0.mail() } }

  private mutating func network() -> Settings.Network {
    section("network") { table in
      var network = Settings.Network()
      network.allow = table.networkRanges("allow")
      return network
    }
  }

  private mutating func polling() -> Settings.Polling {
    section("polling") { table in
      var polling = Settings.Polling()
      polling.every = table.duration("every", atLeast: .minutes(1)) ?? polling.every
      polling.concurrency = table.integer("concurrency", 1...512) ?? polling.concurrency
      polling.adaptive = table.boolean("adaptive") ?? polling.adaptive
      return polling
    }
  }

  private mutating func health() -> Settings.Health {
    let hasMail = layers.sections["mail"] != nil
    return section("health") { table in
      table.hasMail = hasMail
      var health = Settings.Health()
      health.channels = table.channels("notify") ?? (hasMail ? [.email] : [])
      health.to = table.addresses("to") ?? []
      return health
    }
  }

  private mutating func retention() -> Settings.Retention {
    section("retention") { table in
      var retention = Settings.Retention()
      retention.mentions = table.retention("mentions", default: retention.mentions)
      retention.items = table.retention("items", default: retention.items)
      return retention
    }
  }

  private mutating func log() -> Settings.Log {
    section("log") { table in
      var log = Settings.Log()
      log.level = table.choice("level", of: Settings.Log.Level.allCases) ?? log.level
      log.channel = table.choice("channel", of: Settings.Log.Channel.allCases) ?? log.channel
      return log
    }
  }

  private mutating func control() -> Settings.Control {
    section("control") { table in
      var control = Settings.Control()
      for (text, found) in table.strings("admins") ?? [] {
        let name = text.hasPrefix("@") ? text.dropFirst() : text[...]
        if !name.isEmpty && name.unicodeScalars.allSatisfy({ isNameScalar($0) }) {
          control.admins.append(text)
        } else {
          table.report(
            "“\(text)” is no user and no group", found,
            suggestion: "write it like \"anna\", \"1000\" or \"@staff\"")
        }
      }
      return control
    }
  }
}

extension TableReader {
  /// A duration, or `forever`.
  fileprivate mutating func retention(_ key: String, default usual: Duration?) -> Duration? {
    guard let found = find(key) else { return usual }
    if case .string("forever") = found.toml.value { return nil }
    return duration(key, atLeast: .days(1)) ?? usual
  }
}

/// Letters, digits and the few signs that names of users, groups and credentials are made of.
func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
  "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar || "._-".unicodeScalars.contains(scalar)
}
