// SPDX-License-Identifier: Apache-2.0

/// A page as a tree good enough for metadata: void elements, implied end tags, misnested tags, no adoption
/// agency.
///
/// The nodes stand in the order of the page, so that what a node holds is the range after it. Elements nested
/// deeper than 512 become children of the last one that is not.
package struct HTMLTree: Sendable {
  /// What a node is; ranges are offsets in the input.
  enum Content: Sendable {
    case element(name: Range<UInt32>)
    case text(Range<UInt32>)
    case character(ShortText)
  }

  /// An element or a piece of text, in 28 bytes: a page may have very many of them.
  struct Node: Sendable {
    var content: Content
    var element = HTMLElement.other
    var attributes: Range<UInt32> = 0..<0
    var parent: Int32 = -1
    /// The first node after what this one holds.
    var end: Int32 = 0
  }

  static let maximumDepth = 512
  static let maximumNodes = 1_000_000

  /// Where a node is; nodes are told apart by their place.
  package typealias Index = Int

  var nodes: [Node] = []
  var rawAttributes: [RawAttribute] = []
  let source: HTMLSource

  init(source: HTMLSource) { self.source = source }

  /// Reads a page in UTF-8; of pages beyond a million nodes or two gigabytes, what comes first.
  package init(_ utf8: [UInt8]) {
    var builder = HTMLTreeBuilder(utf8.count <= Int32.max ? utf8 : Array(utf8.prefix(Int(Int32.max))))
    self = builder.build()
  }

  /// The elements within a node, or of the whole page, in the order of the page.
  package func elements(in node: Index? = nil) -> some Sequence<Index> {
    contents(of: node).lazy.filter { isElement($0) }
  }

  /// The range of what a node holds, or of all nodes.
  package func contents(of node: Index?) -> Range<Index> {
    guard let node else { return 0..<nodes.count }
    return node + 1..<end(of: node)
  }

  /// Whether a node is an element.
  package func isElement(_ node: Index) -> Bool {
    if case .element = nodes[node].content { return true }
    return false
  }

  /// The first node after a node and what it holds.
  package func end(of node: Index) -> Index { Int(nodes[node].end) }

  /// The element of a node, `other` for what HTML does not know.
  package func element(_ node: Index) -> HTMLElement { nodes[node].element }

  /// The node that holds a node, or nil at the top.
  package func parent(of node: Index) -> Index? {
    nodes[node].parent < 0 ? nil : Int(nodes[node].parent)
  }

  /// The value of an attribute (its name in lower case), or nil where the node has none.
  package func attribute(_ name: String, of node: Index) -> String? {
    source.attribute(name, among: rawAttributes[Range(nodes[node].attributes)])
  }

  /// Whether an element has an attribute at all; spares those that have none a look.
  package func hasAttributes(_ node: Index) -> Bool { !nodes[node].attributes.isEmpty }

  /// The words of an attribute, such as the classes of an element.
  package func words(_ name: String, of node: Index) -> [Substring] {
    attribute(name, of: node)?.utf8.split(whereSeparator: isSpace).map(Substring.init) ?? []
  }

  /// What a reader sees of a node, at most about `limit` bytes.
  package func text(of node: Index, limit: Int = 65_536) -> String {
    var text = VisibleText()
    var at = node + 1
    while at < end(of: node), text.count < limit {
      let isHidden = nodes[at].element.isHidden
      switch nodes[at].content {
      case .text(let range): text.append(source.bytes, Range(range))
      case .character(let character): text.append(character)
      case .element: text.mark(nodes[at].element)
      }
      at = isHidden ? end(of: at) : at + 1
    }
    return text.string
  }

  /// The text directly in an element as it is written, such as that of a script.
  package func rawText(of node: Index) -> [UInt8] { contents(of: node).flatMap(rawText(ofPiece:)) }

  /// The text of a node that is no element.
  package func rawText(ofPiece node: Index) -> [UInt8] {
    switch nodes[node].content {
    case .text(let range): Array(source.bytes[Range(range)])
    case .character(let character): Array(character)
    case .element: []
    }
  }
}

extension Range<Int> {
  /// Offsets in the input of a tree, which fit by construction.
  init(_ range: Range<UInt32>) { self = Int(range.lowerBound)..<Int(range.upperBound) }
}

extension Range<UInt32> {
  /// Offsets in the input of a tree, which fit by construction.
  init(_ range: Range<Int>) { self = UInt32(range.lowerBound)..<UInt32(range.upperBound) }
}
