// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Recipes
import Schedule
import Support
import Testing

/// A recipe as it is installed.
struct Shipped: CustomTestStringConvertible {
  var name: String
  var testDescription: String { name }

  static let folder = repository.appendingPathComponent("etc/earshot/recipes")

  /// All of them, in the order of their names.
  static var all: [Shipped] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".toml") }.sorted().map { Shipped(name: String($0.dropLast(5))) }
  }

  /// The file as it is installed.
  func text() throws -> String {
    String(decoding: try bytes(of: Self.folder.appendingPathComponent(name + ".toml")), as: UTF8.self)
  }

  func recipe() throws -> Recipe { try Recipe.read(text(), path: name + ".toml") }

  /// An answer of the shape its platform documents.
  func answer() throws -> [UInt8] { try bytes(of: fixtures.appendingPathComponent(name + ".json")) }
}

/// What is filled into the recipes so that they can be asked; those that are not listed have no variables.
let samples: [String: [String: String]] = [
  "appstore-reviews": ["app": "1"],
  "discourse-search": ["host": "forum.example:8443"],
  "facebook-page-ratings": ["page-id": "1"],
  "google-business-reviews": ["account": "111", "location": "222"],
  "googleplay-reviews": ["package": "com.acme.app"],
  "mastodon-tag": ["host": "mastodon.example", "tag": "café"],
  "mediawiki-recentchanges": ["host": "wiki.example"],
  "producthunt-comments": ["slug": "acme"],
  "trustpilot-reviews": ["unit": "46d6"],
  "wordpress-comments": ["host": "blog.example"],
  "yelp-reviews": ["business": "la-palma"],
  "youtube-channel-comments": ["channel": "UCown"],
]

/// The zones of the machine that runs the tests, as far as a recipe names them.
func zones(of recipe: Recipe) throws -> [String: Schedule.TimeZone] {
  var zones: [String: Schedule.TimeZone] = [:]
  for name in recipe.timeZones {
    let file = URL(fileURLWithPath: "/usr/share/zoneinfo").appendingPathComponent(name)
    zones[name] = try Schedule.TimeZone(name: name, bytes: bytes(of: file))
  }
  return zones
}

/// The fixtures of this module.
var fixtures: URL {
  (Bundle.module.resourceURL ?? repository).appendingPathComponent("Fixtures")
}
