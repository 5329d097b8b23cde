// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Rules
import Text

/// `earshot match`
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match", abstract: "Tries an expression without a daemon: prints the lines that match.",
    discussion:
      "Reads a text a line; exits with 0 where one matched, 1 where none did and 65 for no expression.")

  @Argument(help: "What to look for: words, \"phrases\", AND, OR, NOT, NEAR/5, ( ), #tag, @handle.")
  var expression: String

  @Flag(help: "Print an object for each matching line: its number, its text, and which terms stand where.")
  var json = false

  @Flag(help: "Print every line with the parts of the expression and which of them hold.") var explain = false

  @Flag(name: .shortAndLong, help: "Print only how many lines match.") var count = false

  @Flag(help: "Print lines as they are, control characters and all.") var raw = false

  func run() throws {
    let expression = try keyword(expression)
    let matcher = Matcher([(id: 0, expression: expression)])
    let console = Console()
    var lines = Lines()
    var number = 0
    var matched = 0
    while let line = lines.next() {
      number += 1
      let match = matcher.matches(in: Subject(text: line)).first
      if match != nil { matched += 1 }
      if count { continue }
      if explain { lines.print(tree(of: expression, line, number, match?.spans ?? [], console)) }
      if let match, !explain {
        lines.print(json ? object(expression, line, number).text() : text(line, match.spans, console))
      }
    }
    if count { lines.print(String(matched)) }
    lines.flush()
    if matched == 0 { throw ExitCode(1) }
  }

  /// The line with the terms that make it match, their places in bytes and in characters.
  private func object(_ expression: Expression, _ line: String, _ number: Int) -> JSON {
    let spans = expression.explain(Subject(text: line)).grounds.flatMap { ground in
      ground.spans.map { span in
        let characters = span.characters(in: line)
        return JSON.object(of: [
          "term": ground.expression.wire, "field": span.field.rawValue.wire,
          "start": span.range.lowerBound.wire,
          "end": span.range.upperBound.wire, "startCharacter": characters.lowerBound.wire,
          "endCharacter": characters.upperBound.wire,
        ])
      }
    }
    return .object(of: ["line": number.wire, "text": line.wire, "spans": .array(spans)])
  }

  /// The line, and under it the parts of the expression with their truth and what stands for them.
  private func tree(
    of expression: Expression, _ line: String, _ number: Int, _ spans: [Span], _ console: Console
  ) -> String {
    let explanation = expression.explain(Subject(text: line))
    if json {
      return JSON.object(of: ["line": number.wire, "text": line.wire, "explanation": explanation.wire]).text()
    }
    return ([text(line, spans, console)] + explanation.lines(for: line, indent: 2)).joined(separator: "\n")
  }

  /// The line with the words set off where colours are welcome.
  private func text(_ line: String, _ spans: [Span], _ console: Console) -> String {
    if raw { return line }
    let bytes = Array(line.utf8)
    var result = ""
    var at = 0
    for span in spans where span.field == .text && span.range.lowerBound >= at {
      let (start, end) = (span.range.lowerBound, min(span.range.upperBound, bytes.count))
      result += shown(String(decoding: bytes[at..<start], as: UTF8.self))
      result += console.styled(shown(String(decoding: bytes[start..<end], as: UTF8.self)), .red)
      at = end
    }
    return result + shown(String(decoding: bytes[at...], as: UTF8.self))
  }
}

extension Explanation {
  /// A line a part, its own parts indented under it: `yes` or `no`, the part, what stands for it.
  fileprivate func lines(for text: String, indent: Int) -> [String] {
    let bytes = Array(text.utf8)
    let quotes =
      parts.isEmpty
      ? Set(
        spans.map {
          "“" + shown(String(decoding: bytes[$0.range.clamped(to: 0..<bytes.count)], as: UTF8.self)) + "”"
        }
      )
      .sorted() : []
    let own = String(repeating: " ", count: indent) + (holds ? "yes  " : "no   ") + shown(expression)
    return [([own] + quotes).joined(separator: "  ")]
      + parts.flatMap { $0.lines(for: text, indent: indent + 2) }
  }

  /// The part with its parts, as an object.
  fileprivate var wire: JSON {
    .object(of: [
      "expression": expression.wire, "holds": holds.wire, "spans": spans.wire,
      "parts": .array(parts.map(\.wire)),
    ])
  }
}

/// Reads a keyword's expression, telling what is odd about it; throws the diagnosis where it is none.
func keyword(_ text: String) throws(ControlClientError) -> Expression {
  do {
    let expression = try Expression(parsing: text, .keyword)
    for warning in expression.warnings { complain("warning: " + warning.rendered(in: text)) }
    return expression
  } catch {
    throw ControlClientError(.invalid, error.rendered())
  }
}
