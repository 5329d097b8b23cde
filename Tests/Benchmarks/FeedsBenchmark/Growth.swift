// SPDX-License-Identifier: Apache-2.0
import Feeds
import Foundation
import Pages

/// An input that is nothing but one piece, over and over, after a beginning; a `§` in it is another number each time.
private struct Repetition {
  let name: String
  let beginning: String
  let piece: String
  /// What reads it; as a feed and as a page where none is given.
  var kinds = [Kind.feed, .page]

  func body(_ count: Int) -> [UInt8] {
    guard piece.contains("§") else { return Array((beginning + String(repeating: piece, count: count)).utf8) }
    return Array((beginning + (0..<count).map { piece.replacing("§", with: String($0)) }.joined()).utf8)
  }
}

/// What an input is read as, after a beginning of that kind.
private enum Kind: String {
  case feed, page, channel
  case json = "JSON feed"
  case block = "JSON-LD block"

  var beginning: String {
    switch self {
    case .feed: "<rss><channel><item><title>t</title><description>"
    case .channel: "<rss><channel><title>t</title>"
    case .page: "<!DOCTYPE html><body itemscope itemtype=http://schema.org/Review>"
    case .json: "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
    case .block: "<script type=application/ld+json>"
    }
  }

  func read(_ body: [UInt8]) -> Int {
    switch self {
    case .feed, .channel, .json: (try? Feed.read(body, contentType: nil, url: ""))?.items.count ?? 0
    case .page, .block: Page.read(body, contentType: "text/html", url: "https://x.test/").items.count
    }
  }
}

/// The greatest ratio of the times of an input and one twice as long that is still linear.
private let steepest = 2.2

/// What costs more than its length in readers that are not careful.
private let repetitions = [
  Repetition(name: "nested tags", beginning: "", piece: "<b>"),
  Repetition(name: "nested items", beginning: "", piece: "<div itemscope itemprop=review>"),
  Repetition(name: "attributes", beginning: "<p ", piece: "a='1' "),
  Repetition(name: "tags with attributes", beginning: "", piece: "<a href='/x' class=y>z</a>"),
  Repetition(name: "entities", beginning: "", piece: "&eacute; &#233; &amp; &none "),
  Repetition(name: "ampersands", beginning: "", piece: "&"),
  Repetition(name: "unclosed tags", beginning: "", piece: "<p>a<li>b<td>c"),
  Repetition(name: "tags without end", beginning: "", piece: "<a x=\""),
  Repetition(name: "comments without end", beginning: "", piece: "<!--"),
  Repetition(name: "end tags", beginning: "", piece: "</b>"),
  Repetition(name: "document types without end", beginning: "", piece: "<!DOCTYPE x [>"),
  Repetition(name: "properties", beginning: "<div class=h-review>", piece: "<i class=p-rating title=a>"),
  Repetition(
    name: "things", beginning: "<div vocab=x>", piece: "<i typeof=Review property=review resource=#a>"),
  Repetition(name: "namespaces", beginning: "", piece: "<a xmlns:b='x§'>", kinds: [.channel]),
  Repetition(name: "nested bases", beginning: "", piece: "<a xml:base='b/'>", kinds: [.channel]),
  Repetition(
    name: "items", beginning: "", piece: "<item><guid isPermaLink='false'>§</guid></item>", kinds: [.channel]),
  Repetition(
    name: "links under a long base",
    beginning: "<link>http://x.test/" + String(repeating: "a", count: 4000) + "/</link>",
    piece: "<item><link>a</link></item>", kinds: [.channel]),
  Repetition(
    name: "links under a long base",
    beginning: "<base href='http://x.test/" + String(repeating: "a", count: 4000) + "/'>",
    piece: "<a rel=next href=b>", kinds: [.page]),
  Repetition(name: "labels", beginning: "{\"id\":1,\"tags\":[", piece: "\"§\",", kinds: [.json]),
  Repetition(name: "items", beginning: "", piece: "{\"id\":§,\"content_text\":\"a\"},", kinds: [.json]),
  Repetition(name: "arrays", beginning: "", piece: "[", kinds: [.json, .block]),
  Repetition(
    name: "references", beginning: "[{\"@id\":\"a\",\"x\":{\"@id\":\"a\"}}",
    piece: ",{\"y\":{\"@id\":\"a\"}}",
    kinds: [.block]),
  Repetition(
    name: "ratings", beginning: "[0",
    piece: ",{\"@type\":\"AggregateRating\",\"ratingValue\":4,\"ratingCount\":§}", kinds: [.block]),
  Repetition(
    name: "reviews", beginning: "[0", piece: ",{\"@type\":\"Review\",\"reviewBody\":\"§\"}", kinds: [.block]),
  Repetition(name: "quotes", beginning: "[", piece: "\"a\"b\",", kinds: [.block]),
]

/// Prints the time ratios of inputs of 1, 2, 4 and 8 times a length that takes 50 ms; near 2 is linear, less
/// where a limit cuts the work off. Of some kinds only if any are named. False if a step is more than that.
func printGrowth(of kinds: [String]) -> Bool {
  var isLinear = true
  for repetition in repetitions {
    for kind in repetition.kinds where kinds.isEmpty || kinds.contains(kind.rawValue) {
      let input = Repetition(
        name: repetition.name, beginning: kind.beginning + repetition.beginning, piece: repetition.piece)
      let ratios = growth(of: input, kind.read)
      isLinear = isLinear && ratios.allSatisfy { $0 <= steepest }
      print(
        "growth of a \(kind.rawValue) of \(repetition.name): " + ratios.map(rounded).joined(separator: " "))
    }
  }
  return isLinear
}

private func growth(of input: Repetition, _ read: ([UInt8]) -> Int) -> [Double] {
  var count = 2_000
  // What is longer than 4 MB at first would be refused for its length when it has grown.
  while count * input.piece.utf8.count < 4_000_000, seconds(input.body(count), read) < 0.05 { count *= 2 }
  let bodies = [1, 2, 4, 8].map { input.body(count * $0) }
  var best: [Double] = []
  for body in bodies.reversed() { _ = read(body) }
  // A neighbour on the machine can only make a step look steeper: a steep one is measured again.
  for _ in 0..<4 {
    let ratios = steps(of: bodies, read)
    best = best.isEmpty ? ratios : zip(best, ratios).map { min($0, $1) }
    if best.allSatisfy({ $0 <= steepest }) { break }
  }
  return best
}

/// The ratios of the medians of five rounds, in each of which all bodies have their turn.
private func steps(of bodies: [[UInt8]], _ read: ([UInt8]) -> Int) -> [Double] {
  let rounds = (0..<5).map { _ in bodies.map { seconds($0, read) } }
  let medians = bodies.indices.map { index in rounds.map { $0[index] }.sorted()[2] }
  return zip(medians.dropFirst(), medians).map { $0 / $1 }
}

private func seconds(_ body: [UInt8], _ read: ([UInt8]) -> Int) -> Double {
  let start = Benchmark.cpuSeconds()
  let sum = read(body)
  precondition(sum >= 0, "the work must not be optimised away")
  return Benchmark.cpuSeconds() - start
}

/// Prints the most memory that a feed of 15 MB and its items take, as a multiple of its size; it must be the
/// first thing that the process does.
func printMemory() throws {
  let before = try peakKilobytes()
  let entry =
    "<item><title>A day at the sea</title><link>https://x.test/1</link><description>"
    + String(repeating: "&lt;p&gt;It was warm &amp;amp; calm.&lt;/p&gt; ", count: 100)
    + "</description></item>"
  let text = "<rss><channel>" + String(repeating: entry, count: 15_000_000 / entry.utf8.count)
  let body = Array((text + "</channel></rss>").utf8)
  // The text that the body was made of is gone by now; its pages are what the reader may take first.
  let items = try Feed.read(body, contentType: nil, url: "").items
  let kilobytes = try peakKilobytes() - before
  let ratio = rounded(Double(kilobytes) * 1024 / Double(body.count))
  print(
    "peak memory of a feed of \(body.count / 1_000_000) MB with \(items.count) items: \(ratio) x its size")
}

private func peakKilobytes() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
}
