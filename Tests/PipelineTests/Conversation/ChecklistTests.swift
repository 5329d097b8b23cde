// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing

/// The table in the module's documentation that says which test shows which row of the checklist.
@Suite struct ChecklistTests {
  private let rows: [(number: Int, tests: [String])]
  private let sources: String

  init() throws {
    let page = repository.appendingPathComponent("Sources/Pipeline/Pipeline.docc/Pipeline.md")
    rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, let number = Int(cells[0]) else { return nil }
      return (number, cells[2].matches(of: #/`([^`]+)`/#).map { String($0.1) })
    }
    let folders = ["TransportTests", "ScheduleTests", "StoreTests", "PipelineTests"]
      .map { repository.appendingPathComponent("Tests/\($0)") }
    var text = ""
    for folder in folders {
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        text += try String(contentsOf: file, encoding: .utf8)
      }
    }
    sources = text
  }

  @Test func `it has every row`() { #expect(rows.map(\.number) == Array(1...38)) }

  @Test func `each row has a test but the one that is left out`() {
    for row in rows where row.number != 25 {
      #expect(row.tests.isEmpty == (row.number == 30), "row \(row.number)")
    }
  }

  @Test func `each test that it names is there`() {
    for name in rows.flatMap(\.tests) {
      let declaration = name.hasSuffix("Tests") ? "struct \(name) " : "func `\(name)`("
      #expect(sources.contains(declaration), "\(name)")
    }
  }
}
