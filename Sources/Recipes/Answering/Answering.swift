// SPDX-License-Identifier: Apache-2.0

package import Model
package import Schedule
import Text

extension Recipe {
  /// The items of an answer, and what leads on from it.
  ///
  /// `zones` are the time zones of `timeZones`; a time in a zone that is not among them stays unread. What an
  /// item lacks or has in another type is absent. Throws where the platform refuses, or where the answer is
  /// of another form.
  package func items(
    in answer: RecipeAnswer, to inquiry: Inquiry = Inquiry(), now: Instant, zones: [String: TimeZone] = [:]
  ) throws(PlatformError) -> RecipePage {
    let json = try json(of: answer, now: now)
    let elements = try elements(in: json)
    let reader = EntryReader(
      map: reading.map, answer: json, values: filledVariables(inquiry), hosts: hosts,
      base: (try? request(for: inquiry))?.url ?? "", zones: zones)
    var page = RecipePage()
    for element in elements where reading.list.accepts(element) {
      if let entry = reader.entry(element) { page.entries.append(entry) } else { page.dropped += 1 }
    }
    let steps = StepReader(steps: steps, answer: answer, json: json, inquiry: inquiry, base: reader.base)
    page.next = elements.isEmpty ? nil : steps.next(count: elements.count)
    page.pages = steps.pages
    page.mark = steps.mark(after: page.items, now: now)
    page.pause = reading.rate.pause(answer, json, now: now)
    return page
  }

  private func filledVariables(_ inquiry: Inquiry) -> [String: String] {
    var values: [String: String] = [:]
    for variable in variables {
      guard let text = inquiry.variables[variable.name] ?? variable.fallback, variable.fault(in: text) == nil
      else { continue }
      values[variable.name] = text
    }
    return values
  }

  /// The answer as JSON, if it is no error of the platform.
  private func json(of answer: RecipeAnswer, now: Instant) throws(PlatformError) -> JSON {
    let type = answer.header("content-type")
    let text = decode(answer.body, httpCharset: type.flatMap(charset(ofContentType:)), kind: .json)
    let json: JSON
    do throws(JSONError) {
      json = try JSON(parsing: text.utf8, .lenient)
    } catch {
      throw refusal(answer, text.utf8, error, now: now)
    }
    if let fault = reading.faults.first(where: { $0.matches(answer.status, json) }) {
      let complaint = fault.message?.value(in: json)?.fieldText ?? json.complaint
      throw refusal(fault.kind, answer.status, complaint, until: reading.rate.pause(answer, json, now: now))
    }
    if answer.status >= 400 {
      let until = reading.rate.pause(answer, json, now: now)
      throw refusal(.of(status: answer.status), answer.status, json.complaint, until: until)
    }
    return json
  }

  /// The elements of the list of items.
  private func elements(in json: JSON) throws(PlatformError) -> [JSON] {
    var elements: [JSON] = []
    var isFound = false
    for path in reading.list.paths {
      guard let found = path.items(in: json, limit: ItemList.most - elements.count) else { continue }
      isFound = true
      elements += found
    }
    if isFound { return elements }
    if let complaint = json.complaint { throw refusal(.configuration, 200, complaint) }
    if reading.list.mayBeMissing, case .object = json { return [] }
    let paths = reading.list.paths.map { $0.pointer.tokens.isEmpty ? "the top" : $0.pointer.description }
    throw PlatformError(
      kind: .shape,
      description: "\(about.id): expected a list of items at \(paths.joined(separator: " or ")), found none")
  }

  private func refusal(
    _ kind: PlatformError.Kind, _ status: Int, _ complaint: String?, until: Instant? = nil
  ) -> PlatformError {
    let says = complaint.map { " and said “\(onOneLine($0))”" } ?? ""
    return PlatformError(
      kind: kind, until: until, description: "\(about.id): the platform answered \(status)\(says)")
  }

  /// What to make of an answer that is no JSON.
  private func refusal(
    _ answer: RecipeAnswer, _ utf8: [UInt8], _ error: JSONError, now: Instant
  ) -> PlatformError {
    let status = answer.status
    let first = utf8.first { $0 > 0x20 }
    let isPage = first == UInt8(ascii: "<")
    let found = first == nil ? "nothing" : isPage ? "a page" : "what is no JSON: \(error)"
    let kind: PlatformError.Kind =
      if status >= 400, !(isPage && status == 403) { .of(status: status) } else { isPage ? .blocked : .shape }
    return PlatformError(
      kind: kind, until: reading.rate.pause(answer, .null, now: now),
      description: "\(about.id): the platform answered \(status), expected JSON, found \(found)")
  }
}

extension PlatformError.Kind {
  /// What a status of HTTP means where the recipe does not say otherwise.
  static func of(status: Int) -> Self {
    switch status {
    case 401: .authorization
    case 403: .blocked
    case 404, 410: .gone
    case 408, 425, 500...: .transient
    case 429: .rate
    default: .configuration
    }
  }
}

extension Fault {
  /// Whether an answer is this error.
  fileprivate func matches(_ status: Int, _ json: JSON) -> Bool {
    if let wanted = self.status, wanted != status { return false }
    guard let pointer else { return true }
    guard let value = pointer.value(in: json) else { return false }
    return texts.isEmpty ? value.isTruthy : value.fieldText.map(texts.contains) ?? false
  }
}

extension ItemList {
  /// Whether an element is an item.
  fileprivate func accepts(_ element: JSON) -> Bool {
    guard case .object = element else { return false }
    return required.allSatisfy { $0.value(in: element)?.isNull == false }
      && !exceptions.contains { ($0.pointer.value(in: element)?.comparedText == $0.text) != $0.isWanted }
  }
}

extension JSON {
  /// The value as `equals` of a recipe compares it.
  fileprivate var comparedText: String? { bool.map { String($0) } ?? fieldText }

  /// Where platforms say in words what is wrong.
  private static let complaints = [
    "/error/message", "/error/description", "/error/info", "/error_description", "/error_message",
    "/errors/0/message", "/errors/0/detail", "/errors/0", "/error", "/message", "/detail", "/title",
  ].compactMap(Pointer.init(parsing:))

  /// What the platform says is wrong, where the answer is an object that says so.
  fileprivate var complaint: String? {
    guard case .object = self else { return nil }
    for pointer in Self.complaints {
      if case .string(let text)? = pointer.value(in: self), !trimmed(text).isEmpty { return text }
    }
    return nil
  }
}

/// At most 200 characters in one line without controls.
private func onOneLine(_ text: String) -> String {
  let words = text.prefix(2000).split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
  let line = words.unicodeScalars.filter { $0.properties.generalCategory != .control }
  let shown = String(String.UnicodeScalarView(line))
  return shown.count <= 200 ? shown : shown.prefix(199) + "…"
}
