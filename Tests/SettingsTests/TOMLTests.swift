// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing

@testable import Settings

@Suite struct TOMLTests {
  /// The documents of the fixture.
  private func documents() throws -> [String] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/documents", withExtension: "txt"))
    return try String(contentsOf: url, encoding: .utf8).components(separatedBy: "=====\n")
  }

  /// What Python's reader makes of documents, in the form of `canonical`.
  private func readByPython(_ documents: [String]) throws -> [String] {
    let python = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: python) else { try Test.cancel("no /usr/bin/python3") }
    let folder = try TemporaryFolder()
    try JSONEncoder().encode(documents).write(to: URL(fileURLWithPath: folder.path("documents.json")))
    let script = try #require(Bundle.module.url(forResource: "Fixtures/readtoml", withExtension: "py"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script.path, folder.path("documents.json")]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { try Test.cancel("Python has no tomllib") }
    return output.split(separator: "\n").map(String.init)
  }

  private func canonical(_ toml: TOML) -> String {
    func hex(_ text: String) -> String { text.utf8.map { String(format: "%02x", $0) }.joined() }
    switch toml.value {
    case .string(let text): return "s" + hex(text)
    case .integer(let number): return "i\(number)"
    case .float(let number): return number.isNaN ? "fnan" : "f" + String(format: "%016lx", number.bitPattern)
    case .boolean(let value): return "\(value)"
    case .time: return "t"
    case .array(let elements): return "[" + elements.map(canonical).joined(separator: ",") + "]"
    case .table(let entries):
      return "{" + entries.map { hex($0.key) + ":" + canonical($0.value) }.sorted().joined(separator: ",")
        + "}"
    }
  }

  private func read(_ document: String) -> String { (try? TOML(parsing: document)).map(canonical) ?? "-" }

  @Test func `ours and Python's reader agree on every document`() throws {
    let documents = try documents()
    let expected = try readByPython(documents)
    #expect(documents.count > 50 && expected.count == documents.count && expected.contains("-"))
    for (document, expected) in zip(documents, expected) {
      #expect(read(document) == expected, "\(document)")
    }
  }

  @Test func `they agree on documents with slips of the pen`() throws {
    let documents = try documents()
    var seed = Seed(20)
    let letters = Array("[]{}\"'=.,#\n \\_-+0ae\u{7}é\r".unicodeScalars)
    let mutants = (0..<4000).map { _ -> String in
      var scalars = Array((documents.randomElement(using: &seed) ?? "").unicodeScalars)
      for _ in 0..<Int.random(in: 1...2, using: &seed) {
        let at = Int.random(in: 0...scalars.count, using: &seed)
        let letter = letters.randomElement(using: &seed) ?? " "
        switch Int.random(in: 0...2, using: &seed) {
        case 0 where at < scalars.count: scalars[at] = letter
        case 1 where at < scalars.count: scalars.remove(at: at)
        default: scalars.insert(letter, at: at)
        }
      }
      return String(String.UnicodeScalarView(scalars))
    }
    let expected = try readByPython(mutants)
    #expect(expected.count == mutants.count)
    for (document, expected) in zip(mutants, expected) where read(document) != expected {
      Issue.record("Python: \(expected), ours: \(read(document)) for\n\(document.debugDescription)")
    }
  }

  @Test(arguments: [
    ("a = 1\nb = yes", 2, 5), ("a = \"x", 1, 5), ("[mail", 1, 6), ("a = 1\na = 2", 2, 1), ("é = 1", 1, 1),
    ("k = \"残念\" x", 1, 10), ("k = [1\n2]", 2, 1), ("a = \"\\q\"", 1, 6), ("a = 1\r\nb", 2, 2),
  ]) func `what is no TOML is refused with its place`(text: String, line: Int, column: Int) {
    let error = #expect(throws: TOMLError.self) { try TOML(parsing: text) }
    #expect(error?.place == TOML.Place(line: line, column: column), "\(String(describing: error))")
  }

  @Test func `values know their places`() throws {
    let toml = try TOML(parsing: "x = 1\n[[source]]\n  url = \"https\"  # here\n  \"k\" = '''a\nb'''\n")
    guard case .array(let sources)? = toml["source"]?.value else { throw Missing() }
    let url = try #require(sources.first?["url"])
    #expect(url.place == TOML.Place(line: 3, column: 9) && url.verbatim == TOML.Place(line: 3, column: 10))
    #expect(try #require(sources.first?["k"]).verbatim == nil)
    #expect(
      sources.first?.entries?.map(\.place) == [
        TOML.Place(line: 3, column: 3), TOML.Place(line: 4, column: 3),
      ])
  }

  private struct Missing: Error {}
}
