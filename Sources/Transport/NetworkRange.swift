// SPDX-License-Identifier: Apache-2.0

/// A block of network addresses, such as `192.168.0.0/16` or `fd00::/8`.
package struct NetworkRange: Hashable, Sendable, CustomStringConvertible {
  /// Its first address.
  package let first: NetworkAddress
  /// How many leading bits of the 128-bit form are the same for every address in it.
  private let length: Int

  /// Reads `ADDRESS/PREFIX`, or a single `ADDRESS`.
  ///
  /// Throws where it is no address, the prefix is out of range or the address has bits set beyond it.
  package init(parsing text: String) throws(NetworkRangeError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let head = parts.first, let address = NetworkAddress(head) else { throw .noAddress(text) }
    let isShort = address.isV4 && !head.contains(":")
    let bits = isShort ? 32 : 128
    var prefix = bits
    if parts.count == 2 {
      guard let number = Int(parts[1]), (0...bits).contains(number), parts[1].allSatisfy(\.isNumber) else {
        throw .badPrefix(text, longest: bits)
      }
      prefix = number
    }
    let length = prefix + 128 - bits
    let start = Self.masked(address, length)
    guard start == address else { throw .looseBits(text, meant: NetworkRange(start, length).description) }
    self.init(start, length)
  }

  /// Those that texts name; what is no range is left out, for it was refused where it was declared.
  package static func ranges(in texts: [String]) -> [NetworkRange] {
    texts.compactMap { try? NetworkRange(parsing: $0) }
  }

  private init(_ first: NetworkAddress, _ length: Int) {
    self.first = first
    self.length = length
  }

  /// Whether an address lies in it; an IPv6 range, `::/0` included, holds no IPv4 address.
  package func contains(_ address: NetworkAddress) -> Bool {
    address.isV4 == first.isV4 && Self.masked(address, length) == first
  }

  /// As it is written in a configuration.
  package var description: String {
    first.isV4 && length >= 96 ? "\(first)/\(length - 96)" : "\(first)/\(length)"
  }

  /// The address with all but its leading bits cleared.
  private static func masked(_ address: NetworkAddress, _ length: Int) -> NetworkAddress {
    NetworkAddress(
      high: address.high & mask(min(length, 64)), low: address.low & mask(max(0, length - 64)))
  }

  private static func mask(_ length: Int) -> UInt64 { length == 0 ? 0 : ~0 << UInt64(64 - length) }
}

/// Why a text is no block of network addresses.
package enum NetworkRangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What stands before the slash is no IPv4 or IPv6 address.
  case noAddress(String)
  /// The prefix length is no number in 0...longest.
  case badPrefix(String, longest: Int)
  /// The address has bits set beyond the prefix; the range meant is probably the one given.
  case looseBits(String, meant: String)

  /// What is wrong and what to write instead.
  package var description: String {
    switch self {
    case .noAddress(let text): "‘\(text)’ is no network address; write one such as 192.168.0.0/16 or fd00::/8"
    case .badPrefix(let text, let longest):
      "‘\(text)’ needs a prefix length of 0 to \(longest) after the slash"
    case .looseBits(let text, let meant): "‘\(text)’ has bits set beyond its prefix; did you mean \(meant)?"
    }
  }
}
