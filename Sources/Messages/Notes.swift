// SPDX-License-Identifier: Apache-2.0

package import Model

/// A sentence for a digest on a source that could not be listened to for some time.
///
/// `until` is nil where that is still so; `reason` is what the source's health says.
package func coverageNote(
  on source: String, from start: Instant, until end: Instant?, because reason: String, now: Instant,
  offset: (Instant) -> Int
) -> String {
  let since = shortTime(start, now: now, offset: offset)
  let span = end.map { "from \(since) to \(shortTime($0, now: now, offset: offset))" } ?? "since \(since)"
  return
    "\(source.onOneLine.shortened(to: 60)) could not be listened to \(span): \(reason.onOneLine.shortened(to: 160))"
}

/// A sentence for a digest that makes up for windows in which the daemon did not run.
package func catchUpNote(windows count: Int) -> String {
  "this message makes up for \(count) that could not be sent while Earshot was not running"
}
