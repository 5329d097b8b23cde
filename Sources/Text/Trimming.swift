// SPDX-License-Identifier: Apache-2.0

extension ArraySlice<UInt8> {
  /// Without spaces and control characters at both ends.
  package var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return slice
  }
}
