// SPDX-License-Identifier: Apache-2.0

/// A text with places to fill: `https://x.example/{user}/{/id|after-last:/}`.
struct Template: Hashable, Sendable {
  /// What fills a place.
  enum Reference: Hashable, Sendable {
    /// `{/a/b}`, a value of the item.
    case pointer(Pointer)
    /// `{name}`, a variable, a field of the item or a word of the engine.
    case name(String)
  }

  /// A piece of it.
  enum Part: Hashable, Sendable {
    case literal(String)
    /// A place, and whether its value goes into an address as it is (`{+name}`).
    case place(Reference, [Transform], isRaw: Bool)
  }

  /// Why a text is no template, and which of its characters is to blame.
  struct Fault: Error, Hashable, Sendable {
    var offset: Int
    var message: String
    var suggestion: String?
  }

  /// The pieces in their order.
  let parts: [Part]
  /// The names it refers to, with the offset in Unicode scalars of each.
  let names: [Name]

  /// A name with where it stands.
  struct Name: Hashable, Sendable {
    var name: String
    var offset: Int
  }

  /// Reads a template; a closing brace outside of a place stands for itself.
  init(parsing text: String) throws(Fault) {
    var parts: [Part] = []
    var names: [Name] = []
    let scalars = Array(text.unicodeScalars)
    var at = 0
    while at < scalars.count {
      guard scalars[at] == "{" else {
        let end = scalars[at...].firstIndex(of: "{") ?? scalars.count
        parts.append(.literal(Self.string(scalars[at..<end])))
        at = end
        continue
      }
      guard let end = scalars[at...].firstIndex(of: "}") else {
        throw Fault(offset: at, message: "“{” is never closed", suggestion: "write “}” after the name")
      }
      let part = try Self.place(Self.string(scalars[at + 1..<end]), at: at + 1)
      if case .place(.name(let name), _, _) = part { names.append(Name(name: name, offset: at + 1)) }
      parts.append(part)
      at = end + 1
    }
    (self.parts, self.names) = (parts, names)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// What stands between the braces.
  private static func place(_ text: String, at offset: Int) throws(Fault) -> Part {
    let isRaw = text.hasPrefix("+")
    let pieces = text.dropFirst(isRaw ? 1 : 0).split(separator: "|", omittingEmptySubsequences: false)
    let subject = String(pieces.first ?? "")
    var transforms: [Transform] = []
    for piece in pieces.dropFirst() {
      guard let transform = Transform(parsing: String(piece)) else {
        throw Fault(
          offset: offset, message: "“\(piece)” is no transform",
          suggestion: "known are " + Transform.names.joined(separator: ", "))
      }
      transforms.append(transform)
    }
    if subject.hasPrefix("/") {
      guard let pointer = Pointer(parsing: subject) else {
        throw Fault(offset: offset, message: "“\(subject)” is no JSON pointer", suggestion: "write ~ as ~0")
      }
      return .place(.pointer(pointer), transforms, isRaw: isRaw)
    }
    guard isName(subject) else {
      throw Fault(
        offset: offset, message: "“\(subject)” is no name",
        suggestion: "write {name} or {/pointer/into/the/item}")
    }
    return .place(.name(subject), transforms, isRaw: isRaw)
  }

  /// Whether a text may name a variable: letters, digits, `-` and `_`, a letter first.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- UInt8(ascii: "a") < 26 else { return false }
    return text.utf8.allSatisfy {
      ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 || "-_".utf8.contains($0)
    }
  }

  /// The text with its places filled; nil, never half of it, where a place has no value.
  ///
  /// In an address (`isAddress`) what fills a place is percent-encoded, but for the names in `hosts`, which
  /// were checked to be hosts.
  func filled(isAddress: Bool, hosts: Set<String> = [], _ value: (Reference) -> String?) -> String? {
    var out = ""
    for part in parts {
      switch part {
      case .literal(let text): out += text
      case .place(let reference, let transforms, let isRaw):
        guard let text = value(reference).flatMap({ transforms.applied(to: $0) }) else { return nil }
        let isHost = if case .name(let name) = reference { hosts.contains(name) } else { false }
        out += isAddress && !isHost ? percentEncoded(text, as: isRaw ? .raw : .value) : text
      }
    }
    return out
  }

  /// What stands before the first place.
  var prefix: String {
    if case .literal(let text)? = parts.first { text } else { "" }
  }
}

extension [Transform] {
  /// One after the other; nil as soon as nothing is left.
  func applied(to text: String) -> String? {
    var text = text
    for transform in self {
      guard let next = transform(text), !next.isEmpty else { return nil }
      text = next
    }
    return text
  }
}
