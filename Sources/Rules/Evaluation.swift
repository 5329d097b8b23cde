// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// Running the program over what was found in a text.
extension ExpressionIndex {
  /// Comparing places of near parts one with the other stops to pay after so many steps.
  private static var mostSteps: Int { 4096 }

  /// Whether the part of the program that starts there holds; what is common without another call.
  @inline(__always)
  func holds(
    _ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts, _ subject: Subject
  ) -> Bool {
    let operation = program[at]
    if operation <= Operation.anyLiteral.rawValue { return holdsLiteral(at, scratch) }
    if operation == Operation.not.rawValue && program[at &+ 2] <= Operation.anyLiteral.rawValue {
      return !holdsLiteral(at &+ 2, scratch)
    }
    return holdsPart(at, scratch, texts, subject)
  }

  /// Whether one of the literals of a part stands.
  @inline(__always)
  private func holdsLiteral(_ at: Int, _ scratch: borrowing Scratch) -> Bool {
    var place = at &+ 2
    let end = at &+ Int(program[at &+ 1])
    while place < end {
      if scratch.isFound(program[place]) { return true }
      place &+= 1
    }
    return false
  }

  @inline(never)
  private func holdsPart(
    _ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts, _ subject: Subject
  ) -> Bool {
    switch Operation(rawValue: program[at]) {
    case .literal, .anyLiteral: return holdsLiteral(at, scratch)
    case .fact: return facts[Int(program[at + 2])].holds(for: subject)
    case .not: return !holdsPart(at + 2, scratch, texts, subject)
    case .all:
      var part = at + 2
      while part < at + Int(program[at + 1]) {
        if !holds(part, scratch, texts, subject) { return false }
        part += Int(program[part + 1])
      }
      return true
    case .any:
      var part = at + 2
      while part < at + Int(program[at + 1]) {
        if holds(part, scratch, texts, subject) { return true }
        part += Int(program[part + 1])
      }
      return false
    case .near: return near(at, scratch, texts, subject)
    case .window: return !occurrences(at, scratch, texts).isEmpty
    case nil: return false
    }
  }

  /// Whether two parts stand near each other: place by place where both are plain literals that are seldom found.
  private func near(
    _ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts, _ subject: Subject
  ) -> Bool {
    let left = at + 4
    let right = left + Int(program[left + 1])
    guard holds(left, scratch, texts, subject) else { return false }
    let nearness = self.nearness(at)
    if !holds(right, scratch, texts, subject) { return nearness.isNegated }
    guard isPlain(left), isPlain(right), !nearness.isNegated else {
      return !occurrences(at, scratch, texts).isEmpty
    }
    let end = right + Int(program[right + 1])
    var steps = 0
    for place in left + 2..<right {
      var find = scratch.lastFind(program[place])
      while find >= 0 {
        let one = Places(scratch.finds[find], wordCounts[Int(program[place])])
        for other in right + 2..<end {
          var otherFind = scratch.lastFind(program[other])
          while otherFind >= 0 {
            let second = Places(scratch.finds[otherFind], wordCounts[Int(program[other])])
            if one.isNear(second, nearness) && texts.stream(of: one.start) == texts.stream(of: second.start) {
              return true
            }
            otherFind = Int(scratch.finds[otherFind].previous)
            steps += 1
          }
        }
        if steps > Self.mostSteps { return !occurrences(at, scratch, texts).isEmpty }
        find = Int(scratch.finds[find].previous)
      }
    }
    return false
  }

  /// The tokens a literal takes up.
  private struct Places {
    let start: Int
    let end: Int

    @inline(__always)
    init(_ find: Scratch.Find, _ count: UInt16) {
      start = Int(find.token)
      end = start &+ Int(count)
    }

    /// Whether others are near enough that do not overlap; their texts are not compared.
    @inline(__always)
    func isNear(_ other: Places, _ nearness: Nearness) -> Bool {
      if end <= other.start { return other.start &- end <= nearness.distance }
      return !nearness.isOrdered && other.end <= start && start &- other.end <= nearness.distance
    }
  }

  private func nearness(_ at: Int) -> Nearness {
    let flags = program[at + 3]
    return Nearness(
      distance: Int(program[at + 2]), isOrdered: flags & 1 != 0, isNegated: flags & 2 != 0)
  }

  private func isPlain(_ at: Int) -> Bool { program[at] <= Operation.anyLiteral.rawValue }

  private func occurrence(
    of literal: Int32, _ find: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts
  ) -> Occurrence {
    let start = Int(scratch.finds[find].token)
    return Occurrence(
      stream: texts.stream(of: start), tokens: start..<start + Int(wordCounts[Int(literal)]))
  }

  /// All places of a literal, in order.
  private func places(of literal: Int32, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts)
    -> [Occurrence]
  {
    var places: [Occurrence] = []
    var find = scratch.lastFind(literal)
    while find >= 0 {
      places.append(occurrence(of: literal, find, scratch, texts))
      find = Int(scratch.finds[find].previous)
    }
    return places.reversed()
  }

  /// The literals that a part of plain literals, or a window, names.
  private func literals(_ at: Int) -> [Int32] {
    let first = program[at] == Operation.window.rawValue ? at + 3 : at + 2
    return (first..<at + Int(program[at + 1])).map { program[$0] }
  }
}

extension ExpressionIndex {
  /// Where the part of the program that starts there stands, in order and each place once; empty for parts that have
  /// no places.
  func occurrences(_ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts) -> [Occurrence] {
    switch Operation(rawValue: program[at]) {
    case .literal: return places(of: program[at + 2], scratch, texts)
    case .anyLiteral:
      var found: Set<Occurrence> = []
      for literal in literals(at) { found.formUnion(places(of: literal, scratch, texts)) }
      return found.sorted()
    case .any:
      var found: Set<Occurrence> = []
      var part = at + 2
      while part < at + Int(program[at + 1]) {
        found.formUnion(occurrences(part, scratch, texts))
        part += Int(program[part + 1])
      }
      return found.sorted()
    case .near:
      let left = at + 4
      let right = left + Int(program[left + 1])
      return pairs(occurrences(left, scratch, texts), occurrences(right, scratch, texts), nearness(at))
    case .window:
      let words = literals(at)
      return windows(words, words.map { places(of: $0, scratch, texts) }, slop: Int(program[at + 2]))
    case .fact, .all, .not, nil: return []
    }
  }

  /// The hulls of near pairs, or where nothing may be near the left ones that have none near. Right ones are looked at
  /// only within reach.
  private func pairs(_ lefts: [Occurrence], _ rights: [Occurrence], _ nearness: Nearness) -> [Occurrence] {
    let longest = rights.map(\.tokens.count).max() ?? 0
    var found: [Occurrence] = []
    var seen: Set<Occurrence> = []
    var first = 0
    for left in lefts {
      let reach = left.tokens.lowerBound - nearness.distance - longest
      while first < rights.count, rights[first].tokens.lowerBound < reach { first += 1 }
      var isAlone = true
      var at = first
      while at < rights.count, rights[at].tokens.lowerBound <= left.tokens.upperBound + nearness.distance {
        if left.isNear(rights[at], nearness) {
          isAlone = false
          if nearness.isNegated { break }
          let hull = left.hull(rights[at])
          if seen.insert(hull).inserted { found.append(hull) }
        }
        at += 1
      }
      if nearness.isNegated && isAlone { found.append(left) }
    }
    return nearness.isNegated ? found : found.sorted()
  }

  /// The shortest runs that hold all words, in any order, with at most `slop` others among them.
  private func windows(_ words: [Int32], _ places: [[Occurrence]], slop: Int) -> [Occurrence] {
    var needed: [Int32: Int] = [:]
    for word in words { needed[word, default: 0] += 1 }
    var events: [(place: Occurrence, word: Int32)] = []
    for word in needed.keys {
      if let number = words.firstIndex(of: word) { events += places[number].map { ($0, word) } }
    }
    events.sort { $0.place < $1.place }
    var found: [Occurrence] = []
    var counts: [Int32: Int] = [:]
    var missing = needed.count
    var left = 0
    for right in events.indices {
      if events[left].place.stream != events[right].place.stream {
        counts = [:]
        missing = needed.count
        left = right
      }
      let word = events[right].word
      counts[word, default: 0] += 1
      if counts[word] == needed[word] { missing -= 1 }
      if right + 1 < events.count && events[right + 1].place == events[right].place { continue }
      while missing == 0 {
        let first = events[left].place
        let last = events[right].place
        while left <= right && events[left].place == first {
          if counts[events[left].word] == needed[events[left].word] { missing += 1 }
          counts[events[left].word, default: 0] -= 1
          left += 1
        }
        let run = Occurrence(stream: first.stream, tokens: first.tokens.lowerBound..<last.tokens.upperBound)
        if missing > 0 && run.tokens.count - words.count <= slop { found.append(run) }
      }
    }
    return found
  }

  /// The words that make a part hold, as stretches of the original texts; the part must hold.
  func spans(
    _ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts, _ subject: Subject
  ) -> [Span] {
    switch Operation(rawValue: program[at]) {
    case .literal, .anyLiteral:
      return literals(at).flatMap { places(of: $0, scratch, texts) }.compactMap { texts.span(of: $0.tokens) }
    case .all, .any:
      var spans: [Span] = []
      var part = at + 2
      while part < at + Int(program[at + 1]) {
        if holds(part, scratch, texts, subject) { spans += self.spans(part, scratch, texts, subject) }
        part += Int(program[part + 1])
      }
      return spans
    case .near: return sought(at, scratch, texts, within: occurrences(at, scratch, texts))
    case .window: return occurrences(at, scratch, texts).compactMap { texts.span(of: $0.tokens) }
    case .fact, .not, nil: return []
    }
  }

  /// The words sought by a part with places that lie within some of its places.
  private func sought(
    _ at: Int, _ scratch: borrowing Scratch, _ texts: borrowing ScannedTexts, within hulls: [Occurrence]
  ) -> [Span] {
    switch Operation(rawValue: program[at]) {
    case .near:
      let left = at + 4
      let right = left + Int(program[left + 1])
      let first = sought(left, scratch, texts, within: hulls)
      return nearness(at).isNegated ? first : first + sought(right, scratch, texts, within: hulls)
    case .any:
      var spans: [Span] = []
      var part = at + 2
      while part < at + Int(program[at + 1]) {
        spans += sought(part, scratch, texts, within: hulls)
        part += Int(program[part + 1])
      }
      return spans
    case .literal, .anyLiteral, .window:
      return occurrences(at, scratch, texts).filter { one in
        hulls.contains {
          $0.stream == one.stream && $0.tokens.lowerBound <= one.tokens.lowerBound
            && one.tokens.upperBound <= $0.tokens.upperBound
        }
      }.compactMap { texts.span(of: $0.tokens) }
    case .fact, .all, .not, nil: return []
    }
  }
}
