// SPDX-License-Identifier: Apache-2.0

/// Turns counts of scalars into counts of characters, as people count columns.
struct Columns {
  private let characterOfScalar: [Int]

  init(of text: String) {
    var characterOfScalar: [Int] = []
    for (index, character) in text.enumerated() {
      characterOfScalar += repeatElement(index, count: character.unicodeScalars.count)
    }
    characterOfScalar.append(characterOfScalar.last.map { $0 + 1 } ?? 0)
    self.characterOfScalar = characterOfScalar
  }

  /// The remark with its columns in characters.
  func counted(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    let start = character(diagnostic.columns.lowerBound)
    result.columns = start..<max(start + 1, character(diagnostic.columns.upperBound))
    return result
  }

  private func character(_ scalar: Int) -> Int {
    scalar < characterOfScalar.count ? characterOfScalar[max(0, scalar)] : (characterOfScalar.last ?? 0)
  }
}
