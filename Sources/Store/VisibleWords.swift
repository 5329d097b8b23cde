// SPDX-License-Identifier: Apache-2.0
#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

/// Whether digits are part of a text.
enum Numbers {
  /// They are: `version 1.2` and `version 1.3` are two texts.
  case count
  /// They are not, so that counters and dates are no change.
  case ignored
}

/// The words of a text as a reader compares them: lower case, one space between, without addresses and ASCII
/// punctuation.
func visibleWords(of text: String, numbers: Numbers) -> [UInt8] {
  var reader = WordReader()
  reader.read(text)
  return reader.copy(numbers)
}

/// Reads the words of the items of an answer, one item after the other, into memory that serves them all: every
/// item of every visit passes here.
///
/// What it writes never changes from one release to the next, for databases keep the hashes of it.
@safe struct WordReader: ~Copyable {
  /// The words as they were read, and behind them the same without their numbers.
  private var memory = unsafe UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private let letters = Letters.known
  /// How many bytes the words have, their numbers included.
  private(set) var count = 0
  /// How many of them are the title's.
  private(set) var titleCount = 0
  /// Where in the words the current text began.
  private var start = 0
  /// Where in the words numbers are, none touching another.
  private var numbers: [Range<Int>] = []

  init() {}

  deinit { unsafe memory.deallocate() }

  /// Whether neither title nor text have words.
  var isWordless: Bool { titleCount == 0 && count <= 1 }

  /// Reads the words of an item: the title's, a line feed, the text's.
  mutating func read(title: String, text: String) {
    clear(for: title.utf8.count + text.utf8.count)
    append(title)
    titleCount = count
    put(UInt8(ascii: "\n"))
    append(text)
  }

  /// Reads the words of a text.
  mutating func read(_ text: String) {
    clear(for: text.utf8.count)
    append(text)
  }

  /// Feeds what was read to one hash, and to another one the same without numbers and a line feed after the
  /// title's words and the text's.
  mutating func take(into hash: inout Fingerprint, withoutNumbers bare: inout Fingerprint) {
    let version = withoutNumbers()
    // Safe because both ranges were written, and nothing writes while they are read.
    let all = unsafe Span(_unsafeElements: UnsafeBufferPointer(rebasing: memory[..<count]))
    let kept = unsafe Span(_unsafeElements: UnsafeBufferPointer(rebasing: memory[version]))
    Fingerprint.take(all, into: &hash, kept, into: &bare)
  }

  /// Feeds the words of the title to a hash.
  func takeTitle(into hash: inout Fingerprint) {
    // Safe because so much was written.
    hash.take(unsafe Span(_unsafeElements: UnsafeBufferPointer(rebasing: memory[..<titleCount])))
  }

  /// The words of a text read by itself.
  fileprivate mutating func copy(_ numbers: Numbers) -> [UInt8] {
    switch numbers {
    case .count: return unsafe [UInt8](memory[..<count])
    case .ignored: return unsafe [UInt8](memory[withoutNumbers().dropLast()])
    }
  }

  /// Forgets what was read, and makes room for texts of so many bytes. A letter in lower case is at most half as long
  /// again (`put` holds all others to that), and sixteen bytes are written at once.
  private mutating func clear(for size: Int) {
    let room = 2 * (size + size / 2 + 32)
    if unsafe memory.count < room {
      unsafe memory.deallocate()
      unsafe memory = UnsafeMutableBufferPointer.allocate(capacity: max(room, 1 << 14))
    }
    (count, titleCount, start) = (0, 0, 0)
    numbers.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    start = count
    // Safe because the pointer does not leave the closure.
    unsafe text.utf8Span.span.withUnsafeBufferPointer { unsafe read($0) }
    if isAfterSpace && count > start { count -= 1 }
  }
}

// MARK: - Reading

/// Eight times the same byte.
private func eight(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// What an ASCII character becomes: itself in lower case, a space, or nothing (0).
private func lowered(_ byte: UInt8) -> UInt8 {
  switch byte {
  case 0x20, 0x09...0x0D: 0x20
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
  default: 0
  }
}

// The pointers below are read within the text alone: it is valid UTF-8, so that a first byte is followed by the others
// of its scalar, and `at` is always at the first byte of one. They are written within the room made by `clear`.
extension WordReader {
  /// Whether no word has begun after the last space, or none at all.
  private var isAfterSpace: Bool { unsafe count == start || memory[count - 1] == 0x20 }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
    var at = 0
    while at < text.count {
      unsafe readLetters(text, &at)
      guard at < text.count else { return }
      let byte = unsafe text[at]
      if byte >= 0x80 {
        unsafe readScalars(text, &at)
        continue
      }
      let lower = lowered(byte)
      if lower == 0x20 {
        if !isAfterSpace { put(0x20) }
      } else if lower == 0 {
        if let begun = unsafe addressBegun(text, at) {
          count -= begun
          at = unsafe endOfToken(text, from: at)
          continue
        }
      } else {
        if lower < UInt8(ascii: "a") { noteNumber(length: 1) }
        put(lower)
      }
      at += 1
    }
  }

  /// Reads letters of ASCII and single spaces, sixteen or eight at a time, up to something else or the last seven bytes.
  private mutating func readLetters(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
    var gap: UInt64 = isAfterSpace ? 0x80 : 0
    var (place, written) = (at, count)
    defer { (at, count) = (place, written) }
    guard let source = unsafe UnsafeRawPointer(text.baseAddress),
      let target = unsafe UnsafeMutableRawPointer(memory.baseAddress)
    else { return }
    #if arch(x86_64)
      while place <= text.count - 16 {
        let bytes = unsafe source.loadUnaligned(fromByteOffset: place, as: SIMD2<Int64>.self)
        let lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20))
        let letter = _mm_sub_epi8(lower, _mm_set1_epi8(0x61))
        let letters = UInt32(
          bitPattern: _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter)))
        let spaces = UInt32(bitPattern: _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x20))))
        let known = letters | (spaces & ~(spaces << 1 | UInt32(gap >> 7)))
        unsafe target.storeBytes(of: lower, toByteOffset: written, as: SIMD2<Int64>.self)
        // Not by a length that has to be reckoned first: the next step begins at once.
        guard known == 0xFFFF else {
          let length = (~known).trailingZeroBitCount
          place += length
          written += length
          return
        }
        place += 16
        written += 16
        gap = UInt64(spaces >> 8 & 0x80)
      }
    #endif
    let last = text.count - 8
    while place <= last {
      let word = unsafe UInt64(
        littleEndian: source.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let lower = word | eight(0x20)
      let low = lower & eight(0x7F)
      // The highest bit of each byte says what it is.
      let letters = (low &+ eight(0x1F)) & ~(low &+ eight(0x05)) & ~word
      let difference = word ^ eight(0x20)
      let spaces = ~((difference & eight(0x7F)) &+ eight(0x7F) | difference | eight(0x7F))
      let known = (letters & eight(0x80)) | (spaces & ~(spaces << 8 | gap))
      let length = (known ^ eight(0x80)).trailingZeroBitCount >> 3
      unsafe target.storeBytes(of: lower.littleEndian, toByteOffset: written, as: UInt64.self)
      place += length
      written += length
      if length < 8 { return }
      gap = spaces >> 56
    }
  }

  /// Reads what is not ASCII: letters and symbols say something in every script.
  private mutating func readScalars(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int) {
    while unsafe at < text.count && text[at] >= 0x80 {
      let (value, length) = unsafe scalar(in: text, at: at)
      if length == 2, letters.short[Int(value)] != 0 {
        put(packed: letters.short[Int(value)])
      } else if length == 3, value >= Letters.firstKana, letters.isPlain(value) {
        let bytes = unsafe UInt32(text[at]) | UInt32(text[at + 1]) << 8 | UInt32(text[at + 2]) << 16
        put(packed: bytes | 3 << 24)
      } else {
        take(value, letters.meaning(of: value), length)
      }
      at += length
    }
  }

  /// Writes what is packed as in `Letters.short`.
  @inline(__always) private mutating func put(packed: UInt32) {
    // Safe because there is room for eight bytes at once.
    unsafe UnsafeMutableRawBufferPointer(memory).storeBytes(
      of: packed.littleEndian, toByteOffset: count, as: UInt32.self)
    count += Int(packed >> 24)
  }

  private mutating func take(_ value: UInt32, _ meaning: Letters.Meaning, _ length: Int) {
    if meaning.isSpace {
      if !isAfterSpace { put(0x20) }
      return
    }
    let begin = count
    if !meaning.isMany {
      put(meaning.lower, atMost: length + length / 2)
    } else if let scalar = Unicode.Scalar(value) {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        let byte = lower.isASCII ? lowered(UInt8(lower.value)) : 0x80
        if byte != 0 { put(lower.value, atMost: length + length / 2 - (count - begin)) }
      }
    }
    if meaning.isNumber && count > begin {
      let written = count - begin
      count = begin
      noteNumber(length: written)
      count += written
    }
  }

  /// Writes a byte.
  @inline(__always) private mutating func put(_ byte: UInt8) {
    unsafe memory[count] = byte
    count += 1
  }

  /// Writes a scalar in UTF-8 unless it is longer than there is room.
  @inline(__always) private mutating func put(_ value: UInt32, atMost room: Int) {
    let length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
    guard length <= room else { return }
    func rest(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift & 0x3F | 0x80) }
    switch length {
    case 1: put(UInt8(truncatingIfNeeded: value))
    case 2: put(UInt8(truncatingIfNeeded: value >> 6 | 0xC0))
    case 3:
      put(UInt8(truncatingIfNeeded: value >> 12 | 0xE0))
      put(rest(6))
    default:
      put(UInt8(truncatingIfNeeded: value >> 18 | 0xF0))
      put(rest(12))
      put(rest(6))
    }
    if length > 1 { put(rest(0)) }
  }
}

/// The scalar at a place of valid UTF-8 that is not ASCII, and its length.
@inline(__always) private func scalar(in text: UnsafeBufferPointer<UInt8>, at: Int) -> (UInt32, Int) {
  func rest(_ offset: Int) -> UInt32 { unsafe UInt32(text[at + offset] & 0x3F) }
  let first = unsafe UInt32(text[at])
  if first < 0xE0 { return ((first & 0x1F) << 6 | rest(1), 2) }
  if first < 0xF0 { return ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
  return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
}

// MARK: - Addresses

extension WordReader {
  /// The length of what was read of an address, `www`, `http` or `https` in any case, where the byte here makes it one
  /// and a word begins with it: `www.`, `http://` or `https://`. All of it was written as it stood.
  private func addressBegun(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    func ends(with name: StaticString) -> Int? {
      let count = name.utf8CodeUnitCount
      guard at >= count else { return nil }
      for offset in 0..<count where unsafe text[at - count + offset] | 0x20 != name.utf8Start[offset] {
        return nil
      }
      return unsafe isSpace(text, before: at - count) ? count : nil
    }
    switch unsafe text[at] {
    case UInt8(ascii: "."): return ends(with: "www")
    case UInt8(ascii: ":"):
      let slash = UInt8(ascii: "/")
      guard unsafe at + 2 < text.count && text[at + 1] == slash && text[at + 2] == slash else { return nil }
      return ends(with: "http") ?? ends(with: "https")
    default: return nil
    }
  }

  /// Whether there is white space before a place, or nothing.
  private func isSpace(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
    guard end > 0 else { return true }
    var first = end - 1
    while unsafe first > 0 && text[first] & 0xC0 == 0x80 { first -= 1 }
    return unsafe isSpace(text, at: first).isSpace
  }

  private func isSpace(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> (isSpace: Bool, length: Int) {
    let byte = unsafe text[at]
    if byte < 0x80 { return (lowered(byte) == 0x20, 1) }
    let (value, length) = unsafe scalar(in: text, at: at)
    return (value < Letters.firstKana && letters.meaning(of: value).isSpace, length)
  }

  private func endOfToken(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      let (isSpace, length) = unsafe isSpace(text, at: at)
      if isSpace { return at }
      at += length
    }
    return at
  }
}

// MARK: - Numbers

extension WordReader {
  /// Notes that the next bytes to be written are a number's.
  private mutating func noteNumber(length: Int) {
    if let last = numbers.last, last.upperBound == count {
      numbers[numbers.count - 1] = last.lowerBound..<count + length
    } else {
      numbers.append(count..<count + length)
    }
  }

  /// Where the words are without their numbers, and without words that were only numbers, a line feed behind the
  /// title's and behind the text's.
  private mutating func withoutNumbers() -> Range<Int> {
    // Safe because there is room for all of it twice.
    if numbers.isEmpty {
      unsafe memory[count] = UInt8(ascii: "\n")
      return 0..<count + 1
    }
    var end = count
    var next = 0
    if start > 0 { keep(0..<titleCount, &next, &end) }
    keep(start..<count, &next, &end)
    return count..<end
  }

  /// Copies one text without its numbers, of which `next` is the first, to the end.
  private mutating func keep(_ text: Range<Int>, _ next: inout Int, _ end: inout Int) {
    let begin = end
    var at = text.lowerBound
    while at < text.upperBound {
      let number = next < numbers.count && numbers[next].lowerBound < text.upperBound ? numbers[next] : nil
      next += number == nil ? 0 : 1
      // One space between what was before the number and what is behind.
      if unsafe memory[at] == 0x20 && (end == begin || memory[end - 1] == 0x20) { at += 1 }
      let length = (number?.lowerBound ?? text.upperBound) - at
      if length > 0, let base = unsafe memory.baseAddress {
        unsafe (base + end).update(from: base + at, count: length)
        end += length
      }
      at = number?.upperBound ?? text.upperBound
    }
    if unsafe end > begin && memory[end - 1] == 0x20 { end -= 1 }
    unsafe memory[end] = UInt8(ascii: "\n")
    end += 1
  }
}
