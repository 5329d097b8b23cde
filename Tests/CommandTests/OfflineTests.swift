// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing
import Text

@Suite struct OfflineTests {
  @Test func `score answers a line for each line`() async throws {
    let run = try await CommandRun.earshot(
      "score", input: "the coffee was awful\nI love it\n\nlast without end")
    let lines = run.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(run.code == 0)
    #expect(lines.count == 4)
    #expect(lines.map(\.first) == ["neg", "pos", "neu", "neu"])
    for line in lines {
      let score = try #require(Double(line[1]))
      let negative = try #require(Double(line[2]))
      #expect((-1...1).contains(score) && (0...1).contains(negative))
    }
  }

  @Test func `score with targets judges toward the brand`() async throws {
    let text = "Great coffee at Acme, but Bolt was rude and dirty"
    let input = ["Acme", "Bolt"].map { brand in
      let from = text.distance(
        from: text.startIndex, to: text.range(of: brand)?.lowerBound ?? text.startIndex)
      return "\(text)\t\(from)\t\(from + brand.count)\n"
    }
    let run = try await CommandRun.earshot("score", "--targets", input: input.joined())
    let scores = run.output.split(separator: "\n").compactMap { Double($0.split(separator: " ")[1]) }
    #expect(scores.count == 2 && scores[0] > scores[1])
    let json = try await CommandRun.earshot("score", "--targets", "--json", input: input.joined())
    let objects = try json.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(
      objects.compactMap { $0["score"]?.number }.map { ($0 * 1e4).rounded() }
        == scores.map { ($0 * 1e4).rounded() })
  }

  @Test func `score with JSON gives its grounds`() async throws {
    let run = try await CommandRun.earshot("score", "--json", input: "the coffee was awful\n")
    let verdict = try JSON(parsing: run.output)
    #expect(verdict["label"] == "negative")
    #expect(verdict["evidence"]?.array?.isEmpty == false)
  }

  @Test func `match prints the lines that match and exits as grep does`() async throws {
    let input = "cold coffee\nwarm tea\nCOFFEE, again\n"
    let some = try await CommandRun.earshot("match", "coffee", input: input)
    #expect(some.code == 0)
    #expect(some.output == "cold coffee\nCOFFEE, again\n")
    let count = try await CommandRun.earshot("match", "-c", "coffee", input: input)
    #expect(count.output == "2\n")
    let none = try await CommandRun.earshot("match", "cocoa", input: input)
    #expect(none.code == 1)
    #expect(none.output.isEmpty)
  }

  @Test func `match tells where the words stand, in bytes`() async throws {
    let run = try await CommandRun.earshot("match", "--json", "coffee", input: "tea\ncafé coffee\n")
    #expect(
      try JSON(parsing: run.output) == [
        "line": 2, "text": "café coffee", "spans": [["field": "text", "start": 6, "end": 12]],
      ])
  }

  @Test func `match sets the words off where colours are welcome`() async throws {
    let run = try await CommandRun.earshot(
      "match", "coffee", input: "a coffee\u{7}\n", environment: ["CLICOLOR_FORCE": "1"])
    #expect(run.output == "a \u{1B}[31mcoffee\u{1B}[0m\\x07\n")
    let raw = try await CommandRun.earshot("match", "--raw", "coffee", input: "a coffee\u{7}\n")
    #expect(raw.output == "a coffee\u{7}\n")
  }

  @Test func `what is no expression is shown with a caret`() async throws {
    let run = try await CommandRun.earshot("match", "apple OR iphone ipad", input: "apple\n")
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(run.complaints.contains("1:10:"))
    #expect(run.complaints.contains("\n           ^^^^^^^^^^^"))
  }

  @Test func `an answer comes before the next line is asked for`() async throws {
    let answer = try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try Self.converse("coffee\n") }) }
    }
    #expect(answer == "coffee\n")
  }

  /// Writes a line to `earshot match coffee` and reads what is answered before anything else is written.
  private static func converse(_ line: String) throws -> String {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("earshot")
    process.arguments = ["match", "coffee"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(line.utf8))
    let answer = output.fileHandleForReading.availableData
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }
}
