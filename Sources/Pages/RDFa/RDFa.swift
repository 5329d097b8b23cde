// SPDX-License-Identifier: Apache-2.0
import Markup

/// The things a page describes in RDFa Lite 1.1: `vocab`, `typeof`, `property`, `resource` and `prefix`.
///
/// Names are read by their local part, so that neither vocabularies nor prefixes need be looked up. Open
/// Graph's `property` on `<meta>` in the head belongs to no `typeof` and is left alone.
struct RDFaThings {
  /// The things that are no property of another one.
  private(set) var things: [Thing] = []
  private let tree: HTMLTree
  private let base: String
  private var budget: ReadingBudget

  init(in tree: HTMLTree, base: String) {
    self.tree = tree
    self.base = base
    budget = ReadingBudget(for: tree)
    var at = 0
    let end = tree.contents(of: nil).upperBound
    while at < end {
      if isThing(at) {
        things += thing(at, depth: Thing.maximumDepth)
        at = tree.end(of: at)
      } else {
        at += 1
      }
    }
  }

  private func isThing(_ node: HTMLTree.Index) -> Bool {
    tree.isElement(node) && tree.hasAttributes(node) && tree.attribute("typeof", of: node) != nil
  }

  /// The thing of a node, and those within it that are no property of it.
  private mutating func thing(_ node: HTMLTree.Index, depth: Int) -> [Thing] {
    var thing = Thing()
    thing.types = tree.words("typeof", of: node).map(localName)
    thing.id = tree.attribute("resource", of: node) ?? tree.attribute("about", of: node)
    thing.anchor = tree.attribute("id", of: node)
    var others: [Thing] = []
    var at = node + 1
    while at < tree.end(of: node), budget.visit() {
      guard tree.isElement(at), tree.hasAttributes(at) else {
        at += 1
        continue
      }
      let names = tree.words("property", of: at)
      if isThing(at) {
        if depth > 1 { add(self.thing(at, depth: depth - 1), as: names, to: &thing, or: &others) }
        at = tree.end(of: at)
        continue
      }
      if !names.isEmpty {
        let value = value(of: at)
        thing.properties += names.map { Thing.Property(name: localName($0), value: value) }
      }
      at += 1
    }
    return [thing] + others
  }

  private func add(_ found: [Thing], as names: [Substring], to thing: inout Thing, or others: inout [Thing]) {
    guard !names.isEmpty, let first = found.first else {
      others += found
      return
    }
    thing.properties += names.map { Thing.Property(name: localName($0), value: .thing(first)) }
    others += found.dropFirst()
  }

  private mutating func value(of node: HTMLTree.Index) -> Thing.Value {
    if tree.attribute("content", of: node) == nil, let resource = tree.attribute("resource", of: node) {
      let text = budget.text(of: node, in: tree)
      return .link(url: budget.resolve(resource, against: base) ?? "", text: text)
    }
    return propertyValue(of: node, in: tree, base: base, budget: &budget)
  }
}
