// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A row of values that never changes, in memory of its own: read within its bounds, without counting references.
///
/// Safe because places are checked, and may be shared because nobody writes to it.
@safe struct Row<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  /// How many values there are.
  let count: Int
  private let start: UnsafeMutablePointer<Element>

  init(_ elements: [Element]) {
    count = elements.count
    unsafe start = .allocate(capacity: max(1, elements.count))
    unsafe elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { unsafe start.initialize(from: first, count: source.count) }
    }
  }

  deinit { unsafe start.deallocate() }

  subscript(place: Int) -> Element {
    @inline(__always)
    get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      return unsafe start[place]
    }
  }
}

/// A column of values to write down, of one thread; it grows and keeps what room it has got.
///
/// Safe because places are checked against the room there is, all of which holds values.
@safe struct Column<Element: BitwiseCopyable>: ~Copyable {
  /// How many values were appended.
  private(set) var count = 0
  private var room: Int
  private let blank: Element
  private var start: UnsafeMutablePointer<Element>

  /// A column with room for so many values, all of them blank.
  init(_ blank: Element, room: Int) {
    self.blank = blank
    self.room = max(1, room)
    unsafe start = .allocate(capacity: self.room)
    unsafe start.initialize(repeating: blank, count: self.room)
  }

  deinit { unsafe start.deallocate() }

  /// A value anywhere in the room there is.
  subscript(place: Int) -> Element {
    @inline(__always)
    get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: room))
      return unsafe start[place]
    }
    @inline(__always)
    set {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: room))
      unsafe start[place] = newValue
    }
  }

  /// Makes room for so many values.
  @inline(__always)
  mutating func makeRoom(_ needed: Int) { if needed > room { grow(to: needed * 2) } }

  @inline(never)
  private mutating func grow(to larger: Int) {
    let next = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe next.initialize(from: start, count: room)
    unsafe (next + room).initialize(repeating: blank, count: larger - room)
    unsafe start.deallocate()
    unsafe start = next
    room = larger
  }

  @inline(__always)
  mutating func append(_ value: Element) {
    if count == room { grow(to: room * 2) }
    unsafe start[count] = value
    count &+= 1
  }

  /// Forgets what was appended.
  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Makes every value blank.
  mutating func clear() { unsafe start.update(repeating: blank, count: room) }
}

extension Column where Element: Comparable {
  /// Puts what was appended in order; there is seldom much.
  @inline(__always)
  mutating func sort() { if count > 1 { sortSeveral() } }

  @inline(never)
  private mutating func sortSeveral() {
    if count > 24 {
      var values = unsafe UnsafeMutableBufferPointer(start: start, count: count)
      return unsafe values.sort()
    }
    for index in 1..<count {
      let value = self[index]
      var at = index
      while at > 0, self[at &- 1] > value {
        self[at] = self[at &- 1]
        at &-= 1
      }
      self[at] = value
    }
  }
}

/// A value at a place of its own, of one thread.
///
/// Safe because only its owner, a `Workspace` that one thread has taken, hands it out, and never twice at a time; that
/// is why the accesses need not be counted.
@safe final class Place<Value: ~Copyable> {
  private let pointer: UnsafeMutablePointer<Value>

  init(_ value: consuming Value) {
    unsafe pointer = .allocate(capacity: 1)
    unsafe pointer.initialize(to: value)
  }

  deinit {
    unsafe pointer.deinitialize(count: 1)
    unsafe pointer.deallocate()
  }

  var value: Value {
    @inline(__always)
    _read { yield unsafe pointer.pointee }
    @inline(__always)
    _modify { yield unsafe &pointer.pointee }
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
