// SPDX-License-Identifier: Apache-2.0
package import Model

extension Page {
  /// The items as a listener needs them: a review speaks of what it reviews, whether its words name it or not, so the
  /// name of that goes before its title.
  package var namedItems: [Item] {
    items.map { item in
      guard item.rating != nil, let name = item.categories.first, !name.isEmpty,
        !item.title.lowercased().contains(name.lowercased())
      else { return item }
      var named = item
      named.title = item.title.isEmpty ? name : "\(name): \(item.title)"
      return named
    }
  }
}
