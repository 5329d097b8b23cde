// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// Any bytes as a date: nothing before the year 1 or after 9999, which no database and no mail could hold.
func readDates(_ bytes: [UInt8]) {
  guard let instant = Instant(written: String(decoding: bytes, as: UTF8.self)) else { return }
  let earliest = CivilTime(year: 0, month: 12, day: 31).instant()
  let latest = CivilTime(year: 10_000, month: 1, day: 2).instant()
  precondition(instant >= earliest && instant <= latest, "a date out of all bounds")
  guard (1...9999).contains(CivilTime(instant).year) else { return }
  precondition(Instant(written: instant.rfc3339())?.seconds == instant.seconds, "printed as another date")
}
