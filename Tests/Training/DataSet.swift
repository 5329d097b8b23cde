// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What a labelled text is said to be.
enum Label: Int, CaseIterable {
  case negative, neutral, positive

  init?(word: String) {
    switch word {
    case "neg": self = .negative
    case "neu": self = .neutral
    case "pos": self = .positive
    default: return nil
    }
  }
}

/// A text with its label and, where the label is about somebody, the bytes that name them.
struct Example {
  var label: Label
  var text: String
  var target: Range<Int>?
  /// Whether the label comes from stars: three stars are then no measure of a text.
  var isStarred = false
}

/// A file of labelled texts: tab-separated, its columns named in the first line, `text` the last one.
struct DataSet {
  var name: String
  var examples: [Example]
  /// The SHA-256 of the file.
  var checksum: String

  /// Whether some of its texts are neutral; if none is, it says nothing of neutrality.
  var isTernary: Bool { examples.contains { $0.label == .neutral } }

  /// The set in a file.
  init(file: URL) throws {
    name = file.deletingPathExtension().lastPathComponent
    checksum = try Self.checksum(of: file)
    let lines = try Self.lines(of: file)
    let columns = Self.fields(of: lines.first ?? [])
    examples = lines.dropFirst().compactMap { Self.example(Self.fields(of: $0), columns: columns) }
  }

  /// Our own sentences: `label TAB text`, the brand in square brackets, comments after `#`; `{a|b}` is one of several.
  init(sentences file: URL) throws {
    name = file.deletingPathExtension().lastPathComponent
    checksum = try Self.checksum(of: file)
    examples = try Self.lines(of: file).enumerated().flatMap { place, line -> [Example] in
      let fields = Self.fields(of: line)
      guard fields.count == 2, let label = Label(word: fields[0]) else { return [] }
      return Variants.expanded(fields[1], at: place).map { Self.unbracketed($0, label) }
    }
  }

  /// The fields of every line of a file that is no comment.
  static func rows(of file: URL) throws -> [[String]] {
    try lines(of: file).map(fields).filter { !($0.first ?? "").hasPrefix("# ") }
  }

  private static func lines(of file: URL) throws -> [ArraySlice<UInt8>] {
    [UInt8](try Data(contentsOf: file)).split(separator: UInt8(ascii: "\n"))
  }

  private static func fields(of line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func example(_ fields: [String], columns: [String]) -> Example? {
    guard fields.count == columns.count else { return nil }
    let row = Dictionary(zip(columns, fields)) { first, _ in first }
    guard let label = row["label"].flatMap(Label.init(word:)), let text = row["text"] else { return nil }
    var example = Example(label: label, text: text, isStarred: row["stars"] != nil)
    if let from = row["from"].flatMap({ Int($0) }), let to = row["to"].flatMap({ Int($0) }), from < to {
      example.target = bytes(of: from..<to, in: example.text)
    }
    return example
  }

  /// Offsets in scalars, as the sets have them, to offsets in bytes.
  private static func bytes(of scalars: Range<Int>, in text: String) -> Range<Int> {
    let all = text.unicodeScalars
    func offset(_ scalar: Int) -> Int {
      all.prefix(scalar).reduce(0) { $0 + UTF8.width($1) }
    }
    return offset(scalars.lowerBound)..<offset(scalars.upperBound)
  }

  private static func unbracketed(_ text: String, _ label: Label) -> Example {
    guard let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]"), open < close else {
      return Example(label: label, text: text)
    }
    let name = text[text.index(after: open)..<close]
    let start = text[..<open].utf8.count
    return Example(
      label: label, text: String(text[..<open] + name + text[text.index(after: close)...]),
      target: start..<start + name.utf8.count)
  }

  /// The SHA-256 of a file, from coreutils.
  static func checksum(of file: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
    process.arguments = [file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output.prefix(64), as: UTF8.self)
  }
}
