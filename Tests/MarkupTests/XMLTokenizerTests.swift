// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Markup

@Suite struct XMLTokenizerTests {
  /// The tokens of a document in a notation that is easy to compare: `<a x=1>`, `</a>`, `"text"`, `[cdata]`.
  private func tokens(_ document: String) -> [String] {
    var tokenizer = XMLTokenizer(Array(document.utf8))
    var found: [String] = []
    func text(_ range: Range<Int>) -> String { String(decoding: tokenizer.bytes[range], as: UTF8.self) }
    while let token = tokenizer.next() {
      switch token {
      case .start(let name, let isEmpty):
        let attributes = tokenizer.attributes.map { " \(text($0.name))=\(text($0.value))" }.joined()
        found.append("<\(text(name))\(attributes)\(isEmpty ? "/" : "")>")
      case .end(let name): found.append("</\(text(name))>")
      case .text(let range, let hasReferences):
        found.append("\"\(text(range))\"" + (hasReferences ? "&" : ""))
      case .cdata(let range): found.append("[\(text(range))]")
      }
    }
    return found
  }

  @Test(arguments: [
    ("<a>b</a>", ["<a>", "\"b\"", "</a>"]),
    ("<a x='1' y = \"2 > 1\" z=3 w/>", ["<a x=1 y=2 > 1 z=3 w=/>"]),
    ("a &amp; b", ["\"a &amp; b\"&"]),
    ("1 < 2 <3", ["\"1 \"", "\"<\"", "\" 2 \"", "\"<\"", "\"3\""]),
    ("<![CDATA[<b>]] >]]>x", ["[<b>]] >]", "\"x\""]),
    ("<![CDATA[cut", ["[cut]"]),
    ("<!-- <a> --><b>", ["<b>"]),
    ("<!-- never <a> closed", ["\" closed\""]),
    ("<?xml version='1.0'?><a>", ["<a>"]),
    ("<!DOCTYPE a [<!ENTITY b \"c\"> ]><a>", ["<a>"]),
    ("<!DOCTYPE a><a>", ["<a>"]),
    ("<a <b>", ["<a>", "<b>"]),
    ("</a ></b<c>", ["</a>", "</b>", "<c>"]),
    ("<a x=\"never closed><b>", ["<a x=\"never closed=>", "<b>"]),
    ("<dc:é>", ["<dc:é>"]),
    ("<a x", []), ("<", ["\"<\""]), ("</", []), ("<!", []), ("<?", []), ("</>", []),
  ])
  func `a document comes apart as it is written`(_ document: String, _ expected: [String]) {
    #expect(tokens(document) == expected)
  }

  @Test func `attributes beyond the limit are skipped`() {
    var tokenizer = XMLTokenizer(Array(("<a " + String(repeating: "x='1' ", count: 500) + ">").utf8))
    #expect(tokenizer.next() == .start(name: 1..<2, isEmpty: false))
    #expect(tokenizer.attributes.count == XMLTokenizer.attributeLimit)
  }

  @Test(arguments: Seed.first(500)) func `tokens cover any bytes in order and come to an end`(_ seed: Seed) {
    var seed = seed
    let pieces = [
      "<", ">", "/", "a", "b ", "=", "\"", "'", "&", "&amp;", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>",
      "<!DOCTYPE",
      "[", "]", "\u{0}", "é", "<item>", "</item>",
    ]
    let text = (0..<60).compactMap { _ in pieces.randomElement(using: &seed) }.joined()
    var tokenizer = XMLTokenizer(Array(text.utf8))
    var last = 0
    while let token = tokenizer.next() {
      let range =
        switch token {
        case .start(let name, _), .end(let name): name
        case .text(let range, _), .cdata(let range): range
        }
      #expect(range.lowerBound >= last && range.upperBound <= tokenizer.offset)
      #expect(tokenizer.offset > last)
      last = tokenizer.offset
    }
    #expect(tokenizer.offset == text.utf8.count)
  }
}

@Suite struct XMLReferencesTests {
  @Test(arguments: [
    ("a&amp;b", "a&b"), ("&lt;&gt;&quot;&apos;", "<>\"'"), ("AT&T", "AT&T"), ("&copy=1", "&copy=1"),
    ("&eacute;&hellip;", "é…"), ("&#233;&#xE9;&#XE9;", "ééé"), ("&#146;", "’"), ("&#0;&#8;x", "x"),
    ("&#xD800;&#99999999;", "\u{FFFD}\u{FFFD}"), ("&#226;&#128;&#166;", "…"), ("&acirc;&#128;&brvbar;", "…"),
    ("&#195;&#169;", "é"), ("&#233;&#233;", "éé"), ("&bogus;", "&bogus;"), ("&", "&"), ("&#;", "&#;"),
    ("&#12", "&#12"),
    ("&NotEqualTilde;", "≂̸"), ("&amp", "&amp"),
  ])
  func `references mean what feeds use them for`(_ written: String, _ meant: String) {
    var references = XMLReferences()
    var output: [UInt8] = []
    references.decode(0..<written.utf8.count, of: Array(written.utf8), into: &output)
    #expect(String(decoding: output, as: UTF8.self) == meant)
  }
}
