// SPDX-License-Identifier: Apache-2.0
import Model
import Subscriptions

/// Any bytes as a list of subscriptions: what was read is written and read again without loss, and planned for.
func readList(_ bytes: [UInt8]) {
  do {
    let list = try OPML.read(bytes)
    let plan = ImportPlan(of: list, beside: [Source(name: "a", url: "https://a.example/")])
    precondition(plan.lines.count == list.subscriptions.count)
    var names: Set<String> = []
    for line in plan.lines {
      guard case .add(let source, _) = line.step else { continue }
      precondition(source.url.lowercased().hasPrefix("http"))
      precondition(source.credential == nil && !source.allowPrivate && source.verifiesTLS)
      precondition(names.insert(source.name.lowercased()).inserted, "two sources of one name")
    }
    // Escaped, an address may be longer than one may be.
    let short = list.subscriptions.filter {
      $0.source.url.lowercased().hasPrefix("http") && $0.source.url.utf8.count < 1000
    }
    let again = try OPML.read(Array(OPML(subscriptions: short).document.utf8))
    precondition(again.subscriptions.count == short.count)
  } catch {
    precondition(!error.description.isEmpty)
  }
}
