// SPDX-License-Identifier: Apache-2.0
import Foundation
import Language

// train-languages SENTENCES ENGLISH [latin rows] [other rows]
//
// SENTENCES: an xz file, a line a sentence: language (ISO 639-3) TAB text. ENGLISH: the folder of labelled English texts
// that the sentiment model is trained on. Run in the root of the repository; neither is part of it (see NOTICE).
let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  print("usage: train-languages SENTENCES.tsv.xz ENGLISH [log2 of Latin rows] [log2 of other rows]")
  exit(64)
}
let bits = (
  latin: arguments.count > 3 ? Int(arguments[3]) ?? 12 : 12,
  other: arguments.count > 4 ? Int(arguments[4]) ?? 11 : 11
)
let corpus = try Corpus(sentences: arguments[1], english: arguments[2])
let fit = Fit()
let model = LanguageModel(
  latin: fit.table(of: corpus.training(.latin), rows: 1 << bits.latin),
  other: fit.table(of: corpus.training(.other), rows: 1 << bits.other))
let report = Report(model, corpus)
print(report.text)
if ProcessInfo.processInfo.environment["DRY"] == nil {
  try Data(model.encoded).write(to: URL(fileURLWithPath: "Sources/CLanguages/languages.bin"))
  try report.text.write(
    to: URL(fileURLWithPath: "Sources/CLanguages/report.txt"), atomically: true, encoding: .utf8)
}
