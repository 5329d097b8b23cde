// SPDX-License-Identifier: Apache-2.0
internal import Control
internal import Feeds
internal import Model
internal import Pages
internal import Schedule
internal import Store
internal import Transport

extension TryReply {
  /// A dry visit as it is told.
  init(_ rehearsal: Rehearsal, owed: [String]) {
    self.init(request: [Header(name: "Accept", value: rehearsal.request.accept)], owed: owed)
    switch rehearsal.result {
    case .failure(let error):
      failure = error.message
      return
    case .success(let answer):
      self.answer = TriedAnswer(
        status: answer.status, url: answer.url,
        hops: answer.hops.map { TriedHop(status: $0.status, location: $0.location) },
        headers: answer.headers.map { Header(name: $0.name, value: $0.value) }, bytes: answer.bytesReceived,
        elapsed: answer.elapsed)
    }
    reading = rehearsal.reading.document.map(TriedReading.init)
    hints = rehearsal.reading.hints.sentences
    failure = rehearsal.reading.poll.isSuccess ? nil : rehearsal.reading.poll.reason
    let found = Dictionary(rehearsal.found.map { ($0.index, $0.mentions) }) { first, _ in first }
    items = rehearsal.reading.poll.items.enumerated().map { index, item in
      TriedItem(
        title: item.title.isEmpty ? String(item.text.prefix(80)) : item.title, url: item.url,
        published: item.published, isNew: rehearsal.newIndices.contains(index),
        mentions: (found[index] ?? []).map {
          TriedMention(
            brand: $0.brand, keywords: $0.keywords, label: $0.sentiment.label, score: $0.sentiment.score,
            evidence: $0.sentiment.evidence)
        })
    }
  }
}

extension TriedReading {
  /// What the bytes were read as.
  init(_ document: Reading.Document) {
    switch document {
    case .feed(let feed):
      self.init(
        format: feed.format, charset: feed.repairs.charset, title: feed.about.title?.string,
        repairs: feed.repairs.descriptions)
    case .page(let page):
      self.init(format: "page", charset: nil, title: page.title, repairs: page.explanation)
    }
  }
}

extension Schedule.Hints {
  /// What the server and the feed ask of those who poll them, a sentence each.
  fileprivate var sentences: [String] {
    var sentences: [String] = []
    func say(_ name: String, _ time: Duration?) {
      if let time { sentences.append("\(name): \(time.components.seconds) s") }
    }
    say("fresh by Cache-Control for", maxAge)
    say("fresh by Expires for", expires)
    say("ttl of the feed", timeToLive)
    say("update period of the feed", updatePeriod)
    if !skipHours.isEmpty {
      sentences.append("hours to skip (UTC): " + skipHours.sorted().map(String.init).joined(separator: ", "))
    }
    if !skipDays.isEmpty {
      let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
      sentences.append(
        "days to skip: "
          + skipDays.sorted().filter(names.indices.contains).map { names[$0] }.joined(separator: ", "))
    }
    return sentences
  }
}

extension Watchlist {
  /// Whom the new mentions of a dry visit would be told to, if the source were watched already: a line each.
  func wouldBeOwed(for rehearsal: Rehearsal, at now: Instant) -> [String] {
    let items = rehearsal.reading.poll.items
    let mentions = rehearsal.found.filter { rehearsal.newIndices.contains($0.index) }.flatMap { finding in
      finding.mentions.filter { !$0.isQuiet }.map { draft in
        Mention(
          id: Identifier(Int64(finding.index)), brand: draft.brand, keywords: draft.keywords,
          source: "(tried)", item: items[finding.index], spans: draft.spans, sentiment: draft.sentiment,
          labels: draft.labels, stored: now)
      }
    }
    let lines = notifications(for: mentions, at: now).map { notification in
      let mentions =
        notification.mentions.count == 1 ? "1 mention" : "\(notification.mentions.count) mentions"
      let reader = notification.recipient.isEmpty ? "" : " to \(notification.recipient)"
      return "\(notification.channel.rawValue)\(reader): \(mentions)"
    }
    return lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
