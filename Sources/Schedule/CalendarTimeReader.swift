// SPDX-License-Identifier: Apache-2.0

/// Why a text is no calendar time, and where.
package struct CalendarTimeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The character where reading stopped, 1 the first.
  package var column: Int
  /// What was found and what was expected.
  package var reason: String

  /// Such as `column 5: hour 25 does not exist; expected 0 to 23`.
  package var description: String { "column \(column): \(reason)" }
}

extension CalendarTime {
  /// Reads `[weekdays] [date] time` or one of the words for whole periods. Throws with the column at fault.
  package init(parsing text: String) throws(CalendarTimeError) {
    var reader = CalendarTimeReader(text)
    self = try reader.expression()
  }
}

/// Reads the words of a calendar time from left to right.
private struct CalendarTimeReader {
  /// A word and the column it begins at.
  private struct Word {
    var text: Substring
    var column: Int
  }

  private var words: [Word]
  private let end: Int

  init(_ text: String) {
    words = text.split(separator: " ").map { word in
      Word(text: word, column: text.distance(from: text.startIndex, to: word.startIndex) + 1)
    }
    end = text.count + 1
  }

  private static let periods = [
    "hourly": "*:00", "daily": "00:00", "weekly": "Mon 00:00", "monthly": "*-*-01 00:00",
  ]

  mutating func expression() throws(CalendarTimeError) -> CalendarTime {
    if words.count == 1, let meaning = Self.periods[words[0].text.lowercased()] {
      return try CalendarTime(parsing: meaning)
    }
    var time = CalendarTime(
      weekdays: Set(0...6), months: Set(1...12), days: Set(1...31), clock: .times([]))
    if let word = take(where: { $0.first?.isLetter == true }) { time.weekdays = try weekdays(word) }
    if let word = take(where: { $0.contains("-") }) { (time.months, time.days) = try date(word) }
    guard let word = take(where: { _ in true }) else {
      throw CalendarTimeError(column: end, reason: "expected a time such as 08:00")
    }
    time.clock = try clock(word)
    if let extra = words.first {
      throw CalendarTimeError(column: extra.column, reason: "expected nothing after the time")
    }
    return time
  }

  private mutating func take(where condition: (Substring) -> Bool) -> Word? {
    guard let first = words.first, condition(first.text) else { return nil }
    return words.removeFirst()
  }

  /// `Mon`, `Mon,Wed`, `Mon..Fri`, `Sat..Mon`.
  private func weekdays(_ word: Word) throws(CalendarTimeError) -> Set<Int> {
    var days: Set<Int> = []
    for part in split(word, ",") {
      let ends = split(part, "..")
      guard ends.count <= 2 else {
        throw CalendarTimeError(column: ends[2].column, reason: "expected a range such as Mon..Fri")
      }
      let first = try weekday(ends[0])
      let last = try ends.last.map { end throws(CalendarTimeError) in try weekday(end) } ?? first
      for step in 0...(last - first + 7) % 7 { days.insert((first + step) % 7) }
    }
    return days
  }

  /// The first three letters of an English weekday, or all of them.
  private func weekday(_ word: Word) throws(CalendarTimeError) -> Int {
    let full = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    let name = word.text.lowercased()
    guard let day = full.firstIndex(where: { $0 == name || $0.prefix(3) == name }) else {
      throw CalendarTimeError(
        column: word.column,
        reason: "“\(word.text)” is no day of the week; expected Mon, Tue, Wed, Thu, Fri, Sat or Sun, "
          + "or hourly, daily, weekly or monthly alone")
    }
    return day
  }

  /// `*-*-01`, `*-01,07-15`, with or without the year, which can only be `*`.
  private func date(_ word: Word) throws(CalendarTimeError) -> (Set<Int>, Set<Int>) {
    var parts = split(word, "-")
    if parts.count == 3 {
      guard parts[0].text == "*" else {
        throw CalendarTimeError(column: parts[0].column, reason: "expected * for the year")
      }
      parts.removeFirst()
    }
    guard parts.count == 2 else {
      throw CalendarTimeError(
        column: word.column, reason: "expected a date such as *-*-01 (the first of each month)")
    }
    let months = try numbers(parts[0], 1...12, "month") ?? Array(1...12)
    let days = try numbers(parts[1], 1...31, "day") ?? Array(1...31)
    let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard let first = days.first, months.contains(where: { first <= longest[$0 - 1] }) else {
      throw CalendarTimeError(column: parts[1].column, reason: "that month has no such day")
    }
    return (Set(months), Set(days))
  }

  /// `08:00`, `08:00,18:30`, `9..17:00`, `*:30`.
  private func clock(_ word: Word) throws(CalendarTimeError) -> CalendarTime.Clock {
    var times: Set<Int> = []
    var minutes: Set<Int> = []
    for part in split(word, ",") {
      let fields = split(part, ":")
      guard fields.count == 2 else {
        throw CalendarTimeError(
          column: fields.count > 2 ? fields[2].column - 1 : part.column,
          reason: fields.count > 2
            ? "expected hours and minutes only, such as 08:00" : "expected a time such as 08:00")
      }
      let minute = try number(fields[1], 0...59, "minute")
      if let hours = try numbers(fields[0], 0...23, "hour") {
        times.formUnion(hours.map { $0 * 60 + minute })
      } else {
        minutes.insert(minute)
      }
      guard times.isEmpty || minutes.isEmpty else {
        throw CalendarTimeError(
          column: part.column, reason: "expected either times of every hour or times of the day")
      }
    }
    return minutes.isEmpty ? .times(times.sorted()) : .everyHour(at: minutes)
  }

  /// A list of numbers and ranges in order; nil for `*`.
  private func numbers(
    _ word: Word, _ range: ClosedRange<Int>, _ noun: String
  ) throws(CalendarTimeError) -> [Int]? {
    if word.text == "*" { return nil }
    var numbers: Set<Int> = []
    for part in split(word, ",") {
      let ends = split(part, "..")
      let first = try number(ends[0], range, noun)
      guard ends.count > 1 else {
        numbers.insert(first)
        continue
      }
      let last = try number(ends[1], range, noun)
      guard ends.count == 2, first <= last else {
        throw CalendarTimeError(column: part.column, reason: "expected a range such as 9..17")
      }
      numbers.formUnion(first...last)
    }
    return numbers.sorted()
  }

  private func number(
    _ word: Word, _ range: ClosedRange<Int>, _ noun: String
  ) throws(CalendarTimeError) -> Int {
    guard let number = Int(digits: word.text) else {
      let found = word.text.isEmpty ? "nothing" : "“\(word.text)”"
      throw CalendarTimeError(column: word.column, reason: "expected the \(noun) as a number, found \(found)")
    }
    guard range ~= number else {
      throw CalendarTimeError(
        column: word.column,
        reason: "\(noun) \(number) does not exist; expected \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The parts of a word between separators, each with its column; empty ones are kept.
  private func split(_ word: Word, _ separator: String) -> [Word] {
    var parts: [Word] = [
      Word(text: word.text[word.text.startIndex..<word.text.startIndex], column: word.column)
    ]
    var index = word.text.startIndex
    var column = word.column
    var start = index
    while index < word.text.endIndex {
      if word.text[index...].hasPrefix(separator) {
        index = word.text.index(index, offsetBy: separator.count)
        column += separator.count
        start = index
        parts.append(Word(text: word.text[start..<start], column: column))
      } else {
        index = word.text.index(after: index)
        column += 1
        parts[parts.count - 1].text = word.text[start..<index]
      }
    }
    return parts
  }
}
