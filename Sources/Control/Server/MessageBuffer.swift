// SPDX-License-Identifier: Apache-2.0

/// The bytes that have come in and the messages in them, each ended by a NUL.
struct MessageBuffer: Sendable {
  /// A message is longer than it may be.
  struct TooLong: Error {}

  private var bytes: [UInt8] = []
  /// Where the next message begins.
  private var start = 0
  /// How far there is known to be no NUL.
  private var scanned = 0
  private let limit: Int

  /// Holds messages of at most so many bytes.
  init(limit: Int) { self.limit = limit }

  /// Whether nothing is there, not even a part of a message.
  var isEmpty: Bool { start == bytes.count }

  /// Takes in what `read` appends.
  mutating func fill<Outcome>(_ read: (inout [UInt8]) -> Outcome) -> Outcome { read(&bytes) }

  /// The next whole message without its NUL, or nil where it has not come in whole.
  mutating func next() throws(TooLong) -> [UInt8]? {
    guard let end = bytes[scanned...].firstIndex(of: 0) else {
      scanned = bytes.count
      compact()
      if bytes.count - start > limit { throw TooLong() }
      return nil
    }
    let message = Array(bytes[start..<end])
    start = end + 1
    scanned = start
    if message.count > limit { throw TooLong() }
    return message
  }

  /// Forgets everything.
  mutating func clear() { self = MessageBuffer(limit: limit) }

  /// Gives back the room of messages that are done.
  private mutating func compact() {
    guard start > 0 else { return }
    bytes.removeFirst(start)
    scanned -= start
    start = 0
  }
}
