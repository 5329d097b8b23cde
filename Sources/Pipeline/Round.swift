// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Store
internal import Threads

/// Visits that were asked for together.
///
/// A class because each of them tells it when it ends; it never leaves the scheduler.
final class Round {
  /// What does not stand in line yet.
  private var line: ArraySlice<Identifier<Source>>
  /// How many more may.
  private var room: Int
  /// How many do, or are being visited.
  private var underWay = 0
  /// Whether more of it are just being lined up.
  var isGoingOn = false
  /// Whether no more are to be lined up, since nobody waits for them.
  private let isCutShort: Locked<Bool>
  private let ended: @Sendable (Identifier<Source>, Result<Visited, any Error>) -> Void
  let continuation: CheckedContinuation<Void, Never>

  init(
    line: ArraySlice<Identifier<Source>>, room: Int, isCutShort: Locked<Bool>,
    ended: @escaping @Sendable (Identifier<Source>, Result<Visited, any Error>) -> Void,
    continuation: CheckedContinuation<Void, Never>
  ) {
    self.line = line
    self.room = room
    self.isCutShort = isCutShort
    self.ended = ended
    self.continuation = continuation
  }

  var isOver: Bool { line.isEmpty && underWay == 0 }

  /// The next one to line up, if there is room.
  func next() -> Identifier<Source>? {
    if isCutShort.withLock(\.self) { giveUp() }
    guard room > 0, let id = line.popFirst() else { return nil }
    room -= 1
    underWay += 1
    return id
  }

  /// Tells of a visit that has ended, and has room for another one.
  func takeBack(_ id: Identifier<Source>, _ result: Result<Visited, any Error>) {
    room += 1
    underWay -= 1
    ended(id, result)
  }

  /// Lines up no more.
  func giveUp() { line = [] }
}
