// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Support
import Testing

@testable import Rules

/// A row of one of the document's tables, by the names of its columns.
struct DocumentRow: CustomTestStringConvertible, Sendable {
  let section: String
  let cells: [String: String]

  subscript(_ column: String) -> String { cells[column] ?? "" }
  var testDescription: String { "\(section): \(self["expression"])" }
}

/// The document of the language: the page of the module that the manual page is made from.
struct Document {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let rows: [DocumentRow]

  static let page = try? Document()

  init() throws {
    let file = Self.root.appendingPathComponent("Sources/Rules/Rules.docc/Expressions.md")
    var rows: [DocumentRow] = []
    var section = ""
    var header: [String] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      guard line.hasPrefix("| ") else {
        if line.isEmpty { header = [] }
        continue
      }
      let cells = Self.cells(of: line)
      if header.isEmpty {
        header = cells
      } else {
        rows.append(
          DocumentRow(section: section, cells: Dictionary(uniqueKeysWithValues: zip(header, cells))))
      }
    }
    self.rows = rows
  }

  private static func cells(of line: Substring) -> [String] {
    line.replacing("\\|", with: "\u{0}").split(separator: "|").map { cell in
      var text = cell.trimmingCharacters(in: .whitespaces).replacing("\u{0}", with: "|")
      if text.count > 1, text.hasPrefix("`"), text.hasSuffix("`") {
        text = String(text.dropFirst().dropLast())
      }
      return unescaped(text)
    }
  }

  /// The text with `\u{AD}` as the character of that number.
  private static func unescaped(_ text: String) -> String {
    text.replacing(/\\u\{([0-9A-F]+)\}/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
  }

  /// The rows of the tables that have these columns.
  func rows(with columns: String...) -> [DocumentRow] {
    rows.filter { row in columns.allSatisfy { row.cells[$0] != nil } }
  }

  /// The value a part has in the tables that say what the rows are about.
  func part(_ name: String) throws -> String {
    try #require(rows.first { $0["part"] == name }, "no part \(name)")["value"]
  }
}

@Suite struct DocumentTests {
  static let texts = Document.page?.rows(with: "expression", "text", "found") ?? []
  static let facts = Document.page?.rows(with: "expression", "holds") ?? []
  static let errors = Document.page?.rows(with: "expression", "error") ?? []
  static let warnings = Document.page?.rows(with: "expression", "warning") ?? []
  static let shown = Document.page?.rows(with: "expression", "finds") ?? []

  @Test func `the document is there and says much`() {
    #expect(Self.texts.count > 100)
    #expect(Self.facts.count > 30)
    #expect(Self.errors.count > 20)
    #expect(Self.warnings.count == 3)
    #expect(Self.shown.count == 5)
  }

  @Test(arguments: texts) func `a text is found or not, as the document says`(_ row: DocumentRow) throws {
    let expression = try Expression(parsing: row["expression"], .keyword)
    let subject = Subject(text: row["text"])
    let isFound = row["found"] == "yes"
    #expect((expression.matches(subject) != nil) == isFound, "\(row["why"])")
    #expect(
      Matcher([(id: 0, expression: expression)]).matches(in: subject).isEmpty != isFound, "\(row["why"])")
    #expect(expression.explain(subject).holds == isFound)
    #expect(try Expression(parsing: expression.description, .keyword) == expression)
  }

  @Test(arguments: facts) func `a fact holds or not, as the document says`(_ row: DocumentRow) throws {
    let page = try #require(Document.page)
    let dialect = row.section == "Rules" ? Dialect.rule : .keyword
    let expression = try Expression(parsing: row["expression"], dialect)
    var subject = Subject(
      title: try page.part("title"), text: try page.part("text"), author: try page.part("author"),
      url: try page.part("url"), language: try page.part("language"), source: try page.part("source"),
      tags: try page.part("tags").components(separatedBy: ", "), rating: Double(try page.part("rating")))
    if dialect == .rule {
      subject.mention = Subject.MentionFacts(
        brand: try page.part("brand"), keywords: [try page.part("keyword")],
        labels: [try page.part("labels")],
        state: try #require(Mention.State(rawValue: try page.part("state"))),
        sentiment: Double(try page.part("sentiment")), verdict: .negative, age: .hours(2))
    }
    let holds = row["holds"] == "yes"
    #expect((expression.matches(subject) != nil) == holds, "\(row["why"])")
    #expect(Matcher([(id: 0, expression: expression)]).matches(in: subject).isEmpty != holds, "\(row["why"])")
    #expect(try Expression(parsing: expression.description, dialect) == expression)
  }

  @Test(arguments: errors) func `an error is the one of the document`(_ row: DocumentRow) {
    #expect {
      try Expression(parsing: row["expression"], .keyword)
    } throws: { error in
      (error as? ExpressionError)?.rendered().hasPrefix(row["error"]) == true
    }
  }

  @Test(arguments: warnings) func `a warning is the one of the document`(_ row: DocumentRow) throws {
    let warnings = try Expression(parsing: row["expression"], .keyword).warnings
    #expect(warnings.map { $0.rendered(in: row["expression"]).hasPrefix(row["warning"]) } == [true])
  }

  @Test(arguments: shown) func `what the document shows first can be read`(_ row: DocumentRow) throws {
    _ = try Expression(parsing: row["expression"], .keyword)
  }

  @Test func `the manual page is made from the document`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [Document.root.appendingPathComponent("debian/make-expressions").path]
    process.standardInput = try FileHandle(
      forReadingFrom: Document.root.appendingPathComponent("Sources/Rules/Rules.docc/Expressions.md"))
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let made = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let kept = try Data(contentsOf: Document.root.appendingPathComponent("debian/earshot-expressions.7"))
    #expect(made == kept, "run make man")
  }
}
