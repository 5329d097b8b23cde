// SPDX-License-Identifier: Apache-2.0
import Feeds
import Foundation
import Model

/// How fast feeds are read, beside a yardstick in C that does less:
///
///     FeedsBenchmark FOLDER [YARDSTICK]
///     FeedsBenchmark memory
///     FeedsBenchmark growth [KIND...]
///
/// FOLDER holds `*.xml`; YARDSTICK is a program that takes `fields REPEAT FILE...` and prints `MB/s`. Both run in turns
/// within one run, and only their ratio means something: machines differ and are shared. The second form
/// prints the peak of memory, the third how time grows with the input.
struct Benchmark {
  let files: [URL]
  let bodies: [[UInt8]]

  init(folder: String) throws {
    let all = try FileManager.default.contentsOfDirectory(
      at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil)
    files = Array(all.filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }.prefix(50))
    bodies = try files.map { [UInt8](try Data(contentsOf: $0)) }
  }

  var megabytes: Double { Double(bodies.reduce(0) { $0 + $1.count }) / 1e6 }

  /// The speed of one pass over all bodies in megabytes a CPU second.
  func speed(_ work: ([UInt8]) -> Int) -> Double {
    let start = Self.cpuSeconds()
    let sum = bodies.reduce(0) { $0 &+ work($1) }
    let seconds = Self.cpuSeconds() - start
    precondition(sum != .min, "the work must not be optimised away")
    return megabytes / seconds
  }

  static func cpuSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The speed that the yardstick prints.
  func yardstick(_ path: String) throws -> Double {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["fields", "1"] + files.map(\.path)
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let words = text.split(separator: " ")
    guard let unit = words.firstIndex(where: { $0.hasPrefix("MB/s") }), unit > 0 else { return 0 }
    return Double(words[unit - 1]) ?? 0
  }
}

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: FeedsBenchmark FOLDER [YARDSTICK] | memory | growth [KIND...]")
  exit(64)
}
if arguments[1] == "memory" {
  try printMemory()
  exit(0)
}
if arguments[1] == "growth" {
  exit(printGrowth(of: Array(arguments.dropFirst(2))) ? 0 : 1)
}
let benchmark = try Benchmark(folder: arguments[1])
func rounded(_ number: Double) -> String { String((number * 100).rounded() / 100) }

// In turns, so that what else the machine does slows all of them; the best round of each counts.
var (parse, items, limit) = (0.0, 0.0, 0.0)
for _ in 0..<9 {
  parse = max(
    parse, benchmark.speed { (try? Feed.read($0, contentType: nil, url: ""))?.entries.count ?? 0 })
  items = max(
    items,
    benchmark.speed { body in
      let feed = try? Feed.read(body, contentType: nil, url: "")
      return feed?.items.reduce(0) { $0 + $1.text.utf8.count } ?? 0
    })
  if arguments.count > 2 { limit = max(limit, try benchmark.yardstick(arguments[2])) }
}
print("files \(benchmark.files.count), \(rounded(benchmark.megabytes)) MB")
print("entries as published      \(rounded(parse)) MB/s")
print("items with visible text   \(rounded(items)) MB/s")
if limit > 0 {
  print("yardstick                 \(rounded(limit)) MB/s")
  print("ratio as published        \(rounded(parse / limit))")
  print("ratio with visible text   \(rounded(items / limit))")
}
