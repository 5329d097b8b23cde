// SPDX-License-Identifier: Apache-2.0
import Model
package import Text

extension SourceListing: WireRecord {
  /// Reads a `Source`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      source: Source(
        name: try fields.take("name"), kind: try fields.take("kind"), url: try fields.take("url"),
        cadence: try fields.find("cadenceUSec"), credential: try fields.find("credential"),
        allowPrivate: try fields.take("allowPrivate"), allow: try fields.find("allow") ?? [],
        hostKey: try fields.find("hostKey"),
        floor: try fields.find("floorUSec"), concurrency: try fields.find("concurrency"),
        verifiesTLS: try fields.find("verifyTLS") ?? true),
      origin: try fields.take("origin"), health: try fields.take("health"))
  }

  /// A `Source`.
  package var wire: JSON {
    .object(of: [
      "name": source.name.wire, "kind": source.kind.wire, "url": source.url.wire, "origin": origin.wire,
      "cadenceUSec": source.cadence?.wire, "credential": source.credential?.wire,
      "allowPrivate": source.allowPrivate.wire, "health": health.wire, "hostKey": source.hostKey?.wire,
      "floorUSec": source.floor?.wire, "concurrency": source.concurrency?.wire,
      "verifyTLS": source.verifiesTLS.wire, "allow": source.allow.isEmpty ? nil : source.allow.wire,
    ])
  }
}

extension HealthReport: WireRecord {
  /// Reads a `Health`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      state: try fields.take("state"), reason: try fields.find("reason"),
      lastPoll: try fields.find("lastPollUSec"), lastSuccess: try fields.find("lastSuccessUSec"),
      nextPoll: try fields.find("nextPollUSec"), consecutiveFailures: try fields.take("consecutiveFailures"),
      items: try fields.take("items"), mentions: try fields.take("mentions"),
      since: try fields.find("sinceUSec"), usualGap: try fields.find("usualGapUSec"),
      lastItem: try fields.find("lastItemUSec"), movedTo: try fields.find("movedTo"),
      nextPollReason: try fields.find("nextPollReason"), move: try fields.find("move"))
  }

  /// A `Health`.
  package var wire: JSON {
    .object(of: [
      "state": state.wire, "reason": reason?.wire, "lastPollUSec": lastPoll?.wire,
      "lastSuccessUSec": lastSuccess?.wire, "nextPollUSec": nextPoll?.wire,
      "consecutiveFailures": consecutiveFailures.wire, "items": items.wire, "mentions": mentions.wire,
      "sinceUSec": since?.wire, "usualGapUSec": usualGap?.wire, "lastItemUSec": lastItem?.wire,
      "movedTo": movedTo?.wire, "nextPollReason": nextPollReason?.wire,
      "move": move?.wire,
    ])
  }
}

extension MoveReport: WireRecord {
  /// Reads a `Move`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      to: try fields.take("to"), since: try fields.take("sinceUSec"), count: try fields.take("count"),
      needed: try fields.take("needed"), earliest: try fields.take("earliestUSec"))
  }

  /// A `Move`.
  package var wire: JSON {
    .object(of: [
      "to": to.wire, "sinceUSec": since.wire, "count": count.wire, "needed": needed.wire,
      "earliestUSec": earliest.wire,
    ])
  }
}

extension SourceReport: WireRecord {
  /// Reads the reply of `GetSource`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      listing: try fields.take("source"), nextPollReason: try fields.find("nextPollReason"),
      usualGap: try fields.find("usualGapUSec"), lastItem: try fields.find("lastItemUSec"),
      polls: try fields.take("polls"), outages: try fields.take("outages"),
      ratings: try fields.take("ratings"))
  }

  /// The reply of `GetSource`.
  package var wire: JSON {
    .object(of: [
      "source": listing.wire, "nextPollReason": nextPollReason?.wire, "usualGapUSec": usualGap?.wire,
      "lastItemUSec": lastItem?.wire, "polls": polls.wire, "outages": outages.wire,
      "ratings": ratings.wire,
    ])
  }
}

extension PollReport: WireRecord {
  /// Reads a `Poll`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      finished: try fields.take("finishedUSec"), outcome: try fields.take("outcome"),
      reason: try fields.find("reason"), status: try fields.find("status"), bytes: try fields.find("bytes"),
      elapsed: try fields.find("elapsedUSec"), newItems: try fields.take("newItems"),
      newMentions: try fields.take("newMentions"))
  }

  /// A `Poll`.
  package var wire: JSON {
    .object(of: [
      "finishedUSec": finished.wire, "outcome": outcome.wire, "reason": reason?.wire, "status": status?.wire,
      "bytes": bytes?.wire, "elapsedUSec": elapsed?.wire, "newItems": newItems.wire,
      "newMentions": newMentions.wire,
    ])
  }
}

extension Outage: WireRecord {
  /// Reads an `Outage`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      start: try fields.take("startUSec"), end: try fields.find("endUSec"), reason: try fields.take("reason"))
  }

  /// An `Outage`.
  package var wire: JSON {
    .object(of: ["startUSec": start.wire, "endUSec": end?.wire, "reason": reason.wire])
  }
}

extension PollProgress: WireRecord {
  /// Reads a reply of `PollNow`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      source: try fields.find("source"), outcome: try fields.find("outcome"),
      reason: try fields.find("reason"),
      items: try fields.take("items"), newItems: try fields.take("newItems"),
      newMentions: try fields.take("newMentions"), finished: try fields.take("finished"),
      failed: try fields.take("failed"), total: try fields.take("total"))
  }

  /// A reply of `PollNow`.
  package var wire: JSON {
    .object(of: [
      "source": source?.wire, "outcome": outcome?.wire, "reason": reason?.wire, "items": items.wire,
      "newItems": newItems.wire, "newMentions": newMentions.wire, "finished": finished.wire,
      "failed": failed.wire, "total": total.wire,
    ])
  }
}
