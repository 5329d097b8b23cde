// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

@Suite struct TongueTests {
  static let foreign = [
    "Das Essen war nicht gut und der Kellner hat uns sehr lange warten lassen.",
    "Le service est très lent et les serveurs ne sont pas aimables avec nous.",
    "El servicio fue muy malo porque los camareros no estaban cuando llegamos.",
    "Il servizio è molto lento e il cameriere non era gentile, anche questa volta.",
    "O atendimento foi muito ruim, eles não têm respeito, mas a comida também é fria.",
    "Het eten was koud maar de bediening heeft niet veel voor ons gedaan.",
    "Обслуживание было ужасным, мы ждали целый час.", "サービスがとても悪かったです", "الخدمة سيئة جدا",
  ]

  @Test(arguments: foreign)
  func `a language that is not read is not guessed at`(text: String) {
    let verdict = scorer.score(title: "", text: text)
    #expect(!verdict.isJudged)
    #expect(verdict.label == .neutral)
    #expect(verdict.score == 0)
    #expect(verdict.evidence.contains { $0.reason.hasSuffix("only stars and emoji were judged") })
  }

  @Test(arguments: foreign)
  func `its emoji and stars are`(text: String) {
    #expect(scorer.score(title: "", text: text + " 😡").label == .negative)
    #expect(scorer.score(title: "", text: text, rating: Rating(5)).label == .positive)
  }

  @Test func `the tag decides where the words do not tell`() {
    #expect(!scorer.score(title: "", text: "Super Laden!", language: "de").isJudged)
    #expect(scorer.score(title: "", text: "Super shop!", language: "en-GB").isJudged)
    #expect(scorer.score(title: "", text: "Super shop!", language: nil).isJudged)
  }

  @Test func `the words overrule a wrong tag`() {
    let text = "The staff were rude and it was the worst meal that we have ever had."
    #expect(scorer.score(title: "", text: text, language: "de").label == .negative)
    #expect(!scorer.score(title: "", text: Self.foreign[0], language: "en-US").isJudged)
  }
}
