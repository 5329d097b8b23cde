// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sentiment

// Judges the lines on standard input five times over and says how much processor time one takes:
// `SentimentBenchmark < texts`. With `score` or `targets` as argument it answers line by line instead, as
// `earshot score` does.
var lines = LineScorer(Scorer())
switch CommandLine.arguments.dropFirst().first {
case "score":
  while let line = readLine() { print(lines.answer(to: line)) }
case "targets":
  while let line = readLine() { print(lines.answer(to: line, targets: true)) }
default:
  var texts: [String] = []
  while let line = readLine() { texts.append(line) }
  let rounds = 5
  var sum = 0.0
  let start = clock()
  for _ in 0..<rounds {
    for text in texts { sum += lines.shares(of: text).score }
  }
  let judged = max(1, rounds * texts.count)
  let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
  let bytes = texts.reduce(0) { $0 + $1.utf8.count } / max(1, texts.count)
  print("\(texts.count) texts of \(bytes) bytes: \(Int(Double(judged) / seconds)) a second,", terminator: " ")
  print("\(seconds / Double(judged) * 1e6) microseconds each, checksum \(sum)")
}
