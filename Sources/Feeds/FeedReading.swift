// SPDX-License-Identifier: Apache-2.0
import Text

extension Feed {
  /// Reads a feed of any format from the body of an answer.
  ///
  /// `contentType` is the header of the last hop, of which only the charset counts; `url` the final address, which may
  /// be empty, and `contentLanguage` the header that says the language where the feed does not. Nothing of the body can
  /// make this trap, hang or use more than a few times its size. Throws where no feed begins anywhere in it.
  package static func read(
    _ body: [UInt8], contentType: String?, url: String, contentLanguage: String? = nil
  ) throws(NotAFeed) -> Feed {
    let isJSON = startsLikeJSON(body)
    let text = decode(
      body, httpCharset: contentType.flatMap(charset(ofContentType:)), kind: isJSON ? .json : .xml)
    var feed = isJSON ? try readJSON(text.utf8, url: url) : try readXML(text, of: body, url: url)
    feed.repairs.takeCharset(of: text)
    feed.about.language = feed.about.language ?? contentLanguage.flatMap(languageTag)
    return feed
  }

  private static func readXML(_ text: DecodedText, of body: [UInt8], url: String) throws(NotAFeed) -> Feed {
    var reader = FeedReader(text.utf8, url: url)
    guard let feed = reader.read() else { throw NotAFeed(describing: body, readAs: text) }
    return feed
  }

  /// Whether the first character is a brace or bracket, in any width of character.
  private static func startsLikeJSON(_ body: [UInt8]) -> Bool {
    let marks: [UInt8] = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0]
    let first = body.prefix(1000).first { $0 > 0x20 && !marks.contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }
}

extension Repairs {
  fileprivate mutating func takeCharset(of text: DecodedText) {
    charset = text.charset
    charsetReason = text.reason
    disbelievedCharset = text.disbelieved
    replacedBytes = text.replaced
    droppedControls = text.dropped
  }
}
