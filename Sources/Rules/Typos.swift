// SPDX-License-Identifier: Apache-2.0

/// How many typing errors lie between two words: letters left out, put in, changed, or swapped with their neighbour
/// (optimal string alignment).
func typos<Letter: Equatable>(_ a: [Letter], _ b: [Letter]) -> Int {
  var before: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    before = previous
    previous = row
  }
  return previous[b.count]
}
