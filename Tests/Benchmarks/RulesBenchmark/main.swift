// SPDX-License-Identifier: Apache-2.0
import Glibc
import Rules
import Text

// RulesBenchmark FOLDER [ROUNDS] [SIZES] [names,rules]: measures the matcher on FOLDER/corpus.txt with the names of FOLDER/kw_N.txt.
//
// Prints processor time, medians of ROUNDS rounds (default 3): words cut alone, names found (expressions of one name
// each), full rules (names with contexts, NEAR and NOT in the shares of the research), and how long an added name takes
// to count. To compare with another program run both alternately.

/// Processor seconds of this process.
private func processorTime() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The lines of a file.
private func lines(of path: String) -> [String] {
  guard let file = unsafe fopen(path, "r") else {
    print("cannot read \(path)")
    exit(66)
  }
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while case let count = unsafe fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
}

/// Resident megabytes.
private func residentMegabytes() -> Double {
  let status = lines(of: "/proc/self/status").first { $0.hasPrefix("VmRSS:") } ?? ""
  return (status.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
}

/// The median processor time of some rounds.
private func median(_ rounds: Int, _ body: () -> Void) -> Double {
  (0..<rounds).map { _ in
    let start = processorTime()
    body()
    return processorTime() - start
  }.sorted()[rounds / 2]
}

/// A number with one digit after the point.
private func short(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

/// The same sequence of numbers in every run.
private struct Numbers {
  var state: UInt64 = 42

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

private func quoted(_ name: String) -> String {
  "\"" + name.map { "\"\\*?“”".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
}

/// A rule of one to three names, 40 % with a context, 20 % near one, 40 % without another; 2 % hold no name.
private func rule(_ number: Int, _ names: [String], _ context: [String], _ numbers: inout Numbers) -> String {
  func words(_ count: Int) -> String {
    "(" + (0..<count).map { _ in quoted(context[numbers.below(context.count)]) }.joined(separator: " OR ")
      + ")"
  }
  var main = [quoted(names[number % names.count])]
  for _ in 0..<numbers.below(3) { main.append(quoted(names[numbers.below(names.count)])) }
  var text = "(" + main.joined(separator: " OR ") + ")"
  if numbers.below(50) == 0 { text = words(3) }
  switch numbers.below(10) {
  case 0...1: text += " NEAR/5 " + words(2 + numbers.below(4))
  case 2...5: text += " AND " + words(2 + numbers.below(4))
  default: break
  }
  return numbers.below(10) < 4 ? text + " AND NOT " + words(1 + numbers.below(4)) : text
}

private func expressions(_ texts: [String]) -> [(id: Int32, expression: Expression)] {
  texts.enumerated().compactMap { number, text in
    (try? Expression(parsing: text, .keyword)).map { (id: Int32(number), expression: $0) }
  }
}

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: RulesBenchmark FOLDER [ROUNDS] [SIZES]")
  exit(64)
}
let folder = arguments[1]
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 3 : 3
let sizes = (arguments.count > 3 ? arguments[3] : "10,1000,10000,100000").split(separator: ",").compactMap {
  Int($0)
}
let corpus = lines(of: folder + "/corpus.txt")
let subjects = corpus.map { Subject(text: $0) }
let megabytes = Double(corpus.reduce(0) { $0 + $1.utf8.count + 1 }) / 1e6

private func report(_ what: String, _ seconds: Double, _ more: String) {
  print(
    "\(what): \(short(megabytes / seconds)) MB/s, \(Int(Double(subjects.count) / seconds)) texts/s\(more)")
}

var scanner = TokenScanner()
var words = 0
let alone = median(rounds) {
  words = 0
  var scanner = TokenScanner()
  for text in corpus {
    scanner.reset()
    scanner.append(text)
    words += scanner.count - 1
  }
}
report("words alone", alone, ", \(words) words")

/// How often words stand in every eighth text.
private func learned(with scanner: inout TokenScanner) -> Frequencies {
  var frequencies = Frequencies()
  for number in stride(from: 0, to: corpus.count, by: 8) { frequencies.learn(corpus[number], with: &scanner) }
  return frequencies
}

let frequencies = learned(with: &scanner)

private func measure(_ what: String, _ entries: [(id: Int32, expression: Expression)]) {
  let before = residentMegabytes()
  let start = processorTime()
  let matcher = Matcher(entries, frequencies: frequencies)
  let built = processorTime() - start
  let memory = residentMegabytes() - before
  var matches = 0
  let seconds = median(rounds) {
    matches = 0
    for number in subjects.indices { matches += matcher.matchCount(in: subjects[number]) }
  }
  report(
    "\(entries.count) \(what)", seconds,
    ", \(short(seconds / alone)) x words alone, \(matches) matches, built in \(short(built * 1000)) ms, \(short(memory)) MB"
  )
}

let kinds = arguments.count > 4 ? arguments[4] : "names,rules"
for size in sizes where kinds.contains("names") {
  measure("names", expressions(lines(of: "\(folder)/kw_\(size).txt").map(quoted)))
}

var counts: [Substring: Int] = [:]
for number in stride(from: 0, to: corpus.count, by: 16) {
  for word in corpus[number].split(separator: " ") where word.utf8.allSatisfy({ $0 &- 97 < 26 }) {
    counts[word, default: 0] += 1
  }
}
let context = counts.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map { String($0.key) }[200..<3000]
for size in sizes where size >= 100 && kinds.contains("rules") {
  let names = lines(of: "\(folder)/kw_\(max(1000, size)).txt")
  var numbers = Numbers()
  measure("rules", expressions((0..<size).map { rule($0, names, Array(context), &numbers) }))
}

if let size = sizes.last {
  var matcher = Matcher(
    expressions(lines(of: "\(folder)/kw_\(size).txt").map(quoted)), frequencies: frequencies)
  var slowest = 0.0
  _ = matcher.matchCount(in: subjects[0])
  for number in 0..<200 {
    guard let expression = try? Expression(parsing: "\"newly named thing \(number)\"", .keyword) else {
      continue
    }
    let start = processorTime()
    matcher.add(Int32(number), expression)
    let found = matcher.matchCount(in: Subject(text: "a newly named thing \(number) it is"))
    slowest = max(slowest, processorTime() - start)
    if found == 0 { print("an added name was not found") }
  }
  print("added to \(size) names: found after at most \(short(slowest * 1e6)) microseconds")
}
