// SPDX-License-Identifier: Apache-2.0
package import Model

/// A digest as its readers get it, in its parts.
package struct RenderedDigest: Hashable, Sendable {
  /// The subject of the mail.
  package var subject: String
  /// The text part; ends without a line feed.
  package var text: String
  /// The HTML part, a whole page.
  package var html: String

  /// Renders what a window holds; see `digest` for the parameters.
  package init(
    of mentions: [Mention], _ summary: DigestSummary, brand: Brand, now: Instant, offset: (Instant) -> Int
  ) {
    let writer = DigestWriter(mentions, summary, brand: brand, sender: nil, now: now, offset: offset)
    subject = writer.subject
    text = writer.text
    html = writer.page.html.markup
  }
}
