// SPDX-License-Identifier: Apache-2.0

/// What `GetInfo` of `org.varlink.service` says of the daemon.
package struct Product: Hashable, Sendable {
  /// Who makes it.
  package var vendor: String
  /// The version of this release, of the daemon and of the command alike.
  package static let release = "0.1.0"

  /// What it is called.
  package var name: String
  /// Its version.
  package var version: String
  /// Where to read more; may be empty.
  package var url: String

  /// The daemon at a version.
  package init(
    vendor: String = "Earshot", name: String = "earshotd", version: String = release, url: String = ""
  ) {
    self.vendor = vendor
    self.name = name
    self.version = version
    self.url = url
  }
}
