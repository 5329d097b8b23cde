// SPDX-License-Identifier: Apache-2.0
import Markup

/// Reads a feed written in XML: takes token after token, keeps track of what is open, and hands finished fields over.
struct FeedReader: ~Copyable {
  /// No feed has more entries than this; what follows is not read, so that six bytes of `<item>` cannot fill memory.
  static let entryLimit = 20_000

  var tokenizer: XMLTokenizer
  var stack = ElementStack()
  var vocabulary = Vocabulary()
  var bindings = NamespaceBindings()
  var scopes = [Scope()]
  var references = XMLReferences()
  var addresses: AddressBudget
  /// What is being read, where it is a text.
  var capture = Capture()
  var isCapturing = false
  var pending = Pending()
  var feed = Feed()
  var entry = Entry()

  /// Facts of start tags that wait for the text of their element, and the parts of the entry that are not done.
  struct Pending: Sendable {
    var category = Category(term: "")
    var isPermalink = true
    var link = Link(href: "")
    var person = Person()
    /// Who speaks for a channel that names nobody else.
    var webMaster = Person()
    var source = Particulars()
    var scheme: String?
    var coordinates: (latitude: String?, longitude: String?)
    /// The page of an RSS channel, if it has said its address.
    var channelPage: String?
    /// How good the title is that an owner has: 0 none, 1 of a medium, 2 Dublin Core, 3 its own.
    var titleRanks = Ranks()
  }

  /// A number for each owner of a title.
  struct Ranks: Sendable {
    var feed = 0
    var entry = 0
    var source = 0

    subscript(owner: Owner) -> Int? {
      get {
        switch owner {
        case .feed: feed
        case .entry: entry
        case .source: source
        case .person, .aside, .nobody: nil
        }
      }
      set {
        switch owner {
        case .feed: feed = newValue ?? 0
        case .entry: entry = newValue ?? 0
        case .source: source = newValue ?? 0
        case .person, .aside, .nobody: break
        }
      }
    }
  }

  /// Reads a document; the address is the last base of what is relative in it.
  init(_ bytes: [UInt8], url: String) {
    tokenizer = XMLTokenizer(bytes)
    addresses = AddressBudget(forDocumentOf: bytes.count)
    feed.url = url
  }

  /// The feed, or nil if no feed begins anywhere in the document.
  mutating func read() -> Feed? {
    while !feed.repairs.isCutShort, let token = tokenizer.next() {
      switch token {
      case .start(let name, let isEmpty): start(name, isEmpty: isEmpty)
      case .end(let name): end(name)
      case .text(let range, let hasReferences):
        if isCapturing {
          capture.append(text: range, of: tokenizer.bytes, hasReferences: hasReferences, by: &references)
        }
      case .cdata(let range): if isCapturing { capture.append(cdata: range, of: tokenizer.bytes) }
      }
    }
    feed.repairs.closedElements += stack.count
    close(downTo: 0)
    if feed.about.authors.isEmpty && !pending.webMaster.isEmpty { feed.about.authors = [pending.webMaster] }
    // A frequency without a period is that of a day (RSS 1.0 module Syndication).
    feed.hints.updateInterval = feed.hints.updateInterval.map { $0 < 0 ? max(1, 86400 / -$0) : $0 }
    feed.repairs.literalAmpersands = references.literal
    feed.repairs.unfinished = tokenizer.unfinished
    return feed.format.isEmpty ? nil : feed
  }

  private mutating func start(_ name: Range<Int>, isEmpty: Bool) {
    let hash = nameHash(tokenizer.bytes, name)
    if isCapturing && takesIntoCapture(name, hash: hash, isEmpty: isEmpty) { return }
    var before = (scopes.count, bindings.count)
    if !tokenizer.attributes.isEmpty { enterScope(isRoot: feed.format.isEmpty, rootName: name) }
    let meaning = vocabulary.meaning(of: name, in: tokenizer.bytes, hash: hash, bindings)
    // Before the root of a feed there is only what a broken server put there.
    guard !feed.format.isEmpty || beginFeed(meaning, name) else { return leave(before) }
    if meaning == .entry && (isCapturing || stack.lastIndex(where: { $0 == .entry }) != nil) {
      // What the entry before declared has to go before what this one declares comes.
      leave(before)
      closeEntry()
      before = (scopes.count, bindings.count)
      enterScope(isRoot: false, rootName: name)
    }
    guard !stack.isFull else {
      if !isEmpty { stack.overflow += 1 }
      feed.repairs.tooDeep += 1
      return leave(before)
    }
    let owner = owner(for: meaning)
    stack.push(OpenElement(hash: hash, meaning: meaning, owner: owner, scopes: before.0, bindings: before.1))
    begin(meaning)
    if isEmpty { close(downTo: stack.count - 1) }
  }

  private mutating func leave(_ before: (scopes: Int, bindings: Int)) {
    scopes.removeLast(scopes.count - before.scopes)
    bindings.restore(to: before.bindings)
  }

  private mutating func end(_ name: Range<Int>) {
    if stack.overflow > 0 {
      stack.overflow -= 1
      return
    }
    let hash = nameHash(tokenizer.bytes, name)
    guard let index = stack.lastIndex(ofHash: hash) else {
      feed.repairs.strayEndTags += stack.count > 0 ? 1 : 0
      return
    }
    if isCapturing && index > capture.depth && capture.type != .text {
      // Tags left open inside a text are the business of HTML.
      while stack.count > index { _ = stack.pop() }
      capture.append(end: tokenizer.bytes[name])
      return
    }
    feed.repairs.closedElements += stack.count - 1 - index
    close(downTo: index)
  }

  /// Closes elements until so many are open.
  mutating func close(downTo count: Int) {
    while stack.count > count, let element = stack.pop() {
      if isCapturing && stack.count == capture.depth {
        isCapturing = false
        finishCapture(element.owner)
      }
      finish(element)
      leave((element.scopes, element.bindings))
    }
  }

  /// An entry that begins inside another one, or in a field that was never closed, ends it.
  private mutating func closeEntry() {
    guard let open = stack.lastIndex(where: { $0 == .entry }) else {
      if isCapturing { close(downTo: capture.depth) }
      return
    }
    feed.repairs.closedElements += stack.count - open
    close(downTo: open)
  }

  /// Whether a start tag belongs to the text being read; if not, that text is over.
  private mutating func takesIntoCapture(_ name: Range<Int>, hash: UInt64, isEmpty: Bool) -> Bool {
    let meaning = vocabulary.meaning(of: name, in: tokenizer.bytes, hash: hash, bindings)
    if capture.meaning.isMarkup {
      let isTitle = capture.meaning == .title && capture.type != .html
      guard capture.isOpaque || !(isTitle ? meaning.endsTitle : meaning.endsMarkup) else {
        feed.repairs.closedElements += 1
        close(downTo: capture.depth)
        return false
      }
      capture.append(start: tokenizer.bytes[name], of: tokenizer, isEmpty: isEmpty)
    } else if capture.meaning == .source || (capture.meaning.isPerson && meaning.isPersonal) {
      isCapturing = false
      return false
    } else if meaning != .other {
      feed.repairs.closedElements += 1
      close(downTo: capture.depth)
      return false
    }
    guard !isEmpty else { return true }
    if stack.isFull {
      stack.overflow += 1
    } else {
      let count = (scopes.count, bindings.count)
      stack.push(
        OpenElement(hash: hash, meaning: .other, owner: stack.owner, scopes: count.0, bindings: count.1))
    }
    return true
  }

  private mutating func owner(for meaning: Meaning) -> Owner {
    switch meaning {
    case .rss, .rdf, .atom, .channel: .feed
    case .entry: .entry
    case .source: stack.owner == .entry ? .source : .aside
    case .aside: .aside
    case .author, .contributor, .creator, .webMaster: .person
    default: stack.owner
    }
  }
}

extension Meaning {
  /// Whether its start says that a title before it was never closed.
  var endsTitle: Bool {
    switch self {
    case .other, .body, .aside, .source: false
    default: true
    }
  }
}
