// SPDX-License-Identifier: Apache-2.0

/// What an element of a feed means, whichever vocabulary it comes from.
///
/// The formats borrow from each other all the time (Atom links in RSS, `summary` in an `item`), so that one reader
/// understands all of them and only the names differ.
enum Meaning: UInt8, Sendable {
  /// Not known: its children count as if it were not there.
  case other
  // What holds the rest.
  case rss, rdf, atom, channel, entry
  /// Something with a title or an address of its own that is not the feed's: an image, a search box.
  case aside
  case source
  // Texts that may be markup.
  case title, dcTitle, mediaTitle, summary, mediaSummary, subtitle, content, encoded, body, rights, info
  // People.
  case author, creator, webMaster, contributor, name, email, uri
  // Plain facts.
  case id, guid, link, comments, originalLink, enclosure
  case category, subject, mediaCategory, podcastCategory, keywords
  case language, published, date, updated, created
  case audienceRating, stars, starRating, commentCount, commentFeed, inReplyTo, transcript, place,
    latitude, longitude
  // What is told to pollers.
  case timeToLive, skipHours, skipDays, hour, day, updatePeriod, updateFrequency, newAddress, complete,
    generator

  /// Whether its text may be markup, whose tags are kept.
  var isMarkup: Bool {
    switch self {
    case .title, .dcTitle, .mediaTitle, .summary, .mediaSummary, .subtitle, .content, .encoded, .body,
      .rights, .info:
      true
    default: false
    }
  }

  /// Whether it is a fact written as text without markup.
  var isPlain: Bool {
    switch self {
    case .other, .rss, .rdf, .atom, .channel, .entry, .aside, .source, .enclosure, .skipHours, .skipDays,
      .starRating, .inReplyTo, .transcript:
      false
    default: !isMarkup
    }
  }

  /// Whether it is a person, with a text or with elements inside.
  var isPerson: Bool { self == .author || self == .contributor || self == .creator || self == .webMaster }

  /// Whether it may stand inside a person.
  var isPersonal: Bool { self == .name || self == .email || self == .uri }

  /// Whether its start says that a text before it was never closed: nothing of that name is HTML.
  var endsMarkup: Bool {
    switch self {
    case .other, .title, .link, .summary, .body, .name, .email, .uri, .aside, .source, .rss, .rdf, .atom,
      .channel, .hour, .day, .id, .language, .date, .content, .rights, .info, .subtitle, .keywords, .complete,
      .created:
      false
    default: true
    }
  }
}
