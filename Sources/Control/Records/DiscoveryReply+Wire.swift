// SPDX-License-Identifier: Apache-2.0
package import Text

extension DiscoveryReply: WireRecord {
  /// Reads the reply of `DiscoverSources`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      url: try fields.take("url"), title: try fields.find("title"), sources: try fields.take("sources"),
      reviews: try fields.take("reviews"), aggregates: try fields.take("aggregates"),
      requests: try fields.take("requests"), failure: try fields.find("failure"))
  }

  /// The reply of `DiscoverSources`.
  package var wire: JSON {
    .object(of: [
      "url": url.wire, "title": title?.wire, "sources": sources.wire, "reviews": reviews.wire,
      "aggregates": aggregates.wire, "requests": requests.wire, "failure": failure?.wire,
    ])
  }
}

extension FoundSource: WireRecord {
  /// Reads a `FoundSource`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      url: try fields.take("url"), kind: try fields.take("kind"), name: try fields.take("name"),
      title: try fields.find("title"), format: try fields.find("format"), items: try fields.take("items"),
      newest: try fields.find("newestUSec"), ground: try fields.take("foundBy"),
      watchedAs: try fields.find("watchedAs"), failure: try fields.find("failure"))
  }

  /// A `FoundSource`.
  package var wire: JSON {
    .object(of: [
      "url": url.wire, "kind": kind.wire, "name": name.wire, "title": title?.wire, "format": format?.wire,
      "items": items.wire, "newestUSec": newest?.wire, "foundBy": ground.wire, "watchedAs": watchedAs?.wire,
      "failure": failure?.wire,
    ])
  }
}

extension FoundSource.Ground: WireValue {}

extension FoundReviews: WireRecord {
  /// Reads a `FoundReviews`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(markup: try fields.take("markup"), count: try fields.take("reviews"))
  }

  /// A `FoundReviews`.
  package var wire: JSON { .object(of: ["markup": markup.wire, "reviews": count.wire]) }
}
