// SPDX-License-Identifier: Apache-2.0

import Markup
import Model
import Schedule
import Text

/// Finds in an answer what leads on from it.
struct StepReader {
  let steps: Steps
  let answer: RecipeAnswer
  let json: JSON
  let inquiry: Inquiry
  /// The address that was asked.
  let base: String

  private var paging: Paging { steps.paging }

  /// How many pages there are, where the platform says so.
  var pages: Int? {
    let text =
      paging.signs.totalHeader.flatMap { answer.header($0) }
      ?? paging.signs.total?.value(in: json)?.fieldText
    return text.flatMap { Int(trimmed($0)) }
  }

  /// What leads to the next page, after a page of so many elements; never back to the same page.
  func next(count: Int) -> Inquiry.Cursor? {
    if let more = paging.signs.more, more.value(in: json)?.isTruthy != true { return nil }
    let next: Inquiry.Cursor?
    switch paging.kind {
    case .none: next = nil
    case .cursor: next = leading.flatMap(\.fieldText).map { .token($0) }
    case .page: next = numbered(step: 1)
    case .offset: next = numbered(step: count)
    case .url: next = leading.flatMap(\.fieldText).flatMap { address($0) }
    case .link: next = answer.links.flatMap { nextLink(in: $0) }.flatMap { address($0) }
    case .merge: next = merged
    }
    return next == inquiry.page ? nil : next
  }

  private var leading: JSON? { paging.from.flatMap { root($0) } }

  /// The value of a field whose pointers go from the top of the answer.
  private func root(_ field: Field) -> JSON? {
    switch field {
    case .pointer(let pointer): pointer.value(in: json)
    case .lookup(let lookup): lookup.find(in: json, json)
    case .first(let fields): fields.lazy.compactMap { root($0) }.first
    case .shaped(let field, let shape): root(field)?.fieldText.flatMap { shaped($0, shape) }
    case .template: nil
    }
  }

  private func shaped(_ text: String, _ shape: Shape) -> JSON? {
    guard !shape.absent.contains(text) else { return nil }
    return shape.transforms.applied(to: text).map { .string($0) }
  }

  private func numbered(step: Int) -> Inquiry.Cursor? {
    let current = if case .number(let number)? = inquiry.page { number } else { paging.first }
    let (next, overflow) = current.addingReportingOverflow(step)
    if overflow || step < 1 || current < 0 { return nil }
    if let last = paging.signs.last, next > last { return nil }
    if let pages, next - paging.first >= pages { return nil }
    return .number(next)
  }

  private func address(_ text: String) -> Inquiry.Cursor? {
    guard let url = resolve(text, against: base), isSameServer(url, base) else { return nil }
    return .url(url)
  }

  private var merged: Inquiry.Cursor? {
    let members = leading?.members ?? []
    let parameters = members.prefix(20).compactMap { member in
      member.value.fieldText.map { Inquiry.Parameter(member.name, $0) }
    }
    return parameters.isEmpty ? nil : .parameters(parameters)
  }

  /// From where on something is new after this page; an item from the future does not hide what comes before
  /// it.
  func mark(after items: [Item], now: Instant) -> Inquiry.Mark? {
    switch steps.since.kind {
    case .seen: nil
    case .time: items.compactMap(\.published).max().map { .time(min($0, now)) }
    case .id(let pointer): pointer.value(in: json)?.fieldText.map { .id($0) }
    }
  }
}

/// Whether two addresses have scheme, host and port in common, so that a secret for one may go to the other.
func isSameServer(_ a: String, _ b: String) -> Bool {
  guard let first = server(of: a), let second = server(of: b) else { return false }
  return first == second
}

/// Scheme and authority in lower case; nil for an address that is none of the web or has a user in it.
private func server(of url: String) -> String? {
  guard isWebAddress(url), let colon = url.firstIndex(of: ":") else { return nil }
  let authority = url[colon...].dropFirst(3).prefix { !"/?#\\".contains($0) }
  return authority.contains("@") ? nil : (url[..<colon] + "://" + authority).lowercased()
}

/// The address of `<...>; rel="next"` in a `Link` header (RFC 8288, section 3).
func nextLink(in header: String) -> String? {
  var rest = header[...]
  while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
    let target = rest[rest.index(after: open)..<close]
    let end = rest[close...].firstIndex(of: "<") ?? rest.endIndex
    let parameters = rest[rest.index(after: close)..<end].split { $0 == ";" || $0 == "," }
    let isNext = parameters.contains { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1).map { trimmed(String($0)) }
      guard parts.count == 2, parts[0].lowercased() == "rel" else { return false }
      return parts[1].split { $0 == "\"" || $0 == " " }.contains { $0.lowercased() == "next" }
    }
    if isNext { return String(target) }
    rest = rest[end...]
  }
  return nil
}

extension Rate {
  /// Before when the platform must not be asked again, as far as it says; a day at most.
  ///
  /// In a refusal the time of renewal counts whatever is said to be left.
  func pause(_ answer: RecipeAnswer, _ json: JSON, now: Instant) -> Instant? {
    var pauses: [Instant] = []
    if let seconds = backoff?.value(in: json)?.number, seconds > 0 { pauses.append(now + bounded(seconds)) }
    let left = remaining.flatMap { answer.header($0) }.flatMap { Double(trimmed($0)) }
    let isUsedUp = left.map { $0 <= Double(reserve) } ?? false
    if isUsedUp || answer.status == 429, let written = reset.flatMap({ answer.header($0) }) {
      if let instant = renewal(trimmed(written), now: now), instant > now {
        pauses.append(min(instant, now + .days(1)))
      }
    }
    return pauses.max()
  }

  private func renewal(_ text: String, now: Instant) -> Instant? {
    switch resetAs {
    case .secondsLeft: Double(text).flatMap { $0 > 0 ? now + bounded($0) : nil }
    case .epochSeconds: TimeFormat(parsing: "epoch-s")?.instant(of: .string(text), in: .utc)
    case .time: TimeFormat(parsing: "rfc3339")?.instant(of: .string(text), in: .utc)
    }
  }

  private func bounded(_ seconds: Double) -> Duration {
    .seconds(min(86_400, seconds.isFinite ? seconds : 86_400))
  }
}
