// SPDX-License-Identifier: Apache-2.0

/// The meaning of element names, with a memory of the names already met.
struct Vocabulary: Sendable {
  private struct Known: Sendable {
    var hash: UInt64 = 0
    var generation = -1
    var meaning = Meaning.other
  }

  private var known = [Known](repeating: Known(), count: 256)

  /// The meaning of a name as written, prefix included, whose lower-case hash is given.
  mutating func meaning(
    of name: Range<Int>, in bytes: [UInt8], hash: UInt64, _ bindings: NamespaceBindings
  ) -> Meaning {
    let slot = Int(truncatingIfNeeded: hash & 255)
    if known[slot].hash == hash && known[slot].generation == bindings.generation {
      return known[slot].meaning
    }
    let meaning = Self.look(up: bytes[name], in: bindings)
    known[slot] = Known(hash: hash, generation: bindings.generation, meaning: meaning)
    return meaning
  }

  private static func look(up name: ArraySlice<UInt8>, in bindings: NamespaceBindings) -> Meaning {
    let name = name.prefix(100)
    let local = String(decoding: localName(name), as: UTF8.self).lowercased()
    let colon = name.firstIndex(of: UInt8(ascii: ":")) ?? name.startIndex
    switch bindings.namespace(of: String(decoding: name[..<colon], as: UTF8.self).lowercased()) {
    case .core: return rssNames[local] ?? atomNames[local] ?? .other
    case .rdf: return local == "rdf" ? .rdf : rssNames[local] == .channel ? .channel : .other
    case .unknown, .xml: return .other
    case let namespace: return extensionNames[namespace]?[local] ?? .other
    }
  }
}

/// A hash of a name in lower case (FNV-1a), by which start and end tags find each other.
func nameHash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in range {
    let byte = bytes[index]
    hash = (hash ^ UInt64(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
  }
  return hash ^ hash >> 32
}
