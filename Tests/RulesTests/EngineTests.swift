// SPDX-License-Identifier: Apache-2.0
import Model
import Support
import Testing

@testable import Rules

/// What random pairs seldom meet: long words, long addresses, many finds, many indexes.
struct EngineTests {
  private func agree(
    _ expressions: [String], _ subject: Subject, sourceLocation: SourceLocation = #_sourceLocation
  )
    throws
  {
    let parsed = try expressions.map { try Expression(parsing: $0, .rule) }
    let matcher = Matcher(parsed.enumerated().map { (id: $0.offset, expression: $0.element) })
    let expected = parsed.enumerated().compactMap { id, expression in
      expression.matches(subject).map { Match(id: id, spans: $0) }
    }
    let found = matcher.matches(in: subject)
    for (id, expression) in parsed.enumerated() {
      let (one, other) = (found.first { $0.id == id }?.spans, expected.first { $0.id == id }?.spans)
      let different = Set(one ?? []).symmetricDifference(other ?? [])
      #expect(
        different.isEmpty && (one == nil) == (other == nil), "\(expression)", sourceLocation: sourceLocation)
    }
    #expect(found.map(\.id) == expected.map(\.id), sourceLocation: sourceLocation)
  }

  @Test func `words of every length are told apart`() throws {
    let words = (1...70).map { String(repeating: "a", count: $0) }
    for word in words { try agree(words, Subject(text: "x \(word) \(word)b é\(word)")) }
    try agree(
      words, Subject(title: words.joined(separator: " "), text: words.reversed().joined(separator: "-")))
  }

  @Test(arguments: Seed.first(60))
  func `addresses as long as they like hide names or not`(_ start: Seed) throws {
    var seed = start
    let pieces = [
      "acme", "pie", "é", "任", "/", ".", "@", ":", "://", "www.", ".com", ".Acme", "#", "_", "-", "?", " ",
      "\u{AD}", "(", ")", "q=", "acme.example", "me@acme.io",
    ]
    let count = Bool.random(using: &seed) ? 12 : 700
    let text = (0..<count).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
    try agree(
      [
        "acme", "pie", "\"acme pie\"", "acme.example", "#acme", "=acme", "example", "io", "任", "acme*",
        ".com",
      ],
      Subject(title: text, text: text + " acme"))
  }

  @Test(arguments: Seed.first(40))
  func `symbols are found wherever spaces allow`(_ start: Seed) throws {
    var seed = start
    let pieces = [
      "at", "t", "c", "net", "e", "trade", "&", "+", "++", "＋", "＆", ".", "*", "#", "＃", " ", "  ", "_", "a",
    ]
    let text = (0..<30).map { _ in pieces.randomElement(using: &seed) ?? "" }.joined()
    try agree(
      ["AT&T", "C++", ".NET", "E\\*TRADE", "#net", "c+", "raw:\"c++\"", "\"a+ c\"", "t NEAR/3 c++"],
      Subject(title: text, text: text, tags: [text]))
  }

  @Test func `matchers that share a workspace do not disturb each other`() throws {
    var matchers = [Matcher([(id: "a", expression: try Expression(parsing: "acme", .keyword))])]
    for number in 0..<70 {
      var next = matchers[number]
      next.add("n\(number)", try Expression(parsing: "acme OR name\(number)", .keyword))
      matchers.append(next)
    }
    for round in 0..<3 {
      for (number, matcher) in matchers.enumerated() {
        #expect(matcher.matches(in: Subject(text: "the acme \(round)")).count == number + 1)
        #expect(matcher.matches(in: Subject(text: "name\(number - 1)")).count == min(number, 1))
      }
    }
  }

  @Test func `what holds by several anchors is reported once and in order`() throws {
    try agree(
      (0..<60).map { "(w\($0) OR w\(59 - $0) OR all) AND (all OR w\($0)) AND NOT none" },
      Subject(text: "all " + (0..<60).map { "w\($0)" }.joined(separator: " ") + " all"))
  }

  @Test(arguments: Seed.first(30))
  func `a column keeps what it is given, in order where asked`(_ start: Seed) {
    var seed = start
    let values = (0..<Int.random(in: 0...200, using: &seed)).map { _ in
      Int32.random(in: -50...50, using: &seed)
    }
    var column = Column<Int32>(0, room: 1)
    for value in values { column.append(value) }
    column.sort()
    #expect((0..<column.count).map { column[$0] } == values.sorted())
    column.makeRoom(1000)
    column[999] = 7
    #expect(column[999] == 7 && column[998] == 0)
    #expect((0..<values.count).map { column[$0] } == values.sorted())
    column.removeAll()
    #expect(column.count == 0)
  }

  @Test func `no place outside a row or column can be read`() async {
    await #expect(processExitsWith: .failure) { _ = Row<Int32>([1, 2])[2] }
    await #expect(processExitsWith: .failure) { _ = Row<Int32>([])[-1] }
    await #expect(processExitsWith: .failure) { _ = Column<Int32>(0, room: 4)[4] }
    await #expect(processExitsWith: .failure) { _ = Ring<Int32>([1, 2, 3])[0] }
    await #expect(processExitsWith: .failure) { _ = Shelf<Int32>()[0] }
  }

  @Test func `every place of a ring is one of its own`() {
    let ring = Ring<Int32>([10, 11, 12, 13])
    for place in [0, 1, 5, 1 << 40 | 2, .max] as [UInt64] { #expect(ring[place] == 10 + Int32(place & 3)) }
  }

  @Test func `a shelf keeps what is put on it, and lets go of what is taken away`() {
    let counted = Counted()
    var shelf = Shelf<Counted>()
    for _ in 0..<9 { shelf.append(counted.copy()) }
    #expect(shelf.count == 9 && counted.copies == 9)
    shelf.removeLast()
    #expect(shelf.count == 8 && counted.copies == 8)
    _ = consume shelf
    #expect(counted.copies == 0)
  }

  @Test(arguments: Seed.first(40))
  func `phrases of three words and more stand in their order only`(_ start: Seed) throws {
    var seed = start
    // Rare and common words by turns, so that each pair of a phrase is the rarest of some.
    let words = ["of", "the", "zanzibar", "a", "quetzal", "xylophone's", "new", "os"]
    func run(_ count: Int) -> String {
      (0..<count).map { _ in words.randomElement(using: &seed) ?? "" }.joined(separator: " ")
    }
    let phrases = (0..<120).map { "\"\(run($0 % 3 + 3))\"" } + ["\"of the\"", "zanzibar"]
    for _ in 0..<6 { try agree(phrases, Subject(title: run(4), text: run(12))) }
    for phrase in phrases.prefix(20) {
      try agree(phrases, Subject(text: String(phrase.dropFirst().dropLast())))
    }
  }
}

/// Counts those of its kind that are alive.
private final class Counted {
  private let whole: Counted?
  var copies = 0

  init(of whole: Counted? = nil) { self.whole = whole }

  func copy() -> Counted {
    copies += 1
    return Counted(of: self)
  }

  deinit { whole?.copies -= 1 }
}
