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

  @Test func `score tells the language by the letters`() async throws {
    let pack = repository.appendingPathComponent("Sources/CWeights/Packs/es.pack").path
    let run = try await CommandRun.earshot(
      "score", "--pack", pack, input: "Encantado con ustedes\nQué desastre de tienda\n")
    let json = try await CommandRun.earshot(
      "score", "--json", "--pack", pack, input: "Encantado con ustedes\n")
    #expect(run.output.split(separator: "\n").map { $0.prefix(3) } == ["pos", "neg"])
    #expect(try JSON(parsing: json.output)["model"]?.string?.hasPrefix("es") == true)
  }

  @Test func `short English texts are not taken for another language`() async throws {
    let file = repository.appendingPathComponent("Tests/SentimentTests/Fixtures/idioms.tsv")
    let sentences = String(decoding: try bytes(of: file), as: UTF8.self).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.compactMap { $0.split(separator: "\t").last }
    let run = try await CommandRun.earshot("score", input: sentences.joined(separator: "\n"))
    let unread = run.output.split(separator: "\n").count { $0 == "neu 0.0000 0.0000" }
    #expect(sentences.count > 200)
    #expect(unread == 0)
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

  @Test func `match tells where the words stand`() async throws {
    let run = try await CommandRun.earshot("match", "--json", "coffee", input: "tea\ncafé coffee\n")
    #expect(
      try JSON(parsing: run.output) == [
        "line": 2, "text": "café coffee",
        "spans": [
          [
            "term": "coffee", "field": "text", "start": 6, "end": 12, "startCharacter": 5, "endCharacter": 11,
          ]
        ],
      ])
  }

  @Test func `match tells which term stands where, in bytes and characters`() async throws {
    let run = try await CommandRun.earshot(
      "match", "--json", "café NEAR/2 (tea OR milk) -juice", input: "tea, tea or so and café with milk\n")
    let spans = try JSON(parsing: run.output)["spans"]?.array ?? []
    let told = spans.map { span in
      (span["term"]?.string ?? "")
        + ["start", "end", "startCharacter", "endCharacter"].map { " \(span[$0]?.integer ?? -1)" }.joined()
    }
    #expect(told == ["café 19 24 19 23", "milk 30 34 29 33"])
  }

  @Test func `match explains every line`() async throws {
    let run = try await CommandRun.earshot(
      "match", "--explain", "coffee NOT juice", input: "coffee here\ncoffee and juice\n")
    #expect(
      run.output == """
        coffee here
          yes  coffee AND NOT juice
            yes  coffee  “coffee”
            yes  NOT juice
              no   juice
        coffee and juice
          no   coffee AND NOT juice
            yes  coffee  “coffee”
            no   NOT juice
              yes  juice  “juice”

        """)
    #expect(run.code == 0)
    let json = try await CommandRun.earshot("match", "--explain", "--json", "coffee", input: "tea\n")
    #expect(try JSON(parsing: json.output)["explanation"]?["holds"] == false)
    #expect(json.code == 1)
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

@Suite struct ReadTests {
  private static let feed = """
    <rss version="2.0"><channel><title>Town &amp; news</title><link>https://town.example/</link>
    <item><title>Acme\u{1B}[2J Coffee & me</title><link>/1</link><author>jo@town.example (Jo)</author>
    <pubDate>Sat, 21 Nov 2026 09:50:00 GMT</pubDate><description>It was &lt;b&gt;cold&lt;/b&gt;.</description></item>
    </channel></rss>
    """
  private static let page = """
    <!doctype html><title>Acme reviews</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">
    <script type="application/ld+json">{"@context":"https://schema.org","@type":"Review","author":"Jo",
    "reviewBody":"The coffee was cold.","reviewRating":{"@type":"Rating","ratingValue":2}}</script>
    <script type="application/ld+json">{"@type":"AggregateRating","ratingValue":"3,9","ratingCount":17}</script>
    <link rel="next" href="?page=2">
    """

  @Test func `a feed is read as a table of its items`() async throws {
    let run = try await CommandRun.earshot(
      "read", "-", "--url", "https://town.example/feed.xml", input: Self.feed)
    #expect(run.code == 0)
    #expect(run.output.contains("2026-11-21 09:50  Jo"))
    #expect(run.output.hasSuffix("Coffee & me\n"))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `a feed is read as a document`() async throws {
    let run = try await CommandRun.earshot(
      "read", "--json", "--explain", "--url", "https://town.example/feed.xml", input: Self.feed)
    let document = try JSON(parsing: run.output)
    let item = try #require(document["items"]?.array?.first)
    #expect(document["format"] == "rss20" && document["title"] == "Town & news")
    #expect(item["url"] == "https://town.example/1" && item["text"] == "It was cold.")
    #expect(item["published"] == "2026-11-21T09:50:00Z" && item["rating"] == .null)
    #expect(document["explanation"]?.array?.contains { $0.string?.contains("ampersand") ?? false } == true)
  }

  @Test func `what belongs to an item of a feed is in the document`() async throws {
    let feed = """
      <rss><channel><ttl>90</ttl><generator>WordPress</generator><item><title>Ep</title><enclosure url="/e.mp3" type="audio/mpeg" length="9"/>
      <podcast:transcript url="/t.vtt" type="text/vtt"/><podcast:person role="guest">Pat</podcast:person>
      <georss:point>1 2</georss:point><slash:comments>7</slash:comments></item></channel></rss>
      """
    let run = try await CommandRun.earshot("read", "--json", "--url", "https://pod.example/", input: feed)
    let document = try JSON(parsing: run.output)
    let item = try #require(document["items"]?.array?.first)
    #expect(document["hints"] == ["timeToLive": 90, "generator": "WordPress"])
    #expect(
      item["enclosures"] == [["url": "https://pod.example/e.mp3", "type": "audio/mpeg", "length": "9"]])
    #expect(item["transcripts"] == [["url": "https://pod.example/t.vtt", "type": "text/vtt"]])
    #expect(item["contributors"] == [["name": "Pat", "role": "guest"]])
    #expect(item["place"] == "1 2" && item["commentCount"] == 7)
  }

  @Test func `a page is read where there is no feed`() async throws {
    let run = try await CommandRun.earshot(
      "read", "--json", "--url", "https://acme.example/", input: Self.page)
    let document = try JSON(parsing: run.output)
    #expect(document["format"] == "page")
    #expect(document["items"]?.array?.first?["rating"] == .number(2))
    #expect(document["items"]?.array?.first?["ratingScale"]?["normalized"] == .number(0.25))
    #expect(document["aggregateRatings"]?.array?.first?["ratingCount"] == 17)
    #expect(document["next"] == "https://acme.example/?page=2")
    #expect(document["feeds"]?.array?.first?["url"] == "https://acme.example/feed.xml")
    let table = try await CommandRun.earshot("read", "--explain", input: Self.page)
    #expect(table.output.contains("2 of 5"))
  }

  @Test func `what is neither is 65, and no file is 1`() async throws {
    let text = try await CommandRun.earshot("read", input: "hello")
    #expect(text.code == 65)
    #expect(text.complaints.contains("expected a feed, found text"))
    #expect(try await CommandRun.earshot("read", "/no/such/file").code == 1)
    #expect(try await CommandRun.earshot("read", "--batch", "--json").code == 64)
  }

  @Test func `the answer of a platform is read by a recipe`() async throws {
    let recipe = repository.appendingPathComponent("etc/earshot/recipes/discourse-search.toml").path
    let answer = #"{"posts":[{"id":9,"username":"kim","blurb":"cold coffee","topic_id":4,"post_number":2}]}"#
    let run = try await CommandRun.earshot(
      "read", "--json", "--recipe", recipe, "--set", "host=forum.example", input: answer)
    let item = try #require(try JSON(parsing: run.output)["items"]?.array?.first)
    #expect(item["url"] == "https://forum.example/t/4/2" && item["text"] == "cold coffee")
    let refused = try await CommandRun.earshot("read", "--recipe", recipe, input: #"{"message":"slow down"}"#)
    #expect(refused.code == 65)
    #expect(refused.complaints.contains("said “slow down”"))
    for unfit in ["host", "host=a/b", "hots=forum.example"] {
      let run = try await CommandRun.earshot("read", "--recipe", recipe, "--set", unfit, input: answer)
      #expect(run.code == 65 && run.complaints.contains("--set \(unfit)"))
    }
    #expect(try await CommandRun.earshot("read", "--set", "host=forum.example", input: answer).code == 64)
    let folder = try TemporaryFolder()
    let path = folder.path("a.toml")
    try Data("recipe = 1".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try await CommandRun.earshot("read", "--recipe", path, input: answer).code == 78)
  }

  @Test func `a batch answers every line with a line`() async throws {
    let folder = try TemporaryFolder()
    try Data(Self.feed.utf8).write(to: URL(fileURLWithPath: folder.path("feed")))
    let requests: [JSON] = [
      [
        "input": .string(folder.path("feed")), "url": "",
        "headers": ["Content-Location": "https://other.example/x"],
      ],
      ["input": .string(folder.path("none"))], ["no": "input"], 7,
    ]
    let run = try await CommandRun.earshot(
      "read", "--batch", input: requests.map { $0.text() + "\n" }.joined() + "nonsense\n")
    let answers = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(run.code == 0)
    #expect(answers.count == 5)
    #expect(answers[0]["entries"]?.array?.first?["link"]?.string?.hasSuffix("/1") == true)
    for answer in answers.dropFirst() { #expect(answer["error"]?.string?.isEmpty == false) }
  }
}
