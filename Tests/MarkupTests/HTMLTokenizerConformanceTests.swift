// SPDX-License-Identifier: Apache-2.0
import Foundation
import Markup
import Support
import Testing
import Text

/// The tokenizer tests of html5lib, which all browsers share.
@Suite struct HTMLTokenizerConformanceTests {
  static let folder = sharedMaterial("html5lib-tests/tokenizer")

  @Test(.enabled(if: folder != nil, "needs ../shared/html5lib-tests"))
  func `every test of html5lib passes`() throws {
    let folder = try #require(Self.folder)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "test" && $0.lastPathComponent != "xmlViolation.test" }
    var failures: [String] = []
    var count = 0
    for file in files.sorted(by: { $0.path < $1.path }) {
      for test in try JSON(parsing: bytes(of: file))["tests"]?.array ?? [] {
        for state in test["initialStates"]?.array ?? ["Data state"] {
          count += 1
          let trial = try #require(ConformanceCase(test, state: state.string ?? ""))
          if trial.actual != trial.expected {
            failures.append("\(file.lastPathComponent): \(trial)")
          }
        }
      }
    }
    #expect(count > 6800)
    #expect(failures.isEmpty, "\(failures.count) of \(count): \(failures.prefix(20).joined(separator: "\n"))")
  }
}

/// One test in one content model.
private struct ConformanceCase: CustomStringConvertible {
  let input: String
  let expected: [JSON]
  let actual: [JSON]
  let description: String

  init?(_ test: JSON, state: String) {
    let isEscaped = test["doubleEscaped"]?.bool ?? false
    guard let input = test["input"]?.string, let output = test["output"]?.array,
      let state = Self.states[state]
    else { return nil }
    self.input = isEscaped ? unescaped(input) : input
    expected = joined(isEscaped ? output.map(unescaped) : output)
    actual = joined(
      tokens(of: Array(self.input.utf8), state: state, closing: test["lastStartTag"]?.string ?? ""))
    description =
      "\(self.input.debugDescription) is \(JSON.array(actual).text()), not \(JSON.array(expected).text())"
  }

  static let states: [String: HTMLTokenizer.State] = [
    "Data state": .data, "PLAINTEXT state": .plaintext, "RCDATA state": .rcdata, "RAWTEXT state": .rawtext,
    "Script data state": .script, "CDATA section state": .cdata,
  ]
}

/// The tokens in the form of the tests, each start tag followed by plain data as there.
private func tokens(of bytes: [UInt8], state: HTMLTokenizer.State, closing name: String) -> [JSON] {
  var tokenizer = HTMLTokenizer(bytes, state: state, closing: name)
  var tokens: [JSON] = []
  while let token = tokenizer.next() {
    switch token {
    case .text(let range):
      tokens.append(["Character", .string(String(decoding: bytes[range], as: UTF8.self))])
    case .character(let text): tokens.append(["Character", .string(text.string)])
    case .comment(let range): tokens.append(["Comment", .string(tokenizer.text(in: range))])
    case .endTag: tokens.append(["EndTag", .string(tokenizer.name)])
    case .startTag:
      let attributes = tokenizer.attributes.sorted { $0.name < $1.name }
        .map { JSON.Member($0.name, .string($0.value)) }
      tokens.append(
        .array(
          ["StartTag", .string(tokenizer.name), .object(attributes)] + (tokenizer.isSelfClosing ? [true] : [])
        ))
      tokenizer.readAsMarkup()
    case .doctype(let doctype):
      let parts = [doctype.name, doctype.publicID, doctype.systemID].map { $0.map(JSON.string) ?? .null }
      tokens.append(.array(["DOCTYPE"] + parts + [.bool(!doctype.forcesQuirks)]))
    }
  }
  return tokens
}

/// Tokens with neighbouring texts made one and attributes in the order of their names.
private func joined(_ tokens: [JSON]) -> [JSON] {
  var out: [JSON] = []
  for token in tokens {
    guard var parts = token.array else { continue }
    if parts.count > 2, case .object(let members) = parts[2] {
      parts[2] = .object(members.sorted { $0.name < $1.name })
    }
    if let text = parts[1].string, parts[0] == "Character", let last = out.last?.array, last[0] == "Character"
    {
      out[out.count - 1] = ["Character", .string((last[1].string ?? "") + text)]
    } else {
      out.append(.array(parts))
    }
  }
  return out
}

/// `\uHHHH` in a text, as the tests marked `doubleEscaped` have it.
private func unescaped(_ text: String) -> String {
  let quoted = JSON.string(text).text().replacingOccurrences(of: "\\\\u", with: "\\u")
  return (try? JSON(parsing: quoted))?.string ?? text
}

private func unescaped(_ value: JSON) -> JSON {
  switch value {
  case .string(let text): .string(unescaped(text))
  case .array(let elements): .array(elements.map(unescaped))
  case .object(let members): .object(members.map { JSON.Member(unescaped($0.name), unescaped($0.value)) })
  default: value
  }
}
