// SPDX-License-Identifier: Apache-2.0
import Markup
package import Model

/// What taking up a list of subscriptions comes to beside the sources that are there already, line by line.
package struct ImportPlan: Hashable, Sendable {
  /// What is to be done about a subscription.
  package enum Step: Hashable, Sendable {
    /// It becomes this source; with what of it is not taken up, a sentence each.
    case add(Source, without: [String])
    /// Its address is watched already, under this name.
    case known(as: String)
    /// It cannot be watched, for this reason.
    case refused(String)
  }

  /// A subscription and what is to be done about it.
  package struct Line: Hashable, Sendable {
    /// The subscription.
    package var subscription: OPML.Subscription
    /// What is to be done about it.
    package var step: Step
  }

  /// The subscriptions in their order.
  package private(set) var lines: [Line] = []
  /// The names that are taken, in lower case.
  private var names: Set<String> = []
  /// The names of what is watched, by address.
  private var watched: [String: String] = [:]
  /// The last number that was put behind a name.
  private var numbers: [String: Int] = [:]
  private let isTrusted: Bool

  /// Plans the import of a list.
  ///
  /// Two addresses are the same where they differ in scheme, case of the host or tracking parameters only. A name
  /// that is taken is told apart by folder, host or number. Credentials, the leave to reach private networks or to do
  /// without a certificate, and a pace of its own are taken from a list only where it is trusted: a stranger could send
  /// a secret to himself by them.
  ///
  /// - Parameter folder: takes up only what lies in a folder of this name, at any depth.
  package init(
    of list: OPML, beside sources: [Source], inFolder folder: String? = nil, isTrusted: Bool = false
  ) {
    self.isTrusted = isTrusted
    for source in sources {
      names.insert(source.name.lowercased())
      watched[Self.key(of: source.url)] = source.name
    }
    let wanted = folder?.lowercased()
    for subscription in list.subscriptions
    where wanted == nil || subscription.folders.contains(where: { $0.lowercased() == wanted }) {
      lines.append(Line(subscription: subscription, step: step(for: subscription)))
    }
  }

  private mutating func step(for subscription: OPML.Subscription) -> Step {
    let url = subscription.source.url
    guard isWebAddress(url), let host = host(of: url) else {
      return .refused("“\(url.prefix(200))” is no web address")
    }
    let key = Self.key(of: url)
    if let name = watched[key] { return .known(as: name) }
    var source = subscription.source
    source.name = freeName(for: subscription, host: host)
    names.insert(source.name.lowercased())
    watched[key] = source.name
    var without: [String] = []
    if !isTrusted, let credential = source.credential {
      source.credential = nil
      without.append("the credential “\(credential)”")
    }
    if !isTrusted, source.allowPrivate || !source.allow.isEmpty {
      (source.allowPrivate, source.allow) = (false, [])
      without.append("the leave to reach private networks")
    }
    if !isTrusted, !source.verifiesTLS {
      source.verifiesTLS = true
      without.append("the leave to accept any certificate")
    }
    if !isTrusted, source.hostKey != nil || source.floor != nil || source.concurrency != nil {
      (source.hostKey, source.floor, source.concurrency) = (nil, nil, nil)
      without.append("a pace of its own")
    }
    return .add(source, without: without)
  }

  /// The title, or else the host; told apart by folder, host or number where that is taken.
  private mutating func freeName(for subscription: OPML.Subscription, host: String) -> String {
    let title = subscription.title.isEmpty ? host : subscription.title
    let marks = [nil, subscription.folders.last, host]
    for mark in marks {
      let name = mark.map { Self.name(title, behind: " (\($0))") } ?? title
      if !names.contains(name.lowercased()) { return name }
    }
    let key = title.lowercased()
    var number = numbers[key] ?? 1
    var name = title
    repeat {
      number += 1
      name = Self.name(title, behind: " \(number)")
    } while names.contains(name.lowercased())
    numbers[key] = number
    return name
  }

  /// A title with something behind it, in 200 bytes: no name of a source may be longer.
  private static func name(_ title: String, behind suffix: String) -> String {
    let room = 200 - suffix.utf8.count
    guard room > 0 else { return title }
    var start = String.UnicodeScalarView()
    var length = 0
    for scalar in title.unicodeScalars {
      length += UTF8.width(scalar)
      if length > room { break }
      start.append(scalar)
    }
    while start.last == " " { start.removeLast() }
    return String(start) + suffix
  }

  /// What an address is compared by.
  private static func key(of url: String) -> String {
    let address = canonical(url)
    return address.firstRange(of: "://").map { String(address[$0.upperBound...]) } ?? address
  }
}
