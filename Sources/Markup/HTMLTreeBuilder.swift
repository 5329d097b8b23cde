// SPDX-License-Identifier: Apache-2.0

/// Puts tokens into a tree: the implied end tags of WHATWG 13.2.6 as far as metadata needs them.
struct HTMLTreeBuilder {
  private var tree: HTMLTree
  /// The open elements, the innermost last.
  private var open: [Int] = []
  /// How many of each element are open: what is not need not be looked for.
  private var openCounts = [Int](repeating: 0, count: HTMLElement.allCases.count)
  /// How many elements are open beyond the depth that is kept.
  private var overflow = 0

  init(_ utf8: [UInt8]) { tree = HTMLTree(source: HTMLSource(bytes: utf8)) }

  mutating func build() -> HTMLTree {
    var tokenizer = HTMLTokenizer(tree.source.bytes)
    while tree.nodes.count < HTMLTree.maximumNodes, let token = tokenizer.next() {
      switch token {
      case .text(let range): append(HTMLTree.Node(content: .text(Range(range))))
      case .character(let character): append(HTMLTree.Node(content: .character(character)))
      case .startTag: start(&tokenizer)
      case .endTag: end(tokenizer.element, name: tokenizer.nameRange)
      case .comment, .doctype: continue
      }
    }
    while !open.isEmpty { close() }
    return tree
  }

  private mutating func append(_ node: HTMLTree.Node) {
    var node = node
    node.parent = Int32(open.last ?? -1)
    node.end = Int32(tree.nodes.count + 1)
    tree.nodes.append(node)
  }

  private mutating func close() {
    guard let node = open.popLast() else { return }
    openCounts[Int(tree.nodes[node].element.rawValue)] -= 1
    tree.nodes[node].end = Int32(tree.nodes.count)
  }

  private mutating func start(_ tokenizer: inout HTMLTokenizer) {
    let element = tokenizer.element
    closeImplied(by: element)
    let first = tree.rawAttributes.count
    tree.rawAttributes += tokenizer.rawAttributes
    var node = HTMLTree.Node(content: .element(name: Range(tokenizer.nameRange)))
    node.element = element
    node.attributes = Range(first..<tree.rawAttributes.count)
    append(node)
    if element.isVoid || (tokenizer.isSelfClosing && element.canCloseItself) {
      tokenizer.readAsMarkup()
    } else if open.count < HTMLTree.maximumDepth {
      open.append(tree.nodes.count - 1)
      openCounts[Int(element.rawValue)] += 1
    } else {
      overflow += 1
    }
  }

  /// Closes what a start tag ends without saying so.
  private mutating func closeImplied(by element: HTMLElement) {
    switch element {
    case .li: closeNearest([.li], stoppingAt: [.ul, .ol, .menu, .dir])
    case .dt, .dd: closeNearest([.dt, .dd], stoppingAt: [.dl])
    case .tr: closeNearest([.tr], stoppingAt: [.table, .template])
    case .td, .th: closeNearest([.td, .th], stoppingAt: [.table, .tr, .template])
    case .tbody, .thead, .tfoot: closeNearest([.tbody, .thead, .tfoot], stoppingAt: [.table, .template])
    case .option: closeNearest([.option], stoppingAt: [.select, .optgroup])
    case .optgroup: closeNearest([.optgroup], stoppingAt: [.select])
    default: break
    }
    if element.endsParagraph { closeNearest([.p], stoppingAt: [.button, .object, .a]) }
  }

  /// Closes the innermost open element of a kind, and what it holds, unless another one stands before it.
  private mutating func closeNearest(_ elements: [HTMLElement], stoppingAt stops: [HTMLElement]) {
    guard overflow == 0, elements.contains(where: isOpen) else { return }
    for (depth, node) in open.enumerated().reversed() {
      let element = tree.nodes[node].element
      if elements.contains(element) {
        while open.count > depth { close() }
        return
      }
      if stops.contains(element) || (element.isScope && !elements.contains(where: \.isTablePart)) { return }
    }
  }

  private mutating func end(_ element: HTMLElement, name: Range<Int>) {
    guard overflow == 0 else {
      if !element.isVoid { overflow -= 1 }
      return
    }
    guard isOpen(element) else { return }
    for (depth, node) in open.enumerated().reversed() {
      let other = tree.nodes[node].element
      if other == element, element != .other || isName(of: node, name) {
        while open.count > depth { close() }
        return
      }
      // What is inline ends at no block, and nothing in a cell ends what the table stands in.
      if element.isBlock || element.isTablePart
        ? other.isScope && !element.isTablePart : other.isBlock || other.isScope
      {
        return
      }
    }
  }

  private func isOpen(_ element: HTMLElement) -> Bool { openCounts[Int(element.rawValue)] > 0 }

  private func isName(of node: Int, _ name: Range<Int>) -> Bool {
    guard case .element(let other) = tree.nodes[node].content, other.count == name.count else { return false }
    let bytes = tree.source.bytes
    return zip(Range<Int>(other), name).allSatisfy { lowercased(bytes[$0]) == lowercased(bytes[$1]) }
  }
}

extension HTMLElement {
  /// Whether it bounds what an end tag in it can close (WHATWG 13.2.4.2, "has an element in scope").
  var isScope: Bool {
    switch self {
    case .html, .table, .td, .th, .caption, .object, .template: true
    default: false
    }
  }

  /// Whether its end tag reaches through cells.
  var isTablePart: Bool {
    switch self {
    case .table, .tbody, .thead, .tfoot, .tr, .td, .th, .caption, .html, .body, .template, .object: true
    default: false
    }
  }

  /// Whether its start tag ends a paragraph.
  var endsParagraph: Bool {
    switch self {
    case .br, .option, .optgroup, .select, .textarea, .title, .td, .th, .tr, .tbody, .thead, .tfoot, .caption,
      .legend,
      .body, .html, .head:
      false
    default: isBlock
    }
  }

  /// Whether `/>` ends it: never in HTML, but foreign elements and the raw text of XHTML are read that way.
  var canCloseItself: Bool { self == .other || content != .data }
}
