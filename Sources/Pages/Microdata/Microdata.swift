// SPDX-License-Identifier: Apache-2.0
import Markup

/// The things a page describes in Microdata (WHATWG HTML, section 5).
struct MicrodataThings {
  /// The items that are no property of another one met before.
  private(set) var things: [Thing] = []
  private let tree: HTMLTree
  private let base: String
  /// The elements that have an `id`, for `itemref`.
  private var ids: [String: HTMLTree.Index] = [:]
  private var isRead: Set<HTMLTree.Index> = []
  private var budget: ReadingBudget

  init(in tree: HTMLTree, base: String) {
    self.tree = tree
    self.base = base
    budget = ReadingBudget(for: tree)
    let items = tree.elements().filter {
      tree.hasAttributes($0) && tree.attribute("itemscope", of: $0) != nil
    }
    guard !items.isEmpty else { return }
    for node in tree.elements() where tree.hasAttributes(node) {
      if let id = tree.attribute("id", of: node), ids[id] == nil { ids[id] = node }
    }
    for item in items where !isRead.contains(item) {
      things.append(thing(item, depth: Thing.maximumDepth, within: []))
    }
  }

  private mutating func thing(_ node: HTMLTree.Index, depth: Int, within: Set<HTMLTree.Index>) -> Thing {
    isRead.insert(node)
    var thing = Thing()
    thing.types = tree.words("itemtype", of: node).map(localName)
    thing.id = tree.attribute("itemid", of: node)
    thing.anchor = tree.attribute("id", of: node)
    let within = within.union([node])
    addProperties(of: tree.contents(of: node), to: &thing, depth: depth, within: within)
    for id in tree.words("itemref", of: node).prefix(32) {
      guard let referred = ids[String(id)], !within.contains(referred) else { continue }
      addProperties(of: referred..<tree.end(of: referred), to: &thing, depth: depth, within: within)
    }
    return thing
  }

  /// Adds the properties in a range of nodes; what belongs to an item in it is that item's.
  private mutating func addProperties(
    of nodes: Range<HTMLTree.Index>, to thing: inout Thing, depth: Int, within: Set<HTMLTree.Index>
  ) {
    var at = nodes.lowerBound
    while at < nodes.upperBound, budget.visit() {
      guard tree.isElement(at), tree.hasAttributes(at) else {
        at += 1
        continue
      }
      let isItem = tree.attribute("itemscope", of: at) != nil
      let names = tree.words("itemprop", of: at)
      if !names.isEmpty, let value = value(of: at, isItem: isItem, depth: depth, within: within) {
        thing.properties += names.map { Thing.Property(name: localName($0), value: value) }
      }
      at = isItem ? tree.end(of: at) : at + 1
    }
  }

  private mutating func value(
    of node: HTMLTree.Index, isItem: Bool, depth: Int, within: Set<HTMLTree.Index>
  ) -> Thing.Value? {
    guard isItem else { return propertyValue(of: node, in: tree, base: base, budget: &budget) }
    guard depth > 1, !within.contains(node) else { return nil }
    return .thing(thing(node, depth: depth - 1, within: within))
  }
}
