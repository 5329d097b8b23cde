// SPDX-License-Identifier: Apache-2.0

/// Who is at the other end of the socket, as the kernel says (SO_PEERCRED of unix(7)): who connected, not who
/// writes.
package struct Caller: Hashable, Sendable {
  /// The process that connected; it may be gone, or its number may be another's by now.
  package var pid: Int32
  /// The user it ran as.
  package var uid: UInt32
  /// The group it ran as.
  package var gid: UInt32
  /// Whether it may change what is watched and sent.
  package var isAdmin: Bool

  /// A caller with its rights.
  package init(pid: Int32, uid: UInt32, gid: UInt32, isAdmin: Bool) {
    self.pid = pid
    self.uid = uid
    self.gid = gid
    self.isAdmin = isAdmin
  }
}

/// Who may change things beside root and the daemon's own user: `[control] admins`, resolved to numbers.
package struct Admins: Hashable, Sendable {
  /// User numbers.
  package var uids: Set<UInt32>
  /// Group numbers; they count where they are the caller's own group, not a supplementary one.
  package var gids: Set<UInt32>

  /// Nobody unless said otherwise.
  package init(uids: Set<UInt32> = [], gids: Set<UInt32> = []) {
    self.uids = uids
    self.gids = gids
  }
}
