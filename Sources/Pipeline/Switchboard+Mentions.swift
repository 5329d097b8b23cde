// SPDX-License-Identifier: Apache-2.0
package import Control
package import Model
internal import Store

extension Switchboard {
  /// The mentions that a query selects, newest first.
  package func mentions(_ query: MentionQuery) async throws(ControlError) -> [Mention] {
    try await answering { try await store.mentions(MentionFilter(query)) }
  }

  /// A mention with all that happened to it.
  package func mention(_ id: Identifier<Mention>) async throws(ControlError) -> MentionStory {
    try await answering {
      guard let detail = try await store.mention(id) else { throw ControlError.noSuchMention(id.value) }
      return MentionStory(detail)
    }
  }

  /// Keeps what was done about mentions; returns them as they are now.
  package func mark(
    _ ids: [Identifier<Mention>], as state: Mention.State, note: String?, caller: Caller
  ) async throws(ControlError) -> [Mention] {
    try await answering {
      try await store.mark(ids, as: state, by: "user \(caller.uid)", note: note, now: clock.now)
    }
  }

  /// The mentions that are stored from now on and are selected by brand, source and label.
  package func follow(_ query: MentionQuery) async throws(ControlError) -> AsyncStream<Mention> {
    let all = await listening.follow()
    let (stream, continuation) = AsyncStream.makeStream(
      of: Mention.self, bufferingPolicy: .bufferingNewest(100))
    let selecting = Task {
      for await mention in all where query.selects(mention) { continuation.yield(mention) }
      continuation.finish()
    }
    continuation.onTermination = { _ in selecting.cancel() }
    return stream
  }
}

extension MentionQuery {
  /// Whether a new mention is one of those asked for, by brand, source and label.
  fileprivate func selects(_ mention: Mention) -> Bool {
    (brand.map { $0.lowercased() == mention.brand.lowercased() } ?? true)
      && (source.map { $0.lowercased() == mention.source.lowercased() } ?? true)
      && (label.map { $0 == mention.sentiment.label } ?? true)
  }
}

extension MentionFilter {
  /// A query as the store has it.
  init(_ query: MentionQuery) {
    self.init(
      brand: query.brand, source: query.source, label: query.label, state: query.state, since: query.since,
      until: query.until, text: query.text, before: query.before, limit: query.limit)
  }
}

extension MentionStory {
  /// A stored mention's history as it is told.
  init(_ detail: MentionDetail) {
    self.init(
      mention: detail.mention,
      sightings: detail.sightings.map { .init(source: $0.source, url: $0.url, seen: $0.firstSeen) },
      revisions: detail.revisions.map {
        .init(
          recorded: $0.replaced, title: $0.title, text: $0.text, label: nil, rating: $0.rating?.description)
      },
      deliveries: detail.deliveries.map {
        .init(channel: $0.channel, recipient: $0.recipient, state: $0.outcome, at: $0.at, answer: $0.text)
      },
      history: detail.history.map { .init(at: $0.at, state: $0.state, by: $0.by, note: $0.note) },
      corrections: detail.corrections.map {
        .init(
          at: $0.at, label: $0.label, by: $0.by, note: $0.note, withdrawn: $0.withdrawn,
          withdrawnBy: $0.withdrawnBy)
      })
  }
}
