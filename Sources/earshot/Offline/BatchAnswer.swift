// SPDX-License-Identifier: Apache-2.0
import Control
import Feeds
import Markup
import Text

/// Answers a line `{"input": FILE, "url": ..., "headers": {...}}` with the feed in the file as published, or with
/// `{"error": ...}`.
func batchAnswer(to line: String) -> JSON {
  do {
    return try feed(for: line).batchAnswer
  } catch {
    return .object(of: ["error": error.description.wire])
  }
}

private func feed(for line: String) throws(ControlClientError) -> Feed {
  guard let request = try? JSON(parsing: line), let path = request["input"]?.string else {
    throw ControlClientError(.invalid, "expected an object with “input”")
  }
  let headers = request["headers"]?.members ?? []
  func header(_ name: String) -> String? { headers.last { $0.name.lowercased() == name }?.value.string }
  let url = request["url"]?.string ?? ""
  // RFC 9110 section 8.7: a representation's own address, if it is told, is the base of what is relative in it.
  let base = header("content-location").flatMap { resolve($0, against: url) } ?? url
  let body = try contents(of: path)
  do {
    return try Feed.read(
      body, contentType: header("content-type"), url: base, contentLanguage: header("content-language"))
  } catch {
    throw ControlClientError(.invalid, error.description)
  }
}
