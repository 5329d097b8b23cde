// SPDX-License-Identifier: Apache-2.0
import Rules

/// Any bytes as an expression: what is read must print to the same expression.
func readExpression(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  for dialect in [Dialect.keyword, .rule] {
    do throws(ExpressionError) {
      let expression = try Expression(parsing: text, dialect)
      let printed = expression.description
      guard printed.utf8.count <= 8192 else { continue }
      let again = try Expression(parsing: printed, dialect)
      precondition(again == expression, "printed as another expression")
    } catch {
      precondition(error.expression == text, "the printed form is refused")
      precondition(!error.rendered().isEmpty)
    }
  }
}
