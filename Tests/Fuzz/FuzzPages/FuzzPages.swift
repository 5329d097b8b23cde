// SPDX-License-Identifier: Apache-2.0
import Model
import Pages

/// Any bytes as a page, and as a block of JSON-LD in one: no trap, no hang, every item with an identity of
/// its own.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzPages(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  let block = Array("<script type=application/ld+json>".utf8) + bytes + Array("</script>".utf8)
  for body in [bytes, block] {
    let page = Page.read(body, contentType: nil, url: "https://x.test/p?q=1")
    for item in page.items {
      precondition(item.guid?.isEmpty == false && item.url != nil, "an item without an identity")
      precondition(item.rating?.normalized.isNaN != true, "a rating that is no number")
    }
    precondition(page.next.map { $0.hasPrefix("https://x.test") } ?? true, "the next page is elsewhere")
  }
  return 0
}
