// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

@Suite struct AssessmentTests {
  @Test(arguments: [
    ("The delivery was late and the box was broken.", Intent.complaint),
    ("Nobody answers the phone, I am furious.", .complaint),
    ("What time does Acme open on Sundays?", .question),
    ("Does anyone know if Acme ships to Norway?", .question),
    ("Lovely staff and wonderful coffee.", .praise),
    ("Highly recommended, you should try their pie!", .recommendation),
    ("I switched from Acme to Globex last week.", .switching),
    ("Just switched to Acme and I love it.", .switching),
    ("Acme opens a second shop in Leeds on Monday.", .nothing),
  ])
  func `the intent is told`(text: String, intent: Intent) {
    #expect(scorer.assess(title: "", text: text).sentiment.intent == intent)
  }

  @Test(arguments: [
    "Great, another delay. Thanks Acme", "Oh joy, the app crashed again", "Thanks for nothing, Acme",
    "Awesome, three hours on hold", "Lovely, my order got lost 🙄",
  ])
  func `thanks for a mishap may be sarcastic`(text: String) {
    #expect(scorer.assess(title: "", text: text).hints.contains(.possiblySarcastic))
  }

  @Test(arguments: [
    "Lovely staff and wonderful coffee.", "The box was broken.", "Acme opens a shop on Monday.",
  ])
  func `plain speech is not called sarcastic`(text: String) {
    #expect(scorer.assess(title: "", text: text).hints.isEmpty)
  }
}
