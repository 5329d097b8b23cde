// SPDX-License-Identifier: Apache-2.0

import Settings
import Text

// How a platform is asked.
extension RecipeTable {
  /// `[request]`
  mutating func call() -> Call? {
    guard find("request") != nil else {
      reportMissing("request", "write [request] with url = \"https://…\"")
      return nil
    }
    return table("request") { $0.request() } ?? nil
  }

  private mutating func request() -> Call? {
    enum Method: String, CaseIterable { case GET, POST }
    let method = choice("method", of: Method.allCases)
    let url = address("url")
    let query = pairs("query")
    let headers = pairs("headers")
    let search = table("terms") { $0.search() } ?? Search()
    var body = Call.Body.none
    if let found = find("json") {
      body = .json(json(found))
      if find("form") != nil { report("expected either json or form, found both", found) }
    } else if find("form") != nil {
      body = .form(pairs("form"))
    }
    if body != .none, method != .POST, let found = find("method") ?? find("url") {
      report("a body is sent with POST only", found, suggestion: "write method = \"POST\"")
    }
    return url.map {
      Call(url: $0, query: query, headers: headers, body: body, isPost: method == .POST, search: search)
    }
  }

  /// An address of https, or of http for who asks in the own network.
  mutating func address(_ key: String) -> Template? {
    guard let found = find(key) else {
      reportMissing(key, "write \(key) = \"https://…\"")
      return nil
    }
    guard let template = requestTemplate(found) else { return nil }
    let prefix = template.prefix
    guard prefix.hasPrefix("https://") || prefix.hasPrefix("http://"), !prefix.contains("@"),
      !prefix.contains(where: \.isWhitespace)
    else {
      report(
        "expected an address of the web", found, suggestion: "write it like \"https://api.acme.example/{id}\""
      )
      return nil
    }
    return template
  }

  private mutating func pairs(_ key: String) -> [Call.Pair] {
    each(key) { table, name, found in
      if key == "headers" && !name.utf8.allSatisfy(isTokenByte) {
        table.report("“\(name)” is no name of a header", found)
      }
      return table.requestTemplate(found).map { Call.Pair(name: name, value: $0) }
    }
  }

  /// A value of TOML as JSON; texts that are `{name}` and nothing else are places to fill.
  private mutating func json(_ found: Found) -> JSON {
    switch found.toml.value {
    case .string(let text):
      if let name = Call.place(in: text) {
        notes.uses.append(
          Use(name: Template.Name(name: name, offset: 1), scope: .request, found: found))
      }
      return .string(text)
    case .integer(let number): return .integer(number)
    case .float(let number): return .number(number)
    case .boolean(let value): return .bool(value)
    case .time(let text): return .string(text)
    case .array: return .array(values(found).map { json($0) })
    case .table(let entries):
      return .object(
        entries.map {
          JSON.Member($0.key, json(Found(toml: $0.value, keyPath: found.keyPath + "." + $0.key)))
        })
    }
  }

  /// `[request.terms]`
  private mutating func search() -> Search {
    var search = Search()
    search.join = find("join").flatMap { text($0, isBlankAllowed: true) }
    search.wrap = text("wrap") ?? search.wrap
    if !search.wrap.contains("{}"), let found = find("wrap") {
      report("expected {} where the terms go", found, suggestion: "write it like \"({}) -is:retweet\"")
    }
    search.quote = find("quote").flatMap { text($0, isBlankAllowed: true) } ?? search.quote
    search.longest = integer("max-length", 1...100_000) ?? search.longest
    search.most = integer("max-terms", 1...1000) ?? search.most
    return search
  }

  /// `[page]`
  mutating func paging() -> Paging {
    var paging = Paging()
    paging.kind = choice("kind", of: Paging.Kind.allCases) ?? .none
    let parameter = text("param")
    let variable = text("var")
    paging.isVariable = variable != nil
    paging.name = variable ?? parameter ?? ""
    if parameter != nil, variable != nil, let found = find("var") {
      report("expected either param or var, found both", found)
    }
    if [.cursor, .page, .offset].contains(paging.kind), paging.name.isEmpty {
      reportMissing("param", "name the parameter that carries the page")
    }
    paging.from = find("from").flatMap { field($0, isAddress: false) }
    if [.cursor, .url, .merge].contains(paging.kind), paging.from == nil {
      reportMissing("from", "say where the answer has what leads on")
    }
    paging.first = integer("first", 0...1000) ?? (paging.kind == .offset ? 0 : 1)
    paging.signs.more = pointer("more")
    paging.signs.total = pointer("total")
    paging.signs.totalHeader = text("total-header")
    paging.signs.last = integer("max", 0...100_000)
    return paging
  }

  /// `[since]`
  mutating func since() -> Since {
    enum Word: String, CaseIterable { case seen, time, id }
    enum Commit: String, CaseIterable {
      case everyPage = "every-page"
      case afterLastPage = "after-last-page"
    }
    var since = Since()
    let format = choice("format", of: Since.Written.allCases)
    let from = pointer("from")
    let word = choice("kind", of: Word.allCases) ?? .seen
    since.parameter = text("param") ?? ""
    if word != .seen, since.parameter.isEmpty { reportMissing("param", "name the parameter that carries it") }
    switch word {
    case .seen: break
    case .time: since.kind = .time(format ?? .rfc3339)
    case .id:
      if from == nil { reportMissing("from", "say where the first page has the newest identifier") }
      since.kind = from.map { .id(from: $0) } ?? .seen
    }
    since.value = find("value").flatMap { sinceTemplate($0) }
    since.overlap = duration("overlap") ?? .zero
    since.waitsForLastPage = choice("commit", of: Commit.allCases) != .everyPage
    return since
  }

  /// The value of the parameter, in which `{since}` is known and nothing else.
  private mutating func sinceTemplate(_ found: Found) -> Template? {
    let known = notes.uses.count
    let template = requestTemplate(found)
    notes.uses.removeLast(notes.uses.count - known)
    if let template, template.names.map(\.name) != ["since"] {
      report("expected {since} once and no other name", found)
    }
    return template
  }
}

extension Call {
  /// The name in a text that is `{name}` and nothing else.
  static func place(in text: String) -> String? {
    guard text.hasPrefix("{"), text.hasSuffix("}"), text.count > 2 else { return nil }
    let name = String(text.dropFirst().dropLast())
    return Template.isName(name) ? name : nil
  }
}

/// A byte of the name of a header (RFC 9110, section 5.6.2).
func isTokenByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}
