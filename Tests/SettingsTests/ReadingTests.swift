// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Settings

@Suite struct ReadingTests {
  @Test(arguments: [
    "10.0.0.0/8", "192.168.1.7", "0.0.0.0/0", "::1", "fd00::/8", "2001:db8::1/128", "::ffff:10.0.0.1",
    "1:2:3:4:5:6:7:8",
    "::", "1:2:3:4:5:6:1.2.3.4",
  ]) func `addresses and ranges are known`(text: String) {
    #expect(isNetworkRange(text))
  }

  @Test(arguments: [
    "", "10.0.0.0/33", "10.0.0/8", "256.0.0.1", "01.2.3.4", "localhost", "::1/129", "1::2::3", "1:2:3",
    "fd00::/x", "10.0.0.0/8/8",
    "12345::", "::g", "1:2:3:4:5:6:7:8:9", ":::", "1.2.3.4::",
  ]) func `what is no address is refused`(text: String) {
    #expect(!isNetworkRange(text))
  }

  @Test(arguments: [
    ("90s", 90, "90s"), ("15m", 900, "15m"), ("1h30m", 5400, "90m"), ("24h", 86_400, "1d"),
    ("2w", 1_209_600, "2w"),
    ("1w2d3h4m5s", 788_645, "788645s"), ("0s", 0, "0s"),
  ]) func `durations are read and written`(text: String, seconds: Int, written: String) {
    #expect(Duration(written: text) == .seconds(seconds))
    #expect(Duration(written: text)?.written == written)
  }

  @Test(arguments: ["", "5", "m", "5 m", "1m1h", "1h1h", "-1h", "1.5h", "9999999s", "1y", "1H", "１h"])
  func `what is no duration is refused`(text: String) {
    #expect(Duration(written: text) == nil)
  }

  @Test func `a near word is found, a far one is not`() {
    let known = ["server", "tls", "from", "to", "credential", "user"]
    #expect(nearest(to: "sevrer", among: known) == "server")
    #expect(nearest(to: "credentials", among: known) == "credential")
    #expect(nearest(to: "TLS", among: known) == "tls")
    #expect(nearest(to: "colour", among: known) == nil)
    #expect(nearest(to: "", among: known) == nil)
  }

  @Test(arguments: Seed.first(60)) func `whatever the file holds, each fault has a place in it`(seed: Seed)
    throws
  {
    var seed = seed
    let url = repository.appendingPathComponent("etc/earshot/earshot.toml")
    var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.hasPrefix("#") && line.dropFirst().first.map { $0.isLetter || $0 == "[" } == true
        ? String(line.dropFirst()) : String(line)
    }
    let words = [
      "1", "\"\"", "\"x\"", "[]", "[1]", "{}", "true", "\"(a\"", "\"残念 OR\"", "08:00", "[[brand]]", "[mail]",
      "\\", "= =",
    ]
    for _ in 0..<6 {
      let at = Int.random(in: lines.indices, using: &seed)
      let word = words.randomElement(using: &seed) ?? ""
      let key = lines[at].prefix { $0 != "=" }
      lines[at] = Bool.random(using: &seed) && lines[at].contains("=") ? key + "= " + word : word + lines[at]
    }
    let text = lines.joined(separator: "\n")
    do throws(SettingsError) {
      _ = try Settings.read(files: [("earshot.toml", text)])
    } catch {
      #expect(!error.diagnostics.isEmpty && !error.description.isEmpty)
      for diagnostic in error.diagnostics {
        let line = try #require(diagnostic.line)
        let column = try #require(diagnostic.column)
        #expect(
          lines.indices.contains(line - 1) && (1...lines[line - 1].unicodeScalars.count + 1).contains(column))
        #expect(diagnostic.excerpt == lines[line - 1])
      }
    }
  }
}
