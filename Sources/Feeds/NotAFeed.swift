// SPDX-License-Identifier: Apache-2.0
import Markup
package import Text

/// Why a body is no feed: what it looks like instead.
package struct NotAFeed: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a body that is no feed can be.
  package enum Kind: Sendable, Equatable {
    /// Nothing but white space.
    case empty
    /// A page, with its title as far as it has one.
    case page(title: String)
    /// JSON that is no JSON Feed, with the message of its error as far as there is one.
    case json(message: String)
    /// XML of another kind, with the name of its first element.
    case xml(root: String)
    /// No text at all.
    case binary
    /// Text that begins so.
    case text(String)
  }

  /// What it looks like.
  package var looksLike: Kind

  /// A body that is no feed.
  package init(looksLike: Kind) { self.looksLike = looksLike }

  /// Such as `expected a feed, found an HTML page titled “Just a moment...”`.
  package var description: String {
    switch looksLike {
    case .empty: "expected a feed, found an empty body"
    case .page(let title): "expected a feed, found an HTML page" + (title.isEmpty ? "" : " titled “\(title)”")
    case .json(let message):
      "expected a feed, found JSON" + (message.isEmpty ? "" : " that says “\(message)”")
    case .xml(let root): "expected a feed, found XML whose first element is “\(root)”"
    case .binary: "expected a feed, found binary data"
    case .text(let start): "expected a feed, found text that begins “\(start)”"
    }
  }
}

extension NotAFeed {
  /// Says what a body looks like, and the text it was read as, that no feed was found in.
  package init(describing body: [UInt8], readAs text: DecodedText) {
    let head = text.utf8[...].trimmed.prefix(100_000)
    if Self.isBinary(body, text) {
      self.init(looksLike: .binary)
      return
    }
    guard let first = head.first else {
      self.init(looksLike: .empty)
      return
    }
    if first == UInt8(ascii: "<") {
      self.init(looksLike: Self.markup(Array(head)))
    } else {
      self.init(looksLike: .text(Self.shortened(String(decoding: head.prefix(200), as: UTF8.self), to: 60)))
    }
  }

  /// Says what JSON looks like that is no feed.
  init(describing json: JSON) {
    let error = json["error"]
    let first = json["errors"]?.array?.first
    let message =
      error?["message"] ?? first?["message"] ?? json["message"] ?? json["detail"] ?? json["error_description"]
      ?? error ?? first?["title"] ?? first ?? json["title"]
    self.init(looksLike: .json(message: Self.shortened(message?.string ?? "", to: 200)))
  }

  /// Whether a body is full of bytes that text has no use for; in UTF-16 and its like NULs are part of the text.
  private static func isBinary(_ body: [UInt8], _ text: DecodedText) -> Bool {
    let isWide = text.reason == .pattern || text.reason == .byteOrderMark
    let head = isWide ? text.utf8.prefix(1000) : body.prefix(1000)
    let controls = head.filter { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }.count
    return controls * 50 > head.count
  }

  /// The first element decides between a page and other XML; a page's title is read up to its end tag.
  private static func markup(_ head: [UInt8]) -> Kind {
    var tokenizer = XMLTokenizer(head)
    var root: String?
    var title: [UInt8]?
    while let token = tokenizer.next() {
      switch token {
      case .start(let name, _):
        let name = String(decoding: head[name], as: UTF8.self).lowercased()
        if root == nil || (name == "html" && root != "html") { root = name }
        if name == "title" && title == nil { title = [] }
      case .end(let name):
        guard String(decoding: head[name], as: UTF8.self).lowercased() == "title", let title else { continue }
        guard root.map(pages.contains) ?? true else { continue }
        return .page(title: shortened(visibleText(ofHTML: title), to: 120))
      case .text(let range, _), .cdata(let range): title?.append(contentsOf: head[range])
      }
    }
    guard let root, !pages.contains(root) else { return .page(title: "") }
    return .xml(root: shortened(root, to: 60))
  }

  /// What pages begin with.
  private static let pages: Set<String> = [
    "html", "head", "body", "meta", "link", "div", "p", "script", "style", "br", "h1", "center", "title",
  ]

  private static func shortened(_ text: String, to limit: Int) -> String {
    let line = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
  }
}
