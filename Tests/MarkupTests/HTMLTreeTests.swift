// SPDX-License-Identifier: Apache-2.0
import Markup
import Support
import Testing

@Suite struct HTMLTreeTests {
  @Test(
    arguments: [
      ("<p>a<p>b", "(p a)(p b)"), ("<ul><li>a<li>b<ul><li>c</ul></ul>", "(ul (li a)(li b(ul (li c))))"),
      ("<dl><dt>a<dd>b<dt>c</dl>", "(dl (dt a)(dd b)(dt c))"),
      ("<table><tr><td>a<td>b<tr><td>c</table>d", "(table (tr (td a)(td b))(tr (td c)))d"),
      ("<select><option>a<option>b</select>", "(select (option a)(option b))"), ("a<br>b</br>c", "a(br )bc"),
      ("<div><span>a</div>b", "(div (span a))b"), ("<b><div>a</b>b</div>c", "(other (div ab)c)"),
      ("<div><table><tr><td>a</div>b</table>c</div>d", "(div (table (tr (td ab)))c)d"), ("</p>a</div>", "a"),
      ("<svg><path/><g>a</g></svg>", "(svg (other )(other a))"), ("<script/>a", "(script )a"),
      ("<p>a<div>b</div>c", "(p a)(div b)c"), ("<a-b>x</a-c>y</a-b>z", "(other xy)z"),
      ("<h2>a<p>b</h2>c", "(h2 a(p b))c"), ("<title>a<b></title>", "(title a<b>)"),
    ])
  func `tags make a tree`(html: String, shape: String) {
    #expect(Self.shape(of: HTMLTree(Array(html.utf8))) == shape)
  }

  @Test func `attributes are read by name`() throws {
    let tree = HTMLTree(Array("<a HREF='/x?a=1&amp;b' class=' p  q ' href=/y>t</a>".utf8))
    let link = try #require(tree.elements().first { tree.element($0) == .a })
    #expect(tree.attribute("href", of: link) == "/x?a=1&b")
    #expect(tree.words("class", of: link) == ["p", "q"])
    #expect(tree.attribute("id", of: link) == nil)
    #expect(tree.text(of: link) == "t")
  }

  @Test func `the text of a node leaves out what is hidden and ends at its limit`() throws {
    let tree = HTMLTree(Array("<div><p>a<script>b</script><p>c</div>d".utf8))
    let division = try #require(tree.elements().first { tree.element($0) == .div })
    #expect(tree.text(of: division) == "a\nc")
    #expect(tree.text(of: division, limit: 1) == "a")
  }

  @Test func `depth is bounded and what is deeper is kept flat`() {
    let tree = HTMLTree(
      Array(
        (String(repeating: "<div>", count: 3000) + "x" + String(repeating: "</div>", count: 3000) + "y").utf8)
    )
    #expect(tree.contents(of: nil).count == 3002)
    #expect(tree.parent(of: 3001) == nil)
  }

  @Test(arguments: Seed.first(300))
  func `any bytes make a tree whose ranges nest`(seed: Seed) {
    var seed = seed
    let pieces = [
      "<p>", "</p>", "<li>", "<td>", "<table>", "</table>", "<div a=1 a=2>", "</div>", "<b>", "</b>", "x",
      "&lt;", "<x-y/>",
      "<script>", "</script>", "<", "'", "<a b='", "<!--", "-->", "\0", "<title>", "</title>", "<tr>",
      "<option>",
    ]
    let html = (0..<40).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
    let tree = HTMLTree(Array(html.utf8))
    for node in tree.contents(of: nil) {
      #expect(tree.end(of: node) > node)
      if let parent = tree.parent(of: node) {
        #expect(parent < node && tree.end(of: node) <= tree.end(of: parent))
      }
    }
  }

  /// The tree in brackets.
  private static func shape(of tree: HTMLTree, in node: HTMLTree.Index? = nil) -> String {
    var text = ""
    var at = tree.contents(of: node).lowerBound
    while at < tree.contents(of: node).upperBound {
      text += tree.isElement(at) ? "(\(tree.element(at)) \(shape(of: tree, in: at)))" : tree.textPiece(at)
      at = tree.end(of: at)
    }
    return text
  }
}

extension HTMLTree {
  fileprivate func textPiece(_ node: Index) -> String {
    String(decoding: rawText(ofPiece: node), as: UTF8.self)
  }
}
