// SPDX-License-Identifier: Apache-2.0
internal import CCurl
internal import Threads

/// Transfers that may share connections: one multi handle, one thread and one view of which addresses may be
/// reached.
///
/// A connection made for a source that may reach private addresses must not serve one that may not; so each
/// of the two has a pool of its own, and reuse cannot go round the guard.
actor ConnectionPool {
  private let loop = TransferLoop()
  private var addressGuard: AddressGuard
  /// Until when no kept connection is used, since another guard may have let it through.
  private var distrustEnds: ContinuousClock.Instant?
  private let room = BodyRoom()
  /// Handles that wait for their next transfer.
  private var spare: [Transfer] = []
  private static let mostSpare = 32
  private var running: [Int: (transfer: Transfer, order: Order)] = [:]
  /// Those whose body needs more room than there was: they are made again, in this order.
  private var postponed: [(id: Int, order: Order)] = []
  private var count = 0
  private var isShutDown = false

  /// What is to be done, and who waits for it.
  private struct Order {
    let errand: Errand
    let waiter: Waiter<Landing?>
  }

  /// Starts the pool's thread.
  init(guard addressGuard: AddressGuard) {
    self.addressGuard = addressGuard
    loop.start { [weak self] in self?.assumeIsolated { $0.turn() } }
  }

  deinit { loop.stop() }

  /// The thread of the transfers.
  nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  /// Judges every connection made from now on by another guard.
  func obey(_ addressGuard: AddressGuard) {
    self.addressGuard = addressGuard
    // libcurl uses no connection again that was idle for 118 seconds (CURLOPT_MAXAGE_CONN).
    if count > 0 { distrustEnds = .now + .seconds(120) }
  }

  /// Runs one transfer to its end; nil where the task was cancelled or the pool shut down.
  func run(_ errand: Errand) async -> Landing? {
    count += 1
    let id = count
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        guard !isShutDown, !Task.isCancelled else { return continuation.resume(returning: nil) }
        start(id, Order(errand: errand, waiter: Waiter(continuation)), room.stay())
      }
    } onCancel: {
      Task { await self.abandon(id) }
    }
  }

  /// Ends every transfer and takes no more.
  func shutDown() {
    isShutDown = true
    for id in running.keys.sorted() + postponed.map(\.id) { abandon(id) }
  }

  private func start(_ id: Int, _ order: Order, _ stay: BodyRoom.Stay) {
    let transfer = spare.popLast() ?? Transfer(over: loop.sockets)
    // A connection that only some may make is theirs alone.
    let isCommon = order.errand.allowed.isEmpty
    let mayReuse = isCommon && distrustEnds.map { $0 <= .now } ?? true
    let ownGuard = isCommon ? addressGuard : addressGuard.allowing(order.errand.allowed)
    transfer.begin(id, order.errand, guard: ownGuard, stay, reusingConnections: mayReuse)
    running[id] = (transfer, order)
    loop.multi.add(transfer.easy)
  }

  /// Ends a transfer; its handle serves the next one.
  private func end(_ transfer: Transfer) {
    loop.multi.remove(transfer.easy)
    transfer.forget()
    if spare.count < Self.mostSpare { spare.append(transfer) }
  }

  private func abandon(_ id: Int) {
    if let (transfer, order) = running.removeValue(forKey: id) {
      end(transfer)
      order.waiter.resume(returning: nil)
    } else if let place = postponed.firstIndex(where: { $0.id == id }) {
      postponed.remove(at: place).order.waiter.resume(returning: nil)
    }
  }

  /// What follows when transfers have moved on.
  private func turn() {
    while let (transfer, code) = loop.multi.nextFinished() {
      let landing = transfer.isWithoutRoom ? nil : transfer.landing(code)
      end(transfer)
      guard let (_, order) = running.removeValue(forKey: transfer.id) else { continue }
      if let landing {
        order.waiter.resume(returning: landing)
      } else {
        postponed.append((transfer.id, order))
      }
    }
    while !postponed.isEmpty, let stay = room.stayInPlace() {
      let (id, order) = postponed.removeFirst()
      start(id, order, stay)
    }
    room.tidy()
  }
}
