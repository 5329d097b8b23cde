// SPDX-License-Identifier: Apache-2.0
import Feeds
import Foundation
import Model
import Store

/// What it costs to reckon by what the items of an answer are known again, beside reading the answer they are in. Both in
/// turns within one run, the best round of each: only their ratio means something.
func printIdentities(of folder: String, rounds: Int) async throws {
  let files = try FileManager.default.contentsOfDirectory(
    at: URL(fileURLWithPath: folder), includingPropertiesForKeys: nil)
  let bodies = try files.filter { $0.pathExtension == "xml" }.sorted { $0.path < $1.path }
    .map { [UInt8](try Data(contentsOf: $0)) }
  let database = FileManager.default.temporaryDirectory.appendingPathComponent("items-\(getpid()).db").path
  defer {
    for end in ["", "-wal", "-shm", "-lock"] { try? FileManager.default.removeItem(atPath: database + end) }
  }
  let store = try Store(at: database, now: Instant(seconds: 0))
  let source = try await store.add(
    source: Source(name: "feed", url: "https://feed.example/rss"), now: Instant(seconds: 0)
  ).record
  func items(of body: [UInt8]) -> [Item] { (try? Feed.read(body, contentType: nil, url: ""))?.items ?? [] }
  let answers = bodies.map(items)
  var (parsing, identifying, seen) = (Double.infinity, Double.infinity, 0)
  for _ in 0..<max(1, rounds) {
    let start = processorTime()
    for body in bodies { seen &+= items(of: body).count }
    let middle = processorTime()
    for answer in answers { seen &+= store.identified(answer, from: source).items.count }
    parsing = min(parsing, middle - start)
    identifying = min(identifying, processorTime() - middle)
  }
  let count = answers.reduce(0) { $0 + $1.count }
  let bytes = answers.joined().reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
  let read = bodies.reduce(0) { $0 + $1.count }
  print("\(bodies.count) feeds, \(count) items of \(bytes / max(1, count)) bytes of title and text (\(seen))")
  print(
    "feeds read: \(Int(parsing * 1e9) / max(1, count)) ns an item, \(Int(Double(read) / parsing / 1e6)) MB/s")
  print(
    "items identified: \(Int(identifying * 1e9) / max(1, count)) ns an item,"
      + " \(Int(Double(bytes) / identifying / 1e6)) MB/s, \((identifying / parsing * 1000).rounded() / 1000) x the reading"
  )
}
