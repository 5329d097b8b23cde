// SPDX-License-Identifier: Apache-2.0

/// The known word that was probably meant, if one is near enough: at most two slips, and not half of the word.
func nearest(to word: String, among known: [String]) -> String? {
  let typed = Array(word.lowercased())
  let candidates = known.map { (word: $0, slips: slips(typed, Array($0.lowercased()))) }
  guard let best = candidates.min(by: { $0.slips < $1.slips }), best.slips <= max(1, min(2, typed.count / 2))
  else {
    return nil
  }
  return best.word
}

/// `did you mean “url”?`, or the list of what is known where nothing is near.
package func suggestion(for word: String, among known: [String]) -> String {
  if let near = nearest(to: word, among: known) { return "did you mean “\(near)”?" }
  return "known are " + known.joined(separator: ", ")
}

/// How many letters must be changed, added, left out or swapped with their neighbour (Damerau, optimal alignment).
private func slips(_ a: [Character], _ b: [Character]) -> Int {
  var older: [Int] = []
  var last = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var row = [i + 1]
    for (j, y) in b.enumerated() {
      var best = min(last[j] + (x == y ? 0 : 1), last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { best = min(best, older[j - 1] + 1) }
      row.append(best)
    }
    (older, last) = (last, row)
  }
  return last[b.count]
}
