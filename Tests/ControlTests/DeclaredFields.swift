// SPDX-License-Identifier: Apache-2.0
import Control

/// A field of a type, or of a method's reply, as the interface declares it.
struct DeclaredField: Hashable {
  let name: String
  let isNullable: Bool
}

/// The fields of each type, and of each method's reply, read from the definition.
let declaredFields: [String: [DeclaredField]] = {
  let lines = Interface.control.description.split(separator: "\n").filter {
    !$0.drop { $0 == " " }.hasPrefix("#")
  }
  let text = lines.joined(separator: " ")
  var declarations: [String: [DeclaredField]] = [:]
  for declaration in text.split(separator: #/(?=\b(?:type|method|error) [A-Z])/#) {
    let words = declaration.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "(" })
    guard words.count == 3, ["type", "method"].contains(words[0]) else { continue }
    let body =
      words[0] == "method" ? declaration.split(separator: "->").last.map(String.init) ?? "" : String(words[2])
    declarations[String(words[1])] = body.split(whereSeparator: { "(),".contains($0) }).compactMap { field in
      let parts = field.split(separator: ":").map { $0.filter { $0 != " " } }
      return parts.count == 2 ? DeclaredField(name: parts[0], isNullable: parts[1].hasPrefix("?")) : nil
    }
  }
  return declarations
}()
