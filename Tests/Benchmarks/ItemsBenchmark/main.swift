// SPDX-License-Identifier: Apache-2.0
import Glibc
import Language
import Text

// ItemsBenchmark identities FOLDER [ROUNDS]: what it costs to know the items of the feeds (`*.xml`) of a folder again, beside
// reading them. ItemsBenchmark [ROUNDS] <TEXTS: what a new item costs beside being stored, a text a line: its language and the sketch by
// which its story is known again, beside cutting it into words. Processor time, medians of ROUNDS rounds (default 5).

/// Processor seconds of this process.
func processorTime() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "identities" {
  let rounds = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3]) ?? 5 : 5
  try await printIdentities(of: CommandLine.arguments[2], rounds: rounds)
  exit(0)
}
private var texts: [String] = []
while let line = readLine() { texts.append(line) }
private let rounds = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1]) ?? 5 : 5
private var scanner = TokenScanner()
private var sketcher = Sketcher(key: 7)
private var seen = 0

private let works: [(name: String, work: (String) -> Void)] = [
  (
    "words cut",
    { text in
      scanner.reset()
      scanner.append(text)
      seen += scanner.count
    }
  ),
  ("language told", { text in seen += LanguageGuess(of: text).tag.utf8.count }),
  ("sketch made", { text in seen += sketcher.sketch(of: text)?.hashes.count ?? 0 }),
]
private var times = works.map { _ in [Double]() }
for _ in 0..<max(1, rounds) {
  // One after the other in each round, so that a slow minute is shared by all.
  for (index, work) in works.enumerated() {
    let start = processorTime()
    for text in texts { work.work(text) }
    times[index].append(processorTime() - start)
  }
}
private let medians = times.map { $0.sorted()[$0.count / 2] }
private let bytes = texts.reduce(0) { $0 + $1.utf8.count }
print("\(texts.count) texts of \(bytes / max(1, texts.count)) bytes on average (\(seen))")
for (work, median) in zip(works, medians) {
  let rate = Int(Double(texts.count) / median)
  let ratio = (median / medians[0] * 10).rounded() / 10
  print("\(work.name): \(rate) texts/s, \(Int(Double(bytes) / median / 1e6)) MB/s, \(ratio) x the cutting")
}
