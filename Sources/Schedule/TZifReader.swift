// SPDX-License-Identifier: Apache-2.0

/// Reads the two data blocks and the footer of a TZif file (RFC 8536, section 3).
struct TZifReader {
  let name: String
  let bytes: [UInt8]
  private var at = 0

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// How many of what a block holds.
  private struct Header {
    var version: UInt8
    var universalIndicators, standardIndicators, leapSeconds, transitions, types, characters: Int

    /// The size of the block after the header, its times being `width` bytes.
    func size(width: Int) -> Int {
      transitions * (width + 1) + types * 6 + characters + leapSeconds * (width + 4) + standardIndicators
        + universalIndicators
    }
  }

  mutating func zone() throws(NotATimeZone) -> TimeZone {
    var header = try header()
    var width = 4
    if header.version >= UInt8(ascii: "2") {
      _ = try take(header.size(width: 4))
      header = try self.header()
      width = 8
    }
    let (transitions, initial) = try block(header, width: width)
    let rule = width == 8 ? try footer() : nil
    return TimeZone(name: name, transitions: transitions, initial: initial, rule: rule)
  }

  private mutating func header() throws(NotATimeZone) -> Header {
    guard Array(try take(4)) == Array("TZif".utf8) else { throw wrong("no TZif data") }
    let version = try take(16).first ?? 0
    return Header(
      version: version, universalIndicators: try count(), standardIndicators: try count(),
      leapSeconds: try count(), transitions: try count(), types: try count(), characters: try count())
  }

  private mutating func block(
    _ header: Header, width: Int
  ) throws(NotATimeZone) -> ([TimeZone.Transition], TimeZone.Offset) {
    var times: [Int64] = []
    for _ in 0..<header.transitions { times.append(try number(width)) }
    let indices = try take(header.transitions)
    let records = try take(header.types * 6)
    let names = try take(header.characters)
    _ = try take(header.leapSeconds * (width + 4) + header.standardIndicators + header.universalIndicators)

    let types = stride(from: records.startIndex, to: records.endIndex, by: 6).map { start in
      let seconds = records[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let abbreviation = names.dropFirst(Int(records[start + 5])).prefix { $0 != 0 }
      return TimeZone.Offset(
        seconds: Int(Int32(bitPattern: seconds)), abbreviation: String(decoding: abbreviation, as: UTF8.self))
    }
    guard let initial = types.first else { throw wrong("no local time type") }
    guard indices.allSatisfy({ Int($0) < types.count }), types.allSatisfy({ abs($0.seconds) < 16 * 3600 }),
      zip(times, times.dropFirst()).allSatisfy(<)
    else { throw wrong("contradictory TZif data") }
    return (zip(times, indices).map { TimeZone.Transition(at: $0, offset: types[Int($1)]) }, initial)
  }

  private mutating func footer() throws(NotATimeZone) -> PosixRule? {
    guard try take(1).first == 0x0A, let end = bytes[at...].firstIndex(of: 0x0A) else {
      throw wrong("no footer")
    }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    if text.isEmpty { return nil }
    guard let rule = PosixRule(parsing: text) else {
      throw wrong("footer “\(text)” is no POSIX time zone rule")
    }
    return rule
  }

  private mutating func take(_ count: Int) throws(NotATimeZone) -> ArraySlice<UInt8> {
    guard count <= bytes.count - at else { throw wrong("TZif data cut short") }
    defer { at += count }
    return bytes[at..<at + count]
  }

  private mutating func number(_ width: Int) throws(NotATimeZone) -> Int64 {
    let bits = try take(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return width == 8 ? Int64(bitPattern: bits) : Int64(Int32(truncatingIfNeeded: bits))
  }

  private mutating func count() throws(NotATimeZone) -> Int {
    let number = try number(4)
    // The largest zone has some 250 transitions; this bounds what a broken file can make us reserve.
    guard 0...100_000 ~= number else { throw wrong("contradictory TZif data") }
    return Int(number)
  }

  private func wrong(_ reason: String) -> NotATimeZone { NotATimeZone(name: name, reason: reason) }
}
