// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model
import Support
import Testing

/// A mail as Python's email package reads it back.
private struct ReadBack: Decodable {
  var headers, types, tags, links, marks, defects: [String]
  var subject, from, to, messageID, date, text, html, visible: String
  var longest, bare: Int
  var ascii: Bool
}

@Suite struct MailTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes mails to files; their paths.
  private func written(_ notifications: [Model.Notification]) throws -> [String] {
    try notifications.enumerated().map { index, notification in
      let path = folder.path("\(index).eml")
      try Data(notification.body).write(to: URL(fileURLWithPath: path))
      return path
    }
  }

  private func readBack(_ notifications: [Model.Notification]) throws -> [ReadBack] {
    let script = try #require(Bundle.module.url(forResource: "Fixtures/readback", withExtension: "py"))
    guard let answer = try python(script.path, try written(notifications)) else {
      try Test.cancel("no /usr/bin/python3")
    }
    #expect(answer.status == 0, "\(answer.output)")
    return try answer.output.split(separator: "\n").map {
      try JSONDecoder().decode(ReadBack.self, from: Data($0.utf8))
    }
  }

  private var alerts: [Model.Notification] {
    [Array(samples.prefix(1)), samples, [samples[3]]].map { mentions in
      alert(
        of: mentions, brand: acme, rule: "negative", to: "owner@acme.example", from: letterhead, now: now,
        offset: berlin)
    }
  }

  private var digests: [Model.Notification] {
    let empty = DigestSummary(name: "daily", start: now - .days(1), end: now, counts: [:], total: 0)
    let crowd = (1...60).map { id in
      mention(
        Int64(id), title: String(repeating: "テ&<\"", count: 200),
        text: String(repeating: "Müller & 残念 ", count: 90),
        url: "https://x.example/" + String(repeating: "&", count: 1900),
        evidence: [Evidence(quote: String(repeating: "q\"", count: 99), reason: "r", weight: -1)])
    }
    let many = DigestSummary(
      name: "Wöchentlich", start: now - .days(7), end: now, counts: [.negative: 60, .positive: 1], total: 61)
    return [(Array(samples.prefix(3)), summary), ([], empty), (crowd, many)].map { mentions, summary in
      digest(
        of: mentions, summary, brand: acme, to: "owner@acme.example", from: letterhead, now: now,
        offset: berlin)
    }
  }

  @Test func `a mail reads back as it was meant`() throws {
    for mail in try readBack(alerts + digests) {
      #expect(mail.defects == [] && mail.ascii && mail.bare == 0 && mail.longest <= 78)
      #expect(mail.types == ["text/plain", "text/html"])
      #expect(Set(mail.headers).count == mail.headers.count)
      #expect(mail.from == "Earshot <earshot@acme.example>" && mail.to == "owner@acme.example")
      #expect(mail.date == "2026-11-21T08:00:00+01:00")
      #expect(mail.html.utf8.count < 102_000)
    }
  }

  @Test func `a digest shows counts, quotes, grounds and what may be missing`() throws {
    let mail = try #require(try readBack(digests).first)
    #expect(mail.subject == "[Müller & Søn <b>] 3 negative comments, 21 Nov")
    #expect(mail.marks.contains("Müller"))
    for body in [mail.text, mail.visible] {
      let words = body.split { $0 == " " || $0 == "\n" || $0 == ">" }.joined(separator: " ")
      for expected in [
        "Fri 20 Nov, 08:00 to Sat 21 Nov, 08:00 (Europe/Berlin)", "★☆☆☆☆ 1 of 5", "Fri 20 Nov, 18:00",
        "Why negative: 1 of 5 stars; “nobody answers” (said in complaint)", "earshot mention show 42",
        "town-blog could not be reached", "日本語のレビュー：残念", "Negative on town-reviews (2)",
      ] {
        #expect(words.contains(expected), "\(expected)")
      }
      #expect(!body.contains("\u{202E}"))
    }
    #expect(mail.links == ["https://reviews.example/r/9", "https://forum.example/t/1?a=1&b=2"])
    #expect(!mail.tags.contains("script") && !mail.tags.contains("b") || mail.visible.contains("<b>"))
    #expect(mail.text.contains("(address left out: not a link of the web)"))
  }

  @Test func `what does not fit is counted and a command lists it`() throws {
    let mail = try readBack(digests)[2]
    let shown = mail.text.split(separator: "\n").count { $0.contains("earshot mention show") }
    #expect(shown > 5 && mail.text.contains("… and \(61 - shown) more: earshot mentions --brand acme"))
    #expect(mail.subject.contains("60 negative") || mail.subject.contains("61"))
  }

  @Test func `an empty digest says so`() throws {
    let mail = try readBack(digests)[1]
    #expect(mail.subject == "[Müller & Søn <b>] No negative comments, 21 Nov")
  }

  @Test func `an alert of one mention names it, one of many counts them`() throws {
    let mails = try readBack(alerts)
    #expect(
      mails[0].subject
        == "[Müller & Søn <b>] negative: Battery died after 2 weeks – <script>alert(1)</script>")
    #expect(mails[1].subject == "[Müller & Søn <b>] 4 comments, 3 of them negative")
    #expect(mails[2].subject == "[Müller & Søn <b>] positive: Great coffee at Müller, the best in town!")
    #expect(mails[0].headers.contains("References") && !mails[1].headers.contains("References"))
    #expect(!mails[1].headers.contains("Bcc"))
  }

  @Test func `the linter for received mails finds nothing`() throws {
    guard let lint = sharedMaterial("mail-lab/bin/lint.py") else {
      try Test.cancel("the linter is not beside this checkout")
    }
    for path in try written(alerts + digests) {
      let answer = try #require(try python(lint.path, [path]))
      #expect(answer.status == 0, "\(answer.output)")
    }
  }

  @Test func `the same mail has the same bytes, another recipient another Message-ID`() {
    #expect(alerts == alerts)
    let other = alert(
      of: samples, brand: acme, rule: "negative", to: "b@acme.example", from: letterhead, now: now,
      offset: berlin)
    #expect(other.messageID != alerts[1].messageID && other.key != alerts[1].key)
    #expect(alerts[1].key == "alert:acme:42-negative-1.0:owner@acme.example")
    #expect(alerts[0].messageID.hasSuffix("@acme.example") && alerts[0].messageID.utf8.count == 32 + 13)
    #expect(digests[0].key == "digest:acme:daily:\(now.seconds):owner@acme.example")
    #expect(digests[0].expires == now + .days(3) && alerts[0].expires == now + .days(1))
  }

  @Test func `whatever strangers write, the mail stays valid and shows nothing of theirs but text`() throws {
    let pieces = [
      "\r\nBcc: x@y.example\r\n\r\n", "=?utf-8?q?x?=", "</style><script>", "\"><img src=x onerror=alert(1)>",
      "\u{202E}",
      "\u{2028}", "\u{0}", "\u{1B}]52;c;x\u{7}", "--=_", ".\r\n", "From ", "👩‍👩‍👧‍👦",
      "e" + String(repeating: "\u{301}", count: 400),
      "残念", " ", String(repeating: "x", count: 1200), "<mark>", "&amp;", "=3D", "\u{E0041}", "Müller", "it's",
    ]
    let notifications = Seed.first(60).map { seed -> Model.Notification in
      var seed = seed
      func text() -> String {
        (0..<Int.random(in: 0...9, using: &seed)).map { _ in pieces.randomElement(using: &seed) ?? "" }
          .joined()
      }
      let brand = Brand(name: text() + "b", displayName: text(), recipients: [])
      let mentions = (1...3).map { id in
        mention(
          Int64(id), title: text(), text: text(), url: "https://h.example/" + text(), author: text(),
          evidence: [Evidence(quote: text(), reason: text(), weight: -1)])
      }
      let summary = DigestSummary(
        name: text(), start: now - .days(1), end: now, counts: [.negative: 3], total: 3, notes: [text()])
      return Bool.random(using: &seed)
        ? alert(
          of: mentions, brand: brand, rule: text(), to: "o@acme.example", from: letterhead, now: now,
          offset: berlin)
        : digest(
          of: mentions, summary, brand: brand, to: "o@acme.example", from: letterhead, now: now,
          offset: berlin)
    }
    let allowed: Set<String> = [
      "a", "b", "body", "br", "code", "div", "h1", "h2", "head", "html", "mark", "meta", "p", "span", "style",
      "table",
      "td", "title", "tr",
    ]
    for (seed, mail) in zip(Seed.first(60), try readBack(notifications)) {
      #expect(mail.defects == [] && mail.ascii && mail.bare == 0 && mail.longest <= 998, "\(seed)")
      #expect(Set(mail.headers).count == mail.headers.count && !mail.headers.contains("Bcc"), "\(seed)")
      #expect(allowed.isSuperset(of: mail.tags), "\(seed) \(mail.tags)")
      #expect(mail.links.allSatisfy { $0.hasPrefix("https://h.example/") }, "\(seed) \(mail.links)")
      for scalar in (mail.text + mail.html).unicodeScalars {
        #expect(scalar == "\n" || !(scalar.value < 32 || scalar.value == 0x202E), "\(seed)")
      }
    }
  }
}
