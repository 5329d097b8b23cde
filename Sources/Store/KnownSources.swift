// SPDX-License-Identifier: Apache-2.0
import Model

/// What the next visits to sources need to know, as the database holds it: a source that was visited lately is not read
/// for each visit, and nobody changes threads for it.
///
/// Only visits are followed. Whatever else is written, all is forgotten before, and read again when it is asked for.
struct KnownSources: Sendable {
  /// How many are held; with their addresses some 1 MB. What is more is read each time: who goes round and round would
  /// find nothing if the latest drove out the earliest.
  private static let most = 512

  private var visits: [Identifier<Source>: Visit] = [:]
  /// Whether anything was held since they were last found idle.
  private var isInUse = false

  /// What a visit needs to know, where it is known.
  subscript(id: Identifier<Source>) -> Visit? { visits[id] }

  /// Holds what was read or written, if there is room.
  mutating func hold(_ visit: Visit) {
    isInUse = true
    if visits.count < Self.most || visits[visit.record.id] != nil { visits[visit.record.id] = visit }
  }

  /// Takes what is known of a source away, since it is about to change.
  mutating func take(_ id: Identifier<Source>) -> Visit? { visits.removeValue(forKey: id) }

  /// Forgets all.
  mutating func forget() { visits.removeAll(keepingCapacity: true) }

  /// Forgets all, and its room, where no visit was held since the last time this was asked.
  mutating func forgetIfIdle() {
    if !isInUse { visits = [:] }
    isInUse = false
  }
}

/// What is known of a source before a visit to it is written.
struct SourceBefore: Sendable {
  let name: String
  let kind: Source.Kind
  let url: String
  let health: SourceHealth
  /// Whether its items were never read before.
  let isFirst: Bool
  /// All that is known, where it was.
  private let known: Visit?

  /// As it was read for this.
  init(name: String, kind: Source.Kind, url: String, health: SourceHealth, isFirst: Bool) {
    self.name = name
    self.kind = kind
    self.url = url
    self.health = health
    self.isFirst = isFirst
    known = nil
  }

  /// As it was known.
  init(_ known: Visit) {
    name = known.record.source.name
    kind = known.record.source.kind
    url = known.record.source.url
    health = known.record.health
    isFirst = known.isFirst
    self.known = known
  }

  /// What is known once the visit is written; nil where that is not all.
  func after(_ outcome: VisitOutcome, _ recorded: Recorded) -> Visit? {
    guard var next = known else { return nil }
    next.record.health = recorded.health
    next.url = next.record.address
    next.validators = outcome.validators ?? next.validators
    if case .items = outcome.poll { next.isFirst = false }
    return next
  }
}
