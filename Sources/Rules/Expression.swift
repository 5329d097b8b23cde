// SPDX-License-Identifier: Apache-2.0

/// A condition on texts and their facts, in the one language of keywords and rules.
///
/// A space is AND; `OR`, `NOT`, `-x`, `( )`, `"a phrase"`, `NEAR/5`, `ONEAR/5`, `NOT NEAR/3`, `brand*`, `name~1`, `#tag`,
/// `@handle`, `=Exactly`, `raw:"Google+"`, `title:x`, `rating<=2`.
package struct Expression: Hashable, Sendable, CustomStringConvertible {
  /// Its parts.
  package let root: Node
  /// What it is for.
  package let dialect: Dialect
  /// What is allowed but probably not meant; not part of what makes two expressions equal.
  package let warnings: [Diagnostic]

  /// Reads an expression; throws where and why it is none.
  package init(parsing text: String, _ dialect: Dialect) throws(ExpressionError) {
    do throws(Diagnostic) {
      var parser = try Parser(text, dialect)
      root = try parser.expression()
      warnings = parser.warnings
      self.dialect = dialect
    } catch {
      throw ExpressionError(expression: text, diagnostics: [error])
    }
  }

  /// The expression in one certain way of writing; reading it again gives the same expression.
  package var description: String { root.written(inside: .top) }

  /// Same parts, same dialect.
  package static func == (a: Self, b: Self) -> Bool { a.root == b.root && a.dialect == b.dialect }

  /// Hashes what makes it equal.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(root)
    hasher.combine(dialect)
  }
}

extension Diagnostic: Error {}
