// SPDX-License-Identifier: Apache-2.0

/// A watched expression that belongs to a brand.
package struct Keyword: Hashable, Sendable {
  /// The name of the brand it belongs to.
  package var brand: String
  /// The expression as its author wrote it.
  package var expression: String

  /// An expression watched for a brand.
  package init(brand: String, expression: String) {
    self.brand = brand
    self.expression = expression
  }
}
