// SPDX-License-Identifier: Apache-2.0
import Control
import ControlSamples
import Foundation
import Model
import Support
import Testing
import Text

@Suite struct CommandTests {
  @Test func `the manual has every command and every exit code`() async throws {
    let page = try String(contentsOf: repository.appendingPathComponent("debian/earshot.1"), encoding: .utf8)
    let help = try await CommandRun.earshot("--help").output
    let commands = help.split(separator: "SUBCOMMANDS:").last?.split(separator: "\n") ?? []
    for line in commands where line.hasPrefix("  ") && !line.hasPrefix("   ") && !line.hasPrefix("  See") {
      let command = line.split(separator: " ")[0]
      #expect(page.contains(".It Cm \(command)"), "\(command)")
    }
    for code in [0, 1, 2, 3, 4, 5, 64, 65, 78] { #expect(page.contains("\n.It \(code)\n")) }
  }

  @Test func `status tells how the daemon is doing`() async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot("status", "--socket", running.path)
      #expect(run.code == 0)
      #expect(run.output.contains("0.1.0, running since 2026-11-21 09:50"))
      #expect(run.output.contains("not well  down"))
      #expect(run.complaints.isEmpty)
    }
  }

  @Test func `the socket may be named before the command, after it or in the environment`() async throws {
    try await RunningServer.serve { running in
      let path = running.path
      let runs = [
        try await CommandRun.earshot("--socket", path, "--json", "brand", "list"),
        try await CommandRun.earshot("brand", "list", "--json", "--socket=\(path)"),
        try await CommandRun.earshot("brand", "list", "--json", environment: ["EARSHOT_SOCKET": path]),
      ]
      for run in runs {
        #expect(run.code == 0)
        #expect(try JSON(parsing: run.output)["brands"]?.array?.count == 1)
      }
    }
  }

  @Test func `with --user the daemon of the user is asked`() async throws {
    let folder = try TemporaryFolder()
    let socket = try ControlSocket(at: folder.path("earshot/io.earshot.Control"))
    let server = ControlServer(at: socket, handling: SampleHandling(), about: Product())
    let serving = Task { await server.run() }
    let environment = ["XDG_RUNTIME_DIR": folder.url.path, "EARSHOT_SOCKET": "/nowhere"]
    let run = try await CommandRun.earshot("status", "--user", environment: environment)
    #expect(run.code == 0)
    serving.cancel()
    await serving.value
  }

  @Test func `mentions are one JSON document for programs`() async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot("mentions", "--json", "--socket", running.path)
      #expect(run.output.filter(\.isNewline).count == 1)
      #expect(try JSON(parsing: run.output) == ["mentions": [Mention.sample(1).wire]])
    }
  }

  @Test func `lists are tables`() async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot("mentions", "--socket", running.path)
      #expect(
        run.output == """
          ID  STORED            BRAND  SENTIMENT       STATE  SOURCE  TITLE
          1   2026-11-21 09:50  acme   negative -0.63  new    town    Acme Coffee & me

          """)
    }
  }

  @Test(arguments: [
    (["brand", "list"], "jo@acme.example"), (["keyword", "list"], "\"acme coffee\" NOT \"acme.js\""),
    (["keyword", "list", "acme"], "KEYWORD"), (["source", "list"], "https://town.example/feed.xml"),
    (["source", "show", "town"], "two failures in a row"), (["outbox", "list"], "451 4.7.1"),
    (["mention", "show", "1"], "Never again."),
    (["mention", "explain", "1"], "-0.50  “cold”: speaks ill of coffee"),
    (["mention", "explain", "1"], "“Acme Coffee” in the title"),
    (["digest", "preview"], "Subject: Acme: 2 comments"),
    (["digest", "preview", "--html"], "<p>2 negative comments</p>"),
    (["digest", "send"], "1 notifications owed"),
    (["outbox", "retry", "--all"], "3 notifications"), (["outbox", "retry", "4", "7"], "2 notifications"),
    (["reload"], "source “town” added"), (["introspect"], "method GetStatus() -> ("),
    (["introspect", "org.varlink.service"], "method GetInfo() -> ("),
    (["call", "GetStatus"], "\"version\":\"0.1.0\""),
    (["call", "org.varlink.service.GetInfo"], "earshotd"),
    (["follow"], "2  2026-11-21 09:50  acme  negative"),
    (["brand", "add", "bolt", "--competitor"], "brand bolt added"),
    (["keyword", "add", "acme", "coffee", "cold"], "keyword coffee cold of acme added"),
    (["source", "add", "https://a.example/", "--name", "a", "--every", "15m"], "source a added"),
    (["source", "remove", "town"], "source town removed"),
    (["source", "poll"], "1 failed: 5 items, 2 new, 1 mentions"),
    (["source", "try", "https://a.example/"], "RSS 2.0"),
    (["source", "try", "https://a.example/"], "would owe  email to jo@acme.example: 1 mention"),
    (["source", "try", "https://a.example/"], "because -0.50 “cold”: speaks ill of coffee"),
    (["source", "list"], "connection refused https://town.example/feed.xml"),
    (["source", "list", "--unwell"], "connection refused"),
    (["source", "show", "town"], "failed, since 2026-11-21 09:20: connection refused"),
    (["source", "show", "town"], "moved to        https://town.example/news.xml"),
    (
      ["source", "show", "town"],
      "moving to       https://town.example/feed: met 6 of 10 times since 2026-11-21 04:50, "
        + "believed from 2026-11-24 04:50 on"
    ),
    (["source", "show", "town"], "NOT COVERED FROM"),
    (["mention", "seen", "1", "--note", "called"], "1 seen: Acme Coffee & me"),
    (["mention", "sentiment", "1", "neutral"], "1 neutral +0.00, corrected by user 0 from negative -0.63"),
    (["mention", "sentiment", "1", "negative"], "1 negative -0.63, confirmed by user 0"),
    (["mention", "sentiment", "1", "withdraw"], "1 negative -0.63, as the model judged"),
    (["mention", "show", "1"], "said to be neutral by jo: a quotation"),
    (["mention", "show", "1"], "neutral withdrawn by ann"),
    (["mention", "show", "1"], "was worded otherwise (5 of 5): Acme"),
    (["rescore", "--dry-run"], "1  negative -0.63 -> neutral +0.13  Acme Coffee & me"),
    (["rescore", "--dry-run"], "5 mentions judged by en2-0badcafe: 1 would have another verdict"),
    (["rescore", "--brand", "acme"], "1 have another verdict"),
    (["adjustment"], "brand acme: 62 corrections, put right by -0.50 toward negative, +0.25 toward positive"),
    (["adjustment", "off", "--brand", "acme"], "brand acme: 62 corrections, switched off"),
    (["status"], "judges by en2-0badcafe: en, de"), (["status"], "corrected brand acme: 62 corrections"),
    (["mention", "replied", "1"], "1 replied"), (["mention", "ignore", "1", "2"], "2 ignored"),
    (["keyword", "test", "cold", "cold coffee"], "matches"), (["version"], "earshot 0.1.0"),
  ])
  func `a command says what it has to say and exits with 0`(arguments: [String], text: String) async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot(arguments, environment: ["EARSHOT_SOCKET": running.path])
      #expect(run.code == 0, "\(run.complaints)")
      #expect(run.output.contains(text), "\(run.output)")
    }
  }

  @Test(arguments: [
    (["keyword", "test", "hot", "cold coffee"], 1, "no match"),
    (["source", "poll", "moon"], 2, "no source “moon”"),
    (["mention", "show", "99"], 2, "no mention 99"), (["brand", "remove", "zorg"], 2, "no brand “zorg”"),
    (["keyword", "remove", "acme", "x"], 2, "no keyword"), (["digest", "preview", "weekly"], 2, "no digest"),
    (["brand", "remove", "acme"], 1, "/etc/earshot/earshot.toml"),
    (["status", "extra"], 64, "Unexpected argument"),
    (["mentions", "--since", "soon"], 64, "--since"), (["mentions", "--limit", "0"], 64, "--limit"),
    (["source", "add", "https://a", "--name", "a", "--every", "x"], 64, "--every"),
    (["outbox", "retry"], 64, "--all"),
    (["source", "add", "gopher://a", "--name", "a"], 65, "http"),
    (["keyword", "add", "acme", "(("], 65, "\n  ^"),
    (["call", "GetStatus", "{"], 65, "parameters"), (["call", "GetStatus", "[]"], 65, "JSON object"),
    (["call", "Nothing"], 1, "no method"), (["call", "Follow"], 1, "--more"),
    (["reload", "--check"], 78, "earshot.toml:3:1: unknown key"),
  ])
  func `a failure has its exit code and a sentence`(
    arguments: [String], code: Int32, text: String
  ) async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot(arguments, environment: ["EARSHOT_SOCKET": running.path])
      #expect(run.code == code)
      #expect((run.complaints + run.output).contains(text), "\(run.complaints)")
    }
  }

  @Test func `no daemon is 3 and no answer is 5`() async throws {
    let folder = try TemporaryFolder()
    let nobody = try await CommandRun.earshot("status", "--socket", folder.path("none"))
    #expect(nobody.code == 3)
    #expect(nobody.complaints.contains("no daemon answers there"))
    // A socket that is listened at and never answered.
    let silent = try ControlSocket(at: folder.path("silent"))
    let unanswered = try await CommandRun.earshot(
      "status", "--timeout", "1", "--socket", folder.path("silent"))
    #expect(unanswered.code == 5)
    silent.remove()
  }

  @Test func `streams are one JSON object a line`() async throws {
    try await RunningServer.serve { running in
      let environment = ["EARSHOT_SOCKET": running.path]
      let follow = try await CommandRun.earshot("follow", "--json", environment: environment)
      #expect(try follow.output.split(separator: "\n").map { try JSON(parsing: String($0))["id"] } == [2, 3])
      let poll = try await CommandRun.earshot("source", "poll", "--json", environment: environment)
      #expect(
        try poll.output.split(separator: "\n").map { try JSON(parsing: String($0))["finished"] } == [1, 2, 2])
      let call = try await CommandRun.earshot("call", "PollNow", "--more", environment: environment)
      #expect(call.output == poll.output)
    }
  }

  @Test func `names are completed by asking the daemon, in silence where there is none`() async throws {
    try await RunningServer.serve { running in
      for (words, name) in [(["brand", "remove"], "acme"), (["source", "show"], "town")] {
        let arguments = ["---completion"] + words + ["--", "positional@0", "3", "0"]
        // A shell is not kept waiting: on a busy machine the daemon may be too late, so it is asked again.
        var output = ""
        for _ in 1...50 where output.isEmpty {
          output = try await CommandRun.earshot(arguments, environment: ["EARSHOT_SOCKET": running.path])
            .output
        }
        #expect(output.contains(name))
        let silent = try await CommandRun.earshot(arguments, environment: ["EARSHOT_SOCKET": "/nowhere"])
        #expect(silent.complaints.isEmpty && silent.code == 0)
      }
    }
  }

  @Test func `completion scripts are there for every shell`() async throws {
    for shell in ["bash", "zsh", "fish"] {
      let script = try await CommandRun.earshot("--generate-completion-script", shell)
      #expect(script.code == 0)
      #expect(script.output.contains("earshot"))
    }
  }
}
