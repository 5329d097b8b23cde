// SPDX-License-Identifier: Apache-2.0
import Feeds
import Model
import Text

/// Any bytes as the body of a feed, with the header that the first byte chooses, read down to items and to the answer
/// for programs.
func readFeed(_ bytes: [UInt8]) {
  let labels = ["utf-8", "utf-16", "iso-2022-jp", "shift_jis", "gb18030", "koi8-r", "ucs-4", "ibm037"]
  let choice = Int(bytes.first ?? 0)
  let header = choice < labels.count ? "text/xml; charset=\(labels[choice])" : nil
  let body = choice < labels.count ? Array(bytes.dropFirst()) : bytes
  do {
    let feed = try Feed.read(body, contentType: header, url: "https://feeds.example/a/b.xml")
    precondition(feed.items.count == feed.entries.count)
    for item in feed.items {
      precondition(item.url.map { $0.lowercased().hasPrefix("http") } ?? true)
      precondition(item.rating.map { (0...1).contains($0.normalized) } ?? true, "a rating off its scale")
    }
    _ = feed.batchAnswer.bytes
    precondition(!feed.repairs.descriptions.isEmpty)
  } catch {
    precondition(!error.description.isEmpty)
  }
}
