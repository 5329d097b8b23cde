// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Text

/// What one thread writes down while it tries the expressions of one index on one text after the other.
struct Scratch {
  /// The number of the text being tried; stamps of other numbers are stale.
  var generation: Int32 = 0
  /// What is known of a literal: the text it was last found in, and the last of its finds there.
  struct State: BitwiseCopyable {
    var stamp: Int32 = 0
    var lastFind: Int32 = -1
  }

  /// By literal.
  var states: [State]
  /// By expression: the text it was last tried on.
  var tried: [Int32]
  /// The literals found that are anchors.
  var anchors: [Int32] = []
  /// Finds in the text: at which token, and the find of the same literal before it or -1.
  var findTokens: [Int32] = []
  var findPrevious: [Int32] = []
  /// The addresses of title and body, found when first asked for.
  private var titleLinks: [Link]?
  private var bodyLinks: [Link]?
  /// The expressions that hold.
  var matched: [Int32] = []
  /// What wildcard and misspelt words tokens are, by hash.
  var cache = TokenCache()

  init(literals: Int, expressions: Int) {
    states = Array(repeating: State(), count: literals)
    tried = Array(repeating: 0, count: expressions)
  }

  /// Makes ready for the next text.
  mutating func startText() {
    if !anchors.isEmpty { anchors.removeAll(keepingCapacity: true) }
    if !findTokens.isEmpty { findTokens.removeAll(keepingCapacity: true) }
    if !findPrevious.isEmpty { findPrevious.removeAll(keepingCapacity: true) }
    if !matched.isEmpty { matched.removeAll(keepingCapacity: true) }
    titleLinks = nil
    bodyLinks = nil
    generation &+= 1
    if generation == .max {
      generation = 1
      for index in states.indices { states[index].stamp = 0 }
      for index in tried.indices { tried[index] = 0 }
    }
  }

  /// The addresses of the title, stream 0, or of the body, stream 1.
  mutating func links(_ stream: Int, _ find: () -> [Link]) -> [Link] {
    if let known = stream == 0 ? titleLinks : bodyLinks { return known }
    let found = find()
    if stream == 0 { titleLinks = found } else { bodyLinks = found }
    return found
  }

  /// Notes that a literal stands at a token; the expression that is nothing but this literal holds.
  @inline(__always)
  mutating func note(_ posting: LiteralIndex.Posting, at token: Int) {
    let literal = Int(posting.literal)
    var last: Int32 = -1
    if states[literal].stamp == generation {
      last = states[literal].lastFind
    } else if posting.expression >= 0 {
      matched.append(posting.expression)
    } else if posting.traits.contains(.isAnchor) {
      anchors.append(posting.literal)
    }
    states[literal] = State(stamp: generation, lastFind: Int32(truncatingIfNeeded: findTokens.count))
    findPrevious.append(last)
    findTokens.append(Int32(truncatingIfNeeded: token))
  }

  /// Whether a literal stands in the text.
  @inline(__always)
  func isFound(_ literal: Int32) -> Bool { states[Int(literal)].stamp == generation }
}

/// Remembers which wildcard and misspelt words a token is; most tokens come again and again.
struct TokenCache {
  private var keys: [UInt64] = []
  private var values: [Int32] = []
  private var lists: [[Int32]] = [[]]

  /// The list known for a hash, if there is one.
  @inline(__always)
  func list(for hash: UInt64) -> [Int32]? {
    if keys.isEmpty { return nil }
    let slot = Int(truncatingIfNeeded: hash &>> 20) & 0xFFFF
    return keys[slot] == hash ? lists[Int(values[slot])] : nil
  }

  /// Keeps the list of a hash.
  @inline(__always)
  mutating func keep(_ list: [Int32], for hash: UInt64) {
    if keys.isEmpty || lists.count > 1 << 16 {
      keys = Array(repeating: 0, count: 1 << 16)
      values = Array(repeating: 0, count: 1 << 16)
      lists = [[]]
    }
    let slot = Int(truncatingIfNeeded: hash &>> 20) & 0xFFFF
    if keys[slot] == hash { return }
    keys[slot] = hash
    values[slot] = list.isEmpty ? 0 : Int32(lists.count)
    if !list.isEmpty { lists.append(list) }
  }
}

/// Keeps one value that is dear to make for whoever needs it next.
///
/// Safe because the value is handed over by an atomic exchange: whoever took it is its only owner.
@safe final class Spare<Value: AnyObject>: @unchecked Sendable {
  private let slot = unsafe Atomic<UnsafeRawPointer?>(nil)

  init() {}

  deinit { _ = take() }

  /// Takes the value out, if there is one.
  func take() -> Value? {
    let pointer = unsafe slot.exchange(nil, ordering: .acquiring)
    return unsafe pointer.map { unsafe Unmanaged<Value>.fromOpaque($0).takeRetainedValue() }
  }

  /// Puts a value in; one that was there is let go.
  func put(_ value: Value) {
    let pointer = UnsafeRawPointer(unsafe Unmanaged.passRetained(value).toOpaque())
    let previous = unsafe slot.exchange(pointer, ordering: .acquiringAndReleasing)
    unsafe previous.map { unsafe Unmanaged<Value>.fromOpaque($0).release() }
  }
}

/// A scratch that can be kept as a spare.
final class ScratchBox {
  var scratch: Scratch

  init(_ scratch: Scratch) { self.scratch = scratch }
}
