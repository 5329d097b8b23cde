// SPDX-License-Identifier: Apache-2.0

extension HTMLElement {
  /// The element of that name, whatever the case of its letters; `other` for what is not in the list.
  package init(named name: some Sequence<UInt8>) {
    var packed = PackedName()
    for byte in name { packed.append(byte) }
    self = HTMLElementIndex.shared.element(named: packed)
  }
}
