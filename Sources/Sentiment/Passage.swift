// SPDX-License-Identifier: Apache-2.0
import Model

/// A part of an item that is read in one go: the title or the body, with the brand's places in it.
struct Passage {
  /// What its author says in it; quotations and signatures are blanked out.
  let text: String
  /// Its tokens.
  let reading: Reading
  /// Where it names the brand.
  let targets: [Target]
  /// How much of the verdict it decides.
  let share: Float

  /// How many places of a brand are looked at; a text that names it more often says the same again.
  private static let mostTargets = 3

  private init(_ text: String, _ spans: [Range<Int>], share: Float, _ lexicon: Lexicon) {
    let spans = spans.prefix(8 * Self.mostTargets)
    let whole = Self.read(text, lexicon)
    let found = Self.targets(spans, in: whole)
    self.share = share
    guard let near = Surroundings(of: found, in: whole) else {
      self.text = text
      reading = whole
      targets = found
      return
    }
    self.text = near.blanking(text)
    reading = Self.read(self.text, lexicon)
    targets = Self.targets(spans, in: reading)
  }

  private static func read(_ text: String, _ lexicon: Lexicon) -> Reading {
    var reading = Reading()
    reading.keepsWords = true
    let bytes = text.utf8.span
    reading.read(bytes.extracting(first: Reading.bounded(bytes)), with: lexicon)
    return reading
  }

  private static func targets(_ spans: ArraySlice<Range<Int>>, in reading: Reading) -> [Target] {
    Array(spans.lazy.compactMap { Target(on: $0, in: reading) }.prefix(mostTargets))
  }

  /// The passages of an item. A title that the body repeats is not read twice; else it decides four tenths.
  static func passages(title: String, text: String, targets: [Span], _ lexicon: Lexicon) -> [Passage] {
    let spoken = Speech.spoken(text)
    func spans(_ field: Span.Field) -> [Range<Int>] { targets.filter { $0.field == field }.map(\.range) }
    guard !title.isEmpty, text.isEmpty || !text.utf8.starts(with: beginning(of: title)) else {
      return [Passage(spoken, spans(.text), share: 1, lexicon)]
    }
    let body = Passage(spoken, spans(.text), share: 0.6, lexicon)
    guard !body.reading.tokens.isEmpty else { return [Passage(title, spans(.title), share: 1, lexicon)] }
    return [Passage(title, spans(.title), share: 0.4, lexicon), body]
  }

  /// A title without the dots that many feeds end a cut one with.
  private static func beginning(of title: String) -> Substring.UTF8View {
    var beginning = title[...]
    while let last = beginning.last, last == "…" || last == "." || last == " " { beginning.removeLast() }
    return beginning.utf8
  }
}
