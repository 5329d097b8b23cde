// SPDX-License-Identifier: Apache-2.0
import Model
import Sentiment
import Testing

/// Sentences that more praise must not make worse, nor more blame better.
@Suite struct MonotoneTests {
  static let sentences = [
    "We had lunch at Acme.", "The parcel came on Tuesday.", "The staff were rude.", "Lovely coffee.",
    "I bought two of them last week.", "The battery died after a month.", "Not bad for the price.",
    "The room was clean but small.", "Is Acme open on Sundays?", "Never again.", "I like the new app.",
    "They opened in May, and we went there twice.", "My order was late.", "It does the job.",
  ]

  @Test(arguments: sentences)
  func `added praise does not lower the score`(sentence: String) {
    let score = scorer.score(line: sentence).score
    for praise in [
      "Wonderful!", "I love it.", "Highly recommended.", "The best!", "Thank you, great service 😍",
    ] {
      #expect(scorer.score(line: sentence + " " + praise).score >= score, "\(praise)")
    }
  }

  @Test(arguments: sentences)
  func `added blame does not raise the score`(sentence: String) {
    let score = scorer.score(line: sentence).score
    for blame in ["Horrible!", "I hate it.", "Waste of money.", "The worst!", "Awful service 😡"] {
      #expect(scorer.score(line: sentence + " " + blame).score <= score, "\(blame)")
    }
  }
}
