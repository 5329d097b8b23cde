// SPDX-License-Identifier: Apache-2.0
import Control
import Foundation
import Loopback
import Model
import Pipeline
import Settings
import Store
import Support
import Testing
import Transport

/// A shop and the web it listens to, with everything between them real: the daemon's transport, a database, and a
/// scripted server on loopback that logs what it is asked. Only the clock stands until a test moves it.
///
/// Each has threads, sockets and files of its own, so suites of them are serialized.
struct Conversation {
  /// The server that plays a script.
  let server: LoopbackServer
  /// Who asks it.
  let shop: Shop
  private let transport: Transport

  /// A source named `feed` at `/feed` of a server with these routes; the settings can be changed before.
  init(
    _ routes: [String: Script] = [:], allow: [String] = ["127.0.0.0/8"],
    _ change: (inout Settings, LoopbackServer) -> Void = { _, _ in }
  ) async throws {
    server = try LoopbackServer(routes)
    var settings = Settings.town
    settings.sources = [Source(name: "feed", url: server.url("/feed"))]
    change(&settings, server)
    transport = Transport(
      userAgent: userAgent(release: "0"),
      allow: try allow.map { try NetworkRange(parsing: $0) },
      politeness: Politeness(pace: Pace(permits: 1, spacing: .zero)))
    shop = try await Shop(settings, over: transport)
  }

  /// Visits a source, whether its time has come or not.
  @discardableResult
  func poll(_ name: String = "feed") async throws -> Visited { try await shop.poll(name) }

  /// Visits a source when its time has come.
  @discardableResult
  func pollWhenDue(_ name: String = "feed") async throws -> Visited {
    shop.clock.advance(by: max(.zero, try await wait(name)))
    return try await poll(name)
  }

  /// A scheduler that knows what the database has kept, as the daemon has one after a start.
  func scheduler() -> Scheduler {
    let poller = Poller(
      store: shop.store, transport: transport, listening: shop.listening, credentials: { _ in nil },
      clock: shop.clock)
    return Scheduler(store: shop.store, poller: poller, clock: shop.clock, logger: shop.logger)
  }

  /// How a source is doing.
  func health(_ name: String = "feed") async throws -> SourceHealth { try await record(name).health }

  /// The same as `earshot source show` is told.
  func shown(_ name: String = "feed") async throws -> HealthReport {
    try await shop.switchboard.source(named: name).listing.health
  }

  /// How long a source is left alone from now.
  func wait(_ name: String = "feed") async throws -> Duration {
    try await health(name).nextPoll - shop.clock.now
  }

  /// What the server was asked for at a path, in order.
  func requests(_ path: String = "/feed") -> [ReceivedRequest] { server.requests.filter { $0.path == path } }

  /// What the next visit to a source would ask with.
  func kept(_ name: String = "feed") async throws -> Validators? {
    try await shop.store.visit(to: record(name).id).validators
  }

  func record(_ name: String = "feed") async throws -> SourceRecord {
    try #require(try await shop.store.sources().first { $0.source.name == name })
  }
}

/// A feed in which nobody speaks of the brand, with the channel's elements given.
func quietFeed(_ channel: String = "", items: Int = 1) -> String {
  let items = (0..<items).map {
    "<item><guid>quiet-\($0)</guid><title>Roadworks \($0)</title><description>The mill bridge.</description></item>"
  }
  return
    "<?xml version='1.0'?><rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
    + "<title>Town</title>\(channel)\(items.joined())</channel></rss>"
}

extension Script {
  /// A feed as servers serve it.
  static func feed(_ body: String = quietFeed(), _ headers: [(String, String)] = [("ETag", "\"a\"")])
    -> Script
  {
    .reply(
      Reply(headers: [("Content-Type", "application/rss+xml")] + headers, body: Array(body.utf8)))
  }
}

/// Whether a wait is an interval, or up to a tenth more: jitter never makes it shorter.
func isAbout(_ wait: Duration, _ interval: Duration) -> Bool {
  (interval...(interval + interval / 10)).contains(wait)
}
