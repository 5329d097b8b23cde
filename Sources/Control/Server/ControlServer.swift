// SPDX-License-Identifier: Apache-2.0
import Glibc
import Text

/// Answers callers of the control socket over Varlink until its task is cancelled.
///
/// Calls of one connection are answered in order, those of different ones side by side. What breaks the
/// protocol closes its connection; nothing a caller does stops the server.
package actor ControlServer {
  private typealias Time = ContinuousClock.Instant

  private let socket: ControlSocket
  private let router: CallRouter
  private let limits: Limits
  private let loop = SocketLoop()
  private let clock = ContinuousClock()

  private var admins: Admins
  private var connections: [Int: Connection] = [:]
  private var nextID = 1
  private var isStopping = false
  /// When callers are no longer waited for, once it stops.
  private var stopDeadline: Time?
  /// Until when no caller is let in, after the system had no descriptor left for one.
  private var pause: Time?
  private var stopped: CheckedContinuation<Void, Never>?

  /// The loop's thread is the actor's executor.
  nonisolated package var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

  /// Answers at a socket by asking `handling`; nothing happens before `run`.
  package init(
    at socket: ControlSocket, handling: any ControlHandling, about product: Product,
    admins: Admins = Admins(),
    limits: Limits = Limits()
  ) {
    self.socket = socket
    router = CallRouter(handling: handling, product: product)
    self.admins = admins
    self.limits = limits
  }

  /// Serves until the task is cancelled; then lets answers under way finish for at most `Limits.patience`,
  /// and removes the socket's file if it was made here. To be called once.
  package nonisolated func run() async {
    loop.start { [weak self] in self?.assumeIsolated { $0.turn() } ?? false }
    await withTaskCancellationHandler {
      await untilStopped()
    } onCancel: {
      Task { await self.stop() }
    }
    socket.remove()
  }

  deinit { loop.stop() }

  /// Returns when the loop has taken a turn: the sign of life the watchdog asks for.
  package func heartbeat() {}

  /// Changes who may change things, from the next call on.
  package func allow(_ admins: Admins) { self.admins = admins }

  private func untilStopped() async {
    guard !(isStopping && connections.isEmpty) else { return }
    await withCheckedContinuation { stopped = $0 }
  }

  private func stop() {
    isStopping = true
    stopDeadline = clock.now + min(limits.patience, .seconds(3))
    for connection in connections.values {
      connection.answering?.cancel()
      if connection.stage == .reading { close(connection) }
    }
  }

  /// Waits for the bell or the sockets, and does what they ask for; false once there is nothing left to do.
  private func turn() -> Bool {
    let ordered = connections.values.sorted { $0.id < $1.id }
    var watches = [Watch(descriptor: loop.bell.number, reads: true), listening] + ordered.map(\.watch)
    Watch.wait(&watches, atMost: patience(with: ordered))
    for (connection, watch) in zip(ordered, watches.dropFirst(2)) { attend(to: connection, watch) }
    if watches[1].isReadable { accept() }
    expire()
    guard isStopping, connections.isEmpty else { return true }
    stopped?.resume()
    stopped = nil
    return false
  }

  /// The listening socket, unless nobody is to be let in now.
  private var listening: Watch {
    let isOpen = !isStopping && pause == nil
    return Watch(descriptor: isOpen ? socket.descriptor.number : -1, reads: true)
  }

  /// How long there is nothing to do unless somebody writes.
  private func patience(with connections: [Connection]) -> Duration? {
    if isStopping && connections.isEmpty { return .zero }
    let deadlines = connections.compactMap(\.deadline) + [pause, stopDeadline].compactMap { $0 }
    return deadlines.min().map { max(.zero, $0 - clock.now) }
  }

  /// Gives up on callers that keep it waiting.
  private func expire() {
    let now = clock.now
    if let pause, pause <= now { self.pause = nil }
    let isOver = stopDeadline.map { $0 <= now } ?? false
    for connection in connections.values where isOver || connection.deadline.map({ $0 <= now }) ?? false {
      forget(connection)
    }
  }

  private func attend(to connection: Connection, _ watch: Watch) {
    if watch.isWritable { connection.flush(now: clock.now) }
    if watch.reads && watch.isReadable { connection.read(now: clock.now) }
    if watch.isHungUp && !watch.reads {
      connection.hangUp()
      if connection.isStream { connection.answering?.cancel() }
    }
    if connection.hasRoom || connection.isBroken { resume(connection) }
    proceed(connection)
  }

  private func accept() {
    do {
      let descriptor = try socket.descriptor.accept()
      let peer = try descriptor.peer()
      let room = peer.caller(admins).isAdmin ? limits.connections : limits.connections - limits.reserved
      if connections.count >= room { makeRoom() }
      guard connections.count < room else { return refuse(descriptor) }
      let connection = Connection(id: nextID, descriptor, peer: peer, limits: limits, now: clock.now)
      connections[nextID] = connection
      nextID += 1
    } catch  where [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.number) {
      // The caller stays in the queue; without a pause poll(2) would tell of it at once, again and again.
      pause = clock.now + .seconds(1)
    } catch {
      // The caller has gone again already.
    }
  }

  /// Closes the connection that has been idle longest, if one has been for longer than a call may take.
  private func makeRoom() {
    let idle = connections.values.filter { $0.isIdle && $0.since + limits.patience <= clock.now }
    if let oldest = idle.min(by: { $0.since < $1.since }) { forget(oldest) }
  }

  private func refuse(_ descriptor: borrowing Descriptor) {
    let reply = Reply.error(.busy("there are \(limits.connections) connections already; try again later"))
    _ = descriptor.write(reply.message[...])
    descriptor.finishWriting()
  }

  /// Looks for the next call, or for the end.
  private func proceed(_ connection: Connection) {
    if connection.stage == .reading {
      do {
        if let call = try connection.nextCall(now: clock.now) { return begin(call, on: connection) }
      } catch {
        return close(connection)
      }
    }
    if connection.isDone { forget(connection) }
  }

  /// Lets a caller have what was promised, and then no more.
  private func close(_ connection: Connection) {
    connection.enter(.closing, now: clock.now)
    connection.flush(now: clock.now)
    if connection.isDone { forget(connection) }
  }

  private func forget(_ connection: Connection) {
    connections[connection.id] = nil
    connection.hangUp()
    connection.answering?.cancel()
    resume(connection)
  }

  private func begin(_ call: Call, on connection: Connection) {
    connection.enter(.answering, now: clock.now)
    connection.isStream = call.mode == .more
    let caller = connection.peer.caller(admins)
    let id = connection.id
    connection.answering = Task { @concurrent [router] in
      let reply = await router.answer(call, from: caller) { await self.send($0, to: id) }
      await self.finish(id, with: call.mode == .none ? nil : reply)
    }
  }

  /// Sends one of several replies; returns once there is room for the next, false where nobody is there to
  /// read it.
  private func send(_ parameters: JSON, to id: Int) async -> Bool {
    guard let connection = connections[id], !connection.isBroken, !isStopping else { return false }
    connection.write(Reply.parameters(parameters, continues: true).message, now: clock.now)
    if !connection.hasRoom { await withCheckedContinuation { connection.waiting = $0 } }
    return connections[id] != nil && !connection.isBroken
  }

  private func resume(_ connection: Connection) {
    connection.waiting?.resume()
    connection.waiting = nil
  }

  private func finish(_ id: Int, with reply: Reply?) {
    guard let connection = connections[id] else { return }
    connection.answering = nil
    if let reply { connection.write(reply.message, now: clock.now) }
    connection.enter(.reading, now: clock.now)
    if isStopping { close(connection) } else { proceed(connection) }
  }
}
