// SPDX-License-Identifier: Apache-2.0

/// The room that the bodies of all transfers under way share, so that many servers that send without end take no
/// more memory than a few.
///
/// While there is room every body grows as it comes. Beyond that only one large one grows on, in a place of its own;
/// other large ones are to be fetched again, one after the other.
///
/// A class because the transfers of a pool share it; it never leaves the thread of their loop.
final class BodyRoom {
  /// How many bytes there is room for.
  private static let size = 10_000_000
  /// Up to how many bytes a body is never large.
  static let usual = 256_000
  private var taken = 0
  private var isPlaceTaken = false
  /// Memory that a body in the place has left: the next one there need not have it made anew, page by page, which takes
  /// longer than to fill it.
  private var spare: [UInt8] = []

  /// For one that grows as long as there is room.
  func stay() -> Stay { Stay(in: self, hasPlace: false) }

  /// For one that grows whatever the others do; nil where there is no place for it now.
  func stayInPlace() -> Stay? { isPlaceTaken ? nil : Stay(in: self, hasPlace: true) }

  /// Gives back the memory that was kept for bodies to come, unless there is one in the place.
  func tidy() {
    if !isPlaceTaken { spare = [] }
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
      if hasPlace { room.isPlaceTaken = true }
    }

    deinit {
      room.taken -= taken
      if hasPlace { room.isPlaceTaken = false }
    }

    /// Whether the body may grow by some bytes.
    func grow(by count: Int) -> Bool {
      if !hasPlace, taken + count > BodyRoom.usual, room.taken + count > BodyRoom.size {
        guard !room.isPlaceTaken else { return false }
        room.isPlaceTaken = true
        hasPlace = true
      }
      taken += count
      room.taken += count
      return true
    }

    /// Lets a body in the place have the memory for the most it may become: it is memory only as far as it is written, and
    /// it is not copied as it grows.
    func makeRoom(for body: inout [UInt8], upTo most: Int) {
      guard hasPlace, body.capacity < most else { return }
      var whole: [UInt8] = []
      swap(&whole, &room.spare)
      whole.reserveCapacity(most)
      whole.append(contentsOf: body)
      body = whole
    }

    /// Takes a body that nobody wants any more.
    func discard(_ body: inout [UInt8]) {
      if hasPlace {
        body.removeAll(keepingCapacity: true)
        swap(&body, &room.spare)
      }
      body = []
    }
  }
}
