// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import Schedule

/// Time zones as this machine has them (tzfile(5), below /usr/share/zoneinfo).
package enum Zones {
  /// The zone of that name; UTC where there is none, since a digest at the wrong hour is better than none.
  package static func zone(named name: String) -> TimeZone { known(name) ?? .utc }

  /// The zone of that name, or nil where the name is none or the machine has no such zone.
  package static func known(_ name: String) -> TimeZone? {
    if name == "UTC" { return .utc }
    guard TimeZone.isName(name), let bytes = contents(of: folder + "/" + name) else { return nil }
    return try? TimeZone(name: name, bytes: bytes)
  }

  private static let folder = "/usr/share/zoneinfo"

  /// A zone's file is a few kilobytes; anything larger is none.
  private static let sizeLimit = 1 << 18

  private static func contents(of path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: sizeLimit) { buffer, count in
      unsafe count = max(0, read(file, buffer.baseAddress, sizeLimit))
    }
    return bytes.isEmpty || bytes.count == sizeLimit ? nil : bytes
  }
}
