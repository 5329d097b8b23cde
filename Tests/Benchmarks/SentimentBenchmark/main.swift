// SPDX-License-Identifier: Apache-2.0
import Glibc
import Sentiment

// Judges the lines on standard input five times over and says how much processor time one takes:
// `SentimentBenchmark < texts`. With `rounds N` it only judges them N times over, for whoever counts something else;
// with `score` or `targets` it answers line by line, as `earshot score` does.
var lines = LineScorer(Scorer())

func readTexts() -> [String] {
  var texts: [String] = []
  while let line = readLine() { texts.append(line) }
  return texts
}

/// The processor time that some work takes, in seconds.
func seconds(_ work: () -> Void) -> Double {
  let start = clock()
  work()
  return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

switch CommandLine.arguments.dropFirst().first {
case "score":
  while let line = readLine() { print(lines.answer(to: line)) }
case "targets":
  while let line = readLine() { print(lines.answer(to: line, targets: true)) }
case "rounds":
  let texts = readTexts()
  var sum = 0.0
  for _ in 0..<(Int(CommandLine.arguments.last ?? "") ?? 1) {
    for text in texts { sum += lines.shares(of: text).score }
  }
  print("checksum \(sum)")
default:
  let texts = readTexts()
  var sum = 0.0
  let rounds = 5
  let seconds = seconds {
    for _ in 0..<rounds { for text in texts { sum += lines.shares(of: text).score } }
  }
  let judged = max(1, rounds * texts.count)
  let bytes = texts.reduce(0) { $0 + $1.utf8.count } / max(1, texts.count)
  print("\(texts.count) texts of \(bytes) bytes: \(Int(Double(judged) / seconds)) a second,", terminator: " ")
  print("\(seconds / Double(judged) * 1e6) microseconds each, checksum \(sum)")
}
