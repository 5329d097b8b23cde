// SPDX-License-Identifier: Apache-2.0

/// Where a brand, keyword or source was declared.
package enum Origin: String, Sendable {
  /// In the configuration files; control cannot change it.
  case file
  /// By the control command; kept in the database.
  case runtime
}
