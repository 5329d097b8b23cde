// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Language

@Suite struct LanguageTests {
  @Test(arguments: [
    ("en", "The queue was long, but the coffee was worth every minute of it."),
    ("de", "Die Schlange war lang, aber der Kaffee war jede Minute wert."),
    ("fr", "La file était longue, mais le café valait chaque minute d’attente."),
    ("es", "La cola era larga, pero el café merecía cada minuto de espera."),
    ("it", "La fila era lunga, ma il caffè valeva ogni minuto di attesa."),
    ("pt", "A fila era longa, mas o café valeu cada minuto de espera."),
    ("nl", "De rij was lang, maar de koffie was elke minuut waard."),
    ("pl", "Kolejka była długa, ale kawa była warta każdej minuty."),
    ("tr", "Kuyruk uzundu ama kahve her dakikasına değdi."),
    ("vi", "Hàng rất dài nhưng cà phê xứng đáng với từng phút chờ đợi."),
    ("ru", "Очередь была длинной, но кофе стоил каждой минуты."),
    ("uk", "Черга була довгою, але кава була варта кожної хвилини."),
    ("bg", "Опашката беше дълга, но кафето си заслужаваше всяка минута."),
    ("ar", "كان الطابور طويلا لكن القهوة كانت تستحق كل دقيقة."),
    ("fa", "صف طولانی بود اما قهوه ارزش هر دقیقه را داشت."),
    ("he", "התור היה ארוך אבל הקפה היה שווה כל דקה."),
    ("hi", "कतार लंबी थी लेकिन कॉफी हर मिनट के लायक थी।"),
    ("el", "Η ουρά ήταν μεγάλη, αλλά ο καφές άξιζε κάθε λεπτό."),
    ("ja", "列は長かったけれど、コーヒーは待つ価値がありました。"),
    ("zh", "队伍很长，但是咖啡值得每一分钟的等待。"),
    ("ko", "줄은 길었지만 커피는 기다릴 가치가 있었어요."),
    ("th", "แถวยาวมากแต่กาแฟคุ้มค่าทุกนาที"),
  ])
  func `a sentence tells its language`(tag: String, sentence: String) {
    #expect(LanguageGuess(of: sentence).tag == tag)
    #expect(LanguageGuess(of: "", sentence).tag == tag)
  }

  @Test(arguments: [
    "", "   ", "42", "👍🎉", "https://example.com/the-queue-was-long-but-the-coffee",
    "@acmecoffee #coffee $ACME",
    "ok", "\u{FFFD}\u{301}\u{200D}",
  ])
  func `what says nothing tells none`(text: String) {
    #expect(LanguageGuess(of: text).tag == "und")
  }

  @Test func `addresses, tags and handles tell nothing`() {
    let text = "Die Schlange war lang, der Kaffee gut"
    let dressed = "@thequeue \(text) https://example.com/the/queue/was/long www.thequeue.com #thequeue"
    #expect(Letters(of: [dressed]).units == Letters(of: [text]).units)
  }

  @Test(arguments: [
    ("ÀÉÎÕÜÝÞ", "àéîõüýþ"), ("ĀĂĄĆ ŁŃŇ ŐŒŘ ŠŤŮŽŻŸ", "āăąć łńň őœř šťůžżÿ"), ("ІЇЄҐЎЂЉ", "іїєґўђљ"),
    ("ДЖЩЫЯ", "джщыя"), ("ẠẤỆỐỰ ƠƯ", "ạấệốự ơư"), ("Ｇｏｏｄ", "good"),
  ])
  func `letters are read in lower case with their accents`(text: String, expected: String) {
    let units = Letters(of: [text]).units.filter { $0 != Letters.space }
    #expect(units == Array(expected.utf16).filter { $0 != Letters.space })
  }

  @Test(arguments: Seed.first(5)) func `whatever the bytes are, a guess comes`(seed: Seed) {
    var random = seed
    for _ in 0..<1_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let guess = LanguageGuess(of: String(decoding: bytes, as: UTF8.self))
      #expect((0...1).contains(guess.certainty))
    }
  }

  @Test func `no more of a text is read than tells it`() {
    let long = String(repeating: "kaffee und kuchen ", count: 100_000)
    #expect(Letters(of: [long]).units.count <= Letters.limit + 4)
    #expect(LanguageGuess(of: long).tag == "de")
  }

  @Test(arguments: Seed.first(3)) func `a table adds up the weights of its sequences`(seed: Seed) {
    let tags = (0..<32).map { "t\($0)" }
    var random = seed
    let weights = (0..<64).map { _ in (0..<32).map { _ in Int.random(in: -8...7, using: &random) } }
    let table = LanguageModel.Table(tags: tags, weights: weights, step: 0.5)
    let units = (0..<300).map { _ in UInt16.random(in: 0x20...0x7A, using: &random) }
    var grams = Grams(rows: 64)
    var sums = [Int](repeating: 0, count: 32)
    for unit in units {
      let places = grams.next(unit)
      for place in 0..<4 { for lane in 0..<32 { sums[lane] += weights[Int(places[place])][lane] } }
    }
    let scores = table.scores(of: units)
    let steps = scores.map { Int((($0 - scores[0]) / 0.5).rounded()) }
    #expect(steps == sums.map { $0 - sums[0] })
    let model = LanguageModel(latin: table, other: table)
    #expect(LanguageModel(decoding: model.encoded).latin.scores(of: units) == scores)
  }
}
