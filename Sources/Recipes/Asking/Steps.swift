// SPDX-License-Identifier: Apache-2.0

import Text

/// `[page]` and `[since]`: how one answer leads to the next question.
struct Steps: Hashable, Sendable {
  var paging: Paging
  var since: Since
}

/// `[page]`: how the next page of an answer is asked for.
struct Paging: Hashable, Sendable {
  /// What leads to the next page.
  enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is one page.
    case none
    /// A text of the answer.
    case cursor
    /// Its number.
    case page
    /// How many items came before it.
    case offset
    /// The `Link` header (RFC 8288).
    case link
    /// An address in the answer.
    case url
    /// Parameters in the answer.
    case merge
  }

  /// What says that there is another page.
  struct Signs: Hashable, Sendable {
    /// A value that must say yes.
    var more: Pointer?
    /// How many pages there are, in the answer or in one of its headers.
    var total: Pointer?
    var totalHeader: String?
    /// The last number that may be asked for.
    var last: Int?
  }

  var kind = Kind.none
  /// The name of the parameter, or of the variable in templates.
  var name = ""
  /// Whether `name` is a variable.
  var isVariable = false
  /// Where the answer has what leads on.
  var from: Field?
  /// The number of the first page.
  var first = 1
  var signs = Signs()
}

/// `[since]`: how a platform is asked only for what is new.
struct Since: Hashable, Sendable {
  /// What new is measured by.
  enum Kind: Hashable, Sendable {
    /// It is not asked; what is known is told by its identifier.
    case seen
    /// A time, written so.
    case time(Written)
    /// The newest identifier, which stands here in the first page.
    case id(from: Pointer)
  }

  /// How a time is written into a request.
  enum Written: String, Hashable, Sendable, CaseIterable {
    case rfc3339
    case epochSeconds = "epoch-s"
    case epochMilliseconds = "epoch-ms"
    case day = "date"
  }

  var kind = Kind.seen
  /// The name of the parameter.
  var parameter = ""
  /// The parameter's value, `{since}` standing for the time or identifier.
  var value: Template?
  /// How much of the known past is asked for again, since platforms index late.
  var overlap = Duration.zero
  /// Whether a mark counts only after the last page was kept.
  var waitsForLastPage = true
}
