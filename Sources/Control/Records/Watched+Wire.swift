// SPDX-License-Identifier: Apache-2.0
package import Model
package import Text

extension BrandListing: WireRecord {
  /// Reads a `Brand`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      brand: Brand(
        name: try fields.take("name"), displayName: try fields.take("displayName"),
        kind: try fields.take("kind"), accounts: try fields.take("accounts"),
        timeZone: try fields.take("timeZone"), recipients: try fields.take("recipients")),
      origin: try fields.take("origin"), keywords: try fields.take("keywords"),
      mentions: try fields.take("mentions"))
  }

  /// A `Brand`.
  package var wire: JSON {
    .object(of: [
      "name": brand.name.wire, "displayName": brand.displayName.wire, "kind": brand.kind.wire,
      "accounts": brand.accounts.wire, "timeZone": brand.timeZone.wire, "recipients": brand.recipients.wire,
      "origin": origin.wire, "keywords": keywords.wire, "mentions": mentions.wire,
    ])
  }
}

extension KeywordListing: WireRecord {
  /// Reads a `Keyword`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      keyword: Keyword(brand: try fields.take("brand"), expression: try fields.take("expression")),
      origin: try fields.take("origin"), mentions: try fields.take("mentions"),
      created: try fields.find("createdUSec"))
  }

  /// A `Keyword`.
  package var wire: JSON {
    .object(of: [
      "brand": keyword.brand.wire, "expression": keyword.expression.wire, "origin": origin.wire,
      "mentions": mentions.wire, "createdUSec": created?.wire,
    ])
  }
}

extension AddedKeyword: WireRecord {
  /// Reads the reply of `AddKeyword`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      listing: try fields.take("keyword"), isNew: try fields.take("isNew"),
      isNewBrand: try fields.take("isNewBrand"), warnings: try fields.take("warnings"),
      backlog: try fields.find("backlog"))
  }

  /// The reply of `AddKeyword`.
  package var wire: JSON {
    .object(of: [
      "keyword": listing.wire, "isNew": isNew.wire, "isNewBrand": isNewBrand.wire, "warnings": warnings.wire,
      "backlog": backlog?.wire,
    ])
  }
}

extension KeywordTrial: WireRecord {
  /// Reads the reply of `TestKeyword`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      matches: try fields.take("matches"), spans: try fields.take("spans"),
      warnings: try fields.take("warnings"))
  }

  /// The reply of `TestKeyword`.
  package var wire: JSON {
    .object(of: ["matches": matches.wire, "spans": spans.wire, "warnings": warnings.wire])
  }
}

extension Span: WireRecord {
  /// Reads a `Span`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    let field: Field = try fields.take("field")
    let start: Int = try fields.take("start")
    let end: Int = try fields.take("end")
    guard 0 <= start, start <= end else { throw .invalidParameter("end") }
    self.init(field: field, range: start..<end)
  }

  /// A `Span`.
  package var wire: JSON {
    .object(of: ["field": field.wire, "start": range.lowerBound.wire, "end": range.upperBound.wire])
  }
}
