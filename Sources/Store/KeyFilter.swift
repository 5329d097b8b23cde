// SPDX-License-Identifier: Apache-2.0

/// A set of keys that tells for sure of one that it was never added, at a byte a key (Bloom, "Space/time trade-offs in
/// hash coding with allowable errors", 1970).
///
/// Keys are hashes already, so that their bits serve as those of four hash functions. All four of a key lie in one word,
/// found by one look into memory; of keys that were never added one in thirty seems to be there. It grows by layers, for
/// what is in it cannot be spread anew (Almeida and others, "Scalable Bloom filters", 2007).
struct KeyFilter: Sendable {
  /// How many keys a layer is made for, a power of two from 8 on.
  private let layerCapacity: Int
  private let mostLayers: Int
  private var layers: [Layer] = []

  /// An empty filter that grows to 8 MB: of more than eight million keys the last layer tells less and less.
  init(layerCapacity: Int = 1 << 20, mostLayers: Int = 8) {
    self.layerCapacity = layerCapacity
    self.mostLayers = mostLayers
  }

  /// How many bytes it takes.
  var size: Int { layers.count * layerCapacity }

  /// Adds a key for good.
  mutating func insert(_ key: Int64) {
    if mayHold(key) { return }
    if layers.last.map({ $0.count >= layerCapacity }) ?? true, layers.count < mostLayers {
      layers.append(Layer(bytes: layerCapacity))
    }
    layers[layers.count - 1].insert(Place(key))
  }

  /// Whether a key may have been added; false only where it was not.
  func mayHold(_ key: Int64) -> Bool {
    let place = Place(key)
    for index in layers.indices where layers[index].mayHold(place) { return true }
    return false
  }

  /// What says which word a key lies in, and its four bits there.
  private struct Place {
    let word: Int
    let bits: UInt64

    init(_ key: Int64) {
      let key = UInt64(bitPattern: key)
      word = Int(key >> 24)
      bits = 1 << (key & 63) | 1 << (key >> 6 & 63) | 1 << (key >> 12 & 63) | 1 << (key >> 18 & 63)
    }
  }

  private struct Layer {
    private(set) var count = 0
    private var words: [UInt64]

    init(bytes: Int) { words = [UInt64](repeating: 0, count: bytes / 8) }

    mutating func insert(_ place: Place) {
      words[place.word & (words.count - 1)] |= place.bits
      count += 1
    }

    func mayHold(_ place: Place) -> Bool {
      words[place.word & (words.count - 1)] & place.bits == place.bits
    }
  }
}
