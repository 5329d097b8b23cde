// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@Suite struct RatingTests {
  @Test func `a rating is normalised over its own scale`() throws {
    #expect(try #require(Rating(4)).normalized == 0.75)
    #expect(try #require(Rating(8, best: 10, worst: 0)).normalized == 0.8)
    #expect(try #require(Rating(8, best: 10, worst: 0)).stars == 4.2)
    #expect(try #require(Rating(9)).normalized == 1)
  }

  @Test func `a scale that is none gives no rating`() {
    #expect(Rating(3, best: 1, worst: 1) == nil)
    #expect(Rating(.nan) == nil)
  }

  @Test func `a rating reads as people say it`() throws {
    #expect(try #require(Rating(2)).description == "2 of 5")
    #expect(try #require(Rating(4.5)).description == "4.5 of 5")
  }
}
