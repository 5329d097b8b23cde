// SPDX-License-Identifier: Apache-2.0

extension Hints {
  /// The weekday of an English name, 0 for Sunday, or nil.
  static func day(named name: String) -> Int? {
    let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    return days.firstIndex(of: String(name.lowercased().prefix(3)))
  }

  /// Takes in sy:updatePeriod; the frequency may have come before.
  mutating func takeUpdatePeriod(_ text: String) {
    let seconds = [
      "hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
    ]
    guard let period = seconds[text.lowercased()] else { return }
    let frequency = updateInterval.map { $0 < 0 ? -$0 : 1 } ?? 1
    updateInterval = max(1, period / frequency)
  }

  /// Takes in sy:updateFrequency; until the period is known it is kept as a negative number.
  mutating func takeUpdateFrequency(_ text: String) {
    guard let frequency = Int(text), frequency > 0, frequency < 100_000 else { return }
    updateInterval = updateInterval.map { max(1, $0 / frequency) } ?? -frequency
  }
}
