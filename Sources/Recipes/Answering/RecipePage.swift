// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a platform answered.
package struct RecipeAnswer: Hashable, Sendable {
  /// The HTTP status.
  package var status = 200
  /// The headers.
  package var headers: [Inquiry.Parameter] = []
  /// The body, its content coding undone.
  package var body: [UInt8]

  /// An answer with this body, and with status 200 and no headers unless said otherwise.
  package init(body: [UInt8], status: Int = 200, headers: [Inquiry.Parameter] = []) {
    (self.body, self.status, self.headers) = (body, status, headers)
  }

  /// The first value of a header, whatever the case of its name.
  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The `Link` headers as one, which they are (RFC 9110, section 5.2).
  var links: String? {
    let links = headers.filter { $0.name.lowercased() == "link" }.map(\.value)
    return links.isEmpty ? nil : links.joined(separator: ", ")
  }
}

/// What stands in one answer of a platform.
package struct RecipePage: Hashable, Sendable {
  /// The items in the order of the answer.
  package var entries: [RecipeEntry] = []
  /// How many elements of the list were no item: without text, title and rating.
  package var dropped = 0
  /// What leads to the next page; nil after the last one.
  package var next: Inquiry.Cursor?
  /// How many pages there are, where the platform says so.
  package var pages: Int?
  /// From where on something is new after this page; count it only after the last page where the recipe waits
  /// for it.
  package var mark: Inquiry.Mark?
  /// Before when the platform must not be asked again.
  package var pause: Instant?

  /// The items.
  package var items: [Item] { entries.map(\.item) }
}

/// An item with what platforms say of its place in a conversation.
package struct RecipeEntry: Hashable, Sendable {
  /// The item.
  package var item: Item
  /// The identifier of what it answers.
  package var parent: String?
  /// The identifier of the conversation.
  package var thread: String?
  /// The address it is about, absolute.
  package var link: String?
  /// What the owner answered to it; not part of the item's text, which is to be judged.
  package var reply: String?
}
