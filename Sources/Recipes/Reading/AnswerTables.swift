// SPDX-License-Identifier: Apache-2.0

import Settings

// What the answers of a platform mean.
extension RecipeTable {
  /// `[items]`
  mutating func itemList() -> ItemList? {
    guard find("items") != nil else {
      reportMissing("items", "write [items] with path = \"/where/the/items/are\"")
      return nil
    }
    return table("items") { table in
      if table.find("path") == nil { table.reportMissing("path", "write path = \"/where/the/items/are\"") }
      return ItemList(
        paths: table.pointers("path").map { ItemPath(pointer: $0) }, required: table.pointers("require"),
        exceptions: table.tables("skip") { $0.exception() },
        mayBeMissing: table.boolean("may-be-missing") ?? false)
    }
  }

  private mutating func exception() -> ItemList.Exception? {
    if find("path") == nil { reportMissing("path", "write path = \"/into/the/item\"") }
    let isWanted = find("not") != nil
    if !isWanted && find("equals") == nil { reportMissing("equals", "write equals = \"…\" or not = \"…\"") }
    guard let pointer = pointer("path"), let text = constants(isWanted ? "not" : "equals").first else {
      return nil
    }
    return ItemList.Exception(pointer: pointer, text: text, isWanted: isWanted)
  }

  /// `[rate]`
  mutating func rate() -> Rate {
    var rate = Rate()
    rate.remaining = text("remaining")
    rate.reset = text("reset")
    rate.resetAs = choice("reset-as", of: Rate.Reset.allCases) ?? rate.resetAs
    rate.reserve = integer("reserve", 0...1_000_000) ?? 0
    rate.backoff = pointer("body-backoff")
    return rate
  }

  /// `[[errors]]`
  mutating func fault() -> Fault? {
    let status = integer("status", 100...599)
    let pointer = pointer("at")
    let texts = constants("equals")
    let message = self.pointer("message")
    if status == nil && pointer == nil { reportMissing("at", "say by at or status when it is this error") }
    if !texts.isEmpty && pointer == nil { reportMissing("at", "say where the value of equals stands") }
    if find("class") == nil {
      let words = PlatformError.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      reportMissing("class", "it is one of " + words)
    }
    return choice("class", of: PlatformError.Kind.allCases).map {
      Fault(status: status, pointer: pointer, texts: texts, kind: $0, message: message)
    }
  }
}
