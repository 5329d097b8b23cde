// SPDX-License-Identifier: Apache-2.0
import Feeds
import Model
import Pages

/// Any bytes as the date of a feed and of a page: no trap, no hang, and nothing before the year 1 or after 9999, which
/// no database and no mail could hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func readDates(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let earliest = CivilTime(year: 0, month: 12, day: 31).instant()
  let latest = CivilTime(year: 10_000, month: 1, day: 2).instant()
  for instant in [Instant(feedDate: text), publishedDate(text)] {
    guard let instant else { continue }
    precondition(instant >= earliest && instant <= latest, "a date out of all bounds")
  }
  return 0
}
