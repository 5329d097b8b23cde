// SPDX-License-Identifier: Apache-2.0
internal import Threads

/// Makes tasks wait for their turn: the turnstile with a clock and continuations.
actor TurnQueue {
  private let pool: ConnectionPool
  private let start = ContinuousClock.now
  private var turnstile: Turnstile
  private var waiting: [Turnstile.Ticket: Waiter<Result<Turnstile.Ticket, TransferError>>] = [:]
  private var alarm: (time: Duration, task: Task<Void, Never>)?
  private var isShutDown = false

  /// An empty queue on the thread of a pool.
  init(_ politeness: Politeness, on pool: ConnectionPool) {
    turnstile = Turnstile(politeness)
    self.pool = pool
  }

  /// The thread of the pool: whoever asks from there does not change threads.
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe pool.unownedExecutor }

  private var now: Duration { ContinuousClock.now - start }

  /// Returns when the turn has come.
  ///
  /// Throws `cancelled` where the task was cancelled or the queue shut down.
  func turn(in lane: Lane, pace: Pace?) async throws(TransferError) -> Turnstile.Ticket {
    guard !isShutDown, !Task.isCancelled else { throw .cancelled }
    let ticket = turnstile.enter(lane, pace: pace, at: now)
    // Mostly nobody stands before us.
    if admit(newcomer: ticket) { return ticket }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[ticket] = Waiter(continuation)
        if Task.isCancelled { abandon(ticket) }
      }
    } onCancel: {
      Task { await self.abandon(ticket) }
    }
    return try result.get()
  }

  /// Ends a turn.
  func leave(_ ticket: Turnstile.Ticket) {
    turnstile.leave(ticket, at: now)
    admit()
  }

  /// Sends everybody away who waits, and whoever comes later.
  func shutDown() {
    isShutDown = true
    alarm?.task.cancel()
    for ticket in waiting.keys { abandon(ticket) }
  }

  private func abandon(_ ticket: Turnstile.Ticket) {
    guard let waiter = waiting.removeValue(forKey: ticket) else { return }
    turnstile.abandon(ticket)
    waiter.resume(returning: .failure(.cancelled))
  }

  /// Lets in whoever may begin now, and comes back when the next one may; says whether that is a newcomer, who does not
  /// wait yet.
  @discardableResult
  private func admit(newcomer: Turnstile.Ticket? = nil) -> Bool {
    var isIn = false
    while let ticket = turnstile.admit(at: now) {
      if ticket == newcomer {
        isIn = true
      } else {
        waiting.removeValue(forKey: ticket)?.resume(returning: .success(ticket))
      }
    }
    guard let opening = turnstile.nextOpening, !isShutDown else { return isIn }
    if let alarm, alarm.time <= opening { return isIn }
    alarm?.task.cancel()
    let task = Task {
      do { try await Workers.sleep(for: opening - now) } catch { return }
      ring()
    }
    alarm = (opening, task)
    return isIn
  }

  private func ring() {
    alarm = nil
    admit()
  }
}
