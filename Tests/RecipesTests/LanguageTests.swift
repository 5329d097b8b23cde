// SPDX-License-Identifier: Apache-2.0
import Model
import Schedule
import Support
import Testing
import Text

@testable import Recipes

/// Pointers, transforms, templates and times, each by a table.
@Suite struct LanguageTests {
  /// The document of RFC 6901, section 5.
  static let document: JSON = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, " ": 7, "im:rating": ["label": "4"],
  ]

  @Test(
    arguments: [
      ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/m~0n", 8), ("/ ", 7),
      ("/im:rating/label", "4"), ("/foo/2", nil), ("/foo/-1", nil), ("/foo/01", nil), ("/foo/+1", nil),
      ("/foo/-", nil), ("/foo/99999999999999999999", nil), ("/none", nil), ("/foo/0/x", nil),
    ] as [(String, JSON?)])
  func `a pointer leads to a value or nowhere`(_ text: String, _ expected: JSON?) throws {
    let pointer = try #require(Pointer(parsing: text))
    #expect(pointer.value(in: Self.document) == expected)
    #expect(pointer.description == text)
  }

  @Test func `the empty pointer is the whole document`() {
    #expect(Pointer(parsing: "")?.value(in: Self.document) == Self.document)
  }

  @Test(arguments: ["foo", "/a~", "/a~2", " /a", "$.a"])
  func `what is no pointer is refused`(_ text: String) {
    #expect(Pointer(parsing: text) == nil)
  }

  @Test(
    arguments: [
      ("html-text", "<p>a &amp; b</p><p>c</p>", "a & b\nc"), ("html-unescape", "O&#39;N <b>", "O'N <b>"),
      ("html-unescape", "AT&T", "AT&T"), ("trim", " a\n", "a"), ("lower", "ÄB", "äb"),
      ("url-decode", "a%20b%C3%A9%zz", "a bé%zz"), ("int", " 4 stars", "4"), ("int", "4.5", "4"),
      ("int", "none", nil), ("decimal-comma", "4,5", "4.5"), ("first-line", "a\r\nb", "a"),
      ("after-last:/", "at://x/post/3l", "3l"), ("after-last:/", "none", "none"), ("after-last:/", "a/", nil),
      ("after-last:ab", "1ab2ab3", "3"), ("before-first:#", "a#b#c", "a"), ("before-first:ab", "xaab", "xa"),
      ("before-first:#", "a", "a"), ("strip-prefix:u/", "u/al", "al"), ("strip-prefix:u/", "al", "al"),
      ("url-param:v", "https://y.example/w?a=1&v=x%20y#v=2", "x y"),
      ("url-param:v", "https://y.example/v=1", nil),
      ("truncate:3", "žluťoučký", "žlu"),
    ] as [(String, String, String?)])
  func `a transform makes a text of a text`(_ name: String, _ text: String, _ expected: String?) throws {
    let transform = try #require(Transform(parsing: name))
    #expect([transform].applied(to: text) == expected)
  }

  @Test(arguments: [
    "", "html", "trim:", "trim:x", "after-last", "after-last:", "truncate:0", "truncate:x", "TRIM",
  ])
  func `what is no transform is refused`(_ name: String) {
    #expect(Transform(parsing: name) == nil)
  }

  @Test(
    arguments: [
      ("{/a}", "x/y z", "x/y z", "x%2Fy%20z"), ("{+/a}", "x/y z@w\\", "x/y z@w\\", "x/y%20z%40w%5C"),
      ("<{/a}>", "é", "<é>", "<%C3%A9>"), ("{/a|after-last:/}", "p/q", "q", "q"),
      ("{/a|after-last:/|truncate:1}", "p/qr", "q", "q"), ("a}b", "", "a}b", "a}b"), ("{/b}", "x", nil, nil),
      ("{/a|url-param:q}", "x", nil, nil),
    ] as [(String, String, String?, String?)])
  func `a template is filled, in an address encoded`(
    _ text: String, _ value: String, _ plain: String?, _ address: String?
  ) throws {
    let template = try Template(parsing: text)
    let item: JSON = ["a": .string(value)]
    let fill: (Template.Reference) -> String? = { reference in
      if case .pointer(let pointer) = reference { pointer.value(in: item)?.fieldText } else { nil }
    }
    #expect(template.filled(isAddress: false, fill) == plain)
    #expect(template.filled(isAddress: true, fill) == address)
  }

  @Test(
    arguments: [
      ("a{b", 1, "“{” is never closed"), ("{}", 1, "“” is no name"),
      ("é{/a|shout}", 2, "“shout” is no transform"),
      ("{/a~}", 1, "“/a~” is no JSON pointer"), ("{1}", 1, "“1” is no name"),
    ])
  func `what is no template is refused at its place`(_ text: String, _ offset: Int, _ message: String) {
    let fault = #expect(throws: Template.Fault.self) { try Template(parsing: text) }
    #expect(fault?.offset == offset)
    #expect(fault?.message == message)
  }

  @Test(
    arguments: [
      ("rfc3339", "2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z"),
      ("rfc3339", "2026-11-20t09:30:00.123456789z", "2026-11-20T09:30:00Z"),
      ("rfc3339", "2026-11-20 09:30:00+01:00", "2026-11-20T08:30:00Z"),
      ("rfc3339", "2026-11-20T09:30:00+0000", "2026-11-20T09:30:00Z"),
      ("rfc3339", "2026-11-20T09:30:00-07", "2026-11-20T16:30:00Z"),
      ("rfc3339", "2026-11-20T09:30:00", "2026-11-20T09:30:00Z"),
      ("rfc3339", "2026-02-30T09:30:00Z", nil), ("rfc3339", "2026-11-20", nil),
      ("rfc3339", "2026-11-20T09:30:00Z!", nil), ("rfc3339", "", nil), ("rfc3339", 1_795_172_400, nil),
      ("rfc822", "Fri, 20 Nov 2026 09:30:00 GMT", "2026-11-20T09:30:00Z"),
      ("rfc822", "20 Nov 2026 09:30:00 +0100", "2026-11-20T08:30:00Z"),
      ("epoch-s", 1_795_172_400, "2026-11-20T11:00:00Z"), ("epoch-s", "1795172400", "2026-11-20T11:00:00Z"),
      ("epoch-s", 1_795_172_400.5, "2026-11-20T11:00:00Z"), ("epoch-s", "x", nil), ("epoch-s", true, nil),
      ("epoch-s", 9_223_372_036_854_775_807, nil), ("epoch-s", 1e300, nil), ("epoch-s", "nan", nil),
      ("epoch-ms", 1_795_172_400_000, "2026-11-20T11:00:00Z"),
      ("epoch-us", "1795172400000000", "2026-11-20T11:00:00Z"),
      ("%Y-%m-%d %H:%M:%S", "2026-11-20 09:30:00", "2026-11-20T09:30:00Z"),
      ("%Y%m%dT%H%M%SZ", "20261120T093000Z", "2026-11-20T09:30:00Z"),
      ("%b %d, %Y", "November 20, 2026", "2026-11-20T00:00:00Z"),
      ("%d.%m.%Y %%", "20.11.2026 %", "2026-11-20T00:00:00Z"),
    ] as [(String, JSON, String?)])
  func `a time is read in its form`(_ name: String, _ value: JSON, _ expected: String?) throws {
    let format = try #require(TimeFormat(parsing: name))
    #expect(format.instant(of: value, in: .utc)?.description == expected)
  }

  @Test(arguments: ["", "iso", "%Q", "%H:%M", "%Y-%m-%d %"]) func `what is no form of a time is refused`(
    _ name: String
  ) {
    #expect(TimeFormat(parsing: name) == nil)
  }

  @Test func `fractions of a second are kept`() throws {
    let format = try #require(TimeFormat(parsing: "rfc3339"))
    let instant = try #require(format.instant(of: "1970-01-01T00:00:01.5000009Z", in: .utc))
    #expect(instant.microseconds == 1_500_000)
  }

  @Test(arguments: [
    (["acme"], ["(acme) -rt"]), (["a", "b c", "d"], ["(a OR \"b c\") -rt", "(d) -rt"]),
    (["a very long name indeed"], ["(\"a very long name indeed\") -rt"]), ([], []),
  ])
  func `terms are joined as long as they fit`(_ terms: [String], _ expected: [String]) {
    let search = Search(join: " OR ", wrap: "({}) -rt", longest: 18)
    #expect(search.queries(for: terms) == expected)
    #expect(Search().queries(for: terms).count == terms.count)
  }
}
