// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Pages

@Suite struct RatingTextTests {
  @Test(
    arguments: [
      ("4", nil, nil, Rating(4)), ("4,5", nil, nil, Rating(4.5)), (" 4.50 ", "5", "1", Rating(4.5)),
      ("4/5", nil, nil, Rating(4)),
      ("8 / 10", nil, nil, Rating(8, best: 10)), ("3 out of 5 stars", nil, nil, Rating(3)),
      ("80%", nil, nil, Rating(80, best: 100, worst: 0)),
      ("★★★★☆", nil, nil, Rating(4)), ("★★★½☆", nil, nil, Rating(3.5)), ("★★", nil, nil, Rating(2)),
      ("9", nil, nil, Rating(9, best: 10)),
      ("87", nil, nil, Rating(87, best: 100, worst: 0)), ("7", "10", "0", Rating(7, best: 10, worst: 0)),
      ("4", "0", nil, Rating(4)),
      ("4", "best", "", Rating(4)), ("4,5 von 5", nil, nil, Rating(4.5)), ("-1", nil, nil, Rating(-1)),
      ("good", nil, nil, nil), ("", nil, nil, nil),
      ("1e999", nil, nil, Rating(1)), ("99999999999999999999999999", nil, nil, nil),
      ("4 de 5", nil, nil, Rating(4)),
    ] as [(String, String?, String?, Rating?)])
  func `a rating is read on its scale`(value: String, best: String?, worst: String?, rating: Rating?) {
    #expect(Rating(value: value, best: best, worst: worst) == rating)
  }

  @Test(
    arguments: [
      ("17", 17), ("1,208", 1208), ("1.234 votes", 1234), ("1 204", 1204), ("(12)", 12), ("none", nil),
    ] as [(String, Int?)])
  func `a count is read`(text: String, count: Int?) {
    #expect(wholeNumber(text) == count)
  }
}
