// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Markup

@Suite struct VisibleTextTests {
  @Test(
    arguments: [
      ("<p>One</p><p>Two</p>", "One\nTwo"), ("plain  text\n here", "plain text here"),
      ("a<br>b<br/>c", "a\nb\nc"),
      ("<b>bold</b><i>er</i>", "bolder"), ("AT&amp;T &lt;3 caf&eacute;", "AT&T <3 café"),
      ("AT&T, H&M", "AT&T, H&M"),
      ("a&nbsp;&nbsp;b\u{A0}c", "a b c"), ("<script>var a = '<p>x</p>'</script>y", "y"),
      ("<style>p{}</style>x<!-- hidden -->y", "xy"), ("<template>a<template>b</template>c</template>d", "d"),
      ("<iframe src=x/>y</iframe>z", "z"), ("<iframe src=\"x\"/>seen", "seen"),
      ("<noscript><img alt=x></noscript>a", "a"),
      ("<img alt=\"a logo\">b", "b"), ("<ul><li>one<li>two</ul>three", "one\ntwo\nthree"),
      ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"), ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
      ("<p", ""),
      ("x<p title='>'>y", "x\ny"), ("", ""), ("  \n ", ""), ("a\r\nb\rc", "a b c"), ("<DIV>A</Div>b", "A\nb"),
      ("<title>t</title><textarea>&lt;b></textarea>", "t\n<b>"), ("</p>a</p>", "a"),
      ("naïve façade", "naïve façade"),
    ])
  func `markup is read as a reader sees it`(html: String, text: String) {
    #expect(visibleText(ofHTML: html) == text)
  }

  @Test func `bytes that are no UTF-8 become replacement characters`() {
    #expect(visibleText(ofHTML: [0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
  }

  /// What the text is defined as: every token of the input, one by one.
  private func tokenByToken(_ html: [UInt8]) -> String {
    var tokenizer = HTMLTokenizer(html)
    var hidden = HiddenContent()
    var text = VisibleText()
    while let token = tokenizer.next() {
      switch token {
      case .text(let range) where hidden.isShown: text.append(html, range)
      case .character(let character) where hidden.isShown: text.append(character)
      case .startTag:
        hidden.enter(tokenizer.element, isEmpty: tokenizer.isSelfClosing)
        if tokenizer.isSelfClosing { tokenizer.readAsMarkup() }
        text.mark(tokenizer.element)
      case .endTag:
        hidden.leave(tokenizer.element)
        text.mark(tokenizer.element)
      default: continue
      }
    }
    return text.string
  }

  @Test(arguments: Seed.first(500))
  func `reading in runs gives the text of the tokens`(seed: Seed) {
    var seed = seed
    let pieces = [
      "<", ">", "<p ", "<b>", "</p>", "</", "<script>", "</script>", "&", "&amp;", "&nbsp;", "&lt", " ", "  ",
      "\n",
      "\r\n", "a", "word", "nine bytes and more of prose, ", "é", "©", "<!--", "-->", "\u{A0}", "<td>",
      "<a href='", "\"",
      "'", "=", "/", "/>", "<template>", "</template>", "<title>", "</title>", "<iframe/>", "\0", "<br/>",
      "<?", "<!x>",
    ]
    let bytes = (0..<40).flatMap { _ in Array((pieces.randomElement(using: &seed) ?? "").utf8) }
    #expect(visibleText(ofHTML: bytes) == tokenByToken(bytes))
  }

  @Test(arguments: Seed.first(300))
  func `any bytes have a text without space at its ends and no run of it`(seed: Seed) {
    var seed = seed
    let pieces = [
      "<", ">", "<p>", "</p>", "<script>", "</script", "&", "&amp;", "&nbsp;", " ", "\n", "a", "é", "<!--",
      "-->", "\u{A0}",
      "<td>", "<a href='", "\"", "=", "<template>", "<title>", "\0", "<br/>",
    ]
    var bytes = (0..<30).flatMap { _ in Array((pieces.randomElement(using: &seed) ?? "").utf8) }
    if !bytes.isEmpty, Bool.random(using: &seed) {
      bytes[bytes.count / 2] = .random(in: 0...255, using: &seed)
    }
    let text = visibleText(ofHTML: bytes)
    #expect(!text.contains("  ") && !text.contains(" \n") && !text.contains("\n ") && !text.contains("\n\n"))
    #expect(text.first != " " && text.last != " " && text.first != "\n" && text.last != "\n")
  }

  @Test func `a text that is cut anywhere is the beginning of the whole`() {
    let html = Array(
      "<p>Caf&eacute; <b>Zürich</b> is <a href='/x?a=1&amp;b=2'>fine</a><br>and — <i>good</i>.</p>".utf8)
    let whole = visibleText(ofHTML: html)
    for count in 0...html.count {
      let text = visibleText(ofHTML: Array(html[..<count]))
      let common = text.unicodeScalars.prefix { $0 != "&" && $0 != "\u{FFFD}" && $0 != "<" }
      #expect(whole.unicodeScalars.starts(with: common), "cut at \(count)")
    }
  }
}
