// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing

/// What came of fetching in an Internet of its own (Tests/Labs/internet): real addresses, real names, real certificates.
private struct Internet {
  /// For each address the status or the kind of failure, and the words that came with it.
  var results: [(outcome: String, words: String)] = []
  /// The address and the path of every request that arrived anywhere.
  var requests: [(at: String, path: String)] = []
  /// Every question that the name server was asked.
  var questions: [String] = []

  /// Fetches the words of `fetch` (Tests/Fetch) in order; cancels the test where namespaces cannot be had.
  init(
    _ scenario: [String: Any] = [:], fetching words: [String], environment: [String: String] = [:]
  ) async throws {
    let json = String(decoding: try JSONSerialization.data(withJSONObject: scenario), as: UTF8.self)
    let fetch = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("fetch").path
    let lab = repository.appendingPathComponent("Tests/Labs/internet").path
    let (code, output) = try await Self.run(lab, [json, fetch] + words, environment)
    if code == 77 { try Test.cancel("an Internet of our own needs namespaces, which cannot be had here") }
    try #require(code == 0, "\(output)")
    let lines = output.split(separator: "\n").map(String.init)
    results = lines.dropLast().map { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    let log = try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8)) as? [String: Any] ?? [:]
    requests = (log["requests"] as? [[String: String]] ?? []).map { ($0["at"] ?? "", $0["path"] ?? "") }
    questions = log["questions"] as? [String] ?? []
  }

  private static func run(_ program: String, _ arguments: [String], _ environment: [String: String])
    async throws -> (Int32, String)
  {
    try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: waiting for a process must not hold one of the pool.
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            let output = Pipe()
            process.standardOutput = output
            process.standardInput = FileHandle.nullDevice
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
          })
      }
    }
  }
}

/// The address guard where an unguarded connection would succeed: every address there is answers, and logs it.
@Suite(.serialized) struct InternetTests {
  /// An address in each network of the checklist, in every spelling that reaches it.
  private static let special = [
    "0.0.0.0", "0", "0.1.2.3", "10.0.0.1", "10.1", "167772161", "0x0a000001", "012.0.0.1", "100.64.0.1",
    "127.0.0.1", "2130706433", "0x7f.1", "017700000001", "169.254.169.254", "2852039166", "0xa9fea9fe",
    "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.168.1.1", "3232235777", "0300.0250.0.1", "198.18.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[fc00::1]",
    "[fd12:3456::1]", "[fe80::1]", "[ff02::1]", "[::ffff:10.0.0.1]", "[::ffff:a00:1]", "[::10.0.0.1]",
    "[::ffff:0:10.0.0.1]", "[64:ff9b::10.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]",
    "[2001:0:a00:1::]", "[2002:a00:1::1]",
  ]
  private static let open = ["93.184.216.34", "1572395042", "8.8.8.8", "172.32.0.1", "[2606:2800:220:1::1]"]

  @Test func `no special address is connected to, however it is spelled, and public ones are`() async throws {
    let urls = (Self.special + Self.open).map { "http://\($0)/" }
    let net = try await Internet(fetching: urls)
    for (url, result) in zip(urls, net.results.prefix(Self.special.count)) {
      #expect(["refusedAddress", "resolve", "malformedRequest"].contains(result.outcome), "\(url) \(result)")
    }
    #expect(
      net.results.suffix(Self.open.count).map(\.outcome) == Array(repeating: "200", count: Self.open.count))
    #expect(net.requests.count == Self.open.count, "\(net.requests)")
  }

  /// Without this the test above could pass in an Internet where nothing answers.
  @Test func `the same addresses answer a source that may reach them`() async throws {
    let reachable = [
      "10.0.0.1", "169.254.169.254", "127.0.0.1", "0xa9fea9fe", "[fd12:3456::1]", "[64:ff9b::a00:1]",
    ]
    let net = try await Internet(fetching: reachable.flatMap { ["+private", "http://\($0)/"] })
    #expect(net.results.map(\.outcome) == Array(repeating: "200", count: reachable.count))
    #expect(net.requests.count == reachable.count)
  }

  @Test func `a name leads inside as little as an address does`() async throws {
    let names = [
      "ten.test": [["10.0.0.1"]], "meta.test": [["169.254.169.254"]], "six.test": [["fd00::1"]],
      "mapped.test": [["::ffff:10.0.0.1"]], "nat.test": [["64:ff9b::7f00:1"]], "self.test": [["127.0.0.1"]],
    ]
    let net = try await Internet(["names": names], fetching: names.keys.sorted().map { "http://\($0)/" })
    #expect(net.results.map(\.outcome) == Array(repeating: "refusedAddress", count: names.count))
    #expect(net.requests.isEmpty)
    #expect(net.questions.contains("ten.test A"))
  }

  @Test func `a name with an address inside and one outside is met outside`() async throws {
    let names = ["both.test": [["10.0.0.1", "93.184.216.34", "127.0.0.1"]]]
    let net = try await Internet(["names": names], fetching: ["http://both.test/"])
    #expect(net.results.map(\.outcome) == ["200"])
    #expect(net.requests.map(\.at) == ["::ffff:93.184.216.34"])
  }

  /// The second question is about another port, for which nothing is remembered.
  @Test func `a resolver that answers otherwise the second time leads nowhere inside`() async throws {
    let scenario: [String: Any] = [
      "names": ["turncoat.test": [["93.184.216.34"], ["127.0.0.1"]]],
      "redirects": ["turncoat.test/": "http://turncoat.test:8080/admin"],
    ]
    let net = try await Internet(
      scenario, fetching: ["http://turncoat.test/", "http://turncoat.test:8080/admin"])
    #expect(net.results.map(\.outcome) == ["refusedAddress", "refusedAddress"])
    #expect(net.results.first?.words.contains("127.0.0.1 (loopback)") == true)
    #expect(net.requests.map(\.path) == ["/"])
    #expect(net.questions.filter { $0 == "turncoat.test A" }.count >= 2, "it was asked again")
  }

  @Test func `a redirect to a name inside is refused at its hop`() async throws {
    let scenario: [String: Any] = [
      "names": ["out.test": [["93.184.216.34"]], "in.test": [["192.168.0.1"]]],
      "redirects": [
        "out.test/name": "http://in.test/", "out.test/number": "http://3232235521/",
        "out.test/mapped": "http://[::ffff:c0a8:1]/", "out.test/file": "file:///etc/passwd",
      ],
    ]
    let paths = ["name", "number", "mapped", "file"]
    let net = try await Internet(scenario, fetching: paths.map { "http://out.test/\($0)" })
    #expect(
      net.results.map(\.outcome) == [
        "refusedAddress", "refusedAddress", "refusedAddress", "protocolNotAllowed",
      ])
    #expect(net.requests.map(\.path) == paths.map { "/" + $0 })
  }

  @Test func `no proxy of the environment is asked`() async throws {
    let proxy = "http://10.9.9.9:8080"
    let names = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"]
    let net = try await Internet(
      fetching: ["http://93.184.216.34/", "http://10.0.0.1/"],
      environment: Dictionary(uniqueKeysWithValues: names.map { ($0, proxy) }))
    #expect(net.results.map(\.outcome) == ["200", "refusedAddress"])
    #expect(net.requests.map(\.at) == ["::ffff:93.184.216.34"])
  }

  @Test func `only a certificate that is valid now and for this name is accepted`() async throws {
    let kinds = ["good", "expired", "early", "wrong", "self-signed"]
    let hosts = kinds.map { "\($0).lab.test" } + ["old.lab.test"]
    let scenario: [String: Any] = [
      "names": Dictionary(uniqueKeysWithValues: hosts.map { ($0, [["93.184.216.34"]]) }),
      "certificates": Dictionary(uniqueKeysWithValues: kinds.map { ("\($0).lab.test", $0) }),
    ]
    let urls = kinds.map { "https://\($0).lab.test/" } + ["https://old.lab.test:444/"]
    let net = try await Internet(
      scenario,
      fetching: urls + ["+any-certificate", "https://expired.lab.test/", "https://expired.lab.test/"])
    #expect(net.results.map(\.outcome) == ["200", "tls", "tls", "tls", "tls", "tls", "200", "tls"])
    let words = net.results.map { $0.words.lowercased() }
    #expect(words[1].contains("expired") && words[2].contains("not yet valid"))
    #expect(words[3].contains("name") && words[4].contains("self-signed"))
    #expect(net.requests.count == 2)
  }
}
