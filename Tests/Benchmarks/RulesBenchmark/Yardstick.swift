// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One pass over the corpus: processor seconds, and how much was found.
struct Pass {
  var seconds: Double
  var count: Int
}

/// Processor seconds of this process, or of its children that have ended.
func processorSeconds(ofChildren: Bool = false) -> Double {
  if ofChildren {
    var usage = rusage()
    unsafe getrusage(CInt(RUSAGE_CHILDREN.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
  }
  var time = timespec()
  unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Another matcher, a program that makes a pass over the corpus for each line it reads and prints "SECONDS COUNT".
final class Yardstick {
  let name: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  /// Starts the program and waits until it says that it is ready; nil where it is missing or fails.
  init?(_ name: String, _ path: String, _ arguments: [String]) {
    self.name = name
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    guard (try? process.run()) != nil, line() == "ready" else { return nil }
  }

  /// Has it make one pass.
  func pass() -> Pass {
    try? input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    let words = line().split(separator: " ").compactMap { Double($0) }
    return Pass(seconds: words.first ?? .nan, count: Int(words.last ?? 0))
  }

  /// Ends it.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private func line() -> String {
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        defer { rest = Data(rest[(end + 1)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return "" }
      rest += more
    }
  }
}

/// `ripgrep -F -c` on texts in lower case, without the time it takes to read the names.
struct Ripgrep {
  let folder: String

  func pass(names: String) -> Pass? {
    guard let whole = run(names, "corpus.lower.txt"), let building = run(names, "empty.txt") else {
      return nil
    }
    return Pass(seconds: whole.seconds - building.seconds, count: whole.count)
  }

  private func run(_ names: String, _ texts: String) -> Pass? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/rg")
    process.arguments = ["--no-config", "-j1", "-a", "-F", "-c", "-f", names, folder + "/" + texts]
    process.standardOutput = output
    let before = processorSeconds(ofChildren: true)
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let seconds = processorSeconds(ofChildren: true) - before
    return Pass(seconds: seconds, count: Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0)
  }
}

/// The median seconds of some passes, and what the last one found.
struct Median {
  private var passes: [Pass] = []

  mutating func append(_ pass: Pass?) { if let pass { passes.append(pass) } }

  var isEmpty: Bool { passes.isEmpty }
  var count: Int { passes.last?.count ?? 0 }
  var seconds: Double {
    let sorted = passes.map(\.seconds).sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }
}
