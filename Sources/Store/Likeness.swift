// SPDX-License-Identifier: Apache-2.0
import Model

/// What is known of a stored item to which a weak link leads.
struct Likeness: Sendable {
  /// The source where it was first seen.
  let source: Identifier<Source>
  let guid: String?
  let title: String
  let text: String
  let published: Instant?

  /// Whether an item met in a source is this one.
  func holds(_ link: Link, for item: Item, in source: Identifier<Source>) -> Bool {
    let isElsewhere = source != self.source
    let isRenamed = !isElsewhere && guid != nil && item.guid != nil && guid != item.guid
    let isTitled = words(title) == words(item.title)
    let isSame = isTitled && words(text) == words(item.text)
    switch link {
    case .guidAndURL, .guid, .alternativeGuid, .content: return true
    case .url:
      if isSame { return true }
      // Elsewhere it may be somebody's comment on the page, which is a story of its own.
      if isElsewhere { return isTitled || beginsLike(item.text) }
      // A new guid at an old address is a changing guid, or a page that shows something new each week.
      return !isRenamed || isTitled && isNear(item.published)
    case .headline:
      // Replies in a forum have one title; only their texts tell them apart.
      return isSame ? !(text.isEmpty && isRenamed) : !isRenamed && beginsLike(item.text)
    }
  }

  private func isNear(_ date: Instant?) -> Bool {
    guard let date, let published else { return true }
    return abs((date - published) / .days(1)) <= 2
  }

  /// Whether one text is the beginning of the other, as an excerpt is, or there is none.
  private func beginsLike(_ other: String) -> Bool {
    let mine = words(text)
    let others = words(other)
    let length = min(mine.count, others.count, 60)
    if length == 0 { return true }
    return length >= 20 && mine.prefix(length) == others.prefix(length)
  }

  private func words(_ text: String) -> [UInt8] { visibleWords(of: text, numbers: .count) }
}
