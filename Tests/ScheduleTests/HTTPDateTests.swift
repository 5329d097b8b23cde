// SPDX-License-Identifier: Apache-2.0
import Model
import Schedule
import Testing

@Suite struct HTTPDateTests {
  private let now = Instant(seconds: 1_790_000_000)

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ]) func `the three forms of RFC 9110 are one instant`(text: String) {
    #expect(Instant(httpDate: text, now: now) == Instant(seconds: 784_111_777))
  }

  @Test func `a two-digit year is at most fifty years ahead`() {
    #expect(
      Instant(httpDate: "Monday, 06-Nov-76 00:00:00 GMT", now: now)?.description == "2076-11-06T00:00:00Z")
    #expect(
      Instant(httpDate: "Monday, 06-Nov-77 00:00:00 GMT", now: now)?.description == "1977-11-06T00:00:00Z")
  }

  @Test(arguments: [
    "", "0", "-1", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 2026 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:00:00 GMT",
    "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
  ]) func `what is no HTTP date is refused`(text: String) {
    #expect(Instant(httpDate: text, now: now) == nil)
  }

  @Test func `Retry-After counts seconds, zero included`() {
    #expect(RetryAfter.parse("120", date: nil, now: now) == now + .minutes(2))
    #expect(RetryAfter.parse(" 0 ", date: nil, now: now) == now)
    #expect(RetryAfter.parse("99999999999999999999", date: nil, now: now) ?? now > now + .days(10000))
  }

  @Test func `Retry-After as a date is reckoned from the server's own clock`() {
    let date = "Sun, 06 Nov 1994 08:00:00 GMT"
    #expect(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", date: date, now: now) == now + .seconds(2977))
    #expect(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", date: nil, now: now) == now)
  }

  @Test(arguments: ["", "soon", "-5", "1.5", "+3"]) func `other Retry-After values are none`(header: String) {
    #expect(RetryAfter.parse(header, date: nil, now: now) == nil)
  }

  @Test func `freshness is max-age, and Expires only without Cache-Control`() {
    let date = "Sun, 06 Nov 1994 08:00:00 GMT"
    let later = "Sun, 06 Nov 1994 10:00:00 GMT"
    #expect(
      Hints(cacheControl: "public, Max-Age=\"600\"", expires: later, date: date, now: now).maxAge
        == .minutes(10))
    #expect(Hints(cacheControl: "public", expires: later, date: date, now: now) == Hints())
    #expect(Hints(cacheControl: "no-cache, max-age=600", expires: nil, date: nil, now: now) == Hints())
    #expect(
      Hints(cacheControl: "max-age=600", expires: nil, date: nil, age: "200", now: now).maxAge
        == .seconds(400))
    #expect(Hints(cacheControl: nil, expires: later, date: date, now: now).expires == .hours(2))
    #expect(Hints(cacheControl: nil, expires: "0", date: date, now: now) == Hints())
    #expect(Hints(cacheControl: nil, expires: date, date: later, now: now).expires == .zero)
  }
}
