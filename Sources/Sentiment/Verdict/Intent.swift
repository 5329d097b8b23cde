// SPDX-License-Identifier: Apache-2.0
import Model

/// What the author of a text is after.
package enum Intent: String, Sendable, CaseIterable {
  /// Something went wrong.
  case complaint
  /// Wants to know something.
  case question
  /// Is content, and says so.
  case praise
  /// Tells others to go, buy or try.
  case recommendation
  /// Comes from a competitor, or leaves for one.
  case switching
  /// None of these.
  case nothing

  /// The intent of a text by its cues and its verdict.
  init(_ cues: Cues, _ shares: Shares) {
    let label = shares.label
    if cues.kinds.contains(.leaving) || cues.kinds.contains(.joining) && label != .negative {
      self = .switching
    } else if cues.kinds.contains(.recommendation), label == .positive {
      self = .recommendation
    } else if cues.kinds.contains(.question), shares.negative < 0.6, shares.positive < 0.6 {
      self = .question
    } else {
      self = label == .negative ? .complaint : label == .positive ? .praise : .nothing
    }
  }
}
