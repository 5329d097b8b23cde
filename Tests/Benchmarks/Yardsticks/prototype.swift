// SPDX-License-Identifier: Apache-2.0
import CICU
import Glibc

// prototype FOLDER words|names|rules FILE: the research prototypes behind the protocol of the yardsticks: says "ready",
// then for each line read makes one pass over FOLDER/corpus.txt and prints "SECONDS COUNT". Compiled by
// Tests/Benchmarks/run together with the prototypes' own files.

private let arguments = CommandLine.arguments
private let fold = FoldTable()
private let corpus = loadCorpus(arguments[1] + "/corpus.txt")
private let longest = (0..<corpus.docs).map { corpus.starts[$0 + 1] - corpus.starts[$0] }.max() ?? 0

/// How often words stand in every eighth text.
private func frequencies() -> [UInt64: Int32] {
  var words = FastTokens(cap: longest + 64)
  var counts: [UInt64: Int32] = [:]
  for text in stride(from: 0, to: corpus.docs, by: 8) {
    let start = corpus.starts[text]
    fold.fastTokenise(corpus.p + start, corpus.starts[text + 1] - 1 - start, &words)
    for word in 0..<words.n { counts[words.hash[word], default: 0] += 1 }
  }
  return counts
}

/// Rules as RulesBenchmark writes them, one a line: names, `near` or `and` or nothing, contexts, words that must not
/// stand; divided by tabs, alternatives by U+001F.
private func rules(_ lines: [ArraySlice<UInt8>], _ counts: [UInt64: Int32]) -> RuleSet {
  let rules = RuleSet()
  var numbers: [ArraySlice<UInt8>: Int32] = [:]
  var costs: [Int] = []
  var words = FastTokens(cap: 4096)
  let padded = UnsafeMutablePointer<UInt8>.allocate(capacity: 8192)
  func number(_ name: ArraySlice<UInt8>) -> Int32 {
    if let known = numbers[name] { return known }
    for (place, byte) in name.enumerated() { padded[place] = byte }
    fold.fastTokenise(padded, name.count, &words)
    let rarest = (0..<words.n).map { Int(counts[words.hash[$0]] ?? 0) }.min() ?? -1
    costs.append(rarest + 1)
    let number = Int32(rules.litStrings.count)
    numbers[name] = number
    rules.litStrings.append(name)
    return number
  }
  for line in lines {
    let fields = line.split(separator: 9, omittingEmptySubsequences: false).map {
      $0.split(separator: 0x1F).map(number)
    }
    let kind = line.split(separator: 9, omittingEmptySubsequences: false)[1].first
    let (names, contexts, excluded) = (fields[0], fields[2], fields[3])
    rules.progStart.append(Int32(rules.prog.count))
    if kind == UInt8(ascii: "n") {
      rules.prog += [2, 5, Int32(names.count), Int32(contexts.count)] + names + contexts
    } else {
      rules.prog += [0, 0, Int32(names.count)] + names
      if kind == UInt8(ascii: "a") { rules.prog += [0, 0, Int32(contexts.count)] + contexts }
    }
    if !excluded.isEmpty { rules.prog += [1, 0, Int32(excluded.count)] + excluded }
    let required = kind == nil ? [names] : [names, contexts]
    func cost(_ clause: [Int32]) -> Int { clause.reduce(0) { $0 + costs[Int($1)] } }
    rules.anchorOf.append(required.min { cost($0) < cost($1) } ?? names)
  }
  rules.progStart.append(Int32(rules.prog.count))
  return rules
}

private func serve(_ pass: (inout FastTokens) -> Int) {
  var words = FastTokens(cap: longest + 64)
  setvbuf(stdout, nil, _IOLBF, 0)
  print("ready")
  while readLine() != nil {
    let start = cpu_now()
    let count = pass(&words)
    print(cpu_now() - start, count)
  }
}

private func run() {
  switch arguments[2] {
  case "words":
    serve { words in
      var count = 0
      for text in 0..<corpus.docs {
        let start = corpus.starts[text]
        fold.fastTokenise(corpus.p + start, corpus.starts[text + 1] - 1 - start, &words)
        count += words.n
      }
      return count
    }
  case "names":
    let matcher = PairMatcher(loadLines(arguments[3]), fold, df: frequencies())
    serve { words in
      var count = 0
      for text in 0..<corpus.docs {
        let start = corpus.starts[text]
        fold.fastTokenise(corpus.p + start, corpus.starts[text + 1] - 1 - start, &words)
        matcher.match(words) { _, _, _ in count += 1 }
      }
      return count
    }
  default:
    let counts = frequencies()
    let engine = RuleEngine(rules(loadLines(arguments[3]), counts), fold, df: counts, maxTok: longest)
    var generation: Int32 = 0
    serve { words in
      var count = 0
      for text in 0..<corpus.docs {
        let start = corpus.starts[text]
        fold.fastTokenise(corpus.p + start, corpus.starts[text + 1] - 1 - start, &words)
        generation += 1
        count += engine.run(words, generation, all: false).1
      }
      return count
    }
  }
}

run()
