// SPDX-License-Identifier: Apache-2.0
import Markup
import Text

/// What a text construct says its text is.
enum StatedType: Sendable, Equatable {
  /// Plain text.
  case text
  /// Nothing: plain text or HTML, to be told by its looks.
  case unstated
  /// HTML, escaped or in CDATA.
  case html
  /// Markup written as elements.
  case elements
  /// Plain text or anything else, in base64.
  case base64
  /// HTML in base64.
  case base64HTML
}

/// The text of the element being read.
struct Capture: Sendable {
  /// No field keeps more than this many bytes.
  static let limit = 4 << 20

  /// What the element means.
  var meaning = Meaning.other
  /// How many elements were open when it began; the element itself is the next one.
  var depth = 0
  /// What its text is.
  var type = StatedType.text
  /// Whether it was stated to be markup in elements, so that every element belongs to it.
  var isOpaque = false
  /// The text as far as it had to be put together.
  var buffer: [UInt8] = []
  /// Where the document itself holds the text so far, while the buffer is empty.
  private var whole: Range<Int>?
  /// Whether something went over the limit.
  var isCut = false

  mutating func begin(_ meaning: Meaning, depth: Int, type: StatedType) {
    self.meaning = meaning
    self.depth = depth
    self.type = type
    isOpaque = type == .elements
    buffer.removeAll(keepingCapacity: true)
    whole = nil
    isCut = false
  }

  /// The trimmed text: a part of the document where it stands there as it is, else a copy of the buffer, which stays
  /// for the next one.
  mutating func text(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    if let whole { return bytes[bytes.span.trimmed(whole.prefix(Self.limit))] }
    return [UInt8](buffer.span.extracting(buffer.span.trimmed(buffer.indices)))[...]
  }

  /// Takes a piece as it stands in the document; the first one is not copied.
  private mutating func append(_ range: Range<Int>, of bytes: [UInt8]) {
    if whole == nil && buffer.isEmpty {
      // What is white space at the beginning is not kept anyway.
      whole = bytes.span.trimmed(range).isEmpty ? nil : range
      isCut = range.count > Self.limit
    } else {
      copyWhole(of: bytes)
      buffer.append(bytes.span.extracting(range))
    }
  }

  private mutating func copyWhole(of bytes: [UInt8]) {
    guard let range = whole else { return }
    buffer.append(bytes.span.extracting(range))
    whole = nil
  }

  mutating func append(
    text range: Range<Int>, of bytes: [UInt8], hasReferences: Bool, by references: inout XMLReferences
  ) {
    guard hasRoom else { return }
    if hasReferences && type != .elements {
      copyWhole(of: bytes)
      references.decode(range, of: bytes, into: &buffer)
    } else {
      append(range, of: bytes)
    }
  }

  mutating func append(cdata range: Range<Int>, of bytes: [UInt8]) {
    guard hasRoom else { return }
    if type == .elements {
      copyWhole(of: bytes)
      appendEscaped(bytes[range], to: &buffer)
    } else {
      append(range, of: bytes)
    }
  }

  /// Takes an element inside the text as HTML; text before it that is no HTML is escaped to become such.
  mutating func append(start name: ArraySlice<UInt8>, of tokenizer: XMLTokenizer, isEmpty: Bool) {
    guard hasRoom else { return }
    copyWhole(of: tokenizer.bytes)
    let local = localName(name)
    // TypePad wraps escaped HTML in a div.
    if type != .html || !local.elementsEqual("div".utf8) { becomeElements() }
    buffer.append(UInt8(ascii: "<"))
    buffer.append(contentsOf: local)
    for attribute in tokenizer.attributes {
      buffer.append(UInt8(ascii: " "))
      buffer.append(contentsOf: tokenizer.bytes[attribute.name])
      buffer += "=\"".utf8
      for byte in tokenizer.bytes[attribute.value] {
        if byte == UInt8(ascii: "\"") { buffer += "&quot;".utf8 } else { buffer.append(byte) }
      }
      buffer.append(UInt8(ascii: "\""))
    }
    let isVoid = isEmpty && HTMLElement(named: local).isVoid
    buffer += (isVoid ? " />" : ">").utf8
    if isEmpty && !isVoid { append(end: name) }
  }

  mutating func append(end name: ArraySlice<UInt8>) {
    guard hasRoom else { return }
    buffer += "</".utf8
    buffer.append(contentsOf: localName(name))
    buffer.append(UInt8(ascii: ">"))
  }

  private mutating func becomeElements() {
    guard type != .elements else { return }
    // Escaped HTML with a forgotten tag in between stays HTML; a text with a tag in it does not become markup by that.
    if looksLikeHTML(buffer) {
      type = .html
    } else {
      let text = buffer
      buffer.removeAll(keepingCapacity: true)
      appendEscaped(text[...], to: &buffer)
      type = .elements
    }
  }

  private var hasRoom: Bool {
    mutating get {
      if buffer.count > Self.limit { isCut = true }
      return !isCut
    }
  }
}

/// A name without its prefix.
func localName(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else { return name }
  return name[(colon + 1)...]
}
