// SPDX-License-Identifier: Apache-2.0

package import Settings

/// Everything that is wrong with a recipe's file.
package struct RecipeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in the order of the file; not empty.
  package var diagnostics: [SettingsError.Diagnostic]

  /// All of it, as a terminal shows it, such as
  /// `hn.toml:12:1: map: unknown key “titel”; did you mean “title”?` with the line and carets under it.
  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// Why no request can be made of a recipe: what was filled in is missing or does not fit.
package struct InquiryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Such as `hn-algolia: the variable “host” is missing`.
  package var description: String
}
