import Model
// SPDX-License-Identifier: Apache-2.0
package import Text

extension StatusReply: WireRecord {
  /// Reads the reply of `GetStatus`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      version: try fields.take("version"), state: try fields.take("state"),
      started: try fields.take("startedUSec"), counts: try fields.take("counts"),
      storage: try fields.take("storage"), unhealthySources: try fields.take("unhealthySources"),
      configuration: try fields.take("configuration"), nextPoll: try fields.find("nextPollUSec"),
      nextDigest: try fields.find("nextDigestUSec"), warnings: try fields.take("warnings"),
      model: try fields.find("model") ?? "", languages: try fields.find("languages") ?? [],
      adjustments: try fields.find("adjustments") ?? [])
  }

  /// The reply of `GetStatus`.
  package var wire: JSON {
    .object(of: [
      "version": version.wire, "state": state.wire, "startedUSec": started.wire, "counts": counts.wire,
      "storage": storage.wire, "unhealthySources": unhealthySources.wire, "configuration": configuration.wire,
      "nextPollUSec": nextPoll?.wire, "nextDigestUSec": nextDigest?.wire, "warnings": warnings.wire,
      "model": model.wire, "languages": languages.wire,
      "adjustments": adjustments.wire,
    ])
  }
}

extension StatusReply.Counts: WireRecord {
  /// Reads a `Counts`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      brands: try fields.take("brands"), keywords: try fields.take("keywords"),
      sources: try fields.take("sources"), items: try fields.take("items"),
      mentions: try fields.take("mentions"), newMentions: try fields.take("newMentions"),
      owed: try fields.take("owed"))
  }

  /// A `Counts`.
  package var wire: JSON {
    .object(of: [
      "brands": brands.wire, "keywords": keywords.wire, "sources": sources.wire, "items": items.wire,
      "mentions": mentions.wire, "newMentions": newMentions.wire, "owed": owed.wire,
    ])
  }
}

extension StatusReply.Storage: WireRecord {
  /// Reads a `Storage`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      path: try fields.take("path"), bytes: try fields.take("bytes"),
      schemaVersion: try fields.take("schemaVersion"))
  }

  /// A `Storage`.
  package var wire: JSON {
    .object(of: ["path": path.wire, "bytes": bytes.wire, "schemaVersion": schemaVersion.wire])
  }
}

extension ReloadReply: WireRecord {
  /// Reads the reply of `Reload`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(changes: try fields.take("changes"), warnings: try fields.take("warnings"))
  }

  /// The reply of `Reload`.
  package var wire: JSON { .object(of: ["changes": changes.wire, "warnings": warnings.wire]) }
}
