// SPDX-License-Identifier: Apache-2.0
import Model
import Recipes

extension RecipeRequest {
  /// As the snapshots have it.
  var shown: [String] {
    var lines = [method + " " + url]
    lines += headers.map { "\($0.name): \($0.value)" }
    if let body { lines.append(String(decoding: body, as: UTF8.self)) }
    if let tokenURL { lines.append("token from " + tokenURL) }
    if !authorization.secrets.isEmpty {
      lines.append("secrets " + authorization.secrets.joined(separator: ", "))
    }
    return lines
  }
}

extension RecipePage {
  /// As the snapshots have it; what is absent has no line.
  var shown: [String] {
    var lines = entries.flatMap { [""] + $0.shown }
    lines.append("")
    lines.append("dropped " + String(dropped))
    if let next { lines.append("next \(next.shown)") }
    if let pages { lines.append("pages \(pages)") }
    switch mark {
    case .time(let instant): lines.append("mark \(instant)")
    case .id(let id): lines.append("mark \(id)")
    case nil: break
    }
    if let pause { lines.append("pause until \(pause)") }
    return lines
  }
}

extension Inquiry.Cursor {
  fileprivate var shown: String {
    switch self {
    case .number(let number): "number \(number)"
    case .token(let token): "token \(token)"
    case .url(let url): url
    case .parameters(let parameters):
      parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }
  }
}

extension RecipeEntry {
  fileprivate var shown: [String] {
    let fields: KeyValuePairs<String, String?> = [
      "guid": item.guid, "url": item.url, "author": item.author, "title": item.title, "text": item.text,
      "published": item.published?.description, "as written": item.publishedText,
      "updated": item.updated?.description, "language": item.language,
      "categories": item.categories.joined(separator: ", "), "rating": item.rating?.description,
      "publisher": item.publisher, "parent": parent, "thread": thread, "link": link, "reply": reply,
    ]
    return fields.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name): \($0)" } }
  }
}
