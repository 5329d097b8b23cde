// SPDX-License-Identifier: Apache-2.0

internal import Model
internal import Rules
internal import Schedule

// What is told, when and how.
extension TableReader {
  /// `[[rule]]`
  mutating func rule() -> Rule? {
    let condition = condition()
    let action = action()
    guard let name = name() else { return nil }
    if condition == nil && find("when") == nil { reportMissing("when", "write when = \"sentiment<-0.5\"") }
    guard let condition, let action else { return nil }
    return Rule(name: name, condition: condition, action: action)
  }

  private mutating func action() -> Rule.Action? {
    let channels = channels("notify")
    let label = string("label")
    let ignores = find("ignore") == nil ? nil : boolean("ignore")
    let isThere = ["notify", "label", "ignore"].filter { find($0) != nil }
    guard isThere.count == 1 else {
      let message = isThere.isEmpty ? "the rule does nothing" : "the rule does several things"
      reportHeader(
        message, suggestion: "give it one of notify = [\"email\"], label = \"…\" and ignore = true")
      return nil
    }
    if let channels { return .notify(channels) }
    if let label { return .label(label) }
    guard let ignores else { return nil }
    if ignores { return .ignore }
    if let found = find("ignore") {
      report("a rule can only ignore", found, suggestion: "write true, or leave the rule out")
    }
    return nil
  }

  /// `[[digest]]`; its brand is "" where it is for all of them.
  mutating func digest(brands: [String]) -> Digest? {
    let brand = brandName(among: brands, isRequired: false)
    let at = calendarTime()
    let condition = condition()
    let channels = channels("channels")
    let recipients = addresses("to")
    let sendEmpty = boolean("send-empty")
    guard let name = name(), let brand else { return nil }
    let usual: [Channel] = hasMail ? [.email] : [.log]
    return Digest(
      name: name, brand: brand, at: at ?? "08:00", condition: condition ?? "sentiment:negative",
      channels: channels ?? usual, recipients: recipients ?? [], sendEmpty: sendEmpty ?? false)
  }

  /// A condition in the language of rules.
  private mutating func condition() -> String? {
    guard let (text, found) = located("when") else { return nil }
    check(text, found, .rule)
    return text
  }

  private mutating func calendarTime() -> String? {
    guard let (text, found) = located("at") else { return nil }
    do throws(CalendarTimeError) {
      _ = try CalendarTime(parsing: text)
      return text
    } catch {
      let start = min(error.column - 1, text.count)
      let (place, length) = Self.place(of: start..<start + 1, in: text, found)
      problems.report(
        error.reason, file: found.file, at: place, length: length, keyPath: found.keyPath,
        suggestion: "write it like \"08:00\", \"Mon 08:00\" or \"Mon..Fri 18:00\"")
      return nil
    }
  }

  /// Channels, of which e-mail needs somebody who sends it.
  mutating func channels(_ key: String) -> [Channel]? {
    let channels = choices(key, of: Channel.allCases)
    if let channels, channels.contains(.email), !hasMail, let found = find(key) {
      report("channel email needs a mail server", found, suggestion: "add [mail] with server, from and to")
    }
    return channels
  }
}
