// SPDX-License-Identifier: Apache-2.0
import Markup

/// Any bytes as HTML and as an address: what the tokenizer, the text, the tree and the addresses promise.
func readHTML(_ bytes: [UInt8]) {
  for state in [HTMLTokenizer.State.data, .rcdata, .rawtext, .script, .plaintext, .cdata] {
    var tokenizer = HTMLTokenizer(bytes, state: state, closing: "script")
    var last = -1
    while let token = tokenizer.next() {
      precondition(tokenizer.offset > last && tokenizer.offset <= bytes.count, "the tokenizer stands still")
      last = tokenizer.offset
      if token == .startTag { precondition(tokenizer.attributes.count <= 1024, "too many attributes") }
      if case .comment(let range) = token { _ = tokenizer.text(in: range) }
    }
  }
  let text = visibleText(ofHTML: bytes)
  precondition(!isSpace(text.utf8.first) && !isSpace(text.utf8.last), "the text has space at its ends")
  let tree = HTMLTree(bytes)
  for node in tree.contents(of: nil) {
    precondition(tree.end(of: node) > node, "a node ends before it begins")
  }
  let address = String(decoding: bytes, as: UTF8.self)
  _ = canonical(address)
  if let resolved = resolve(address, against: "https://x.test/a/b?c#d") { _ = host(of: resolved) }
  _ = resolve("../x", against: address)
}

private func isSpace(_ byte: UInt8?) -> Bool { byte.map { $0 <= 0x20 } ?? false }
