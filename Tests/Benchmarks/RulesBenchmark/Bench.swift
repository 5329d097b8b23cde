// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Text

/// A number with one digit after the point, or two where it is small.
func short(_ number: Double) -> String {
  number < 10 ? "\((number * 100).rounded() / 100)" : "\((number * 10).rounded() / 10)"
}

/// The matcher measured beside others.
struct Bench {
  let material: Material
  let rounds: Int

  /// Megabytes that are allocated, as far as the counter is loaded, and resident ones.
  private static func megabytes() -> (live: Double, resident: Double) {
    if let trim = unsafe dlsym(nil, "malloc_trim") {
      _ = unsafe unsafeBitCast(trim, to: (@convention(c) (Int) -> CInt).self)(0)
    }
    let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = Double(status.split(separator: " ").dropFirst().first ?? "0") ?? 0
    let live = unsafe dlsym(nil, "earshot_live_megabytes")
    return (
      unsafe live.map { unsafe unsafeBitCast($0, to: (@convention(c) () -> Double).self)() } ?? .nan,
      pages * 4096 / 1e6
    )
  }

  private func timed(_ work: () -> Int) -> Pass {
    let start = processorSeconds()
    let count = work()
    return Pass(seconds: processorSeconds() - start, count: count)
  }

  /// All texts cut into words.
  private func cutWords(_ scanner: inout TokenScanner) -> Pass {
    let start = processorSeconds()
    var words = 0
    for text in material.corpus {
      scanner.reset()
      scanner.append(text)
      words += scanner.count - 1
    }
    return Pass(seconds: processorSeconds() - start, count: words)
  }

  private func matchAll(_ matcher: Matcher<Int32>) -> Pass {
    timed {
      var (count, subject) = (0, Subject())
      for text in material.corpus {
        subject.text = text
        count += matcher.matchCount(in: subject)
      }
      return count
    }
  }

  private func expressions(_ texts: [String]) -> [(id: Int32, expression: Rules.Expression)] {
    texts.enumerated().compactMap { number, text in
      (try? Rules.Expression(parsing: text, .keyword)).map { (id: Int32(number), expression: $0) }
    }
  }

  private func built(_ entries: [(id: Int32, expression: Rules.Expression)]) -> (Matcher<Int32>, String) {
    let before = Self.megabytes()
    let start = processorSeconds()
    let matcher = Matcher(entries)
    let seconds = processorSeconds() - start
    _ = matcher.matchCount(in: material.subjects[0])
    let after = Self.megabytes()
    return (
      matcher,
      "built in \(short(seconds * 1000)) ms, \(short(after.live - before.live)) MB"
        + " (resident \(short(after.resident - before.resident)))"
    )
  }

  private func yardstick(_ name: String, _ program: String, _ arguments: [String]) -> Yardstick? {
    Yardstick(name, "\(material.folder)/yardsticks/\(program)", [material.folder] + arguments)
  }

  /// Runs the matcher and the others by turns and prints what came out.
  private func race(
    _ what: String, _ matcher: Matcher<Int32>, _ others: [Yardstick], rg: Ripgrep?, names: String
  ) {
    var (own, words, ripgrep) = (Median(), Median(), Median())
    var medians = others.map { _ in Median() }
    var scanner = TokenScanner()
    for _ in 0..<rounds {
      own.append(matchAll(matcher))
      for (number, other) in others.enumerated() { medians[number].append(other.pass()) }
      words.append(cutWords(&scanner))
      ripgrep.append(rg?.pass(names: names))
    }
    for other in others { other.stop() }
    print(
      "  words alone \(short(material.megabytes / words.seconds)) MB/s; \(what)"
        + " \(short(material.megabytes / own.seconds)) MB/s,"
        + " \(Int(Double(material.subjects.count) / own.seconds / 1000))k texts/s,"
        + " \(own.count) matches; cost \(short(own.seconds / words.seconds)) x words alone")
    if !ripgrep.isEmpty { medians.append(ripgrep) }
    for (name, median) in zip(others.map(\.name) + ["ripgrep -F"], medians) {
      print(
        "  \(short(median.seconds / own.seconds)) x \(name)"
          + " (\(short(material.megabytes / median.seconds)) MB/s, \(median.count) finds)")
    }
  }

  func measureNames(_ size: Int) throws {
    let names = try material.names(size)
    let entries = expressions(names.map(SampleRule.quoted))
    let (matcher, cost) = built(entries)
    print("\(size) names: \(cost)")
    let file = material.namesFile(size)
    var others = [
      yardstick("prototype PairMatcher", "prototype", ["names", file]),
      yardstick("Hyperscan literals", "hyperscan", [file]),
    ]
    if size == 10000 { others.append(yardstick("ahocorasick_rs", "ahocorasick", [file])) }
    let hasRipgrep = size == 10000 && FileManager.default.isExecutableFile(atPath: "/usr/bin/rg")
    race(
      "names", matcher, others.compactMap { $0 }, rg: hasRipgrep ? Ripgrep(folder: material.folder) : nil,
      names: file)
    compare(matcher, Reference(names, entries.map(\.expression)))
    reportAllocations(matcher)
  }

  /// Compares the matches in every twentieth text with the plain way.
  private func compare(_ matcher: Matcher<Int32>, _ reference: Reference) {
    var (texts, matches, different) = (0, 0, 0)
    for number in stride(from: 0, to: material.subjects.count, by: 20) {
      let expected = reference.matches(in: material.subjects[number])
      let found = matcher.matches(in: material.subjects[number]).map { Int($0.id) }
      texts += 1
      matches += expected.count
      if expected != found { different += 1 }
    }
    print("  plain evaluation on \(texts) texts: \(matches) matches, \(different) texts differ")
  }

  /// What is allocated for texts in which nothing matches, where the counter is loaded.
  private func reportAllocations(_ matcher: Matcher<Int32>) {
    guard let symbol = unsafe dlsym(nil, "earshot_allocations") else { return }
    let counter = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> UInt).self)
    let quiet = material.subjects.filter { matcher.matchCount(in: $0) == 0 }
    for subject in quiet { _ = matcher.matches(in: subject) }
    let before = counter()
    for subject in quiet { _ = matcher.matches(in: subject) }
    print("  \(counter() - before) allocations for \(quiet.count) texts without a match")
  }

  func measureRules(_ size: Int) throws {
    var samples = SampleRules(names: try material.names(max(1000, size)), context: material.contextWords())
    let rules = (0..<size).map { samples.rule($0) }
    let (matcher, cost) = built(expressions(rules.map(\.text)))
    print("\(size) rules: \(cost)")
    let file = "\(material.folder)/rules_\(size).txt"
    try Data((rules.map(\.line).joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
    let prototype = yardstick("prototype Rules", "prototype", ["rules", file])
    race("rules", matcher, [prototype].compactMap { $0 }, rg: nil, names: file)
  }

  /// How long a name added to many takes to count.
  func measureAdding(to size: Int) throws {
    var matcher = Matcher(expressions(try material.names(size).map(SampleRule.quoted)))
    var times: [Double] = []
    _ = matcher.matchCount(in: material.subjects[0])
    for number in 0..<500 {
      let expression = try Rules.Expression(parsing: "\"newly named thing \(number)\"", .keyword)
      let subject = Subject(text: "a newly named thing \(number) it is")
      let start = processorSeconds()
      matcher.add(Int32(number), expression)
      let found = matcher.matchCount(in: subject)
      times.append(processorSeconds() - start)
      if found == 0 { print("an added name was not found") }
    }
    times.sort()
    print(
      "added to \(size) names: found after \(short(times[times.count / 2] * 1e6)) microseconds, at most"
        + " \(short(times[times.count - 1] * 1e6))")
  }
}
