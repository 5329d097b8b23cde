// SPDX-License-Identifier: Apache-2.0
import Markup

/// HTML with the addresses in its attributes resolved; addresses that nobody should follow become empty.
func resolvedHTML(_ html: [UInt8], against base: String) -> String {
  var tokenizer = HTMLTokenizer(html)
  var output: [UInt8] = []
  output.reserveCapacity(html.count)
  while let token = tokenizer.next() {
    let range = tokenizer.tokenStart..<tokenizer.offset
    guard case .startTag = token else {
      output.append(contentsOf: html[range])
      continue
    }
    let attributes = tokenizer.attributes
    guard attributes.contains(where: { addressAttributes.contains($0.name) }) else {
      output.append(contentsOf: html[range])
      continue
    }
    output += "<\(tokenizer.name)".utf8
    for attribute in attributes {
      let isAddress = addressAttributes.contains(attribute.name)
      let value = isAddress ? resolve(attribute.value, against: base) ?? "" : attribute.value
      output += " \(attribute.name)=\"".utf8
      appendEscaped(Array(value.utf8)[...], to: &output)
      output.append(UInt8(ascii: "\""))
    }
    output += (tokenizer.isSelfClosing ? "/>" : ">").utf8
  }
  return String(decoding: output, as: UTF8.self)
}

private let addressAttributes: Set<String> = [
  "href", "src", "cite", "longdesc", "action", "background", "classid", "codebase", "data", "profile",
  "usemap", "poster",
]
