// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Pages
internal import Store

/// How many pages after the first one a visit reads at most: a first look, or one after a busy day, need not miss what
/// has moved on, and no site is read to its end.
let furthestPage = 4

/// The items of a page and of those after it in its series (`rel=next`, on the same host), each once.
///
/// It goes on as long as every item of a page is unseen, for only then may the next one hold what was missed.
///
/// - Parameters:
///   - isUnseen: whether none of some items is known.
///   - read: the page at an address, nil where it cannot be read.
func itemsOfSeries(
  from first: Page, isUnseen: ([Item]) async throws(StoreError) -> Bool, read: (String) async -> Page?
) async throws(StoreError) -> [Item] {
  var items = first.namedItems
  var guids = Set(items.map(\.guid))
  var visited: Set<String> = []
  var page = first
  while visited.count < furthestPage, let next = page.next, visited.insert(next).inserted {
    guard !page.items.isEmpty, try await isUnseen(page.namedItems), let further = await read(next) else {
      break
    }
    items += further.namedItems.filter { guids.insert($0.guid).inserted }
    page = further
  }
  return items
}
