// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing
import Text

@Suite struct WrittenDateTests {
  @Test(arguments: [
    ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"),
    ("Thu, 1 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"),
    ("2003-12-31T10:14:55.1234-08:00", "2003-12-31T18:14:55Z"),
    ("2003-12-31 10:14:55", "2003-12-31T10:14:55Z"),
    ("2003-12-31T10:14:55+0530", "2003-12-31T04:44:55Z"), ("20031231", "2003-12-31T00:00:00Z"),
    ("2003-365", "2003-12-31T00:00:00Z"), ("2003-012-31", "2003-12-31T00:00:00Z"),
    ("2003-12", "2003-12-01T00:00:00Z"),
    ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"),
    ("Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z"),
    ("Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00Z"), ("May 3rd, 2004", "2004-05-03T00:00:00Z"),
    ("Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z"),
    ("31-Dec-2003 10:00:00", "2003-12-31T10:00:00Z"),
    ("Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z"),
    ("Tue, 5 Sept 2023 7:05 PM", "2023-09-05T19:05:00Z"),
    ("2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z"),
    ("Di, 09 Mär 2021 10:00:00 +0100", "2021-03-09T09:00:00Z"),
    ("mar, 09 nov 2021 10:00:00 +0000", "2021-11-09T10:00:00Z"),
    ("2004年05月28日 01:31", "2004-05-28T01:31:00Z"),
    ("2004년 05월 28일  01:31:15", "2004-05-27T16:31:15Z"), ("2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"),
    ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
    ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
    ("2026-11-21", "2026-11-21T00:00:00Z"), ("2026-11-21T09:30:15.123+01:00", "2026-11-21T08:30:15Z"),
    ("2026-11-21 09:30", "2026-11-21T09:30:00Z"), ("2026-11-21 09:30:00 -0500", "2026-11-21T14:30:00Z"),
    ("2026-11-21 09:30:00 UTC", "2026-11-21T09:30:00Z"), ("November 21, 2026", "2026-11-21T00:00:00Z"),
    ("21 Nov 2026", "2026-11-21T00:00:00Z"), ("21st November 2026", "2026-11-21T00:00:00Z"),
    ("Saturday, 21 November 2026", "2026-11-21T00:00:00Z"), ("Written May 3, 2026", "2026-05-03T00:00:00Z"),
    ("Reviewed in the United States on October 5, 2026", "2026-10-05T00:00:00Z"),
  ])
  func `a date is read`(_ written: String, _ meant: String) {
    #expect(Instant(written: written)?.description == meant)
  }

  @Test(arguments: [
    "", "soon", "7/9/2004", "Sun, 99 Jun 2009 12:00:00 GMT", "30 Feb 2020", "2013-13-01",
    "2013-01-28T25:00:00Z",
    "2013-01-28T11:30:00-06:00Textra", "9999-12-31T23:59:59-99:99", "Sun, 16 Dec 2012 1:2:3:4 GMT",
    "12:00:00", "013",
    "Sun, 16 zzz 2012 11:47:32 GMT", "2003-12-31T10:14:55Zebra1",
    "ar 08 nov10:00:00 /0000", "0000-01-01 00:00:00", "yesterday", "3 weeks ago", "11/12/2026", "2026-11-21x",
    "2026-02-30", "May 2026", "Version 2 of 2026",
  ])
  func `what is no date is not guessed at`(_ written: String) {
    #expect(Instant(written: written) == nil)
  }

  @Test(arguments: Seed.first(300)) func `any instant survives RFC 3339 and RFC 822`(_ seed: Seed) {
    var seed = seed
    let instant = Instant(seconds: Int64.random(in: 0...4_000_000_000, using: &seed))
    let offset = Int.random(in: -14...14, using: &seed) * 3600 + (Bool.random(using: &seed) ? 1800 : 0)
    #expect(Instant(written: instant.rfc3339(offset: offset)) == instant)
    let civil = CivilTime(instant)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = "\(padded(civil.hour)):\(padded(civil.minute)):\(padded(civil.second))"
    #expect(
      Instant(written: "Mon, \(civil.day) \(months[civil.month - 1]) \(civil.year) \(time) +0000") == instant
    )
  }

  @Test(arguments: Seed.first(500)) func `no text makes the reader of dates trap`(_ seed: Seed) {
    var seed = seed
    let pieces = [
      "2004", "-", "/", ":", "12", "T", "Z", "+", "Mon", ", ", " ", "Mar", "GMT", "0", "9", ".", "PM", "年",
      "ü",
    ]
    let text = (0..<12).compactMap { _ in pieces.randomElement(using: &seed) }.joined()
    if let instant = Instant(written: text) { #expect(instant.seconds > -70_000_000_000) }
  }

  @Test func `the collected dates of other readers are read as they are`() throws {
    guard let file = sharedMaterial("feed-cases/dev/dates.json") else {
      return print("no feed-cases: skipped")
    }
    let cases = try JSON(parsing: try bytes(of: file)).array ?? []
    // Two digits of year and three of day could as well be a number of any other kind.
    let refused: Set<String> = ["03335"]
    for one in cases where !refused.contains(one["input"]?.string ?? "") {
      let text = one["input"]?.string ?? ""
      let expected = one["utc"]?.string.flatMap { Instant(written: $0)?.seconds }
      #expect(Instant(written: text)?.seconds == expected, "\(text)")
    }
  }
}
