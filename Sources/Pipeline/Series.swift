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
  /// Whether an earlier visit could not read on here.
  private(set) var isOwed = false

  /// What was read now, and where an earlier visit could not read on.
  init(_ unread: Unread, after items: [Item]) {
    self.items = items
    next = unread.url
    isGuess = unread.isGuess
    isOwed = true
  }

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

/// What came of asking for the document after another one.
enum NextLeaf: Sendable {
  case leaf(Leaf)
  /// There is none.
  case end
  /// It may be there another time.
  case failure(String)

  /// What an answer from an address was read as.
  init(_ reading: Reading, of result: Result<Answer, TransferError>, at url: String) {
    let answer = try? result.get()
    if let reason = reading.poll.reason, reading.poll.mayPass {
      // What is not there today is not there tomorrow (RFC 9110, 15.5), unless it was only too slow or too soon.
      let isRefused = answer.map { 400..<500 ~= $0.status && ![408, 425, 429].contains($0.status) } ?? false
      self = isRefused ? .end : .failure(reason)
    } else if let answer, Authority(of: answer.url)?.host == Authority(of: url)?.host,
      let leaf = Leaf(reading)
    {
      self = .leaf(leaf)
    } else {
      self = .end
    }
  }
}

extension Poll {
  /// Whether it may be another one at the next attempt.
  fileprivate var mayPass: Bool {
    switch self {
    case .failed, .throttled: true
    case .unchanged, .items, .blocked, .gone, .broken: false
    }
  }
}

/// Where a series could not be read on, though what was missed may be there.
struct Unread: Sendable {
  let url: String
  let isGuess: Bool
  /// When that was for the first time and for the last one.
  let since, tried: Instant

  /// Where a document leads to.
  init(_ leaf: Leaf, since: Instant, tried: Instant) {
    url = leaf.next ?? ""
    isGuess = leaf.isGuess
    (self.since, self.tried) = (since, tried)
  }

  /// As it was kept; nil where nothing was.
  init?(_ kept: String?) {
    let words = kept?.split(separator: " ", maxSplits: 3) ?? []
    guard words.count == 4, let since = Int64(words[0]), let tried = Int64(words[1]) else { return nil }
    (self.since, self.tried) = (Instant(seconds: since), Instant(seconds: tried))
    isGuess = words[2] == "guess"
    url = String(words[3])
  }

  /// As it is kept: both times in seconds since 1970, `guess` or `told`, and the address.
  var kept: String { "\(since.seconds) \(tried.seconds) \(isGuess ? "guess" : "told") \(url)" }

  /// Whether it is worth another attempt: each pause is as long as all before it together.
  func isDue(at now: Instant) -> Bool { now - tried >= tried - since }

  /// Whether it has been tried for long enough.
  var isLost: Bool { tried - since >= .days(8) }
}

/// What was read of a series.
struct Series: Sendable {
  /// The items of its documents, each once.
  var items: [Item]
  /// The document after which it could not be read on, and why.
  var failure: (Leaf, String)?
}

/// Reads a document and those after it.
///
/// - Parameters:
///   - goesOn: whether the document after one with some items may hold what was missed.
///   - read: the document at an address that another one leads to.
func readSeries(
  from first: Leaf, goesOn: ([Item]) async throws(StoreError) -> Bool,
  read: (_ leaf: Leaf, _ url: String) async -> NextLeaf
) async throws(StoreError) -> Series {
  var series = Series(items: first.items)
  var guids = Set(first.items.compactMap(\.guid))
  var visited: Set<String> = []
  var leaf = first
  while visited.count < furthestLeaf, let next = leaf.next, visited.insert(next).inserted {
    guard try await leaf.isOwed ? true : goesOn(leaf.items) else { break }
    switch await read(leaf, next) {
    case .end: return series
    case .failure(let reason):
      series.failure = (leaf, reason)
      return series
    case .leaf(let further):
      // An item without a guid is told from the others by the store.
      let more = further.items.filter { item in item.guid.map { guids.insert($0).inserted } ?? true }
      // Whoever was asked for a page and gives the same once more has no pages.
      if leaf.isGuess && more.isEmpty { return series }
      series.items += more
      leaf = further
    }
  }
  return series
}
