// SPDX-License-Identifier: Apache-2.0
internal import Feeds
internal import Model
internal import Pages
internal import Store
internal import Transport

/// One document of several that follow each other: a page of reviews, or a feed with its archive (RFC 5005).
struct Leaf: Sendable {
  /// What it holds, named.
  let items: [Item]
  /// Where it goes on; nil at the end.
  let next: String?
  /// Whether it says nothing of where it goes on, and that is only how the program which made it counts its pages.
  let isGuess: Bool

  /// A page, and the one that its `rel=next` names.
  init(_ page: Page) {
    items = page.namedItems
    next = page.next
    isGuess = false
  }

  /// A feed, and the archive before it, which is stable, or else the next page of a paged one (RFC 5005 sections 3
  /// and 4, JSON Feed's `next_url`), both only on the same host; of one that says neither, what WordPress has there.
  init(_ feed: Feed, _ items: [Item]) {
    self.items = items
    let addresses = feed.hints.addresses
    let told = feed.hints.isComplete ? nil : addresses.previousArchive ?? addresses.next
    isGuess =
      told == nil && !feed.hints.isComplete
      && feed.hints.generator?.lowercased().contains("wordpress") == true
    next =
      isGuess
      ? wordPressPage(after: feed.url)
      : told.flatMap { Authority(of: $0)?.host == Authority(of: feed.url)?.host ? $0 : nil }
  }

  /// What a reading can go on from.
  init?(_ reading: Reading) {
    guard case .items(let items) = reading.poll, !reading.isDelta else { return nil }
    switch reading.document {
    case .page(let page): self.init(page)
    case .feed(let feed): self.init(feed, items)
    case nil: return nil
    }
  }
}

/// The page of a feed by WordPress after the one at an address, which counts them in its query from 1 on.
private func wordPressPage(after url: String) -> String {
  let parts = url.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
  let query = parts.count == 2 ? parts[1].split(separator: "&") : []
  let number = query.last { $0.hasPrefix("paged=") }.flatMap { Int($0.dropFirst(6)) } ?? 1
  let others = query.filter { !$0.hasPrefix("paged=") } + ["paged=\(min(number, 1 << 30) + 1)"]
  return parts[0] + "?" + others.joined(separator: "&")
}

/// How many documents after the first one a visit reads at most: a first look, or one after a busy day, need not miss
/// what has moved on, and no site is read to its end.
let furthestLeaf = 4

/// The items of a document and of those after it in its series, each once.
///
/// It goes on as long as nothing in a document was met before, for only then may the next one hold what was missed.
///
/// - Parameters:
///   - isUnseen: whether none of some items was met in their source before.
///   - read: the document at an address, nil where it cannot be read; whether the address is a guess.
func itemsOfSeries(
  from first: Leaf, isUnseen: ([Item]) async throws(StoreError) -> Bool,
  read: (_ url: String, _ isGuess: Bool) async -> Leaf?
) async throws(StoreError) -> [Item] {
  var items = first.items
  var guids = Set(items.compactMap(\.guid))
  var visited: Set<String> = []
  var leaf = first
  while visited.count < furthestLeaf, let next = leaf.next, visited.insert(next).inserted {
    guard !leaf.items.isEmpty, try await isUnseen(leaf.items), let further = await read(next, leaf.isGuess)
    else { break }
    // An item without a guid is told from the others by the store.
    let more = further.items.filter { item in item.guid.map { guids.insert($0).inserted } ?? true }
    // Whoever was asked for a page and gives the same once more has no pages.
    if leaf.isGuess && more.isEmpty { break }
    items += more
    leaf = further
  }
  return items
}
