// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// What one thread writes down while it tries the expressions of one index on one text after the other.
struct Scratch: ~Copyable {
  /// What is known of a literal: the text it was last found in, and the last of its finds there.
  struct State: BitwiseCopyable {
    var stamp: Int32 = 0
    var lastFind: Int32 = -1
  }

  /// A place where a literal was found: at which token, and the find of the same literal before it or -1.
  struct Find: BitwiseCopyable {
    var token: Int32
    var previous: Int32
  }

  /// The number of the text being tried; stamps of other numbers are stale.
  private(set) var generation: Int32 = 0
  /// By literal.
  private var states: Column<State>
  /// By expression: the text it was last tried on.
  private var tried: Column<Int32>
  /// Where in `ExpressionIndex.waiting` those stand that wait for the literals found.
  private(set) var anchors = Column<Int32>(0, room: 64)
  private(set) var finds = Column(Find(token: 0, previous: -1), room: 64)
  /// The expressions that hold.
  private(set) var matched = Column<Int32>(0, room: 64)

  /// What is looked for in the index: a word or pair of words, and the first of its postings once that is known.
  struct Sought: BitwiseCopyable {
    var key: UInt64
    var token: Int32
    var posting: UInt32 = 0
  }

  /// The tokens that may be a literal or begin a pair: twice their number, with the flags of `PairedFilter`.
  var candidates = Column<UInt64>(0, room: 256)
  var sought = Column(Sought(key: 0, token: 0), room: 512)

  /// What wildcard and misspelt words tokens are, by hash.
  var cache = TokenCache()
  /// Where the words of the literal being compared stand in the original.
  var places: [Phrase.Place] = []
  /// The addresses of title and body, found when first asked for.
  private var links: [[Link]] = [[], []]
  private var hasLinks = (false, false)

  init(literals: Int, expressions: Int) {
    states = Column(State(), room: literals)
    tried = Column(0, room: expressions)
  }

  /// Makes ready for the next text, of so many tokens.
  @inline(__always)
  mutating func startText(tokens: Int) {
    anchors.removeAll()
    finds.removeAll()
    matched.removeAll()
    hasLinks = (false, false)
    candidates.makeRoom(tokens)
    sought.makeRoom(tokens * 2)
    generation &+= 1
    if generation == .max { startGenerations() }
  }

  private mutating func startGenerations() {
    generation = 1
    states.clear()
    tried.clear()
  }

  /// Notes that a literal stands at a token; the expression that is nothing but this literal holds.
  @inline(__always)
  mutating func note(_ posting: LiteralIndex.Posting, at token: Int) {
    let literal = Int(posting.literal)
    let known = states[literal]
    var last: Int32 = -1
    if known.stamp == generation {
      last = known.lastFind
    } else if posting.traits.contains(.isWhole) {
      matched.append(posting.target)
    } else if posting.target >= 0 {
      anchors.append(posting.target)
    }
    states[literal] = State(stamp: generation, lastFind: Int32(truncatingIfNeeded: finds.count))
    finds.append(Find(token: Int32(truncatingIfNeeded: token), previous: last))
  }

  /// Whether a literal stands in the text.
  @inline(__always)
  func isFound(_ literal: Int32) -> Bool { states[Int(literal)].stamp == generation }

  /// The last find of a literal in the text, or -1.
  @inline(__always)
  func lastFind(_ literal: Int32) -> Int {
    let state = states[Int(literal)]
    return state.stamp == generation ? Int(state.lastFind) : -1
  }

  /// The addresses of the title, stream 0, or of the body, stream 1.
  mutating func links(_ stream: Int, _ find: () -> [Link]) -> [Link] {
    if stream == 0 ? hasLinks.0 : hasLinks.1 { return links[stream] }
    let found = find()
    links[stream] = found
    if stream == 0 { hasLinks.0 = true } else { hasLinks.1 = true }
    return found
  }

  /// Whether an expression is tried on the text for the first time.
  @inline(__always)
  mutating func isUntried(_ expression: Int) -> Bool {
    if tried[expression] == generation { return false }
    tried[expression] = generation
    return true
  }

  /// Notes that an expression holds.
  @inline(__always)
  mutating func hold(_ expression: Int32) { matched.append(expression) }

  /// Puts the expressions that hold in order.
  @inline(__always)
  mutating func sortMatched() { matched.sort() }
}

/// Remembers which wildcard and misspelt words a token is; most tokens come again and again.
struct TokenCache {
  private var keys: [UInt64] = []
  private var values: [Int32] = []
  private var lists: [[Int32]] = [[]]

  /// The list known for a hash, if there is one.
  @inline(__always)
  func list(for hash: UInt64) -> [Int32]? {
    if keys.isEmpty { return nil }
    let slot = Int(truncatingIfNeeded: hash &>> 20) & 0xFFFF
    return keys[slot] == hash ? lists[Int(values[slot])] : nil
  }

  /// Keeps the list of a hash.
  @inline(__always)
  mutating func keep(_ list: [Int32], for hash: UInt64) {
    if keys.isEmpty || lists.count > 1 << 16 {
      keys = Array(repeating: 0, count: 1 << 16)
      values = Array(repeating: 0, count: 1 << 16)
      lists = [[]]
    }
    let slot = Int(truncatingIfNeeded: hash &>> 20) & 0xFFFF
    if keys[slot] == hash { return }
    keys[slot] = hash
    values[slot] = list.isEmpty ? 0 : Int32(lists.count)
    if !list.isEmpty { lists.append(list) }
  }
}

/// What one thread needs to try all expressions of a matcher: the texts, and a scratch an index.
struct Workspace: ~Copyable {
  var texts = ScannedTexts()
  private(set) var scratches = Shelf<Scratch>()
  /// The serial numbers of the indexes they are for.
  private var owners: [UInt64] = []

  init() {}

  /// Tries the expressions of an index, at its place among the layers, on the texts read.
  @inline(__always)
  mutating func run(_ index: ExpressionIndex, at layer: Int, _ subject: Subject) {
    if layer >= owners.count || owners[layer] != index.serial { renew(for: index, at: layer) }
    index.run(texts, &scratches[layer], subject)
  }

  /// A new scratch where another index was there.
  @inline(never)
  private mutating func renew(for index: ExpressionIndex, at layer: Int) {
    keep(layers: layer)
    scratches.append(Scratch(literals: index.literalCount, expressions: index.count))
    owners.append(index.serial)
  }

  /// Where the words stand that make an expression hold.
  func spans(of index: ExpressionIndex, _ expression: Int, at layer: Int, _ subject: Subject) -> [Span] {
    index.spans(Int(index.starts[expression]), scratches[layer], texts, subject).inOrder
  }

  /// Lets go of the scratches of layers that are no more.
  @inline(__always)
  mutating func keep(layers: Int) {
    while scratches.count > layers {
      scratches.removeLast()
      owners.removeLast()
    }
  }
}
