// SPDX-License-Identifier: Apache-2.0

/// The room that the bodies of all transfers under way share, so that many servers that send without end take no
/// more memory than a few.
///
/// While there is room every body grows as it comes. Beyond that only two large ones grow on, each in a place of its
/// own; other large ones are to be fetched again when a place is free.
///
/// A class because the transfers of a pool share it; it never leaves the thread of their loop.
final class BodyRoom {
  /// How many bytes there is room for.
  private static let size = 16_000_000
  /// Up to how many bytes a body is never large.
  private static let usual = 256_000
  private var taken = 0
  private var places = 2
  /// Memory that bodies in a place have left: the next one there need not have it made anew, page by page, which takes
  /// longer than to fill it.
  private var spare: [[UInt8]] = []

  /// For one that grows as long as there is room.
  func stay() -> Stay { Stay(in: self, hasPlace: false) }

  /// For one that grows whatever the others do; nil where there is no place for it now.
  func stayInPlace() -> Stay? { places > 0 ? Stay(in: self, hasPlace: true) : nil }

  /// Gives back the memory that was kept for bodies to come, unless there is one in a place.
  func tidy() {
    if places == 2 { spare = [] }
  }

  /// What one body takes of the room, given back when it is gone.
  final class Stay {
    private let room: BodyRoom
    /// Whether it grows whatever the others do.
    private(set) var hasPlace: Bool
    private var taken = 0

    fileprivate init(in room: BodyRoom, hasPlace: Bool) {
      self.room = room
      self.hasPlace = hasPlace
      if hasPlace { room.places -= 1 }
    }

    deinit {
      room.taken -= taken
      if hasPlace { room.places += 1 }
    }

    /// Whether the body may grow by some bytes.
    func grow(by count: Int) -> Bool {
      if !hasPlace, taken + count > BodyRoom.usual, room.taken + count > BodyRoom.size {
        guard room.places > 0 else { return false }
        room.places -= 1
        hasPlace = true
      }
      taken += count
      room.taken += count
      return true
    }

    /// Lets a body in a place have the memory for the most it may become: it is memory only as far as it is written, and
    /// it is not copied as it grows.
    func makeRoom(for body: inout [UInt8], upTo most: Int) {
      guard hasPlace, body.capacity < most else { return }
      var whole = room.spare.popLast() ?? []
      whole.reserveCapacity(most)
      whole.append(contentsOf: body)
      body = whole
    }

    /// Takes a body that nobody wants any more.
    func discard(_ body: inout [UInt8]) {
      if hasPlace, room.spare.count < 2 {
        body.removeAll(keepingCapacity: true)
        room.spare.append(body)
      }
      body = []
    }
  }
}
