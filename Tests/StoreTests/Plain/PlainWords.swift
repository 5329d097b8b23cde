// SPDX-License-Identifier: Apache-2.0

/// The words of a text a scalar at a time, as slow as it is plain: what `visibleWords` is held against, for its bytes are
/// hashed into keys that databases keep.
func plainWords(of text: String, withNumbers: Bool) -> [UInt8] {
  var words: [UInt8] = []
  var isAtStart = true
  let scalars = Array(text.unicodeScalars)
  var at = 0
  while at < scalars.count {
    let scalar = scalars[at]
    if isAtStart, isPlainAddress(scalars[at...]) {
      while at < scalars.count, !isPlainSpace(scalars[at]) { at += 1 }
      continue
    }
    at += 1
    isAtStart = isPlainSpace(scalar)
    if isAtStart {
      if !words.isEmpty, words.last != 0x20 { words.append(0x20) }
    } else {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars where isPlainWord(lower) {
        words += Array(String(lower).utf8)
      }
    }
  }
  if words.last == 0x20 { words.removeLast() }
  return withNumbers ? words : plainWithoutNumbers(words)
}

private func plainWithoutNumbers(_ words: [UInt8]) -> [UInt8] {
  var kept: [UInt8] = []
  for scalar in String(decoding: words, as: UTF8.self).unicodeScalars
  where scalar.properties.numericType == nil {
    if scalar != " " || !kept.isEmpty && kept.last != 0x20 { kept += Array(String(scalar).utf8) }
  }
  if kept.last == 0x20 { kept.removeLast() }
  return kept
}

private func isPlainSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
}

/// Letters and digits of ASCII, and whatever is not ASCII.
private func isPlainWord(_ scalar: Unicode.Scalar) -> Bool {
  !scalar.isASCII || ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
}

private func isPlainAddress(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let beginning = String(String.UnicodeScalarView(scalars.prefix(8).prefix { $0.isASCII })).lowercased()
  return ["www.", "http://", "https://"].contains { beginning.utf8.starts(with: $0.utf8) }
}
