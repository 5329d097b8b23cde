// SPDX-License-Identifier: Apache-2.0

/// The vocabularies a listener needs.
enum Namespace: UInt8, Sendable {
  case unknown, core, rdf, content, dublinCore, syndication, media, podcasting, person, xhtml, feedBurner,
    history
  case storeReviews, discussion, places, xml

  /// The namespace of an address; case, a `#` or `/` at the end and `https` make no difference.
  init(uri: String) {
    var key = Substring(uri.lowercased())
    if key.hasPrefix("https://") { key = "http://" + key.dropFirst("https://".count) }
    while key.hasSuffix("/") || key.hasSuffix("#") { key = key.dropLast() }
    self = Self.byURI[String(key)] ?? .unknown
  }

  /// The namespace that a prefix stands for where nobody declared it.
  init(conventionalPrefix prefix: String) { self = Self.byPrefix[prefix.lowercased()] ?? .unknown }

  private static let byURI: [String: Namespace] = [
    "": .core,
    "http://www.w3.org/2005/atom": .core, "http://purl.org/atom/ns": .core, "http://purl.org/rss/1.0": .core,
    "http://my.netscape.com/rdf/simple/0.9": .core, "http://channel.netscape.com/rdf/simple/0.9": .core,
    "http://my.netscape.com/publish/formats/rss-0.9.dtd": .core, "http://backend.userland.com/rss": .core,
    "http://backend.userland.com/rss2": .core, "http://backend.userland.com/rss091": .core,
    "http://backend.userland.com/rss092": .core, "http://blogs.law.harvard.edu/tech/rss": .core,
    "http://cyber.law.harvard.edu/rss": .core, "http://purl.org/net/rss1.1": .core,
    "http://purl.org/rss/1.0/modules/rss091": .core,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    "http://purl.org/rss/1.0/modules/content": .content,
    "http://purl.org/dc/elements/1.1": .dublinCore, "http://purl.org/dc/elements/1.0": .dublinCore,
    "http://purl.org/dc/terms": .dublinCore, "http://purl.org/rss/1.0/modules/dcterms": .dublinCore,
    "http://purl.org/rss/1.0/modules/syndication": .syndication,
    "http://search.yahoo.com/mrss": .media, "http://search.yahoo.com/rss": .media,
    "http://video.search.yahoo.com/mrss": .media, "http://tools.search.yahoo.com/mrss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .podcasting,
    "http://example.com/dtds/podcast-1.0.dtd": .podcasting,
    "http://www.itunes.com/dtds/podcast-1.0": .podcasting,
    "http://www.google.com/schemas/play-podcasts/1.0": .podcasting,
    "http://podcastindex.org/namespace/1.0": .podcasting,
    "http://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": .podcasting,
    "http://xmlns.com/foaf/0.1": .person, "http://www.w3.org/1999/xhtml": .xhtml,
    "http://rssnamespace.org/feedburner/ext/1.0": .feedBurner,
    "http://purl.org/syndication/history/1.0": .history,
    "http://itunes.apple.com/rss": .storeReviews,
    "http://phobos.apple.com/rss/1.0/modules/itms": .storeReviews,
    "http://purl.org/rss/1.0/modules/slash": .discussion, "http://wellformedweb.org/commentapi": .discussion,
    "http://purl.org/syndication/thread/1.0": .discussion, "http://www.georss.org/georss": .places,
    "http://www.opengis.net/gml": .places, "http://www.w3.org/2003/01/geo/wgs84_pos": .places,
    "http://www.w3.org/xml/1998/namespace": .xml,
  ]

  private static let byPrefix: [String: Namespace] = [
    "": .core, "rss": .core, "atom": .core, "a10": .core, "atom10": .core, "rdf": .rdf, "content": .content,
    "dc": .dublinCore, "dcterms": .dublinCore, "sy": .syndication, "media": .media, "itunes": .podcasting,
    "googleplay": .podcasting, "podcast": .podcasting, "foaf": .person, "xhtml": .xhtml,
    "feedburner": .feedBurner,
    "fh": .history, "slash": .discussion, "wfw": .discussion, "thr": .discussion,
    "georss": .places, "gml": .places, "geo": .places, "im": .storeReviews, "xml": .xml,
  ]
}

/// The prefixes in force, the innermost last.
struct NamespaceBindings: Sendable {
  private struct Binding {
    let prefix: String
    let namespace: Namespace
  }

  private var bindings: [Binding] = []
  /// Changes whenever a name may mean something else than before.
  private(set) var generation = 0

  /// How many prefixes are bound; `restore(to:)` takes it.
  var count: Int { bindings.count }

  /// Binds a prefix. On the root element an unknown address of the root's own prefix is the feed's own vocabulary, and
  /// a well-known prefix with an address that nobody knows means what it usually means.
  mutating func bind(_ prefix: String, to uri: String, isRootVocabulary: Bool) {
    guard bindings.count < 64 else { return }
    var namespace = Namespace(uri: uri)
    if namespace == .unknown && isRootVocabulary { namespace = .core }
    if namespace == .unknown && !prefix.isEmpty { namespace = Namespace(conventionalPrefix: prefix) }
    bindings.append(Binding(prefix: prefix.lowercased(), namespace: namespace))
    generation += 1
  }

  /// Forgets what was bound after a point.
  mutating func restore(to count: Int) {
    guard count < bindings.count else { return }
    bindings.removeLast(bindings.count - count)
    generation += 1
  }

  /// What a lower-case prefix stands for.
  func namespace(of prefix: String) -> Namespace {
    bindings.last { $0.prefix == prefix }?.namespace ?? Namespace(conventionalPrefix: prefix)
  }
}
