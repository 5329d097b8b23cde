// SPDX-License-Identifier: Apache-2.0
import Markup

/// HTML with the addresses in its attributes resolved, against the `xml:base` of the elements around them where XHTML
/// has one; addresses that nobody should follow become empty.
func resolvedHTML(_ html: [UInt8], against base: String) -> String {
  var tokenizer = HTMLTokenizer(html)
  var bases = InnerBases(outer: base)
  var addresses = AddressBudget(forDocumentOf: html.count)
  var output: [UInt8] = []
  output.reserveCapacity(html.count)
  while let token = tokenizer.next() {
    let range = tokenizer.tokenStart..<tokenizer.offset
    if case .endTag = token { bases.leave(tokenizer) }
    guard case .startTag = token else {
      output.append(contentsOf: html[range])
      continue
    }
    let attributes = tokenizer.attributes
    bases.enter(tokenizer, attributes)
    guard attributes.contains(where: { addressAttributes.contains($0.name) }) else {
      output.append(contentsOf: html[range])
      continue
    }
    output += "<\(tokenizer.name)".utf8
    for attribute in attributes {
      let isAddress = addressAttributes.contains(attribute.name)
      let value =
        isAddress ? addresses.resolve(attribute.value, against: bases.innermost) ?? "" : attribute.value
      output += " \(attribute.name)=\"".utf8
      appendEscaped(Array(value.utf8)[...], to: &output)
      output.append(UInt8(ascii: "\""))
    }
    output += (tokenizer.isSelfClosing ? "/>" : ">").utf8
  }
  return String(decoding: output, as: UTF8.self)
}

/// The bases in force inside an element that has one of its own (XML Base, section 4).
private struct InnerBases {
  let outer: String
  /// The open elements from the first one on that has a base, no more than a limit.
  private var open: [(name: String, base: String)] = []

  init(outer: String) { self.outer = outer }

  var innermost: String { open.last?.base ?? outer }

  mutating func enter(_ tokenizer: HTMLTokenizer, _ attributes: [HTMLAttribute]) {
    let own = attributes.first { $0.name == "xml:base" }?.value
    guard own != nil || !open.isEmpty, open.count < ElementStack.limit else { return }
    guard !tokenizer.element.isVoid, !tokenizer.isSelfClosing else { return }
    open.append((tokenizer.name, own.flatMap { resolve($0, against: innermost) } ?? innermost))
  }

  mutating func leave(_ tokenizer: HTMLTokenizer) {
    guard !open.isEmpty, let index = open.lastIndex(where: { $0.name == tokenizer.name }) else { return }
    open.removeLast(open.count - index)
  }
}

private let addressAttributes: Set<String> = [
  "href", "src", "cite", "longdesc", "action", "background", "classid", "codebase", "data", "profile",
  "usemap", "poster",
]
