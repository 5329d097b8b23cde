// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Settings
import Support
import Testing

@Suite struct SettingsTests {
  private let full = """
    [mail]
    server = "mail.acme.example"
    from = "Earshot <earshot@acme.example>"
    to = "owner@acme.example"
    user = "earshot"
    credential = "smtp"
    [[brand]]
    name = "acme"
    display = "Acme Coffee"
    time-zone = "Europe/Berlin"
    accounts = ["@acme"]
    [[brand]]
    name = "Rival"
    kind = "competitor"
    recipients = ["b@acme.example", "c@acme.example"]
    [[keyword]]
    brand = "ACME"
    expression = ['"acme coffee"', "@acme"]
    [[source]]
    name = "news"
    url = "https://news.example/feed"
    every = "15m"
    [[source]]
    name = "reviews"
    kind = "page"
    url = "http://192.168.1.2/reviews"
    allow-private = true
    allow = ["10.1.0.0/16", "fd00::1"]
    credential = "reviews-token"
    [[rule]]
    name = "worst"
    when = "sentiment<-0.5"
    notify = ["email", "journal"]
    [[rule]]
    name = "own"
    when = "author:acme"
    ignore = true
    [[digest]]
    name = "weekly"
    brand = "acme"
    at = "Mon 08:00"
    send-empty = true
    [network]
    allow = ["192.168.1.0/24", "fd00::/8"]
    [polling]
    every = "30m"
    concurrency = 4
    [retention]
    mentions = "forever"
    items = "2w"
    [log]
    level = "debug"
    channel = "stderr"
    [control]
    admins = ["anna", "@staff", "1000"]
    """

  private func read(_ texts: String...) throws -> Settings {
    try Settings.read(files: texts.enumerated().map { ("\($0.offset).toml", $0.element) })
  }

  /// The summaries of what is wrong with a text.
  private func problems(_ texts: String...) -> [String] {
    let files = texts.enumerated().map { (path: "\($0.offset).toml", text: $0.element) }
    let error = #expect(throws: SettingsError.self) { try Settings.read(files: files) }
    return error?.diagnostics.map(\.summary) ?? []
  }

  @Test func `no files and empty files give the defaults`() throws {
    #expect(try Settings.read(files: []) == Settings())
    #expect(try read("", "# nothing\n") == Settings())
    #expect(
      Settings().rules == [Rule(name: "negative", condition: "sentiment:negative", action: .notify([.log]))])
    #expect(Settings().digests(for: "x") == [Digest(name: "daily", brand: "x", channels: [.log])])
  }

  @Test func `every key is read`() throws {
    let settings = try read(full)
    #expect(
      settings.mail
        == Settings.Mail(
          host: "mail.acme.example", port: 587, tls: .starttls, from: "earshot@acme.example",
          to: ["owner@acme.example"],
          user: "earshot", credential: "smtp"))
    #expect(
      settings.brands == [
        Brand(
          name: "acme", displayName: "Acme Coffee", accounts: ["@acme"], timeZone: "Europe/Berlin",
          recipients: ["owner@acme.example"]),
        Brand(name: "Rival", kind: .competitor, recipients: ["b@acme.example", "c@acme.example"]),
      ])
    #expect(
      settings.keywords.map(\.expression) == ["\"acme coffee\"", "@acme"]
        && settings.keywords[0].brand == "acme")
    #expect(
      settings.sources[0] == Source(name: "news", url: "https://news.example/feed", cadence: .minutes(15)))
    #expect(
      settings.sources[1].kind == .page && settings.sources[1].allowPrivate
        && settings.sources[1].allow == ["10.1.0.0/16", "fd00::1"]
        && settings.sources[1].credential == "reviews-token")
    #expect(settings.rules.map(\.action) == [.notify([.email, .journal]), .ignore])
    #expect(
      settings.digests == [
        Digest(name: "weekly", brand: "acme", at: "Mon 08:00", sendEmpty: true),
        Digest(name: "daily", brand: "Rival"),
      ])
    #expect(settings.network.allow.count == 2 && settings.control.admins == ["anna", "@staff", "1000"])
    #expect(settings.polling.every == .minutes(30) && settings.polling.concurrency == 4)
    #expect(settings.retention.mentions == nil && settings.retention.items == .days(14))
    #expect(settings.log.level == .debug && settings.log.channel == .stderr)
  }

  @Test func `later files win, lists grow, names replace`() throws {
    let settings = try read(
      full,
      """
      [mail]
      server = "smtps://other.example"
      [[source]]
      name = "NEWS"
      url = "https://other.example/feed"
      [[source]]
      name = "more"
      url = "https://more.example/feed"
      [polling]
      concurrency = 5
      """)
    #expect(
      settings.mail?.host == "other.example" && settings.mail?.port == 465 && settings.mail?.tls == .implicit)
    #expect(
      settings.mail?.user == "earshot" && settings.polling.every == .minutes(30)
        && settings.polling.concurrency == 5)
    #expect(settings.sources.map(\.name) == ["NEWS", "reviews", "more"])
  }

  @Test func `rules that only label keep the default rule, digests for all brands come to each`() throws {
    let settings = try read(
      """
      [[brand]]
      name = "a"
      [[brand]]
      name = "b"
      [[rule]]
      name = "label"
      when = "rating<=1"
      label = "urgent"
      [[digest]]
      name = "evening"
      at = "18:00"
      [[digest]]
      name = "evening"
      brand = "b"
      at = "19:00"
      """)
    #expect(settings.rules.map(\.name) == ["label", "negative"])
    #expect(settings.digests.map { "\($0.brand) \($0.at)" } == ["a 18:00", "b 19:00"])
    #expect(settings.digests(for: "added-later").map(\.at) == ["18:00"])
  }

  @Test(arguments: [
    ("[mial]\n", "0.toml:1:2: unknown table “mial”; did you mean “mail”?"),
    (
      "[[source]]\nname = \"x\"\nulr = \"https://x.example\"\nurl = \"https://x.example\"",
      "0.toml:3:1: source[1]: unknown key “ulr”; did you mean “url”?"
    ),
    (
      "[brand]\nname = \"x\"",
      "0.toml:1:2: expected a list of tables: write [[brand]] with two pairs of brackets"
    ),
    ("[[log]]\nlevel = \"info\"", "0.toml:1:3: expected a table: write [log] with one pair of brackets"),
    (
      "[log]\nlevel = \"warn\"",
      "0.toml:2:9: log.level: “warn” is none of the choices; known are trace, debug, info, notice, warning, error, critical"
    ),
    (
      "[polling]\nevery = 60",
      "0.toml:2:9: polling.every: expected a duration; write it like \"90s\", \"15m\", \"1h30m\", \"1d\" or \"2w\""
    ),
    ("[polling]\nevery = \"5s\"", "0.toml:2:9: polling.every: “5s” is too short; expected 1m or more"),
    ("[polling]\nconcurrency = 0", "0.toml:2:15: polling.concurrency: expected a whole number from 1 to 512"),
    (
      "[network]\nallow = [\"10.0.0.0/8\", \"x\"]",
      "0.toml:2:24: network.allow[2]: “x” is no address and no range of addresses; write it like \"192.168.1.10\", \"10.0.0.0/8\" or \"fd00::/8\""
    ),
    (
      "[[source]]\nname = \"x\"\nurl = \"https://x.example/\"\nallow = \"everything\"",
      "0.toml:4:9: source[1].allow: “everything” is no address and no range of addresses; write it like \"192.168.1.10\", \"10.0.0.0/8\" or \"fd00::/8\""
    ),
    ("[[brand]]\ndisplay = \"x\"", "0.toml:1:3: brand[1]: “name” is missing; write name = \"…\""),
    (
      "[[brand]]\nname = \"acme\"\n[[brand]]\nname = \"ACME\"",
      "0.toml:4:8: brand[2].name: there is a brand of this name already, in line 1; give each a name of its own"
    ),
    (
      "[[brand]]\nname = \"acme\"\n[[keyword]]\nbrand = \"amce\"\nexpression = \"x\"",
      "0.toml:4:9: keyword[1].brand: there is no brand “amce”; did you mean “acme”? Or add a [[brand]]"
    ),
    (
      "[[digest]]\nname = \"d\"\nat = \"Mon 25:00\"",
      "0.toml:3:11: digest[1].at: hour 25 does not exist; expected 0 to 23; write it like \"08:00\", \"Mon 08:00\" or \"Mon..Fri 18:00\""
    ),
    (
      "[[rule]]\nname = \"r\"\nwhen = \"rating<=2\"\nnotify = [\"email\"]",
      "0.toml:4:10: rule[1].notify: channel email needs a mail server; add [mail] with server, from and to"
    ),
    (
      "[[rule]]\nname = \"r\"\nwhen = \"rating<=2\"",
      "0.toml:1:3: rule[1]: the rule does nothing; give it one of notify = [\"email\"], label = \"…\" and ignore = true"
    ),
    (
      "[[source]]\nname = \"s\"\nurl = \"https://u:p@x.example/\"",
      "0.toml:3:7: source[1].url: an address in this file must not hold a password; keep it in a systemd credential and name that with credential = \"…\""
    ),
    ("[log\n", "0.toml:1:5: expected “]” after the table's name"),
  ]) func `what is wrong is told with its place and what was probably meant`(text: String, expected: String) {
    #expect(problems(text) == [expected])
  }

  @Test func `everything that is wrong is told at once, in the order of the files`() {
    let found = problems("[polling]\nevery = 1\nevrey = 2\n[[brand]]\nnmae = \"x\"\n", "[log\n", "x = 1\n")
    #expect(
      found.map { $0.prefix { $0 != " " } } == [
        "0.toml:2:9:", "0.toml:3:1:", "0.toml:4:3:", "0.toml:5:1:", "1.toml:1:5:", "2.toml:1:1:",
      ])
  }

  @Test func `an expression's fault is shown at its very characters`() throws {
    let text = "[[brand]]\nname = \"a\"\n[[keyword]]\nexpression = ['fine', 'acme AND (coffee']\n"
    let error = #expect(throws: SettingsError.self) { try Settings.read(files: [("etc/earshot.toml", text)]) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.keyPath == "keyword[1].expression[2]" && diagnostic.line == 4)
    let column = try #require(diagnostic.column)
    #expect((24...40).contains(column))
    let lines = diagnostic.description.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines[1] == "  expression = ['fine', 'acme AND (coffee']")
    #expect(
      lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) } == column + 1)
  }

  @Test(arguments: [
    "server = \"\"", "server = \"a b:25\"", "server = \"x:99999\"", "server = \"x:\"", "server = \"ftp://x\"",
    "tls = \"ssl\"", "from = \"x\"", "from = \"A <a@b\\r\\n>\"", "to = [\"x\"]", "to = []", "user = \"u\"",
    "credential = \"../x\"",
    "server = \"x.example:25\"\ntls = \"none\"\nuser = \"u\"\ncredential = \"c\"",
  ]) func `mail settings that cannot work are refused`(line: String) {
    let usual = ["server = \"m.example\"", "from = \"a@b.example\"", "to = [\"c@d.example\"]"]
    let key = line.prefix { $0 != " " }
    let rest = usual.filter { !$0.hasPrefix(key) && !line.contains("\n" + $0.prefix { $0 != " " }) }
    #expect(!problems("[mail]\n" + rest.joined(separator: "\n") + "\n" + line).isEmpty)
  }

  @Test(arguments: [
    ("m.example", "m.example", 587), ("m.example:2525", "m.example", 2525),
    ("smtps://m.example", "m.example", 465),
    ("smtp://m.example:26/", "m.example", 26), ("[::1]:25", "::1", 25), ("127.0.0.1:1025", "127.0.0.1", 1025),
  ]) func `mail servers are read in the usual ways of writing`(server: String, host: String, port: Int) throws
  {
    let mail = try read("[mail]\nserver = \"\(server)\"\nfrom = \"a@b.example\"\nto = \"c@d.example\"").mail
    #expect(mail?.host == host && mail?.port == port)
  }

  @Test func `changes are told as sentences`() throws {
    let old = try read(full)
    #expect(old.changes(from: old) == [])
    let new = try read(
      full.replacingOccurrences(of: "15m", with: "20m").replacingOccurrences(
        of: "\"@acme\"]\n[[source", with: "acme]\n[[source"
      )
      .replacingOccurrences(of: "'\"acme coffee\"', acme", with: "'\"acme coffee\"', 'acmee'")
      .replacingOccurrences(of: "mail.acme.example\"", with: "m2.acme.example:26\"").replacingOccurrences(
        of: "weekly", with: "wk"))
    #expect(
      new.changes(from: old) == [
        "mail is sent through m2.acme.example:26 instead of mail.acme.example:587",
        "keyword “@acme” of acme is gone",
        "keyword “acmee” of acme is new", "source news changed", "digest weekly of acme is gone",
        "digest wk of acme is new",
      ])
  }

  @Test func `thousands of sources are read, and one that is wrong among them is found`() throws {
    func text(_ count: Int) -> String {
      (1...count).map {
        "[[source]]\nname = \"s\($0)\"\nurl = \"https://h\($0).example/feed\"\nevery = \"1h\"\n"
      }.joined()
    }
    #expect(try read(text(3000)).sources.last?.name == "s3000")
    let found = problems(text(3000) + "[[source]]\nname = \"S2\"\nurl = \"https://x.example\"\n")
    #expect(
      found == [
        "0.toml:12002:8: source[3001].name: there is a source of this name already, in line 5; give each a name of its own"
      ])
  }

  private func shipped() throws -> String {
    try String(contentsOf: repository.appendingPathComponent("etc/earshot/earshot.toml"), encoding: .utf8)
  }

  @Test func `the file as shipped changes nothing`() throws {
    #expect(try read(shipped()) == Settings())
  }

  @Test func `the file as shipped is valid with every setting uncommented, and shows the defaults`() throws {
    let lines = try shipped().split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && line.dropFirst().first.map { $0.isLetter || $0 == "[" } == true
        ? line.dropFirst() : line
    }
    let settings = try read(lines.joined(separator: "\n"))
    let defaults = Settings()
    #expect(settings.network == defaults.network && settings.polling == defaults.polling)
    #expect(
      settings.retention == defaults.retention && settings.log == defaults.log
        && settings.control == defaults.control)
    #expect(settings.warnings == [])
    #expect(settings.mail?.credential == "earshot.smtp-password")
    #expect(
      settings.rules.first
        == Rule(name: "negative", condition: "sentiment:negative", action: .notify([.email, .log])))
    #expect(settings.digests == [Digest(name: "daily", brand: "acme", recipients: ["owner@acme.example"])])
    #expect(settings.sources.first?.cadence == .hours(1) && settings.keywords.count == 3)
  }
}
