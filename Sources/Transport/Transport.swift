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

  /// The turn of a fetch, and in which lane.
  private typealias Turn = (ticket: Turnstile.Ticket, lane: Lane)

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
    var turn: Turn?
    let result = await travel(&journey, &turn, over: request.allowPrivate ? open : guarded)
    if case .success(let answer) = result { request.heed(answer) }
    if let turn { await queue.leave(turn.ticket) }
    return result
  }

  /// Ends every transfer under way and takes no more; each of them ends with `cancelled`.
  package func shutdown() async {
    await queue.shutDown()
    await guarded.shutDown()
    await open.shutDown()
  }

  /// Makes one hop after the other. A turn is kept as long as the hops stay in its lane.
  private func travel(
    _ journey: inout Journey, _ turn: inout Turn?, over pool: ConnectionPool
  ) async -> Result<Answer, TransferError> {
    do throws(TransferError) {
      while true {
        let (lane, pace) = try journey.nextLane()
        if let held = turn, held.lane != lane {
          await queue.leave(held.ticket)
          turn = nil
        }
        if turn == nil { turn = (try await queue.turn(in: lane, pace: pace), lane) }
        guard let landing = await pool.run(try journey.nextErrand()) else { throw .cancelled }
        if let answer = try journey.take(landing) { return .success(answer) }
        guard let objection = journey.request.objection else { continue }
        if let held = turn { await queue.leave(held.ticket) }
        turn = nil
        if let result = await objection(journey.url) { return result }
      }
    } catch {
      return .failure(error)
    }
  }
}

extension TransferError {
  /// The task was cancelled or the transport shut down.
  static let cancelled = TransferError(.cancelled, "the transfer was cancelled before it ended")
}
