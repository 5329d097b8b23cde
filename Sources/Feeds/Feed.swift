// SPDX-License-Identifier: Apache-2.0
package import Model
import Text

/// A feed as published: every field that a listener may ask for, nothing judged yet.
package struct Feed: Sendable, Equatable {
  /// What it is written in: `rss20`, `rss10`, `rss091`, `atom10`, `atom03`, `json11`, `cdf` and their kin.
  package var format = ""
  /// What it says of itself.
  package var about = Particulars()
  /// What Atom 0.3 has it say of its format to people who open it in a browser.
  package var info: TextConstruct?
  /// Its entries in their order.
  package var entries: [Entry] = []
  /// What it tells pollers.
  package var hints = Hints()
  /// What had to be mended to read it.
  package var repairs = Repairs()
  /// The address it was read from, the last base of what is relative; may be empty.
  package var url = ""

  /// An empty feed.
  package init() {}
}

/// An item or entry as published.
package struct Entry: Sendable, Equatable {
  /// What it says of itself.
  package var about = Particulars()
  /// Its bodies: `content:encoded`, `atom:content`, `xhtml:body` and the like, in their order.
  package var content: [TextConstruct] = []
  /// The files that come with it.
  package var enclosures: [Enclosure] = []
  /// Where its comments are, absolute.
  package var comments: String?
  /// The address it had before a service such as FeedBurner rewrote it.
  package var originalLink: String?
  /// Where a syndicated entry was first published.
  package var source: Particulars?
  /// How it is rated.
  package var ratings = Ratings()
  /// What it belongs to and what belongs to it.
  package var relations = Relations()

  /// An empty entry.
  package init() {}
}

/// What feeds, entries and the sources of entries have in common.
package struct Particulars: Sendable, Equatable {
  /// The identifier as published: guid, id, rdf:about.
  package var id: String?
  /// Whether the identifier is declared to be, or by default is, an address that leads to the item.
  package var isIDLink = false
  /// The title.
  package var title: TextConstruct?
  /// The description, subtitle or summary.
  package var summary: TextConstruct?
  /// The rights.
  package var rights: TextConstruct?
  /// The address of the page it stands for, resolved.
  package var link: String?
  /// All links in their order, enclosures among them.
  package var links: [Link] = []
  /// Who wrote it.
  package var authors: [Person] = []
  /// Who else took part: the contributors of an Atom entry, the persons of an episode (podcast:person).
  package var contributors: [Person] = []
  /// Its labels.
  package var categories: [Category] = []
  /// Its dates.
  package var dates = StatedDates()
  /// The language it says it is in.
  package var language: String?

  /// Nothing said.
  package init() {}
}

/// A piece of text, with what is needed to read it.
package struct TextConstruct: Sendable, Equatable {
  /// How the bytes are to be read.
  package enum Kind: Sendable {
    /// Plain text.
    case text
    /// HTML.
    case html
  }

  /// The text or HTML, UTF-8, trimmed; often a part of the document itself.
  package var utf8: ArraySlice<UInt8>
  /// Text or HTML.
  package var kind: Kind
  /// The language in force (xml:lang).
  package var language: String?
  /// What relative addresses in it are relative to (xml:base); empty if nothing is known.
  package var base: String

  /// A text with its surroundings.
  package init(utf8: ArraySlice<UInt8>, kind: Kind, language: String? = nil, base: String = "") {
    self.utf8 = utf8
    self.kind = kind
    self.language = language
    self.base = base
  }

  /// The text or HTML as a string.
  package var string: String { String(utf8: utf8.span) }
}

/// Who wrote something or took part in it.
package struct Person: Sendable, Equatable {
  /// The name.
  package var name: String?
  /// The mail address.
  package var email: String?
  /// The home page.
  package var uri: String?
  /// What they did, such as `guest` (podcast:person), if it is said.
  package var role: String?

  /// Nobody yet.
  package init(name: String? = nil, email: String? = nil, uri: String? = nil) {
    self.name = name
    self.email = email
    self.uri = uri
  }

  /// Whether nothing is known of them.
  package var isEmpty: Bool { name == nil && email == nil && uri == nil }
}

/// A label.
package struct Category: Sendable, Equatable {
  /// The label itself.
  package var term: String
  /// Which set of labels it belongs to.
  package var scheme: String?
  /// How the label is shown.
  package var label: String?

  /// A label.
  package init(term: String, scheme: String? = nil, label: String? = nil) {
    self.term = term
    self.scheme = scheme
    self.label = label
  }
}

/// A link with its relation.
package struct Link: Sendable, Equatable {
  /// The address, resolved.
  package var href: String
  /// The relation, `alternate` by default.
  package var rel = "alternate"
  /// The media type, if known.
  package var type: String?
  /// The language of what it leads to.
  package var hreflang: String?
  /// Its title.
  package var title: String?
  /// The length in bytes, as written.
  package var length: String?

  /// A link that leads to the item's page.
  package init(href: String, rel: String = "alternate", type: String? = nil) {
    self.href = href
    self.rel = rel
    self.type = type
  }
}

/// A file that comes with an entry.
package struct Enclosure: Sendable, Equatable {
  /// The address, resolved.
  package var url: String
  /// The media type, if given.
  package var type: String?
  /// The length in bytes, as written.
  package var length: String?

  /// A file at an address.
  package init(url: String, type: String? = nil, length: String? = nil) {
    self.url = url
    self.type = type
    self.length = length
  }
}

/// A date as it was written, and the instant it means where it could be read.
package struct StatedDate: Sendable, Equatable {
  /// As written.
  package var text: String
  /// What it means; nil rather than a guess.
  package var instant: Instant?

  /// Reads a date.
  package init(_ text: String) {
    self.text = text
    instant = Instant(written: text)
  }
}

/// The dates of a feed or entry.
package struct StatedDates: Sendable, Equatable {
  /// pubDate, published, issued, dcterms:issued.
  package var published: StatedDate?
  /// dc:date, which does not say of what.
  package var unspecified: StatedDate?
  /// updated, modified, lastBuildDate, dcterms:modified.
  package var updated: StatedDate?
  /// created, dcterms:created.
  package var created: StatedDate?

  /// None.
  package init() {}
}

/// Ratings as published.
package struct Ratings: Sendable, Equatable {
  /// media:rating: usually for which audience, such as `adult`.
  package var audience: String?
  /// The scheme of that rating.
  package var audienceScheme: String?
  /// The stars its author gives what it speaks of (im:rating).
  package var stars: Rating?
  /// The mean of what others give the entry itself (media:starRating): no verdict of its author's.
  package var community: Rating?

  /// None.
  package init() {}
}

/// What an entry belongs to and what belongs to it.
package struct Relations: Sendable, Equatable {
  /// How many comments there are (slash:comments, thr:total); not negative.
  package var commentCount: Int?
  /// The feed of its comments (wfw:commentRss), absolute.
  package var commentFeed: String?
  /// What it answers (thr:in-reply-to, RFC 4685): an identifier or an address.
  package var inReplyTo: String?
  /// Where what is said in it can be read (podcast:transcript).
  package var transcripts: [Enclosure] = []
  /// Latitude and longitude in degrees, as written, a space between them (georss:point, gml:pos, geo:lat and geo:long).
  package var place: String?

  /// None.
  package init() {}
}
