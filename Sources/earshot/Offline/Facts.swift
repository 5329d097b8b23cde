// SPDX-License-Identifier: Apache-2.0
import Control
import Feeds
import Model
import Pages
import Text

/// What a feed says beside its items, and an entry beside what every item has; what is not said is left out.
extension Feed {
  /// What the feed says of itself, and to those who poll it.
  var facts: [JSON.Member] {
    members([
      "link": about.link?.wire, "language": about.language?.wire, "authors": people(about.authors),
      "contributors": people(about.contributors), "hints": hints.document,
    ])
  }

  /// What belongs to an entry.
  func facts(of entry: Entry) -> [JSON.Member] {
    let relations = entry.relations
    return members([
      "contributors": people(entry.about.contributors), "enclosures": files(entry.enclosures),
      "comments": entry.comments?.wire, "commentCount": relations.commentCount?.wire,
      "commentFeed": relations.commentFeed?.wire, "inReplyTo": relations.inReplyTo?.wire,
      "transcripts": files(relations.transcripts), "place": relations.place?.wire,
      "audience": entry.ratings.audience?.wire, "communityRating": entry.ratings.community?.value.wire,
      "communityScale": entry.ratings.community?.scale,
    ])
  }

  private func people(_ people: [Person]) -> JSON? {
    unlessEmpty(
      people.map { person in
        .object(of: [
          "name": person.name?.wire, "email": person.email?.wire, "url": person.uri?.wire,
          "role": person.role?.wire,
        ])
      })
  }

  private func files(_ files: [Enclosure]) -> JSON? {
    unlessEmpty(
      files.map { file in
        .object(of: ["url": file.url.wire, "type": file.type?.wire, "length": file.length?.wire])
      })
  }
}

extension Hints {
  /// The hints as an object, nil where there are none.
  fileprivate var document: JSON? {
    let document = members([
      "timeToLive": timeToLive?.wire, "skipHours": unlessEmpty(skipHours.sorted().map(\.wire)),
      "skipDays": unlessEmpty(skipDays.sorted().map(\.wire)), "updateInterval": updateInterval?.wire,
      "self": addresses.itself?.wire, "hub": addresses.hub?.wire, "next": addresses.next?.wire,
      "previousArchive": addresses.previousArchive?.wire, "moved": addresses.moved?.wire,
      "generator": generator?.wire, "isComplete": isComplete ? JSON.bool(true) : JSON?.none,
    ])
    return document.isEmpty ? nil : .object(document)
  }
}

extension Page {
  /// What the page says beside its reviews.
  var facts: [JSON.Member] {
    members([
      "language": language?.wire, "next": next?.wire,
      "aggregateRatings": unlessEmpty(aggregates.map(\.document)),
      "feeds": unlessEmpty(feeds.map { .object(of: ["url": $0.url.wire, "title": $0.title.wire]) }),
    ])
  }
}

extension AggregateRating {
  fileprivate var document: JSON {
    .object(of: [
      "name": name?.wire, "rating": rating.value.wire, "ratingScale": rating.scale,
      "ratingCount": ratingCount?.wire, "reviewCount": reviewCount?.wire,
    ])
  }
}

extension Rating {
  /// The scale of the rating, and where on it the rating is, 0...1.
  var scale: JSON {
    .object(of: ["worst": worst.wire, "best": best.wire, "normalized": normalized.wire])
  }
}

/// An array, nil where nothing would be in it.
private func unlessEmpty(_ elements: [JSON]) -> JSON? {
  elements.isEmpty ? JSON?.none : JSON.array(elements)
}

private func members(_ members: KeyValuePairs<String, JSON?>) -> [JSON.Member] {
  members.compactMap { name, value in value.map { JSON.Member(name, $0) } }
}
