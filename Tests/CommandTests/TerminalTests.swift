// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Foundation
import Glibc
import Model
import Support
import Testing
import Text

@Suite struct TerminalTests {
  /// What a stranger may write to take over a terminal: a title, the clipboard, the screen, the line before.
  static let hostile =
    "a\u{1B}]0;owned\u{7}b\u{1B}]52;c;cm0gLXJm\u{1B}\\c\u{9B}2Jd\re\u{8}f\u{7F}g\u{202E}h\u{2066}i\u{0}j"

  static func handling() -> SampleHandling {
    var mention = Mention.sample(2)
    mention.item.title = hostile
    mention.item.text = hostile
    mention.item.author = hostile
    mention.source = hostile
    mention.item.url = "https://town.example/\u{1B}[31m"
    mention.sentiment.evidence = [Evidence(quote: hostile, reason: hostile, weight: -1)]
    return SampleHandling(newMentions: [mention], mention: mention)
  }

  @Test(arguments: [
    ["mentions"], ["mention", "show", "1"], ["mention", "explain", "1"], ["follow"], ["mentions", "--json"],
    ["follow", "--json"], ["keyword", "test", "hostile", "text"],
    ["brand", "remove", hostile.filter { $0 != "\0" }],
  ])
  func `a stranger's text reaches no terminal as it is`(arguments: [String]) async throws {
    try await RunningServer.serve(Self.handling()) { running in
      let run = try await CommandRun.earshot(arguments, environment: ["EARSHOT_SOCKET": running.path])
      for scalar in (run.output + run.complaints).unicodeScalars {
        #expect(scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      }
    }
  }

  @Test func `control characters are spelled out and bidi overrides are left out`() async throws {
    try await RunningServer.serve(Self.handling()) { running in
      let run = try await CommandRun.earshot("follow", environment: ["EARSHOT_SOCKET": running.path])
      #expect(
        run.output.contains(#"a\x1B]0;owned\x07b\x1B]52;c;cm0gLXJm\x1B\c\x9B2Jd\x0De\x08f\x7Fghi\x00j"#))
    }
  }

  @Test func `colours and links are for terminals, unless they are asked for`() async throws {
    try await RunningServer.serve { running in
      let socket = ["EARSHOT_SOCKET": running.path]
      let plain = try await CommandRun.earshot("mentions", environment: socket)
      #expect(!plain.output.contains("\u{1B}"))
      let forced = try await CommandRun.earshot(
        "mentions", environment: socket.merging(["CLICOLOR_FORCE": "1"]) { $1 })
      #expect(forced.output.contains("\u{1B}[31mnegative"))
      #expect(!forced.output.contains("\u{1B}]8"))
      let both = try await CommandRun.earshot(
        "mentions", environment: socket.merging(["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]) { $1 })
      #expect(both.output == plain.output)
    }
  }

  @Test func `a line is cut where the terminal ends, by the width of what is shown`() async throws {
    var mention = Mention.sample(1)
    mention.item.title = String(repeating: "寒い☕️", count: 30)
    try await RunningServer.serve(SampleHandling(mention: mention)) { running in
      let run = try await CommandRun.earshot(
        "mentions", environment: ["EARSHOT_SOCKET": running.path, "COLUMNS": "80"])
      let line = try #require(run.output.split(separator: "\n").last)
      let title = try #require(line.split(separator: "  ").last)
      #expect(title == "寒い☕️寒い☕️寒い☕️…")
    }
  }
}
