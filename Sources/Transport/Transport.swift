// SPDX-License-Identifier: Apache-2.0

/// Fetches over HTTP and HTTPS: politely, within limits, and never from where it must not reach.
///
/// It runs on the thread of its libcurl loop. Redirects are followed here, hop by hop: each hop waits for the turn of its own
/// host, is connected to under the same guard, and sees no credential that was meant for another server.
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

  /// Ends every transfer under way and takes no more; each of them ends with `cancelled`.
  package func shutdown() async {
    await queue.shutDown()
    await guarded.shutDown()
    await open.shutDown()
  }

  /// Gets what a request asks for, redirects followed.
  package func fetch(_ request: Request) async -> Result<Answer, TransferError> {
    var journey = Journey(request, userAgent: userAgent)
    do {
      while true {
        let errand = try journey.nextErrand()
        let landing = try await land(errand, of: request)
        if let answer = try journey.take(landing) { return .success(answer) }
      }
    } catch {
      return .failure(error)
    }
  }

  /// Makes one hop when its turn has come.
  private func land(_ errand: Errand, of request: Request) async throws(TransferError) -> Landing {
    let pool = request.allowPrivate ? open : guarded
    let lane = request.lane ?? Lane(host: Authority(of: errand.url)?.description ?? "")
    guard let ticket = await queue.turn(in: lane, pace: request.pace) else { throw .cancelled }
    let landing = await pool.run(errand)
    await queue.leave(ticket)
    guard let landing else { throw .cancelled }
    return landing
  }
}

extension TransferError {
  /// The task was cancelled or the transport shut down.
  static let cancelled = TransferError(.cancelled, "the transfer was cancelled before it ended")
}
