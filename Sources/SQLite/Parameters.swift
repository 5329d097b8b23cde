// SPDX-License-Identifier: Apache-2.0
import CSQLite

/// The parameters of a statement, given their values from left to right.
@safe package struct Parameters: ~Copyable {
  private let statement: OpaquePointer
  /// How many were given.
  private(set) var count: Int32 = 0
  /// The first result that was not good.
  private(set) var code = SQLITE_OK

  /// Where texts are put that need no copy of their own; empty where there is no such place.
  private var room: UnsafeMutableRawBufferPointer

  /// The parameters of a statement that is run and made ready again before the room is used for another.
  init(of statement: OpaquePointer, texts room: UnsafeMutableRawBufferPointer? = nil) {
    unsafe self.statement = statement
    unsafe self.room = room ?? UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }

  /// Gives the next one an integer.
  package mutating func append(_ number: Int64) {
    count += 1
    note(unsafe sqlite3_bind_int64(statement, count, number))
  }

  /// Gives the next one a floating-point number.
  package mutating func append(_ number: Double) {
    count += 1
    note(unsafe sqlite3_bind_double(statement, count, number))
  }

  /// Gives the next one a text.
  package mutating func append(_ text: String) {
    count += 1
    var text = text
    note(
      text.withUTF8 { utf8 in
        guard let start = utf8.baseAddress else {
          return unsafe earshot_bind_text(statement, count, "", 0, false)
        }
        let isRoomy = unsafe utf8.count < room.count
        let text = unsafe isRoomy ? put(utf8) : UnsafeRawPointer(start)
        return unsafe earshot_bind_text(
          statement, count, text.assumingMemoryBound(to: CChar.self), Int32(clamping: utf8.count), isRoomy)
      })
  }

  /// Gives the next one a text, or nothing.
  package mutating func append(_ text: String?) {
    if let text { append(text) } else { appendNull() }
  }

  /// Gives the next one an integer, or nothing.
  package mutating func append(_ number: Int64?) {
    if let number { append(number) } else { appendNull() }
  }

  /// Gives the next one bytes.
  package mutating func append(_ bytes: [UInt8]) {
    count += 1
    guard !bytes.isEmpty else { return note(unsafe sqlite3_bind_zeroblob(statement, count, 0)) }
    note(
      unsafe bytes.withUnsafeBytes {
        unsafe earshot_bind_blob(statement, count, $0.baseAddress, Int32(clamping: $0.count))
      })
  }

  /// Gives the next one nothing.
  package mutating func appendNull() {
    count += 1
    note(unsafe sqlite3_bind_null(statement, count))
  }

  private mutating func put(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeRawPointer {
    let place = unsafe room
    unsafe place.copyMemory(from: UnsafeRawBufferPointer(text))
    unsafe room = UnsafeMutableRawBufferPointer(rebasing: place[text.count...])
    return unsafe UnsafeRawPointer(place.baseAddress.unsafelyUnwrapped)
  }

  private mutating func note(_ result: Int32) { if code == SQLITE_OK { code = result } }
}
