// SPDX-License-Identifier: Apache-2.0
import Model

extension Intent {
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
