// SPDX-License-Identifier: Apache-2.0
import Model
import Text

extension Subject {
  /// Whether a fact has a value.
  func holds(_ fact: Fact, _ value: String) -> Bool {
    switch fact {
    case .site: return isOnSite(value)
    case .lang: return value.split(separator: ",").contains { isInLanguage(String($0)) }
    case .has: return has(value)
    case .brand: return mention.map { isSameName($0.brand, value) } ?? false
    case .label: return mention?.labels.contains { isSameName($0, value) } ?? false
    case .state: return mention?.state.rawValue == value
    case .sentiment: return mention?.verdict.rawValue == value
    case .intent: return mention?.intents.contains { isSameName($0, value) } ?? false
    case .is: return mention?.isBacklog ?? false
    }
  }

  /// The number a measure has; nil where it is unknown, and then no comparison holds.
  func value(of measure: Measure) -> Double? {
    switch measure {
    case .rating: rating
    case .sentiment: mention?.sentiment
    case .age:
      mention.map { Double($0.age.components.seconds) + Double($0.age.components.attoseconds) / 1e18 }
    }
  }

  private func isOnSite(_ site: String) -> Bool {
    guard let host else { return false }
    return Self.isHost(Array(url.utf8)[host], within: Array(site.utf8))
  }

  /// Whether a host is a domain or one below it; dots at the ends do not count, nor does case.
  private static func isHost(_ host: ArraySlice<UInt8>, within site: [UInt8]) -> Bool {
    let lower = host.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    let domain = site.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }.drop { $0 == 0x2E }
    guard !domain.isEmpty, lower.count >= domain.count, lower.suffix(domain.count).elementsEqual(domain)
    else {
      return false
    }
    return lower.count == domain.count || lower[lower.count - domain.count - 1] == UInt8(ascii: ".")
  }

  /// Whether the language is a tag or one below it: `en` holds for en-GB.
  private func isInLanguage(_ tag: String) -> Bool {
    let known = (language ?? "und").lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
    let wanted = tag.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
    return !wanted.isEmpty && known.starts(with: wanted)
  }

  private func has(_ name: String) -> Bool {
    switch name {
    case "author": !author.isEmpty
    case "language": language != nil
    case "link": !url.isEmpty
    case "rating": rating != nil
    case "tag": !tags.isEmpty
    case "text": !text.isEmpty
    case "title": !title.isEmpty
    default: false
    }
  }

  /// Whether two names are the same but for case, accents and punctuation.
  private func isSameName(_ a: String, _ b: String) -> Bool {
    let folded = tokens(of: a).map(\.joined)
    return folded.isEmpty ? a == b : folded == tokens(of: b).map(\.joined)
  }
}
