// SPDX-License-Identifier: Apache-2.0
import Markup
import Text

// Whatever is asked for each tag is mutating: what is not is called on a copy of the whole reader.
extension FeedReader {
  /// The decoded, trimmed value of an attribute of the start tag just read, by its lower-case name without prefix
  /// unless one is asked for; nil if it is absent, empty where it is empty.
  mutating func attribute(_ name: String) -> String? {
    for attribute in tokenizer.attributes where isName(attribute.name, name) { return value(of: attribute) }
    return nil
  }

  /// The value of an attribute with any prefix, such as `rdf:about` or `about`.
  mutating func attribute(anyPrefix name: String) -> String? {
    for attribute in tokenizer.attributes {
      let colon = tokenizer.bytes[attribute.name].lastIndex(of: UInt8(ascii: ":"))
      let local = (colon.map { $0 + 1 } ?? attribute.name.lowerBound)..<attribute.name.upperBound
      if isName(local, name) { return value(of: attribute) }
    }
    return nil
  }

  private mutating func isName(_ range: Range<Int>, _ name: String) -> Bool {
    guard range.count == name.utf8.count else { return false }
    var index = range.lowerBound
    for byte in name.utf8 {
      let own = tokenizer.bytes[index]
      if own != byte && (own &- UInt8(ascii: "A") >= 26 || own | 0x20 != byte) { return false }
      index += 1
    }
    return true
  }

  private mutating func value(of attribute: XMLAttribute) -> String {
    var decoded: [UInt8] = []
    references.decode(attribute.value, of: tokenizer.bytes, into: &decoded)
    return String(decoding: decoded[...].trimmed, as: UTF8.self)
  }

  /// Takes in what a start tag declares for its inside: prefixes, base and language.
  mutating func enterScope(isRoot: Bool, rootName: Range<Int>) {
    var scope = scopes.last ?? Scope()
    var isChanged = false
    for attribute in tokenizer.attributes {
      guard tokenizer.bytes[attribute.name.lowerBound] | 0x20 == UInt8(ascii: "x") else { continue }
      if isName(attribute.name, "xml:base") {
        let base = value(of: attribute)
        scope.base =
          base.isEmpty ? scope.base : addresses.resolve(base, against: scope.base ?? feed.url) ?? base
        isChanged = true
      } else if isName(attribute.name, "xml:lang") {
        scope.language = languageTag(value(of: attribute))
        isChanged = true
      } else if isName(attribute.name, "xmlns") {
        let isOwn = isRoot && !tokenizer.bytes[rootName].contains(UInt8(ascii: ":"))
        bindings.bind("", to: value(of: attribute), isRootVocabulary: isOwn)
      } else if attribute.name.count > 6, isName(attribute.name.prefix(6), "xmlns:") {
        bind(attribute, isRoot: isRoot, rootName: rootName)
      }
    }
    if isChanged && scopes.count < 1000 { scopes.append(scope) }
  }

  private mutating func bind(_ attribute: XMLAttribute, isRoot: Bool, rootName: Range<Int>) {
    let prefix = tokenizer.bytes[attribute.name.dropFirst(6)]
    let rootPrefix = tokenizer.bytes[rootName].split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let isOwn = isRoot && rootPrefix.count == 2 && rootPrefix[0].elementsEqual(prefix)
    let name = String(decoding: prefix.prefix(100), as: UTF8.self)
    bindings.bind(name, to: value(of: attribute), isRootVocabulary: isOwn)
  }

  /// The base address in force: xml:base; for the items of RSS, which knows no base, the channel's page, for feeds are
  /// often served from elsewhere; else the address of the document.
  var base: String {
    mutating get {
      if let base = scopes.last?.base { return base }
      return stack.owner == .entry ? pending.channelPage ?? feed.url : feed.url
    }
  }

  /// The language in force.
  var language: String? { scopes.last?.language }

  /// An address resolved against the base in force; as it stands where that makes no address.
  mutating func resolved(_ reference: String) -> String {
    if reference.isEmpty || isPlainWebAddress(reference) { return reference }
    return addresses.resolve(reference, against: base) ?? reference
  }
}

/// A language tag with hyphens, or nil if there is none.
func languageTag(_ text: String) -> String? {
  let bytes = Array(text.utf8)[...].trimmed.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
  return bytes.isEmpty || bytes.count > 40 ? nil : String(decoding: bytes, as: UTF8.self)
}
