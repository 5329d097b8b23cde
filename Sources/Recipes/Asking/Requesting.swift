// SPDX-License-Identifier: Apache-2.0

import Markup
import Model
import Text

extension Recipe {
  /// The texts to search for so that every term is searched for once, as few as the platform allows.
  ///
  /// One empty text for a recipe that searches for nothing.
  package func queries(for terms: [String]) -> [String] {
    searches ? call.search.queries(for: terms) : [""]
  }

  /// Whether it searches for terms; where it does not, it lists everything of a place.
  package var searches: Bool {
    var templates = [call.url] + call.query.map(\.value)
    switch call.body {
    case .none: break
    case .form(let pairs): templates += pairs.map(\.value)
    case .json(let json): if json.mentions("terms") { return true }
    }
    return templates.contains { $0.names.contains { $0.name == "terms" } }
  }

  /// The request for a page.
  ///
  /// Throws where a variable is missing or what was filled in does not fit, and where the page's address is
  /// of another server.
  package func request(for inquiry: Inquiry) throws(InquiryError) -> RecipeRequest {
    let values = try values(for: inquiry)
    guard let base = call.url.filled(isAddress: true, hosts: hosts, values.text) else {
      throw fault("the address that begins “\(call.url.prefix)” has a part missing; say what is searched for")
    }
    var request = RecipeRequest(url: base, authorization: authorization)
    request.url = try url(base, for: inquiry, values)
    request.headers = headers(values)
    if call.isPost { request.method = "POST" }
    request.body = body(values)
    if case .token(let exchange) = authorization.kind {
      request.tokenURL = exchange.url.filled(isAddress: true, hosts: hosts, values.text)
    }
    return request
  }

  /// The variables that are hosts, which are checked and stand in addresses as they are.
  var hosts: Set<String> { Set(variables.lazy.filter { $0.kind == .host }.map(\.name)) }

  private func fault(_ message: String) -> InquiryError {
    InquiryError(description: "\(about.id): \(message)")
  }

  private func values(for inquiry: Inquiry) throws(InquiryError) -> RequestValues {
    var values = RequestValues()
    for variable in variables {
      guard let text = inquiry.variables[variable.name] ?? variable.fallback else {
        throw fault(
          "the variable “\(variable.name)” is missing" + (variable.help.map { "; it is " + $0 } ?? ""))
      }
      if let wrong = variable.fault(in: text) { throw fault(wrong) }
      values.texts[variable.name] = text
    }
    if let stranger = inquiry.variables.keys.sorted().first(where: { values.texts[$0] == nil }) {
      throw fault("there is no variable “\(stranger)”")
    }
    if !inquiry.terms.isEmpty { values.texts["terms"] = inquiry.terms }
    if steps.paging.isVariable { values.texts[steps.paging.name] = pageText(of: inquiry) }
    return values
  }

  /// The page as the platform counts it; nil for the first page of a cursor.
  private func pageText(of inquiry: Inquiry) -> String? {
    switch inquiry.page {
    case .number(let number): String(number)
    case .token(let token): token
    case .url, .parameters: nil
    case nil: [.page, .offset].contains(steps.paging.kind) ? String(steps.paging.first) : nil
    }
  }

  private func url(
    _ base: String, for inquiry: Inquiry, _ values: RequestValues
  ) throws(InquiryError) -> String {
    if case .url(let url) = inquiry.page {
      guard isSameServer(url, base) else { throw fault("the next page is on another server: \(url)") }
      return url
    }
    var query = call.query.compactMap { pair in
      pair.value.filled(isAddress: false, values.text).map { Inquiry.Parameter(pair.name, $0) }
    }
    if let since = sinceParameter(of: inquiry) { query.replace(since) }
    if let page = pageText(of: inquiry), !steps.paging.isVariable, inquiry.page != nil {
      query.replace(Inquiry.Parameter(steps.paging.name, page))
    }
    if case .parameters(let parameters) = inquiry.page { parameters.forEach { query.replace($0) } }
    return query.isEmpty ? base : base + (base.contains("?") ? "&" : "?") + encoded(query)
  }

  private func sinceParameter(of inquiry: Inquiry) -> Inquiry.Parameter? {
    let text: String
    switch (steps.since.kind, inquiry.since) {
    case (.time(let form), .time(let instant)): text = form.text(of: instant - steps.since.overlap)
    case (.id, .id(let id)): text = id
    default: return nil
    }
    let value = steps.since.value?.filled(isAddress: false) { _ in text } ?? text
    return Inquiry.Parameter(steps.since.parameter, value)
  }

  /// Headers of which a value would end the line are left out.
  private func headers(_ values: RequestValues) -> [Inquiry.Parameter] {
    var headers = [Inquiry.Parameter("Accept", "application/json")]
    switch call.body {
    case .none: break
    case .json: headers.append(Inquiry.Parameter("Content-Type", "application/json"))
    case .form: headers.append(Inquiry.Parameter("Content-Type", "application/x-www-form-urlencoded"))
    }
    for pair in call.headers {
      guard let value = pair.value.filled(isAddress: false, values.text),
        !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      else { continue }
      headers.replace(Inquiry.Parameter(pair.name, value))
    }
    return headers
  }

  private func body(_ values: RequestValues) -> [UInt8]? {
    switch call.body {
    case .none: nil
    case .json(let json): json.filled(values).bytes
    case .form(let pairs):
      Array(
        encoded(
          pairs.compactMap { pair in
            pair.value.filled(isAddress: false, values.text).map { Inquiry.Parameter(pair.name, $0) }
          }
        ).utf8)
    }
  }
}

/// What fills the templates of a request.
private struct RequestValues {
  var texts: [String: String] = [:]

  func text(_ reference: Template.Reference) -> String? {
    if case .name(let name) = reference { texts[name] } else { nil }
  }
}

private func encoded(_ parameters: [Inquiry.Parameter]) -> String {
  parameters.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }.joined(separator: "&")
}

extension [Inquiry.Parameter] {
  /// Puts a parameter in the place of the one of its name, or at the end.
  fileprivate mutating func replace(_ parameter: Inquiry.Parameter) {
    if let index = firstIndex(where: { $0.name.lowercased() == parameter.name.lowercased() }) {
      self[index] = parameter
    } else {
      append(parameter)
    }
  }
}

extension JSON {
  /// The value with its places filled; a place that has no value is `null`.
  fileprivate func filled(_ values: RequestValues) -> JSON {
    switch self {
    case .string(let text):
      guard let name = Call.place(in: text) else { return self }
      return values.texts[name].map { .string($0) } ?? .null
    case .array(let elements): return .array(elements.map { $0.filled(values) })
    case .object(let members): return .object(members.map { Member($0.name, $0.value.filled(values)) })
    default: return self
    }
  }

  /// Whether `{name}` is a place in it.
  fileprivate func mentions(_ name: String) -> Bool {
    switch self {
    case .string(let text): Call.place(in: text) == name
    case .array(let elements): elements.contains { $0.mentions(name) }
    case .object(let members): members.contains { $0.value.mentions(name) }
    default: false
    }
  }
}

extension Since.Written {
  /// A time as the platform wants it.
  fileprivate func text(of instant: Instant) -> String {
    switch self {
    case .rfc3339: instant.rfc3339()
    case .epochSeconds: String(instant.seconds)
    case .epochMilliseconds: String(instant.microseconds / 1000)
    case .day: String(instant.rfc3339().prefix(10))
    }
  }
}
