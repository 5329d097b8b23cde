// SPDX-License-Identifier: Apache-2.0

/// One caller's connection as the server keeps it: what came in, what is to go out, and where it stands.
///
/// Lives on the server's loop only.
final class Connection {
  /// Where it stands.
  enum Stage {
    /// Waits for a call.
    case reading
    /// A call is being answered; no other is looked at meanwhile.
    case answering
    /// What was promised is written out; nothing is answered any more.
    case closing
    /// Nothing more will be written. What still comes is thrown away: closing a Unix socket with bytes unread
    /// resets it, and the caller would lose the last reply.
    case draining
  }

  typealias Time = ContinuousClock.Instant

  let id: Int
  let peer: Peer
  private let descriptor: Descriptor
  private let limits: Limits

  private(set) var stage = Stage.reading
  /// What answers the call, while one is answered.
  var answering: Task<Void, Never>?
  /// Whether that call is one that lasts until the caller has had enough.
  var isStream = false
  /// Who waits for `unread` bytes to be taken in.
  var waiting: CheckedContinuation<Void, Never>?

  private var incoming: MessageBuffer
  private var outgoing: ArraySlice<UInt8> = []
  /// The caller writes nothing more.
  private(set) var hasEnded = false
  /// The caller reads nothing more.
  private(set) var isBroken = false
  /// How many bytes were thrown away.
  private var wasted = 0
  /// Since when the connection waits for the caller, or idles.
  private(set) var since: Time

  init(id: Int, _ descriptor: consuming Descriptor, peer: Peer, limits: Limits, now: Time) {
    self.id = id
    self.descriptor = descriptor
    self.peer = peer
    self.limits = limits
    incoming = MessageBuffer(limit: limits.message)
    since = now
  }

  /// What is to be waited for. While a call is answered only the hang-up is, which poll(2) tells unasked;
  /// once that was told there is nothing left to wait for, and the number -1 is passed over.
  var watch: Watch {
    let reads = !hasEnded && (stage == .reading || stage == .draining)
    let isDeaf = stage == .answering && isBroken
    return Watch(descriptor: isDeaf ? -1 : descriptor.number, reads: reads, writes: !outgoing.isEmpty)
  }

  /// When patience with the caller ends; nil where the caller owes nothing.
  var deadline: Time? {
    let owes = !outgoing.isEmpty || !(incoming.isEmpty || stage == .answering) || stage == .closing
    if stage == .draining { return since + min(limits.patience, .seconds(1)) }
    return owes ? since + limits.patience : nil
  }

  /// Whether nothing is going on.
  var isIdle: Bool { stage == .reading && incoming.isEmpty && outgoing.isEmpty }

  /// Whether more of a stream can be written now.
  var hasRoom: Bool { outgoing.count <= limits.unread }

  /// Whether it can be forgotten.
  var isDone: Bool {
    switch stage {
    case .reading: hasEnded && outgoing.isEmpty
    case .answering: false
    case .closing: isBroken || outgoing.isEmpty && hasEnded
    case .draining: hasEnded || isBroken || wasted > limits.message
    }
  }

  /// The next whole call; throws where what came is none.
  func nextCall(now: Time) throws -> Call? {
    guard let message = try incoming.next() else { return nil }
    since = now
    return try Call(message: message)
  }

  /// Turns from one stage to another.
  func enter(_ stage: Stage, now: Time) {
    self.stage = stage
    since = now
    if stage == .closing { incoming.clear() }
  }

  /// Takes in what has come.
  func read(now: Time) {
    let wasEmpty = incoming.isEmpty
    switch incoming.fill({ descriptor.read(into: &$0) }) {
    case .moved(let count):
      if stage == .draining { wasted += count }
      if wasEmpty && stage == .reading { since = now }
    case .mustWait: break
    case .end: hasEnded = true
    case .broken: (hasEnded, isBroken) = (true, true)
    }
    if stage == .draining { incoming.clear() }
  }

  /// Notes that the caller has closed both ways.
  func hangUp() {
    isBroken = true
    outgoing = []
  }

  /// Adds a message to what goes out, and writes what there is room for.
  func write(_ message: [UInt8], now: Time) {
    guard !isBroken else { return }
    if outgoing.isEmpty { since = now }
    outgoing += message
    flush(now: now)
  }

  /// Writes what there is room for.
  func flush(now: Time) {
    while !outgoing.isEmpty {
      switch descriptor.write(outgoing) {
      case .moved(let count):
        outgoing = outgoing.dropFirst(count)
        since = now
      case .mustWait: return
      case .end, .broken: return hangUp()
      }
    }
    outgoing = []
    if stage == .closing { finishWriting(now: now) }
  }

  private func finishWriting(now: Time) {
    descriptor.finishWriting()
    enter(.draining, now: now)
  }
}
