import Model
// SPDX-License-Identifier: Apache-2.0
package import Text

extension TryReply: WireRecord {
  /// Reads the reply of `TrySource`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      request: try fields.take("request"), answer: try fields.find("answer"),
      reading: try fields.find("reading"),
      items: try fields.take("items"), failure: try fields.find("failure"),
      hints: try fields.find("hints") ?? [], owed: try fields.find("owed") ?? [])
  }

  /// The reply of `TrySource`.
  package var wire: JSON {
    .object(of: [
      "request": request.wire, "answer": answer?.wire, "reading": reading?.wire, "items": items.wire,
      "failure": failure?.wire, "hints": hints.wire, "owed": owed.wire,
    ])
  }
}

extension Header: WireRecord {
  /// Reads a `Header`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(name: try fields.take("name"), value: try fields.take("value"))
  }

  /// A `Header`.
  package var wire: JSON { .object(of: ["name": name.wire, "value": value.wire]) }
}

extension TriedHop: WireRecord {
  /// Reads a `Hop`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(status: try fields.take("status"), location: try fields.take("location"))
  }

  /// A `Hop`.
  package var wire: JSON { .object(of: ["status": status.wire, "location": location.wire]) }
}

extension TriedAnswer: WireRecord {
  /// Reads a `TriedAnswer`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      status: try fields.take("status"), url: try fields.take("url"), hops: try fields.take("hops"),
      headers: try fields.take("headers"), bytes: try fields.take("bytes"),
      elapsed: try fields.take("elapsedUSec"))
  }

  /// A `TriedAnswer`.
  package var wire: JSON {
    .object(of: [
      "status": status.wire, "url": url.wire, "hops": hops.wire, "headers": headers.wire, "bytes": bytes.wire,
      "elapsedUSec": elapsed.wire,
    ])
  }
}

extension TriedReading: WireRecord {
  /// Reads a `TriedReading`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      format: try fields.take("format"), charset: try fields.find("charset"), title: try fields.find("title"),
      repairs: try fields.take("repairs"))
  }

  /// A `TriedReading`.
  package var wire: JSON {
    .object(of: [
      "format": format.wire, "charset": charset?.wire, "title": title?.wire, "repairs": repairs.wire,
    ])
  }
}

extension TriedItem: WireRecord {
  /// Reads a `TriedItem`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    let published: Timestamp? = try fields.find("published")
    self.init(
      title: try fields.take("title"), url: try fields.find("url"), published: published?.instant,
      isNew: try fields.take("isNew"), mentions: try fields.take("mentions"))
  }

  /// A `TriedItem`.
  package var wire: JSON {
    .object(of: [
      "title": title.wire, "url": url?.wire, "published": published.map { Timestamp($0).wire },
      "isNew": isNew.wire, "mentions": mentions.wire,
    ])
  }
}

extension TriedMention: WireRecord {
  /// Reads a `TriedMention`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    let verdict: Verdict = try fields.take("sentiment")
    self.init(
      brand: try fields.take("brand"), keywords: try fields.take("keywords"), label: verdict.label,
      score: verdict.score, evidence: try fields.find("evidence") ?? [])
  }

  /// A `TriedMention`.
  package var wire: JSON {
    .object(of: [
      "brand": brand.wire, "keywords": keywords.wire, "sentiment": Verdict(label: label, score: score).wire,
      "evidence": evidence.wire,
    ])
  }
}
