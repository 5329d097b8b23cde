// SPDX-License-Identifier: Apache-2.0

/// Whether folded letters are an ordinary English word, which is no misspelt name.
func isCommonWord(_ folded: some Collection<UInt8>) -> Bool {
  commonWords.contains(String(decoding: folded, as: UTF8.self))
}

private let commonWords: Set<String> = Set(commonWordData.split(separator: " ").map(String.init))
