// SPDX-License-Identifier: Apache-2.0

/// The elements of HTML that something here treats in a way of their own; everything else is `other`.
///
/// The cases are called as the elements are.
package enum HTMLElement: UInt8, CaseIterable, Sendable {
  case other, a, address, article, aside, audio, base, basefont, bgsound, blockquote, body, br, button,
    canvas, caption, center, cite, col, colgroup, data, dd, details, dialog, dir, div, dl, dt, embed,
    fieldset, figcaption, figure, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header,
    hgroup, hr, html, iframe, img, input, keygen, legend, li, link, listing, main, map, math, menu, meta,
    meter, nav, noembed, noframes, noscript, object, ol, optgroup, option, p, param, plaintext, pre, rp, rt,
    ruby, script, search, section, select, source, span, style, summary, svg, table, tbody, td, template,
    textarea, tfoot, th, thead, time, title, tr, track, ul, video, wbr, xmp

  /// The element of a name in letters of either case, `other` for what is not in the list.
  package init(named name: some Sequence<UInt8>) {
    var packed = PackedName()
    for byte in name { packed.append(byte) }
    self = HTMLElementIndex.shared.element(named: packed)
  }

  /// Whether a reader sees its content as a block of its own.
  package var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .br, .caption, .center, .dd, .details, .dialog, .dir,
      .div,
      .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6,
      .head,
      .header, .hgroup, .hr, .html, .legend, .li, .listing, .main, .menu, .nav, .ol, .optgroup, .option, .p,
      .plaintext,
      .pre, .search, .section, .select, .summary, .table, .tbody, .textarea, .tfoot, .thead, .title, .tr, .ul,
      .xmp:
      true
    default: false
    }
  }

  /// Whether its content stands beside others of its kind in a row.
  var isCell: Bool { self == .td || self == .th }

  /// Whether it can have no content (WHATWG 13.1.2, and those of old).
  package var isVoid: Bool {
    switch self {
    case .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta,
      .param,
      .source, .track, .wbr:
      true
    default: false
    }
  }

  /// Whether what it holds is never shown as text.
  var isHidden: Bool {
    switch self {
    case .script, .style, .template, .iframe, .noscript, .noembed, .noframes: true
    default: false
    }
  }

  /// How the tokenizer reads what follows its start tag (WHATWG 13.2.6.4, scripting enabled).
  var content: HTMLTokenizer.State {
    switch self {
    case .title, .textarea: .rcdata
    case .style, .xmp, .iframe, .noembed, .noframes, .noscript: .rawtext
    case .script: .script
    case .plaintext: .plaintext
    default: .data
    }
  }
}

/// Up to sixteen bytes of a name in lower case: what element names are compared by.
struct PackedName: Hashable, Sendable {
  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0
  private var count: UInt64 = 0

  /// Takes one more byte; a name that is too long is like no other.
  mutating func append(_ byte: UInt8) {
    let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    if count < 8 {
      low |= UInt64(lower) << (8 * count)
    } else if count < 16 {
      high |= UInt64(lower) << (8 * (count - 8))
    } else {
      high = .max
    }
    count += 1
  }

  init() {}

  init(_ name: String) {
    for byte in name.utf8 { append(byte) }
  }

  /// A slot in a table of 512.
  var slot: Int {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return Int(mixed >> 55)
  }
}

/// The elements by their names.
struct HTMLElementIndex: Sendable {
  static let shared = HTMLElementIndex()

  private var names = [PackedName](repeating: PackedName(), count: 512)
  private var elements = [HTMLElement](repeating: .other, count: 512)

  private init() {
    for element in HTMLElement.allCases where element != .other {
      let name = PackedName("\(element)")
      var slot = name.slot
      while elements[slot] != .other { slot = (slot + 1) & 511 }
      names[slot] = name
      elements[slot] = element
    }
  }

  /// The element of a name, `other` for what is not in the list.
  func element(named name: PackedName) -> HTMLElement {
    var slot = name.slot
    while elements[slot] != .other {
      if names[slot] == name { return elements[slot] }
      slot = (slot + 1) & 511
    }
    return .other
  }
}
