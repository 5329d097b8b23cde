// SPDX-License-Identifier: Apache-2.0

/// What folded letters look like to somebody who reads in a hurry: Cyrillic and Greek letters as the Latin ones they are
/// drawn like, digits as the letters they stand for in `g00gle` and `p4ypal`, and i, l and 1 all one.
///
/// After UTS 39 (Unicode Security Mechanisms, section 4), but letter by letter: `rn` is no m here, for modern is no
/// misspelt modem. In folded letters capitals are gone, so that a letter counts as what either case of it looks like.
func skeleton(of letters: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
  letters.map { likenesses[$0] ?? $0 }
}

/// Whether letters may be a look-alike at all: `1337` and `2001` are numbers.
func hasLetter(_ letters: some Sequence<Unicode.Scalar>) -> Bool {
  letters.contains { !("0"..."9").contains($0) }
}

/// A line a Latin letter: what is drawn like it.
private let likenesses: [Unicode.Scalar: Unicode.Scalar] = {
  let lines: KeyValuePairs<Unicode.Scalar, String> = [
    "a": "4аαɑ", "b": "8вβьƅ", "c": "сϲᴄ", "d": "ԁɗ", "e": "3еєεҽ", "f": "ƒ", "g": "9ɡԍ", "h": "һнհ",
    "i": "1lіιӏǀ", "j": "јϳ", "k": "кκ", "m": "мμ", "n": "пηո", "o": "0оοօσ", "p": "рρ", "q": "ԛգ", "r": "г",
    "s": "5ѕꜱ", "t": "7тτ", "u": "υцս", "v": "νѵ", "w": "ԝωѡ", "x": "хχ", "y": "уγүў", "z": "ζᴢ",
  ]
  var table: [Unicode.Scalar: Unicode.Scalar] = [:]
  for (letter, others) in lines { for other in others.unicodeScalars { table[other] = letter } }
  return table
}()
