// SPDX-License-Identifier: Apache-2.0

/// The scripts that are told apart (ISO 15924).
enum Script: UInt8, CaseIterable {
  case latin, cyrillic, arabic, hebrew, devanagari
  case greek, armenian, bengali, gurmukhi, gujarati, tamil, telugu, kannada, malayalam, sinhala, thai, lao
  case burmese, georgian, ethiopic, khmer, hangul, kana, han

  /// The script of a letter; nil for what is none.
  init?(of scalar: UInt32) {
    switch scalar {
    case 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x1E00...0x1EFF, 0x61...0x7A: self = .latin
    case 0x370...0x373, 0x376...0x37D, 0x386...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x481, 0x48A...0x52F: self = .cyrillic
    case 0x531...0x587: self = .armenian
    case 0x5D0...0x5F2: self = .hebrew
    case 0x620...0x64A, 0x671...0x6D3, 0x6D5, 0x6FA...0x6FF, 0x750...0x77F, 0xFB50...0xFDFB, 0xFE70...0xFEFC:
      self = .arabic
    case 0x900...0x963, 0x971...0x97F: self = .devanagari
    case 0x980...0xDFF: self.init(indic: scalar)
    case 0xE01...0xE4E: self = .thai
    case 0xE81...0xEDF: self = .lao
    case 0x1000...0x103F: self = .burmese
    case 0x10A0...0x10FF: self = .georgian
    case 0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3: self = .hangul
    case 0x1200...0x137C: self = .ethiopic
    case 0x1780...0x17D3: self = .khmer
    case 0x3041...0x3096, 0x30A1...0x30FA, 0xFF66...0xFF9D: self = .kana
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: self = .han
    default: return nil
    }
  }

  /// The scripts of India lie in blocks of 128, each with its digits in the same place.
  private init?(indic scalar: UInt32) {
    guard !(0x66...0x6F).contains(scalar & 0x7F) else { return nil }
    switch scalar >> 7 {
    case 0x980 >> 7: self = .bengali
    case 0xA00 >> 7: self = .gurmukhi
    case 0xA80 >> 7: self = .gujarati
    case 0xB80 >> 7: self = .tamil
    case 0xC00 >> 7: self = .telugu
    case 0xC80 >> 7: self = .kannada
    case 0xD00 >> 7: self = .malayalam
    case 0xD80 >> 7: self = .sinhala
    default: return nil
    }
  }

  /// The language of a script that nearly only one is written in; nil where letters must tell.
  var language: String? {
    switch self {
    case .latin, .cyrillic, .arabic, .hebrew, .devanagari: nil
    case .greek: "el"
    case .armenian: "hy"
    case .bengali: "bn"
    case .gurmukhi: "pa"
    case .gujarati: "gu"
    case .tamil: "ta"
    case .telugu: "te"
    case .kannada: "kn"
    case .malayalam: "ml"
    case .sinhala: "si"
    case .thai: "th"
    case .lao: "lo"
    case .burmese: "my"
    case .georgian: "ka"
    case .ethiopic: "am"
    case .khmer: "km"
    case .hangul: "ko"
    case .kana: "ja"
    case .han: "zh"
    }
  }

  /// How much a letter of it says, counted in letters of an alphabet: one of a syllabary or a word script stands for
  /// several.
  var weight: Int {
    switch self {
    case .han: 4
    case .hangul, .kana, .ethiopic: 3
    default: 1
    }
  }
}

/// How many letters of each script a text has.
struct ScriptCounts {
  /// Most letters are Latin ones.
  var latin = 0
  private var others = [Int](repeating: 0, count: 0)

  mutating func count(_ script: Script) {
    if script == .latin { return latin &+= 1 }
    if others.isEmpty { others = Array(repeating: 0, count: Script.allCases.count) }
    others[Int(script.rawValue)] &+= 1
  }

  subscript(_ script: Script) -> Int {
    script == .latin ? latin : others.isEmpty ? 0 : others[Int(script.rawValue)]
  }

  /// The script that says the most, and how much that is in letters of an alphabet.
  ///
  /// Japanese is written in Han and Kana: where Kana stand among Han, it is Japanese.
  var leading: (script: Script, letters: Int) {
    if others.isEmpty { return (.latin, latin) }
    var leading = (script: Script.latin, letters: latin)
    for script in Script.allCases where self[script] * script.weight > leading.letters {
      leading = (script, self[script] * script.weight)
    }
    let (kana, han) = (self[.kana], self[.han])
    if leading.script == .han, kana * 8 >= han, kana > 0 { return (.kana, leading.letters + kana * 3) }
    return leading
  }
}
