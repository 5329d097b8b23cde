// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model
import Support

let acme = Brand(
  name: "acme", displayName: "Müller & Søn <b>", timeZone: "Europe/Berlin", recipients: ["owner@acme.example"]
)
let letterhead = Letterhead(
  address: "earshot@acme.example", name: "Earshot", installation: "4f1d", host: "shop")
let now = CivilTime(year: 2026, month: 11, day: 21, hour: 7).instant()
let berlin: @Sendable (Instant) -> Int = { _ in 3600 }

/// The ranges of a word in a text.
func spans(_ word: String, in text: String, _ field: Span.Field) -> [Span] {
  text.ranges(of: word).map { range in
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    return Span(field: field, range: start..<start + word.utf8.count)
  }
}

func mention(
  _ id: Int64, _ label: Sentiment.Label = .negative, score: Double = -0.8, source: String = "town-reviews",
  title: String, text: String, url: String? = "https://reviews.example/r/9", author: String? = "Jo",
  stars: Double? = nil, evidence: [Evidence] = [], keyword: String = "Müller"
) -> Mention {
  Mention(
    id: Identifier(id), brand: "acme", keywords: [keyword], source: source,
    item: Item(
      url: url, title: title, text: text, author: author, published: now - .hours(14),
      rating: stars.flatMap { Rating($0) }),
    spans: spans(keyword, in: title, .title) + spans(keyword, in: text, .text),
    sentiment: Sentiment(label: label, score: score, negativeProbability: 0.9, evidence: evidence),
    stored: now - .hours(13))
}

let samples: [Mention] = [
  mention(
    42, score: -0.82, title: "Battery died after 2 weeks – <script>alert(1)</script>",
    text:
      "My Müller battery died after two weeks and nobody answers. \u{202E}evil\u{202C} I wrote to Müller three "
      + "times, I called, I even walked into the shop. The people there are friendly, but they say the warranty is not "
      + "theirs to decide. I will not buy from them again, and I tell everybody about it.",
    stars: 1,
    evidence: [
      Evidence(quote: "", reason: "1 of 5 stars", weight: -0.6),
      Evidence(quote: "nobody answers", reason: "said in complaint", weight: -0.3),
      Evidence(quote: "friendly", reason: "a word of praise", weight: 0.1),
    ]),
  mention(
    43, score: -0.71, source: "forum", title: "Worst support ever\r\nBcc: victim@example.org",
    text: "Waited 3 weeks for a reply from Müller.", url: "https://forum.example/t/1?a=1&b=2", author: "anna"),
  mention(
    44, score: -0.44, title: "日本語のレビュー：残念", text: "残念な製品でした。Müllerには期待していたのですが、" + "電池がすぐに切れてしまいました。",
    url: "javascript:alert(1)", author: "田中", stars: 2),
  mention(
    45, .positive, score: 0.6, title: "", text: "Great coffee at Müller, the best in town!", author: nil,
    stars: 5),
]

let summary = DigestSummary(
  name: "daily", start: now - .days(1), end: now, counts: [.negative: 3, .neutral: 5, .positive: 2], total: 3,
  notes: ["town-blog could not be reached from 20 Nov, 09:00 to 13:00: no answer within 20 s"])

/// The answer of a Python program that reads a mail from a file; nil where there is no Python.
func python(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
  let python = URL(fileURLWithPath: "/usr/bin/python3")
  guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
  let process = Process()
  process.executableURL = python
  process.arguments = [script] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}
