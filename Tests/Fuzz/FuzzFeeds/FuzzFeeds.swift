// SPDX-License-Identifier: Apache-2.0
import Feeds
import Model
import Text

/// libFuzzer's entry: any bytes as the body of a feed, with the header that the first byte chooses, read down to items
/// and to the answer for programs. The dates of the feed reader see the bytes as well.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnything(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let labels = ["utf-8", "utf-16", "iso-2022-jp", "shift_jis", "gb18030", "koi8-r", "ucs-4", "ibm037"]
  let choice = Int(bytes.first ?? 0)
  let header = choice < labels.count ? "text/xml; charset=\(labels[choice])" : nil
  let body = choice < labels.count ? Array(bytes.dropFirst()) : bytes
  if let feed = try? Feed.read(body, contentType: header, url: "https://feeds.example/a/b.xml") {
    precondition(feed.items.count == feed.entries.count)
    for item in feed.items {
      precondition(item.url.map { $0.lowercased().hasPrefix("http") } ?? true)
    }
    _ = feed.batchAnswer.bytes
    _ = feed.repairs.descriptions
  }
  _ = StatedDate(String(decoding: bytes, as: UTF8.self))
  let page = decode(body, httpCharset: header.flatMap(charset(ofContentType:)), kind: .html)
  precondition(String(validating: page.utf8, as: UTF8.self) != nil)
  return 0
}
