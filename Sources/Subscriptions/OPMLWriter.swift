// SPDX-License-Identifier: Apache-2.0
import Feeds
import Markup
import Model

extension OPML {
  /// The list as OPML 2.0 in UTF-8, readable by every feed reader, and by us without loss.
  ///
  /// Folders lie in each other as they are named; a subscription stands in the folder where that was named first.
  /// Characters that XML 1.0 does not have are left out.
  package var document: String {
    var writer = OPMLWriter()
    writer.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    writer.line("<opml version=\"2.0\" xmlns:earshot=\"\(Self.namespace)\">")
    writer.line("  <head><title>\(escaped(asRead(title ?? "Subscriptions")))</title></head>")
    writer.line("  <body>")
    writer.add(subscriptions[...], at: 0)
    writer.line("  </body>")
    writer.line("</opml>")
    return writer.text
  }
}

private struct OPMLWriter {
  private(set) var text = ""

  mutating func line(_ line: String) { text += line + "\n" }

  /// Writes subscriptions that share their first `depth` folders: those that lie there, then folder by folder.
  mutating func add(_ subscriptions: ArraySlice<OPML.Subscription>, at depth: Int) {
    let indent = String(repeating: "  ", count: depth + 2)
    for subscription in subscriptions where subscription.folders.count <= depth {
      line(indent + outline(subscription))
    }
    var order: [String] = []
    var byFolder: [String: [OPML.Subscription]] = [:]
    for subscription in subscriptions where subscription.folders.count > depth {
      let folder = subscription.folders[depth]
      if byFolder[folder] == nil { order.append(folder) }
      byFolder[folder, default: []].append(subscription)
    }
    for folder in order {
      line(indent + "<outline text=\"\(escaped(asRead(folder)))\">")
      add(byFolder[folder, default: []][...], at: depth + 1)
      line(indent + "</outline>")
    }
  }

  private func outline(_ subscription: OPML.Subscription) -> String {
    let source = subscription.source
    let isFeed = source.kind == .feed
    var attributes = [
      ("text", asRead(subscription.title)), ("type", isFeed ? "rss" : "link"),
      (isFeed ? "xmlUrl" : "url", source.url),
    ]
    if let site = subscription.site { attributes.append(("htmlUrl", site)) }
    if !isFeed { attributes.append(("earshot:kind", source.kind.rawValue)) }
    if let cadence = source.cadence { attributes.append(("earshot:every", "\(cadence.components.seconds)")) }
    if let credential = source.credential { attributes.append(("earshot:credential", credential)) }
    if source.allowPrivate { attributes.append(("earshot:allowPrivate", "true")) }
    if !source.allow.isEmpty { attributes.append(("earshot:allow", source.allow.joined(separator: " "))) }
    if let hostKey = source.hostKey { attributes.append(("earshot:hostKey", hostKey)) }
    if let floor = source.floor { attributes.append(("earshot:floor", "\(floor.microseconds / 1000)")) }
    if let concurrency = source.concurrency { attributes.append(("earshot:concurrency", "\(concurrency)")) }
    if !source.verifiesTLS { attributes.append(("earshot:verifyTLS", "false")) }
    return "<outline " + attributes.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: " ") + "/>"
  }
}

/// A text as it may stand in an attribute or an element; without what XML 1.0 cannot hold (section 2.2).
private func escaped(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result.append(contentsOf: "&amp;".unicodeScalars)
    case "<": result.append(contentsOf: "&lt;".unicodeScalars)
    case ">": result.append(contentsOf: "&gt;".unicodeScalars)
    case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
    case "\t", "\n", "\r": result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
    case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": continue
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// A title so that those who take titles for HTML read what was meant, as they do where it looks like it.
private func asRead(_ title: String) -> String {
  let bytes = Array(title.utf8)
  guard looksLikeHTML(bytes) else { return title }
  var html: [UInt8] = []
  appendEscaped(bytes[...], to: &html)
  return String(decoding: html, as: UTF8.self)
}
