// SPDX-License-Identifier: Apache-2.0
package import Sentiment

/// The packs of languages that were found: one file a language, `de.pack`.
package struct LanguagePacks: Sendable {
  /// The packs, one a language.
  package private(set) var weights: [Weights] = []
  /// Why others were left out, a sentence each.
  package private(set) var faults: [String] = []

  /// No packs.
  package static let none = LanguagePacks(in: [])

  /// Those of the distribution, and over them those of this machine's administrator.
  package static var installed: LanguagePacks {
    LanguagePacks(in: ["/usr/local/share/earshot/packs", "/usr/share/earshot/packs"])
  }

  /// The packs in some folders; of two for a language the first is taken. Folders need not be there.
  package init(in folders: [String]) {
    for folder in folders {
      for name in names(in: folder).sorted() where name.hasSuffix(".pack") { take(folder + "/" + name) }
    }
  }

  private mutating func take(_ path: String) {
    do {
      guard let bytes = try bytes(of: path, atMost: Weights.largestPack) else { return }
      let pack = try Weights(pack: bytes)
      if !weights.contains(where: { $0.language == pack.language }) { weights.append(pack) }
    } catch let error as ConfigurationFileError {
      faults.append(error.description)
    } catch {
      faults.append("\(path): \(error)")
    }
  }
}
