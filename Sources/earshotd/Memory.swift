// SPDX-License-Identifier: Apache-2.0
import CLinux

/// What the daemon has of the machine's memory beyond what it needs at the moment.
enum Memory {
  /// Lets large pieces go back to the system when they are no longer needed.
  ///
  /// Left to itself glibc serves pieces as large as the largest that was ever given back from its heaps, and what lies
  /// behind them there keeps these from shrinking. Each thread would have heaps of its own, half empty: two are enough
  /// for what waits for each other now and then.
  static func keepFlat() {
    mallopt(M_ARENA_MAX, 2)
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    mallopt(M_TRIM_THRESHOLD, 4 << 20)
  }

  /// Gives back what was needed before, such as for reading the configuration or for a long round of visits.
  static func giveBack() { malloc_trim(0) }
}
