// SPDX-License-Identifier: Apache-2.0
import Feeds
import Foundation
import Pages

/// An input that is nothing but one piece, over and over, after a beginning.
private struct Repetition {
  let name: String
  let beginning: String
  let piece: String

  func body(_ count: Int) -> [UInt8] { Array((beginning + String(repeating: piece, count: count)).utf8) }
}

private let feed = "<rss><channel><item><title>t</title><description>"
private let page = "<!DOCTYPE html><body itemscope itemtype=http://schema.org/Review>"

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
]

/// Prints the time ratios of inputs of 1, 2, 4 and 8 times a length that takes 50 ms; near 2 is linear, less
/// where a limit cuts the work off. False if a step is more than that.
func printGrowth() -> Bool {
  var isLinear = true
  for repetition in repetitions {
    for (kind, start) in [("feed", feed), ("page", page)] {
      let input = Repetition(
        name: repetition.name, beginning: start + repetition.beginning, piece: repetition.piece)
      let ratios = growth(of: input) { body in
        if kind == "feed" {
          (try? Feed.read(body, contentType: nil, url: ""))?.items.count ?? 0
        } else {
          Page.read(body, contentType: "text/html", url: "https://x.test/").items.count
        }
      }
      isLinear = isLinear && ratios.allSatisfy { $0 <= steepest }
      print("growth of a \(kind) of \(repetition.name): " + ratios.map(rounded).joined(separator: " "))
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

/// Prints the most memory that a feed of 15 MB and its items take, as a multiple of its size; to be called
/// first.
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
