// SPDX-License-Identifier: Apache-2.0
import Foundation
import Language

/// A sentence and the tag of its language, `und` for a language that is not told apart.
struct Sentence {
  let tag: String
  /// The code its language has in the file.
  let code: String
  let text: String
}

/// The sentences to learn from, and the tenth that is held aside.
struct Corpus {
  private(set) var learned: [Sentence] = []
  private(set) var heldAside: [Sentence] = []

  /// Reads both files. English is not among the sentences: news, subtitles, posts and plots stand for it.
  init(sentences: String, english: String) throws {
    var counts: [String: Int] = [:]
    func add(_ sentence: Sentence) {
      // The split is by place, so that a new run holds the same sentences aside.
      if counts[sentence.code, default: 0] % 10 == 9 {
        heldAside.append(sentence)
      } else {
        learned.append(sentence)
      }
      counts[sentence.code, default: 0] += 1
    }
    for line in try Self.unpacked(sentences).split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 1).map(String.init)
      guard fields.count == 2, !Codes.unused.contains(fields[0]) else { continue }
      let isLatin = Letters(of: [fields[1]]).alphabet == .latin
      add(Sentence(tag: Codes.tag(of: fields[0], isLatin: isLatin), code: fields[0], text: fields[1]))
    }
    for (name, most) in [("t_news_train", 700), ("xed_en", 1200), ("goemotions", 700), ("subj_plots", 400)] {
      let file = URL(fileURLWithPath: english).appendingPathComponent(name + ".tsv")
      let texts = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        .dropFirst()
        .compactMap { $0.split(separator: "\t").last.map(String.init) }.filter { $0.utf8.count >= 12 }
      // Spread over the whole file.
      for index in 0..<min(most, texts.count) {
        add(Sentence(tag: "en", code: "eng", text: texts[index * texts.count / most]))
      }
    }
  }

  /// What a table is trained on: the sentences in its scripts.
  func training(_ alphabet: Alphabet) -> [Sentence] {
    learned.filter { Letters(of: [$0.text]).alphabet == alphabet }
  }

  private static func unpacked(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
    process.arguments = ["-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The tags of the languages in the file.
enum Codes {
  /// The tags by ISO 639-3 codes; languages that differ little in writing have one tag: Malay is told as Indonesian,
  /// Bosnian and Serbian in Latin letters as Croatian, both kinds of Norwegian as Norwegian, what is written in Han as
  /// Chinese, spoken kinds of Arabic as Arabic.
  private static let tags: [String: String] = [
    "eng": "en", "spa": "es", "fra": "fr", "deu": "de", "ita": "it", "por": "pt", "nld": "nl", "pol": "pl",
    "tur": "tr", "swe": "sv", "dan": "da", "nob": "no", "nno": "no", "fin": "fi", "ces": "cs", "ron": "ro",
    "hun": "hu", "vie": "vi", "ind": "id", "zsm": "id", "slk": "sk", "slv": "sl", "hrv": "hr", "bos": "hr",
    "est": "et", "lvs": "lv", "lit": "lt", "cat": "ca", "eus": "eu", "sqi": "sq", "isl": "is",
    "tgl": "tl", "afr": "af",
    "rus": "ru", "ukr": "uk", "bul": "bg", "srp": "sr", "mkd": "mk", "bel": "be", "kaz": "kk", "mon": "mn",
    "ara": "ar", "arq": "ar", "arz": "ar", "pes": "fa", "urd": "ur", "heb": "he", "yid": "yi", "hin": "hi",
    "mar": "mr",
    "jpn": "ja", "kor": "ko", "cmn": "zh", "yue": "zh", "wuu": "zh", "tha": "th", "ell": "el", "kat": "ka",
    "hye": "hy", "khm": "km", "mal": "ml", "tam": "ta", "tel": "te", "ben": "bn", "amh": "am",
  ]

  /// Languages that would cost a greater one more than they gain: made ones and dead ones that differ from it by little,
  /// and Galician, which Portuguese would be taken for.
  static let unused: Set<String> = ["ina", "ile", "ido", "lfn", "nov", "cbk", "tzl", "ang", "orv", "glg"]

  /// The tag for a code; Serbian in Latin letters is told as Croatian.
  static func tag(of code: String, isLatin: Bool) -> String {
    code == "srp" && isLatin ? "hr" : tags[code] ?? "und"
  }
}
