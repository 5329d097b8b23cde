// SPDX-License-Identifier: Apache-2.0

extension ArraySlice<UInt8> {
  /// Without spaces and control characters at both ends.
  package var trimmed: ArraySlice<UInt8> {
    let range = span.trimmed(0..<count)
    return self[startIndex + range.lowerBound..<startIndex + range.upperBound]
  }
}

extension Span<UInt8> {
  /// A range of it without the spaces and control characters at both ends.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end && self[start] <= 0x20 { start += 1 }
    while start < end && self[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
