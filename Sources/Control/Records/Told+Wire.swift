import Model
// SPDX-License-Identifier: Apache-2.0
package import Text

extension DigestSelection: WireRecord {
  /// Reads the parameters of `PreviewDigest` or `SendDigest`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(name: try fields.find("name"), brand: try fields.find("brand"))
  }

  /// The parameters of `PreviewDigest` or `SendDigest`.
  package var wire: JSON { .object(of: ["name": name?.wire, "brand": brand?.wire]) }
}

extension DigestSpan: WireRecord {
  /// Reads the fields that `DigestPreview` and `DigestSent` have in common.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      name: try fields.take("name"), brand: try fields.take("brand"), start: try fields.take("startUSec"),
      end: try fields.take("endUSec"), mentions: try fields.take("mentions"))
  }

  /// The fields that `DigestPreview` and `DigestSent` have in common.
  package var wire: JSON {
    .object(of: [
      "name": name.wire, "brand": brand.wire, "startUSec": start.wire, "endUSec": end.wire,
      "mentions": mentions.wire,
    ])
  }
}

extension DigestPreview: WireRecord {
  /// Reads a `DigestPreview`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      span: try DigestSpan(&fields), subject: try fields.take("subject"), text: try fields.take("text"),
      html: try fields.find("html"))
  }

  /// A `DigestPreview`.
  package var wire: JSON {
    span.wire.merging(.object(of: ["subject": subject.wire, "text": text.wire, "html": html?.wire]))
  }
}

extension DigestSent: WireRecord {
  /// Reads a `DigestSent`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(span: try DigestSpan(&fields), notifications: try fields.take("notifications"))
  }

  /// A `DigestSent`.
  package var wire: JSON { span.wire.merging(.object(of: ["notifications": notifications.wire])) }
}

extension OutboxListing: WireRecord {
  /// Reads a `Notification`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      id: try fields.take("id"), key: try fields.take("key"), channel: try fields.take("channel"),
      recipient: try fields.take("recipient"), messageID: try fields.find("messageID") ?? "",
      mentions: try fields.take("mentions"), progress: try OutboxProgress(&fields))
  }

  /// A `Notification`.
  package var wire: JSON {
    JSON.object(of: [
      "id": id.wire, "key": key.wire, "channel": channel.wire, "recipient": recipient.wire,
      "messageID": messageID.isEmpty ? nil : messageID.wire, "mentions": mentions.wire,
    ]).merging(progress.wire)
  }
}

extension OutboxProgress: WireRecord {
  /// Reads the fields of a `Notification` that change with time.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      state: try fields.take("state"), attempts: try fields.take("attempts"),
      ambiguous: try fields.take("ambiguous"), nextAttempt: try fields.find("nextAttemptUSec"),
      expires: try fields.find("expiresUSec"), answer: try fields.find("answer"))
  }

  /// The fields of a `Notification` that change with time.
  package var wire: JSON {
    .object(of: [
      "state": state.wire, "attempts": attempts.wire, "ambiguous": ambiguous.wire,
      "nextAttemptUSec": nextAttempt?.wire, "expiresUSec": expires?.wire, "answer": answer?.wire,
    ])
  }
}

extension JSON {
  /// The object with the members of another behind its own.
  fileprivate func merging(_ other: JSON) -> JSON { .object((members ?? []) + (other.members ?? [])) }
}
