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

  @Flag(help: "Print an object for each matching line: its number, its text and where the words stand.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print only how many lines match.") var count = false

  @Flag(help: "Print lines as they are, control characters and all.") var raw = false

  func run() throws {
    let matcher = Matcher([(id: 0, expression: try keyword(expression))])
    let console = Console()
    var lines = Lines()
    var number = 0
    var matched = 0
    while let line = lines.next() {
      number += 1
      guard let match = matcher.matches(in: Subject(text: line)).first else { continue }
      matched += 1
      if !count {
        lines.print(json ? object(line, number, match.spans).text() : text(line, match.spans, console))
      }
    }
    if count { lines.print(String(matched)) }
    lines.flush()
    if matched == 0 { throw ExitCode(1) }
  }

  private func object(_ line: String, _ number: Int, _ spans: [Span]) -> JSON {
    .object(of: ["line": number.wire, "text": line.wire, "spans": spans.wire])
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
