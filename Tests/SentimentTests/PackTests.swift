// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Sentiment
import Support
import Testing

/// The packs that are installed with the program.
let packs: [Weights] = ["de", "es", "fr", "it", "nl", "pt"].compactMap { language in
  let file = repository.appendingPathComponent("Sources/CWeights/Packs/\(language).pack")
  return try? Weights(pack: bytes(of: file))
}
private let reader = Scorer(packs: packs)

@Suite struct PackTests {
  static let sentences: [(language: String, text: String, label: Sentiment.Label)] = [
    ("de", "Das Essen war köstlich und die Bedienung war sehr freundlich.", .positive),
    ("de", "Nie wieder! Der Kellner war unfreundlich und das Essen war kalt.", .negative),
    ("de", "Das Essen war nicht gut und wir haben lange gewartet.", .negative),
    ("de", "Der Laden ist am Montag von neun bis zwölf geöffnet.", .neutral),
    ("es", "La comida estaba deliciosa y el servicio fue excelente.", .positive),
    ("es", "El servicio es pésimo, una vergüenza, no volveré nunca.", .negative),
    ("es", "No me gustó nada, la comida estaba fría.", .negative),
    ("fr", "Le repas était délicieux et l'accueil très chaleureux.", .positive),
    ("fr", "C'est une arnaque, le service est horrible et je suis très déçu.", .negative),
    ("fr", "Ce n'est pas bon et le serveur n'était pas aimable.", .negative),
    ("it", "Il cibo era ottimo e il personale è stato gentilissimo.", .positive),
    ("it", "Pessimo servizio, una vergogna, non ci torneremo mai più.", .negative),
    ("nl", "Het eten was heerlijk en de bediening was heel vriendelijk.", .positive),
    ("nl", "Wat een oplichters, ik ben erg teleurgesteld en het eten was koud.", .negative),
    ("pt", "A comida estava maravilhosa e o atendimento foi ótimo, recomendo.", .positive),
    ("pt", "Atendimento péssimo, não recomendo, nunca mais volto.", .negative),
  ]

  @Test func `every pack is there`() {
    #expect(packs.map(\.language) == ["de", "es", "fr", "it", "nl", "pt"])
    #expect(reader.languages == ["en", "de", "es", "fr", "it", "nl", "pt"])
  }

  @Test(arguments: sentences)
  func `a text is judged in its language, tagged or not`(
    language: String, text: String, label: Sentiment.Label
  ) {
    for tag in [language, nil] {
      let verdict = reader.score(title: "", text: text, language: tag)
      #expect(verdict.isJudged, "\(tag ?? "untagged")")
      #expect(verdict.label == label, "\(tag ?? "untagged"): \(verdict)")
      #expect(verdict.model.hasPrefix(language), "\(tag ?? "untagged"): \(verdict.model)")
      #expect(abs(verdict.evidence.reduce(0) { $0 + $1.weight } - verdict.score) < 1e-6)
    }
  }

  @Test(arguments: sentences)
  func `a line is judged like an item`(language: String, text: String, label: Sentiment.Label) {
    var lines = LineScorer(reader)
    #expect(lines.shares(of: text).label == label)
  }

  @Test(arguments: sentences.filter { $0.language != "en" })
  func `without packs it is not judged`(language: String, text: String, label: Sentiment.Label) {
    #expect(!scorer.score(title: "", text: text, language: language).isJudged)
  }

  @Test(arguments: [
    ("pl", "Jedzenie było bardzo dobre i obsługa też, ale nie mam czasu."),
    ("sv", "Maten var inte bra och jag är mycket besviken på det."),
    ("ru", "Обслуживание было ужасным, мы ждали целый час."), ("ja", "サービスがとても悪かったです"),
  ])
  func `a language without a pack is not judged`(language: String, text: String) {
    for tag in [language, nil] {
      let verdict = reader.score(title: "", text: text, language: tag)
      #expect(!verdict.isJudged, "\(tag ?? "untagged"): \(verdict)")
    }
  }

  @Test func `accents may be left out`() {
    #expect(
      reader.score(title: "", text: "Pessimo servicio, una verguenza", language: "es").label == .negative)
    #expect(reader.score(title: "", text: "Un repas delicieux, tres bon", language: "fr").label == .positive)
  }

  @Test func `English stays English`() {
    let text = "The staff were rude and it was the worst meal that we have ever had."
    #expect(reader.score(title: "", text: text) == scorer.score(title: "", text: text))
  }

  @Test(arguments: Seed.first(40))
  func `a damaged pack is refused`(seed: Seed) throws {
    var random = seed
    let file = repository.appendingPathComponent("Sources/CWeights/Packs/es.pack")
    let whole = try bytes(of: file)
    var flipped = whole
    flipped[Int.random(in: 0..<whole.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
    #expect(throws: PackError.self) { try Weights(pack: flipped) }
    let cut = Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random)))
    #expect(throws: PackError.self) { try Weights(pack: cut) }
  }

  @Test func `a pack is read as it was written`() throws {
    for pack in packs { #expect(try Weights(pack: pack.packed).packed == pack.packed) }
  }
}
