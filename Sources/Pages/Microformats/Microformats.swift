// SPDX-License-Identifier: Apache-2.0
import Markup

/// The reviews and entries of a page in microformats2 (`h-review`, `h-entry`) and the classic `hreview`.
///
/// They become things in the words of schema.org, so that one reader serves all markups.
struct MicroformatThings {
  /// The roots that lie in no other root.
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
      if let root = root(at) {
        things.append(thing(at, root))
        at = tree.end(of: at)
      } else {
        at += 1
      }
    }
  }

  /// The vocabulary a root opens for what it holds.
  private enum Root {
    case review, entry, aggregate
    case classic

    var type: String {
      switch self {
      case .review, .classic: "Review"
      case .entry: "h-entry"
      case .aggregate: "AggregateRating"
      }
    }
  }

  private func classes(of node: HTMLTree.Index) -> [Substring] {
    tree.isElement(node) && tree.hasAttributes(node) ? tree.words("class", of: node) : []
  }

  private func root(_ node: HTMLTree.Index) -> Root? {
    for name in classes(of: node) {
      switch name {
      case "h-review": return .review
      case "h-entry": return .entry
      case "h-review-aggregate": return .aggregate
      case "hreview": return .classic
      default: continue
      }
    }
    return nil
  }

  private mutating func thing(_ node: HTMLTree.Index, _ root: Root) -> Thing {
    var thing = Thing(types: [root.type], anchor: tree.attribute("id", of: node))
    var at = node + 1
    while at < tree.end(of: node), budget.visit() {
      let classes = classes(of: at)
      for name in classes {
        guard let property = root == .classic ? Self.classic[name] : Self.modern[name] else { continue }
        thing.properties.append(Thing.Property(name: property, value: value(of: at, property)))
      }
      // What lies in another microformat is that one's, but an author's card has been read by now.
      let isOther = classes.contains { $0.hasPrefix("h-") } && root != .classic
      at = isOther ? tree.end(of: at) : at + 1
    }
    return thing
  }

  private static let modern: [Substring: String] = [
    "p-name": "name", "e-content": "reviewBody", "p-content": "reviewBody", "p-summary": "description",
    "p-description": "description", "e-description": "reviewBody", "p-author": "author",
    "p-reviewer": "author",
    "dt-published": "datePublished", "dt-reviewed": "datePublished", "dt-updated": "dateModified",
    "p-rating": "ratingValue", "p-average": "ratingValue", "p-best": "bestRating", "p-worst": "worstRating",
    "p-count": "reviewCount", "p-votes": "ratingCount", "u-url": "url", "u-uid": "uid",
    "p-category": "keywords",
    "p-item": "itemReviewed",
  ]

  private static let classic: [Substring: String] = [
    "summary": "name", "description": "reviewBody", "reviewer": "author", "dtreviewed": "datePublished",
    "rating": "ratingValue", "best": "bestRating", "worst": "worstRating", "permalink": "url",
    "item": "itemReviewed",
  ]

  /// The value of a property; addresses want the link, dates and ratings what is written for machines.
  private mutating func value(of node: HTMLTree.Index, _ property: String) -> Thing.Value {
    let text = machineText(of: node) ?? nameInCard(node) ?? budget.text(of: node, in: tree)
    let reference =
      tree.attribute("href", of: node) ?? (property == "url" ? tree.attribute("src", of: node) : nil)
    guard let reference, let url = budget.resolve(reference, against: base) else { return .text(text) }
    return .link(url: url, text: text)
  }

  private func machineText(of node: HTMLTree.Index) -> String? {
    switch tree.element(node) {
    case .time: tree.attribute("datetime", of: node)
    case .data, .input, .meter: tree.attribute("value", of: node)
    case .img: tree.attribute("alt", of: node)
    default:
      tree.attribute("title", of: node).flatMap { tree.text(of: node, limit: 16).utf8.count < 16 ? $0 : nil }
    }
  }

  /// The name in a card or item that is the value, or the `value` of a classic rating.
  private mutating func nameInCard(_ node: HTMLTree.Index) -> String? {
    for inner in tree.contents(of: node).prefix(200) where budget.visit() {
      let isName = classes(of: inner).contains { ["p-name", "fn", "value"].contains($0) }
      if isName { return machineText(of: inner) ?? budget.text(of: inner, in: tree) }
    }
    return nil
  }
}
