// SPDX-License-Identifier: Apache-2.0
import Rules

/// Reads any bytes as an expression: nothing may crash, and what is read must print to the same expression.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExpression(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
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
  return 0
}
