// SPDX-License-Identifier: Apache-2.0

/// Fetches over HTTP and HTTPS: politely, within limits, and never from where it must not reach.
///
/// It runs on the thread of its libcurl loop. Redirects are followed here, hop by hop: each hop waits for the
/// turn of its own host, is connected to under the same guard, and sees no credential that was meant for
/// another server.
package actor Transport: Fetching {
  private let userAgent: String
  private let guarded: ConnectionPool
  private let open = ConnectionPool(guard: .open)
  private let queue: TurnQueue

  /// Starts its threads.
  ///
  /// - Parameters:
  ///   - userAgent: sent with every request: name, version and an address for complaints.
  ///   - allow: private networks that every source may be fetched from.
  ///   - politeness: how requests take turns.
  package init(userAgent: String, allow: [NetworkRange] = [], politeness: Politeness = Politeness()) {
    self.userAgent = userAgent
    guarded = ConnectionPool(guard: AddressGuard(allowing: allow))
    queue = TurnQueue(politeness, on: guarded)
  }

  /// The thread of the guarded transfers.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe guarded.unownedExecutor }

  /// Lets every source be fetched from these private networks, and from no other, from now on.
  package func allow(_ ranges: [NetworkRange]) async { await guarded.obey(AddressGuard(allowing: ranges)) }

  /// Gets what a request asks for, redirects followed.
  package func fetch(_ request: Request) async -> Result<Answer, TransferError> {
    var journey = Journey(request, userAgent: userAgent)
    var turn: Turnstile.Ticket?
    let result = await travel(&journey, &turn, over: request.allowPrivate ? open : guarded)
    if let turn { await queue.leave(turn) }
    return result
  }

  /// Keeps everybody away from a lane for a time, as its server asked with 429 or 503.
  ///
  /// Whoever waits for a turn there, or asks for one before the time is over, gets `heldBack` at once.
  package func hold(_ lane: Lane, for duration: Duration) async { await queue.hold(lane, for: duration) }

  /// Ends every transfer under way and takes no more; each of them ends with `cancelled`.
  package func shutdown() async {
    await queue.shutDown()
    await guarded.shutDown()
    await open.shutDown()
  }

  /// Makes one hop after the other. A turn is kept as long as the hops stay in its lane.
  private func travel(
    _ journey: inout Journey, _ turn: inout Turnstile.Ticket?, over pool: ConnectionPool
  ) async -> Result<Answer, TransferError> {
    do throws(TransferError) {
      while true {
        let errand = try journey.nextErrand()
        if let held = turn, held.lane != errand.lane {
          await queue.leave(held)
          turn = nil
        }
        if turn == nil { turn = try await queue.turn(in: errand.lane, pace: errand.pace) }
        guard let landing = await pool.run(errand) else { throw .cancelled }
        if let answer = try journey.take(landing) { return .success(answer) }
      }
    } catch {
      return .failure(error)
    }
  }
}

extension TransferError {
  /// The task was cancelled or the transport shut down.
  static let cancelled = TransferError(.cancelled, "the transfer was cancelled before it ended")

  /// The lane's server asked to be left alone.
  static func heldBack(_ lane: Lane) -> TransferError {
    TransferError(.heldBack, "\(lane.host) asked to be left alone for a while, so it was not visited")
  }
}
