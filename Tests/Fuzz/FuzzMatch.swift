// SPDX-License-Identifier: Apache-2.0
import Rules

/// Tries an expression, the bytes before the first 0, on a title and a body, those before and after the second: the
/// matcher must say what the plain evaluation says.
func matchAnything(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  guard parts.count == 3, let expression = try? Expression(parsing: parts[0], .rule) else { return }
  let subject = Subject(title: parts[1], text: parts[2], url: parts[1], tags: [parts[2]])
  let expected = expression.matches(subject)
  let found = Matcher([(id: 0, expression: expression)]).matches(in: subject)
  precondition(found.first?.spans == expected, "the matcher and the plain evaluation differ")
}
