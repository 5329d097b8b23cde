// SPDX-License-Identifier: Apache-2.0
import Markup

/// The value of an element that is a property (WHATWG HTML 5.2.4), read for Microdata and RDFa alike.
///
/// A `content` counts on any element, as schema.org's own examples have it.
func propertyValue(
  of node: HTMLTree.Index, in tree: HTMLTree, base: String, budget: inout ReadingBudget
) -> Thing.Value {
  if let content = tree.attribute("content", of: node) { return .text(tidiedLines(content)) }
  switch tree.element(node) {
  case .meta: return .text("")
  case .audio, .embed, .iframe, .img, .source, .track, .video:
    return .link(url: budget.address("src", of: node, in: tree, base: base), text: "")
  case .a, .link:
    let text = budget.text(of: node, in: tree)
    return .link(url: budget.address("href", of: node, in: tree, base: base), text: text)
  case .object: return .link(url: budget.address("data", of: node, in: tree, base: base), text: "")
  case .data, .meter: return .text(tree.attribute("value", of: node) ?? budget.text(of: node, in: tree))
  case .time: return .text(tree.attribute("datetime", of: node) ?? budget.text(of: node, in: tree))
  default: return .text(budget.text(of: node, in: tree))
  }
}

/// How much of a page may be read again: nested properties hold the same text, and references the same
/// elements.
struct ReadingBudget {
  private var nodes: Int
  private var bytes: Int
  private var addresses: AddressBudget

  /// Enough for any honest page.
  init(for tree: HTMLTree) {
    let count = tree.contents(of: nil).count
    nodes = 8 * count + 10_000
    bytes = 8 * 24 * count + 1_000_000
    addresses = AddressBudget(forDocumentOf: 24 * count)
  }

  /// Counts one look at a node; false when there were too many.
  mutating func visit() -> Bool {
    nodes -= 1
    return nodes > 0
  }

  /// The absolute address in an attribute, empty where there is none.
  mutating func address(
    _ name: String, of node: HTMLTree.Index, in tree: HTMLTree, base: String
  ) -> String {
    tree.attribute(name, of: node).flatMap { resolve($0, against: base) } ?? ""
  }

  /// The absolute address a reference means, or nil where there is none.
  mutating func resolve(_ reference: String, against base: String) -> String? {
    addresses.resolve(reference, against: base)
  }

  /// What a reader sees of a node, or nothing when too much was read.
  mutating func text(of node: HTMLTree.Index, in tree: HTMLTree) -> String {
    guard bytes > 0 else { return "" }
    let text = tree.text(of: node)
    bytes -= text.utf8.count + 8 * min(tree.contents(of: node).count, 65_536)
    return text
  }
}
