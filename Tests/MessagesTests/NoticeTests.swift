// SPDX-License-Identifier: Apache-2.0
import Messages
import Model
import Testing

@Suite struct NoticeTests {
  @Test func `a mention is one line for the log`() {
    #expect(
      logLine(of: samples[0])
        == "negative mention 42 of acme (-0.82) on town-reviews: “Battery died after 2 weeks – "
        + "<script>alert(1)</script>” 1 of 5 stars https://reviews.example/r/9")
    for sample in samples {
      let line = logLine(of: sample)
      #expect(
        line.utf8.count <= 2048 && !line.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
    }
  }

  @Test func `the journal's fields have journald's names and no line ends`() {
    let fields = journalFields(of: samples[1], rule: "negative")
    #expect(
      fields.contains { $0 == ("EARSHOT_MENTION", "43") }
        && fields.contains { $0 == ("EARSHOT_RULE", "negative") })
    #expect(fields.contains { $0 == ("EARSHOT_TITLE", "Worst support ever Bcc: victim@example.org") })
    for (name, value) in fields {
      #expect(name.allSatisfy { $0 == "_" || $0.isUppercase } && !value.contains("\n"))
    }
  }

  @Test func `each mention is one notice, told once for each verdict and rating`() {
    let notices = notices(of: samples, brand: acme, over: .journal, now: now)
    #expect(
      notices.map(\.key) == [
        "alert:acme:42-negative-1.0:journal", "alert:acme:43-negative:journal",
        "alert:acme:44-negative-2.0:journal", "alert:acme:45-positive-5.0:journal",
      ])
    #expect(notices.allSatisfy { $0.recipient.isEmpty && $0.channel == .journal && !$0.body.contains(0x0A) })
  }

  @Test func `a digest is one line for the log`() {
    let notice = digestNotice(of: samples, summary, brand: acme, over: .log, now: now)
    #expect(
      String(decoding: notice.body, as: UTF8.self)
        == "digest daily of acme: 3 negative, 5 neutral, 2 positive from 2026-11-20T07:00:00Z to "
        + "2026-11-21T07:00:00Z; 1 notes on what may be missing")
  }

  @Test func `what was not heard is told in local time`() {
    let start = now - .hours(3)
    #expect(
      coverageNote(
        on: "town-blog", from: start, until: now, because: "no answer\r\nwithin 20 s", now: now,
        offset: berlin)
        == "town-blog could not be listened to from Sat 21 Nov, 05:00 to Sat 21 Nov, 08:00: no answer within 20 s"
    )
    #expect(
      coverageNote(on: "town-blog", from: start, until: nil, because: "403", now: now, offset: berlin)
        == "town-blog could not be listened to since Sat 21 Nov, 05:00: 403")
    #expect(catchUpNote(windows: 3).contains("makes up for 3 "))
  }
}
