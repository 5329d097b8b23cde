// SPDX-License-Identifier: Apache-2.0
import Glibc
import Loopback
import Model

/// The files of the town and the time at which it was opened.
///
/// Files are read anew for every request: whoever edits one sees it at the next poll. Times count from the
/// opening, so an unedited page keeps its ETag as long as the server runs.
final class Town: Sendable {
  private let root: String
  private let opened: Instant
  private let isLater = Shared(false)

  /// The town in a folder; nil where there is no such folder.
  init?(root: String, now: Instant) {
    guard isFolder(root) else { return nil }
    self.root = root
    opened = now
  }

  /// Publishes what was kept back.
  func moveOn() { isLater.withLock { $0 = true } }

  /// The page at a path, or 404.
  func answer(_ request: ReceivedRequest) -> Script {
    let steps = request.path.split(separator: "/", omittingEmptySubsequences: true)
    guard !steps.contains(where: { $0.hasPrefix(".") || $0.contains("%") }) else { return nothing }
    var file = ([root] + steps.map(String.init)).joined(separator: "/")
    if isFolder(file) {
      guard request.path.hasSuffix("/") else { return .redirect(301, to: request.path + "/") }
      file += "/index.html"
    }
    guard let bytes = readFile(file) else { return nothing }
    let type = Self.contentType(of: file)
    let body = type.isText ? rendered(bytes, for: request) : bytes
    let headers = [
      ("Content-Type", type.name), ("ETag", "\"\(Self.hash(of: body))\""),
      ("Last-Modified", httpDate(opened)), ("Cache-Control", "no-cache"),
    ]
    return .reply(Reply(headers: headers, body: body))
  }

  private var nothing: Script {
    let body = "<!doctype html><title>Not here</title><p>Sampletown is small: this page is only told of.\n"
    return .reply(
      Reply(status: 404, headers: [("Content-Type", "text/html; charset=utf-8")], body: Array(body.utf8)))
  }

  private func rendered(_ bytes: [UInt8], for request: ReceivedRequest) -> [UInt8] {
    let values = Placeholders(
      now: opened, base: "http://" + (request.header("host") ?? "localhost"), isLater: isLater.withLock { $0 }
    )
    return values.fill(bytes)
  }

  private static func contentType(of file: String) -> (name: String, isText: Bool) {
    switch file.split(separator: ".").last {
    case "html": ("text/html; charset=utf-8", true)
    case "rss": ("application/rss+xml; charset=utf-8", true)
    case "atom": ("application/atom+xml; charset=utf-8", true)
    case "json": ("application/feed+json", true)
    case "xml": ("text/xml; charset=utf-8", true)
    case "txt": ("text/plain; charset=utf-8", true)
    case "css": ("text/css; charset=utf-8", true)
    case "svg": ("image/svg+xml", true)
    case "png": ("image/png", false)
    case "jpg", "jpeg": ("image/jpeg", false)
    default: ("application/octet-stream", false)
    }
  }

  /// FNV-1a, 64 bits: enough to tell two versions of a page apart.
  private static func hash(of bytes: [UInt8]) -> String {
    String(bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }
}
