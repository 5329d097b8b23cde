// SPDX-License-Identifier: Apache-2.0
import Control
import Foundation
import Model
import Pipeline
import Store
import Support
import Testing

@Suite struct VerdictTests {
  private let anyone = Caller(pid: 1, uid: 1000, gid: 1000, isAdmin: false)

  /// Complaints that this brand's people do not take for such.
  private func grumbles(_ numbers: Range<Int>) -> [(guid: String, title: String, text: String)] {
    numbers.map { ("g\($0)", "Visit \($0)", "Acme Coffee was terrible: cold and overpriced, visit \($0).") }
  }

  private func shop(with count: Int) async throws -> Shop {
    let shop = try await Shop()
    shop.web.put(gazette, rss([]))
    _ = try await shop.poll()
    shop.web.put(gazette, rss(grumbles(0..<count)))
    _ = try await shop.poll()
    return shop
  }

  @Test func `fifty corrections put the next verdicts right, and withdrawing one undoes that`() async throws {
    let shop = try await shop(with: 50)
    let switchboard = shop.switchboard
    let ids = try await shop.store.mentions(MentionFilter(limit: 100)).map(\.id)
    #expect(try await shop.store.mentions().first?.sentiment.label == .negative)
    for id in ids.dropLast() {
      _ = try await switchboard.correct(id, to: .neutral, note: nil, caller: anyone)
    }
    #expect(try await switchboard.status().adjustments.map(\.learnedFrom) == [0, 0])
    _ = try await switchboard.correct(ids[49], to: .neutral, note: nil, caller: anyone)
    let reports = try await switchboard.status().adjustments
    #expect(reports.map(\.scope) == ["brand", "source"])
    #expect(reports.map(\.learnedFrom) == [50, 50])
    #expect(reports.allSatisfy { $0.negative < 0 })

    shop.web.put(gazette, rss(grumbles(0..<51)))
    _ = try await shop.poll()
    let newest = try #require(try await shop.store.mentions().first)
    #expect(newest.item.title == "Visit 50")
    #expect(newest.sentiment.label != .negative)
    #expect(newest.sentiment.evidence.contains { $0.reason == "put right by earlier corrections" })

    _ = try await switchboard.correct(ids[3], to: nil, note: nil, caller: anyone)
    #expect(try await switchboard.status().adjustments.map(\.learnedFrom) == [0, 0])
  }

  @Test func `what is switched off is not learned again`() async throws {
    let shop = try await shop(with: 52)
    let switchboard = shop.switchboard
    let admin = Caller(pid: 1, uid: 0, gid: 0, isAdmin: true)
    let ids = try await shop.store.mentions(MentionFilter(limit: 100)).map(\.id)
    let off = try await switchboard.setAdjustment(brand: "ACME", source: nil, isOff: true, caller: admin)
    #expect(off.map(\.name) == ["Acme"])
    for id in ids { _ = try await switchboard.correct(id, to: .neutral, note: nil, caller: anyone) }
    let reports = try await switchboard.status().adjustments
    #expect(reports.first { $0.scope == "brand" }?.isOff == true)
    #expect(reports.first { $0.scope == "brand" }?.learnedFrom == 0)
    let on = try await switchboard.setAdjustment(brand: "Acme", source: nil, isOff: false, caller: admin)
    #expect(on.map(\.learnedFrom) == [52])
    await #expect(throws: ControlError.noSuchSource("nowhere")) {
      try await switchboard.setAdjustment(brand: nil, source: "nowhere", isOff: true, caller: admin)
    }
  }

  @Test func `judging anew shows what changes, and keeps it only where asked to`() async throws {
    let shop = try await shop(with: 3)
    let switchboard = shop.switchboard
    let ids = try await shop.store.mentions().map(\.id)
    let old = Sentiment(label: .positive, score: 0.9, negativeProbability: 0.01, model: "en0-old")
    try await shop.store.rejudge(ids.prefix(2).map { (id: $0, sentiment: old) })
    let dry = try await switchboard.rejudge(RejudgeRequest(isDry: true), caller: anyone)
    #expect(dry.judged == 2)
    #expect(dry.changed == 2)
    #expect(dry.changes.map(\.before) == [.positive, .positive])
    #expect(dry.changes.map(\.after) == [.negative, .negative])
    #expect(dry.changes.map(\.model) == ["en0-old", "en0-old"])
    #expect(try await shop.store.mentions().first?.sentiment.label == .positive)

    let kept = try await switchboard.rejudge(RejudgeRequest(brand: "acme", isDry: false), caller: anyone)
    #expect(kept.isKept)
    #expect(try await shop.store.mentions().map(\.sentiment.label) == [.negative, .negative, .negative])
    #expect(try await switchboard.rejudge(RejudgeRequest(isDry: true), caller: anyone).judged == 0)
    #expect(try await switchboard.rejudge(RejudgeRequest(all: true, isDry: true), caller: anyone).judged == 3)
    await #expect(throws: ControlError.noSuchBrand("nobody")) {
      try await switchboard.rejudge(RejudgeRequest(brand: "nobody", isDry: true), caller: anyone)
    }
  }

  @Test func `a verdict that nobody gave cannot be corrected`() async throws {
    let shop = try await shop(with: 1)
    await #expect(throws: ControlError.noSuchMention(99)) {
      try await shop.switchboard.correct(Identifier(99), to: .neutral, note: nil, caller: anyone)
    }
  }

  @Test func `damaged packs are told and left out`() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [("xx.pack", "this is no pack"), ("notes.txt", "neither is this")] {
      try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
    let packs = LanguagePacks(in: [folder.path("missing"), folder.url.path])
    #expect(packs.weights.isEmpty)
    #expect(packs.faults.map { $0.hasSuffix("xx.pack: this is no language pack") } == [true])
  }
}
