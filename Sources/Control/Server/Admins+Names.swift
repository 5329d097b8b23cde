// SPDX-License-Identifier: Apache-2.0
import Glibc

extension Admins {
  /// Looks up the names of `[control] admins`: a user's name or number, or a group's after `@`.
  ///
  /// Names that the system does not know are returned beside, to be told to the operator.
  package static func named(_ names: [String]) -> (admins: Admins, unknown: [String]) {
    var admins = Admins()
    var unknown: [String] = []
    for name in names {
      if name.hasPrefix("@"), let gid = gid(String(name.dropFirst())) {
        admins.gids.insert(gid)
      } else if !name.hasPrefix("@"), let uid = uid(name) {
        admins.uids.insert(uid)
      } else {
        unknown.append(name)
      }
    }
    return (admins, unknown)
  }

  private static func uid(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    return unsafe lookUp { unsafe getpwnam_r(name, $0, $1, $2, $3) }?.pw_uid
  }

  private static func gid(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    return unsafe lookUp { unsafe getgrnam_r(name, $0, $1, $2, $3) }?.gr_gid
  }
}

extension Caller {
  /// The user's name, or the number where the system knows none: who is named beside a change.
  package var userName: String {
    var name: String?
    _ = unsafe lookUp { (entry: UnsafeMutablePointer<passwd>, space, size, found) in
      let code = unsafe getpwuid_r(uid, entry, space, size, found)
      if code == 0, let entry = unsafe found.pointee { name = unsafe String(cString: entry.pointee.pw_name) }
      return code
    }
    return name ?? String(uid)
  }
}

/// Calls one of the reentrant look-ups of passwd and group; nil where there is no such entry.
///
/// The strings of the entry are gone when this returns: only its numbers may be read.
private func lookUp<Entry>(
  _ call: (
    UnsafeMutablePointer<Entry>, UnsafeMutablePointer<CChar>, Int,
    UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  ) -> Int32
) -> Entry? {
  unsafe withUnsafeTemporaryAllocation(of: Entry.self, capacity: 1) { entry in
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 65536) { space -> Entry? in
      guard let address = entry.baseAddress, let room = space.baseAddress else { return nil }
      var found: UnsafeMutablePointer<Entry>?
      guard unsafe call(address, room, space.count, &found) == 0 else { return nil }
      return unsafe found?.pointee
    }
  }
}
