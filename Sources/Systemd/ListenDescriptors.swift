// SPDX-License-Identifier: Apache-2.0
internal import CSystemd
internal import Glibc

/// Sockets that the supervisor opened for us, after sd_listen_fds_with_names(3).
package enum ListenDescriptors {
  /// The descriptors passed under a name (`FileDescriptorName=`), closed on exec; empty where none were passed.
  package static func named(_ name: String) -> [Int32] {
    var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = unsafe sd_listen_fds_with_names(0, &names)
    guard count > 0, let names = unsafe names else { return [] }
    defer { unsafe free(names) }
    var found: [Int32] = []
    for index in 0..<Int(count) {
      guard let each = unsafe names[index] else { continue }
      if unsafe String(cString: each) == name { found.append(firstDescriptor + Int32(index)) }
      unsafe free(each)
    }
    return found
  }

  /// SD_LISTEN_FDS_START: the first descriptor a supervisor passes.
  private static let firstDescriptor: Int32 = 3
}
