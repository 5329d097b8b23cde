// SPDX-License-Identifier: Apache-2.0

import Text

/// What the answers of a platform mean.
struct AnswerReading: Hashable, Sendable {
  var list: ItemList
  var map: ItemMap
  var rate: Rate
  var faults: [Fault]
}

/// `[items]`: where the items are.
struct ItemList: Hashable, Sendable {
  /// An item that is none: what stands at `pointer` is, or is not, this text.
  struct Exception: Hashable, Sendable {
    var pointer: Pointer
    var text: String
    var isWanted: Bool
  }

  /// The most items of one answer; no platform sends as many.
  static let most = 1000

  var paths: [ItemPath]
  /// What an item must have.
  var required: [Pointer] = []
  var exceptions: [Exception] = []
  /// Whether an answer without items leaves the list out.
  var mayBeMissing = false
}

/// `[map]`: which value of an item becomes which field.
struct ItemMap: Hashable, Sendable {
  /// The fields that are texts, by their keys.
  var texts: [String: Field] = [:]
  /// `published` and `updated`.
  var times: [String: TimeField] = [:]
  var rating: RatingField?
  /// Where the list of labels is.
  var categories: Pointer?

  /// The keys of the fields that are texts.
  static let textKeys = [
    "id", "url", "author", "title", "text", "lang", "parent", "thread", "link", "reply", "publisher",
  ]
}

/// A field that is a time.
struct TimeField: Hashable, Sendable {
  var paths: [Pointer]
  /// Tried in their order.
  var formats: [TimeFormat]
  /// The zone of times that do not say theirs; UTC where nil.
  var zone: String?
}

/// A field that is a rating.
struct RatingField: Hashable, Sendable {
  var value: Field
  /// What words stand for.
  var words: [String: Double]
  var best: Double
  var worst: Double
}

/// `[rate]`: how a platform says that it is asked too often.
struct Rate: Hashable, Sendable {
  /// What the header with the time of renewal holds.
  enum Reset: String, Hashable, Sendable, CaseIterable {
    case epochSeconds = "epoch-s"
    case secondsLeft = "delta-s"
    case time = "iso8601"
  }

  /// The header that says how many requests are left.
  var remaining: String?
  /// The header that says when there are more.
  var reset: String?
  var resetAs = Reset.epochSeconds
  /// How many requests are left alone for others.
  var reserve = 0
  /// Where the answer says for how many seconds it must not be asked again.
  var backoff: Pointer?
}

/// `[[errors]]`: an answer that is none.
struct Fault: Hashable, Sendable {
  var status: Int?
  var pointer: Pointer?
  /// The texts that mean it; none means that something is there.
  var texts: [String]
  var kind: PlatformError.Kind
  /// Where the platform says in words what is wrong.
  var message: Pointer?
}
