// SPDX-License-Identifier: Apache-2.0
import Markup

/// What a page says about itself in its head and its links: title, language, feeds, the page after it.
struct PageLinks {
  private(set) var title: String?
  private(set) var language: String?
  private(set) var feeds: [DiscoveredFeed] = []
  private(set) var likelyFeeds: [DiscoveredFeed] = []
  private(set) var next: String?
  /// What relative addresses in the page are relative to.
  private(set) var base: String
  private let url: String
  private var addresses = AddressBudget(forDocumentOf: 0)

  init(in tree: HTMLTree, url: String) {
    self.url = url
    base = url
    if let node = tree.elements().first(where: { tree.element($0) == .base }),
      let reference = tree.attribute("href", of: node), let address = resolve(reference, against: url),
      isWebAddress(address)
    {
      base = address
    }
    for node in tree.elements() where tree.hasAttributes(node) || tree.element(node) == .title {
      read(node, in: tree)
    }
  }

  private mutating func read(_ node: HTMLTree.Index, in tree: HTMLTree) {
    switch tree.element(node) {
    case .title: if title == nil { title = nonempty(tidiedLine(tree.text(of: node, limit: 1024))) }
    case .html: if language == nil { language = nonempty(tree.attribute("lang", of: node)) }
    case .link: readLink(node, in: tree)
    case .a:
      readLink(node, in: tree)
      readAnchor(node, in: tree)
    default: break
    }
  }

  /// A link that says nothing of a feed but whose address looks like one: many sites have no other.
  private mutating func readAnchor(_ node: HTMLTree.Index, in tree: HTMLTree) {
    guard likelyFeeds.count < 20, let reference = tree.attribute("href", of: node),
      looksLikeFeed(reference), let address = resolve(reference, against: base), isWebAddress(address),
      !likelyFeeds.contains(where: { $0.url == address })
    else { return }
    likelyFeeds.append(
      DiscoveredFeed(url: address, title: tidiedLine(tree.text(of: node, limit: 256)), type: ""))
  }

  /// Whether the last part of the path is one that feeds are published under.
  private func looksLikeFeed(_ reference: String) -> Bool {
    guard reference.utf8.count < 2000, !reference.hasPrefix("#") else { return false }
    let path = reference.lowercased().prefix { $0 != "?" && $0 != "#" }
    guard let last = path.split(separator: "/").last else { return false }
    return Self.feedNames.contains(String(last))
      || [".rss", ".atom", ".rdf", "rss.xml", "atom.xml", "feed.xml", "feed.json"].contains {
        last.hasSuffix($0)
      }
  }

  private static let feedNames: Set<String> = ["feed", "rss", "atom", "feeds", "rss2", "index.xml"]

  private mutating func readLink(_ node: HTMLTree.Index, in tree: HTMLTree) {
    guard let relations = tree.attribute("rel", of: node)?.lowercased().split(whereSeparator: \.isWhitespace)
    else { return }
    let type = tree.attribute("type", of: node)?.lowercased().prefix { $0 != ";" } ?? ""
    let isFeed =
      relations.contains("feed") || (relations.contains("alternate") && Self.feedTypes.contains(String(type)))
    let isNext = next == nil && relations.contains("next")
    guard isNext || isFeed && feeds.count < 100, let reference = tree.attribute("href", of: node),
      let address = addresses.resolve(reference, against: base), isWebAddress(address)
    else { return }
    if isNext { next = follow(address) }
    guard isFeed, feeds.count < 100, !feeds.contains(where: { $0.url == address }) else { return }
    let title = tree.attribute("title", of: node) ?? tree.text(of: node, limit: 256)
    feeds.append(DiscoveredFeed(url: address, title: tidiedLine(title), type: String(type)))
  }

  /// The next page, if it is another one of the same host and no step down from https.
  private func follow(_ address: String) -> String? {
    guard host(of: address) == host(of: url), canonical(address) != canonical(url) else { return nil }
    let isDowngrade = url.lowercased().hasPrefix("https:") && address.lowercased().hasPrefix("http:")
    return isDowngrade ? nil : address
  }

  private static let feedTypes: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "text/rss+xml",
    "application/x.atom+xml", "application/x-atom+xml", "application/rss", "text/xml", "application/xml",
  ]

  private func nonempty(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}
