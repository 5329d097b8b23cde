// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Pages

@Suite struct PublishedDateTests {
  @Test(
    arguments: [
      ("2026-11-21", "2026-11-21T00:00:00Z"), ("2026-11-21T09:30:15Z", "2026-11-21T09:30:15Z"),
      ("2026-11-21T09:30:15.123+01:00", "2026-11-21T08:30:15Z"), ("2026-11-21 09:30", "2026-11-21T09:30:00Z"),
      ("2026-11-21 09:30:00 -0500", "2026-11-21T14:30:00Z"),
      ("2026-11-21 09:30:00 UTC", "2026-11-21T09:30:00Z"),
      ("2026-11-21T24:00", nil), ("November 21, 2026", "2026-11-21T00:00:00Z"),
      ("21 Nov 2026", "2026-11-21T00:00:00Z"),
      ("21st November 2026", "2026-11-21T00:00:00Z"), ("Saturday, 21 November 2026", "2026-11-21T00:00:00Z"),
      ("2026-13-01", nil), ("2026-02-30", nil), ("yesterday", nil), ("11/12/2026", nil), ("", nil),
      ("2026-11-21x", nil),
    ] as [(String, String?)])
  func `a date is read or left alone`(text: String, date: String?) {
    #expect(publishedDate(text)?.description == date)
  }
}
