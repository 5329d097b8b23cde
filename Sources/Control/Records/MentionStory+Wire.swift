import Model
// SPDX-License-Identifier: Apache-2.0
package import Text

extension MentionQuery: WireRecord {
  /// Reads the parameters of `ListMentions` or `Follow`; a limit outside 1...1000 is not taken.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      brand: try fields.find("brand"), source: try fields.find("source"), label: try fields.find("label"),
      state: try fields.find("state"), since: try fields.find("sinceUSec"),
      until: try fields.find("untilUSec"),
      text: try fields.find("text"), before: try fields.find("before"), limit: try fields.find("limit") ?? 100
    )
    guard (1...1000).contains(limit) else { throw .invalidParameter("limit") }
  }

  /// The parameters of `ListMentions`.
  package var wire: JSON {
    .object(of: [
      "brand": brand?.wire, "source": source?.wire, "label": label?.wire, "state": state?.wire,
      "sinceUSec": since?.wire, "untilUSec": until?.wire, "text": text?.wire, "before": before?.wire,
      "limit": limit.wire,
    ])
  }
}

extension MentionStory: WireRecord {
  /// Reads the reply of `GetMention`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      mention: try fields.take("mention"), sightings: try fields.take("sightings"),
      revisions: try fields.take("revisions"), deliveries: try fields.take("deliveries"),
      history: try fields.take("history"), corrections: try fields.find("corrections") ?? [])
  }

  /// The reply of `GetMention`.
  package var wire: JSON {
    .object(of: [
      "mention": mention.wire, "sightings": sightings.wire, "revisions": revisions.wire,
      "deliveries": deliveries.wire, "history": history.wire, "corrections": corrections.wire,
    ])
  }
}

extension MentionStory.Sighting: WireRecord {
  /// Reads a `Sighting`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      source: try fields.take("source"), url: try fields.find("url"), seen: try fields.take("seenUSec"))
  }

  /// A `Sighting`.
  package var wire: JSON { .object(of: ["source": source.wire, "url": url?.wire, "seenUSec": seen.wire]) }
}

extension MentionStory.Revision: WireRecord {
  /// Reads a `Revision`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      recorded: try fields.take("recordedUSec"), title: try fields.take("title"),
      text: try fields.take("text"),
      label: try fields.find("label"), rating: try fields.find("rating"))
  }

  /// A `Revision`.
  package var wire: JSON {
    .object(of: [
      "recordedUSec": recorded.wire, "title": title.wire, "text": text.wire, "label": label?.wire,
      "rating": rating?.wire,
    ])
  }
}

extension MentionStory.StateChange: WireRecord {
  /// Reads a `StateChange`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      at: try fields.take("atUSec"), state: try fields.take("state"), by: try fields.find("by"),
      note: try fields.find("note"))
  }

  /// A `StateChange`.
  package var wire: JSON {
    .object(of: ["atUSec": at.wire, "state": state.wire, "by": by?.wire, "note": note?.wire])
  }
}

extension MentionStory.DeliveryReport: WireRecord {
  /// Reads a `Delivery`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      channel: try fields.take("channel"), recipient: try fields.take("recipient"),
      state: try fields.take("state"), at: try fields.find("atUSec"), answer: try fields.find("answer"))
  }

  /// A `Delivery`.
  package var wire: JSON {
    .object(of: [
      "channel": channel.wire, "recipient": recipient.wire, "state": state.wire, "atUSec": at?.wire,
      "answer": answer?.wire,
    ])
  }
}
