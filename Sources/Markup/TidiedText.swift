// SPDX-License-Identifier: Apache-2.0
import Text

/// A plain text in one line, without space at its ends or runs of it.
package func tidiedLine(_ text: String) -> String {
  if text.utf8.span.isTidyProse { return text }
  let bytes = Array(text.utf8)
  var tidied = VisibleText()
  tidied.append(bytes, 0..<bytes.count)
  return tidied.string
}

/// The lines of a plain text without space at their ends or runs of it, and without empty ones between them.
package func tidiedLines(_ text: String) -> String { tidiedLines(Array(text.utf8)) }

/// The lines of a plain text in UTF-8, as `tidiedLines(_:)` of a string has them.
package func tidiedLines(_ utf8: [UInt8]) -> String {
  if utf8.span.isTidyProse { return String(utf8: utf8.span) }
  var tidied = VisibleText()
  tidied.reserveCapacity(utf8.count)
  var start = 0
  while start < utf8.count {
    let end = utf8[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? utf8.count
    tidied.append(utf8, start..<end)
    tidied.mark(.br)
    start = end + 1
  }
  return tidied.string
}
