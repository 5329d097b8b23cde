// SPDX-License-Identifier: Apache-2.0
import Feeds
import Markup
import Model
import Text

extension OPML {
  /// Reads a list as it came, however badly it is written: any charset, tags that nobody closes, bare ampersands,
  /// attributes in any case, titles escaped as HTML.
  ///
  /// Time is linear in the length; folders nested deeper than 32 are not told apart. Throws where there is not a
  /// single outline.
  package static func read(_ body: [UInt8]) throws(NotOPML) -> OPML {
    let text = decode(body, httpCharset: nil, kind: .xml)
    var reader = OPMLReader(text.utf8)
    reader.read()
    guard reader.hasOutlines || reader.isOPML else {
      throw NotOPML(found: NotAFeed(describing: body, readAs: text).found)
    }
    if text.replaced > 0 { reader.list.repairs.append("\(text.replaced) sequences were no \(text.charset)") }
    return reader.list
  }
}

extension NotAFeed {
  /// What was found in place of what was expected.
  fileprivate var found: String {
    description.firstRange(of: "found ").map { String(description[$0.upperBound...]) } ?? description
  }
}

/// Walks through the tags of a list.
private struct OPMLReader {
  private(set) var hasOutlines = false
  private(set) var isOPML = false
  var list = OPML(subscriptions: [])
  private var tokenizer: XMLTokenizer
  private var references = XMLReferences()
  /// The folders that are open; their names are kept for the outermost 32.
  private var folders: [String] = []
  /// For each open outline, whether it is one of `folders`.
  private var open: [Bool] = []
  /// How many outlines are open beyond those remembered.
  private var beyond = 0
  private var isInTitle = false

  init(_ utf8: [UInt8]) { tokenizer = XMLTokenizer(utf8) }

  mutating func read() {
    while let token = tokenizer.next() {
      switch token {
      case .start(let name, let isEmpty): start(localName(name), isEmpty: isEmpty)
      case .end(let name): end(localName(name))
      case .text(let range, _), .cdata(let range): if isInTitle { addTitle(range) }
      }
    }
    if tokenizer.unfinished > 0 || !open.isEmpty { list.repairs.append("the end of the list is missing") }
    if references.literal > 0 { list.repairs.append("\(references.literal) lone “&” were read as text") }
  }

  private mutating func start(_ name: String, isEmpty: Bool) {
    switch name {
    case "opml": isOPML = true
    case "title": isInTitle = !isEmpty && !hasOutlines && list.title == nil
    case "outline":
      hasOutlines = true
      outline(isEmpty: isEmpty)
    default: isInTitle = false
    }
  }

  private mutating func end(_ name: String) {
    if name == "title" { isInTitle = false }
    guard name == "outline" else { return }
    if beyond > 0 {
      beyond -= 1
    } else if open.popLast() == true {
      folders.removeLast()
    }
  }

  private mutating func addTitle(_ range: Range<Int>) {
    guard (list.title?.utf8.count ?? 0) < 1000 else { return }
    list.title = tidied((list.title ?? "") + decoded(range))
  }

  private mutating func outline(isEmpty: Bool) {
    let attributes = attributes()
    let text = tidied(attributes["text"] ?? "")
    let title = text.isEmpty ? tidied(attributes["title"] ?? "") : text
    let address = attributes["xmlurl"] ?? (isFeedType(attributes["type"]) ? attributes["url"] : nil)
    if hasLongAddress {
      list.passedOver.append(
        OPML.PassedOver(title: title, reason: "has an address of more than \(valueLimit) bytes"))
    } else if let address, !address.isEmpty {
      list.subscriptions.append(subscription(title, at: address, attributes))
    } else if let address = attributes["url"], !address.isEmpty {
      takeLink(title, to: address, attributes)
    } else if isEmpty, !title.isEmpty {
      list.passedOver.append(OPML.PassedOver(title: title, reason: "has no address of a feed"))
    }
    if !isEmpty { enter(folder: address == nil ? title : "") }
  }

  /// Whether the outline just read has an address that is none.
  private var hasLongAddress: Bool {
    tokenizer.attributes.contains {
      $0.value.count > valueLimit && ["xmlurl", "url"].contains(localName($0.name))
    }
  }

  /// A page of ours is a link with its kind; a list to be included is for its reader to import.
  private mutating func takeLink(_ title: String, to address: String, _ attributes: [String: String]) {
    if attributes["kind"] == Source.Kind.page.rawValue {
      list.subscriptions.append(subscription(title, at: address, attributes))
    } else {
      let isList = attributes["type"] == "include" || address.hasSuffix(".opml")
      list.passedOver.append(
        OPML.PassedOver(
          title: title.isEmpty ? address : title,
          reason: isList
            ? "is another list, \(address); import that one too"
            : "is a link to a page, \(address), not a feed"))
    }
  }

  private mutating func enter(folder: String) {
    guard open.count < 1000 else {
      beyond += 1
      return
    }
    let isFolder = !folder.isEmpty && folders.count < 32
    open.append(isFolder)
    if isFolder { folders.append(folder) }
  }

  private func subscription(
    _ title: String, at address: String, _ attributes: [String: String]
  ) -> OPML.Subscription {
    let source = Source(
      name: title, kind: attributes["kind"].flatMap(Source.Kind.init) ?? .feed, url: webAddress(address),
      cadence: attributes["every"].flatMap { Int64($0) }.map { .seconds(min(max($0, 1), 31_536_000)) },
      credential: attributes["credential"], allowPrivate: attributes["allowprivate"] == "true",
      allow: (attributes["allow"] ?? "").split(separator: " ").prefix(100).map(String.init),
      hostKey: attributes["hostkey"],
      floor: attributes["floor"].flatMap { Int64($0) }.map { .milliseconds(min(max($0, 0), 86_400_000)) },
      concurrency: attributes["concurrency"].flatMap { Int($0) }.map { min(max($0, 1), 64) },
      verifiesTLS: attributes["verifytls"] != "false")
    let site = attributes["htmlurl"].flatMap { $0.isEmpty ? nil : $0 }
    return OPML.Subscription(
      title: title, source: source, site: site,
      folders: folders.isEmpty ? categories(attributes["category"]) : folders)
  }

  /// OPML 2.0: `category` is a list of slash-delimited paths; the first one says where it lies.
  private func categories(_ text: String?) -> [String] {
    let first = text?.split(separator: ",").first ?? ""
    return first.split(separator: "/").map { tidied(String($0)) }.filter { !$0.isEmpty }.prefix(32).map { $0 }
  }

  /// The attributes of the start tag by lower-case name without prefix; of several of one name the first.
  private mutating func attributes() -> [String: String] {
    var values: [String: String] = [:]
    for attribute in tokenizer.attributes {
      let name = localName(attribute.name)
      if known.contains(name), values[name] == nil {
        values[name] = trimmed(decoded(attribute.value))
      }
    }
    return values
  }

  private mutating func decoded(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    references.decode(range.prefix(valueLimit), of: tokenizer.bytes, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func localName(_ range: Range<Int>) -> String {
    let name = String(decoding: tokenizer.bytes[range.prefix(64)], as: UTF8.self).lowercased()
    return name.split(separator: ":").last.map(String.init) ?? name
  }
}

/// How many bytes of a value are read.
private let valueLimit = 8192

/// The attributes that are read.
private let known: Set<String> = [
  "text", "title", "type", "xmlurl", "htmlurl", "url", "category", "kind", "every", "credential",
  "allowprivate", "allow", "hostkey", "floor", "concurrency", "verifytls",
]

private func isFeedType(_ type: String?) -> Bool {
  ["rss", "atom", "feed", "rss1", "pie"].contains(type?.lowercased() ?? "")
}

/// The address without space in it; `feed://host/path` is http, `feed:https://host/path` what stands behind.
private func webAddress(_ text: String) -> String {
  let address = resolve(text, against: "") ?? text
  guard address.lowercased().hasPrefix("feed:") else { return address }
  let rest = address.dropFirst("feed:".count)
  return rest.hasPrefix("//") ? "http:" + rest : String(rest)
}

/// A title on one line, read as HTML where it was escaped once more; its first 200 bytes.
private func tidied(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let plain = looksLikeHTML(bytes) ? visibleText(ofHTML: bytes) : text
  var line = String.UnicodeScalarView()
  var length = 0
  var isApart = false
  for scalar in plain.unicodeScalars {
    if scalar.properties.isWhitespace || isControl(scalar) {
      isApart = !line.isEmpty
      continue
    }
    length += UTF8.width(scalar) + (isApart ? 1 : 0)
    guard length <= 200 else { break }
    if isApart { line.append(" ") }
    isApart = false
    line.append(scalar)
  }
  return String(line)
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control
}

private func trimmed(_ text: String) -> String {
  let bytes = text.utf8.drop { $0 <= 0x20 }
  var end = bytes.endIndex
  while end > bytes.startIndex, bytes[bytes.index(before: end)] <= 0x20 { end = bytes.index(before: end) }
  return String(bytes[..<end]) ?? text
}
