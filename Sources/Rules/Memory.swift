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
    unsafe start = allocated(elements)
  }

  deinit { unsafe UnsafeMutableRawPointer(start).deallocate() }

  subscript(place: Int) -> Element {
    @inline(__always)
    get {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      return unsafe start[place]
    }
  }
}

/// A row whose length is a power of two, so that every place is one of it: higher bits of a place are left out.
///
/// Safe because of that, and shared because nobody writes to it.
@safe struct Ring<Element: BitwiseCopyable & Sendable>: ~Copyable, @unchecked Sendable {
  private let mask: Int
  private let start: UnsafeMutablePointer<Element>

  /// The number of elements must be a power of two.
  init(_ elements: [Element]) {
    precondition(elements.count.nonzeroBitCount == 1)
    mask = elements.count - 1
    unsafe start = allocated(elements)
  }

  deinit { unsafe UnsafeMutableRawPointer(start).deallocate() }

  subscript(place: UInt64) -> Element {
    @inline(__always)
    get { unsafe start[Int(truncatingIfNeeded: place) & mask] }
  }
}

/// A copy of some values that begins a line of the cache, so that values of half its size never lie across two.
private func allocated<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
  let room = max(1, elements.count)
  let bytes = UnsafeMutableRawPointer.allocate(
    byteCount: room * MemoryLayout<Element>.stride, alignment: 64)
  let start = unsafe bytes.bindMemory(to: Element.self, capacity: room)
  unsafe elements.withUnsafeBufferPointer { source in
    if let first = source.baseAddress { unsafe start.initialize(from: first, count: source.count) }
  }
  return unsafe start
}

/// The values at a place, moved to one with more room.
private func moved<Element: ~Copyable>(
  _ start: UnsafeMutablePointer<Element>, _ count: Int, toRoomFor room: Int
) -> UnsafeMutablePointer<Element> {
  let larger = UnsafeMutablePointer<Element>.allocate(capacity: room)
  unsafe larger.moveInitialize(from: start, count: count)
  unsafe start.deallocate()
  return unsafe larger
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
    unsafe start = moved(start, room, toRoomFor: larger)
    unsafe (start + room).initialize(repeating: blank, count: larger - room)
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
/// Safe because there is one owner at a time, and one access.
@safe struct Place<Value: ~Copyable>: ~Copyable {
  fileprivate let pointer: UnsafeMutablePointer<Value>

  init(_ value: consuming Value) {
    unsafe pointer = .allocate(capacity: 1)
    unsafe pointer.initialize(to: value)
  }

  /// The place that `give` gave away.
  @inline(__always)
  fileprivate init(taking given: UnsafeMutablePointer<Value>) { unsafe pointer = given }

  deinit {
    unsafe pointer.deinitialize(count: 1)
    unsafe pointer.deallocate()
  }

  /// Gives the place away to whoever makes one of it again.
  @inline(__always)
  fileprivate consuming func give() -> UnsafeMutablePointer<Value> {
    let given = unsafe pointer
    discard self
    return unsafe given
  }

  var value: Value {
    @inline(__always)
    _read { yield unsafe pointer.pointee }
    @inline(__always)
    _modify { yield unsafe &pointer.pointee }
  }
}

/// Values at places that do not move while they are read or written, of one thread; accesses count no references.
///
/// Safe because places are checked against how many there are.
@safe struct Shelf<Value: ~Copyable>: ~Copyable {
  private(set) var count = 0
  private var room = 4
  private var start: UnsafeMutablePointer<Value>

  init() { unsafe start = .allocate(capacity: room) }

  deinit {
    unsafe start.deinitialize(count: count)
    unsafe start.deallocate()
  }

  subscript(place: Int) -> Value {
    @inline(__always)
    _read {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      yield unsafe start[place]
    }
    @inline(__always)
    _modify {
      precondition(UInt(bitPattern: place) < UInt(bitPattern: count))
      yield unsafe &start[place]
    }
  }

  mutating func append(_ value: consuming Value) {
    if count == room {
      room *= 2
      unsafe start = moved(start, count, toRoomFor: room)
    }
    unsafe (start + count).initialize(to: value)
    count += 1
  }

  mutating func removeLast() {
    precondition(count > 0)
    count -= 1
    unsafe (start + count).deinitialize(count: 1)
  }
}

extension Array where Element: AnyObject {
  /// Hands out an element without counting the reference.
  ///
  /// Safe because the array is lent as long as that lasts, and keeps it.
  @inline(__always)
  func lend(_ place: Int, _ body: (Element) -> Void) {
    unsafe Unmanaged.passUnretained(self[place])._withUnsafeGuaranteedRef { body($0) }
  }
}

/// Keeps two values that are dear to make for whoever needs one next: mostly no more than two threads do at a time.
///
/// Safe because a place is handed over by an atomic exchange: whoever took it is its only owner.
@safe final class Spare<Value: ~Copyable>: @unchecked Sendable {
  private let first = unsafe Atomic<UnsafeMutablePointer<Value>?>(nil)
  private let second = unsafe Atomic<UnsafeMutablePointer<Value>?>(nil)

  init() {}

  deinit { while take() != nil {} }

  /// Takes a value out, if there is one.
  @inline(__always)
  func take() -> Place<Value>? {
    let given = unsafe first.exchange(nil, ordering: .acquiring) ?? second.exchange(nil, ordering: .acquiring)
    guard let given = unsafe given else { return nil }
    return unsafe Place(taking: given)
  }

  /// Puts a value in; where two are there already, one is let go.
  @inline(__always)
  func put(_ place: consuming Place<Value>) {
    let given = unsafe place.give()
    if let other = unsafe first.exchange(given, ordering: .acquiringAndReleasing),
      let previous = unsafe second.exchange(other, ordering: .acquiringAndReleasing)
    {
      _ = unsafe Place(taking: previous)
    }
  }
}
