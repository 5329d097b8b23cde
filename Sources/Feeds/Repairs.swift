// SPDX-License-Identifier: Apache-2.0
package import Text

/// What had to be mended to read a feed, for those who want to know why it reads as it does.
package struct Repairs: Sendable, Equatable {
  /// The charset it was read in.
  package var charset = "utf-8"
  /// What settled the charset.
  package var charsetReason = DecodedText.Reason.fallback
  /// The charset that was declared but not believed.
  package var disbelievedCharset: String?
  /// Ill-formed sequences that became U+FFFD.
  package var replacedBytes = 0
  /// Control characters that were dropped.
  package var droppedControls = 0
  /// Ampersands that began no reference and stayed.
  package var literalAmpersands = 0
  /// Elements closed for their author.
  package var closedElements = 0
  /// End tags that closed nothing and were ignored.
  package var strayEndTags = 0
  /// Comments, sections, tags and quotes that never ended.
  package var unfinished = 0
  /// Fields cut at the limit of their size.
  package var cutFields = 0
  /// Elements nested too deeply to be told apart.
  package var tooDeep = 0

  /// Whether there were more entries than are read.
  package var isCutShort = false

  /// Nothing mended.
  package init() {}

  /// A sentence a repair, in the order above; the first is the charset and is always there.
  package var descriptions: [String] {
    var charset = "read as \(charset) because of the \(charsetReason.rawValue)"
    if let disbelievedCharset { charset += ", not as \(disbelievedCharset) as declared" }
    let counts: [(Int, String, String)] = [
      (
        replacedBytes, "ill-formed byte sequence was replaced by U+FFFD",
        "ill-formed byte sequences were replaced by U+FFFD"
      ),
      (droppedControls, "control character was dropped", "control characters were dropped"),
      (
        literalAmpersands, "ampersand began no entity and was kept",
        "ampersands began no entity and were kept"
      ),
      (closedElements, "element was not closed by its author", "elements were not closed by their author"),
      (strayEndTags, "end tag closed nothing and was ignored", "end tags closed nothing and were ignored"),
      (
        unfinished, "comment, section, tag or quote never ended",
        "comments, sections, tags or quotes never ended"
      ),
      (cutFields, "field was cut at its size limit", "fields were cut at their size limit"),
      (tooDeep, "element was nested too deeply", "elements were nested too deeply"),
    ]
    let counted = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return [charset] + counted
      + (isCutShort ? ["more entries than are ever read; the rest was left out"] : [])
  }
}
