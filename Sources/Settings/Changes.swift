// SPDX-License-Identifier: Apache-2.0

internal import Model

extension Settings {
  /// What is different from older settings, one sentence for each thing; empty where a reload changes nothing.
  package func changes(from old: Settings) -> [String] {
    let brands = Self.changes("brand", old.brands, brands, by: \.name) { $0.name }
    let keywords = Self.changes("keyword", old.keywords, keywords, by: \.self) {
      "“\($0.expression)” of \($0.brand)"
    }
    let sources = Self.changes("source", old.sources, sources, by: \.name) { $0.name }
    let rules = Self.changes("rule", old.rules, rules, by: \.name) { $0.name }
    let digests = Self.changes("digest", old.digests, digests, by: { [$0.brand, $0.name] }) {
      "\($0.name) of \($0.brand)"
    }
    let isReordered = rules.isEmpty && self.rules != old.rules
    return changedSections(from: old) + brands + keywords + sources + rules
      + (isReordered ? ["the order of the rules changed"] : []) + digests
  }

  private func changedSections(from old: Settings) -> [String] {
    var sentences: [String] = []
    switch (old.mail, mail) {
    case (nil, .some(let mail)): sentences.append("mail is sent through \(mail.host)")
    case (.some, nil): sentences.append("mail is no longer sent")
    case (.some(let old), .some(let new)) where old.host != new.host || old.port != new.port:
      sentences.append("mail is sent through \(new.host):\(new.port) instead of \(old.host):\(old.port)")
    case (.some(let old), .some(let new)) where old != new: sentences.append("the settings of mail changed")
    default: break
    }
    if polling.every != old.polling.every {
      sentences.append(
        "sources are polled every \(polling.every.written) instead of \(old.polling.every.written)")
    } else if polling != old.polling {
      sentences.append("the settings of polling changed")
    }
    if retention != old.retention {
      let spans = [("mentions", retention.mentions), ("other items", retention.items)].map { noun, time in
        noun + (time.map { " for \($0.written)" } ?? " for ever")
      }
      sentences.append("kept are " + spans.joined(separator: ", "))
    }
    if network != old.network { sentences.append("the private addresses that may be connected to changed") }
    if log != old.log {
      sentences.append("the log has level \(log.level.rawValue) and goes to \(log.channel.rawValue)")
    }
    if control != old.control { sentences.append("who may change things changed") }
    return sentences
  }

  /// What was added, removed and changed in a list of things that have names.
  private static func changes<Thing: Equatable, Name: Hashable>(
    _ noun: String, _ old: [Thing], _ new: [Thing], by name: (Thing) -> Name, shown: (Thing) -> String
  ) -> [String] {
    let before = Dictionary(old.map { (name($0), $0) }) { first, _ in first }
    let after = Set(new.map(name))
    let removed = old.filter { !after.contains(name($0)) }
    let changed = new.filter { thing in before[name(thing)].map { $0 != thing } ?? false }
    let added = new.filter { before[name($0)] == nil }
    return removed.map { "\(noun) \(shown($0)) is gone" } + changed.map { "\(noun) \(shown($0)) changed" }
      + added.map { "\(noun) \(shown($0)) is new" }
  }
}
