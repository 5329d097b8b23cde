// SPDX-License-Identifier: Apache-2.0
import Model

/// How often a source has something new: what retention deletes counts on.
struct Rhythm: Hashable, Sendable {
  /// When the newest item took effect.
  private(set) var newest: Instant?
  /// The seconds between the newest items, the last ones first.
  private(set) var gaps: [Int64]

  /// How many gaps it is told by.
  private static let most = 20
  /// Of fewer no rhythm is told.
  private static let fewest = 4

  init(newest: Instant?, gaps: [Int64]) {
    self.newest = newest
    self.gaps = newest == nil ? [] : gaps
  }

  /// Adds the times at which further items took effect, in any order.
  mutating func add(_ dates: [Instant]) {
    var times = dates
    if var time = newest {
      times.append(time)
      for gap in gaps {
        time = time - .seconds(gap)
        times.append(time)
      }
    }
    times.sort(by: >)
    newest = times.first
    gaps = zip(times, times.dropFirst()).prefix(Self.most).map { ($0 - $1).microseconds / 1_000_000 }
  }

  /// The median time between items, where there is a rhythm.
  var usualGap: Duration? {
    gaps.count < Self.fewest ? nil : .seconds(gaps.sorted()[gaps.count / 2])
  }
}
