// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Sentiment

let arguments = CommandLine.arguments
let shared = URL(fileURLWithPath: arguments.count > 1 ? arguments[1] : "../shared/sentiment")
var settings = FitSettings()
for a in arguments.dropFirst(2) {
  let f = a.split(separator: "=")
  switch f[0] {
  case "ep": settings.epochs = Int(f[1])!
  case "lr": settings.rate = Float(f[1])!
  case "runs": settings.runs = Int(f[1])!
  case "seed": settings.seed = UInt64(f[1])!
  default: break
  }
}
let clock = ContinuousClock()
let t0 = clock.now
let training = try Training(shared: shared, own: URL(fileURLWithPath: "Tests/Training"))
print("read", clock.now - t0)
let weights = training.weights(settings, version: "test")
print("trained", clock.now - t0)
let bytes = weights.encoded
if arguments.contains("write") {
  try Data(bytes).write(to: URL(fileURLWithPath: "Sources/CWeights/weights.bin"))
}
print(bytes.count)
let scorer = Scorer(weights: weights)
func report(_ scorer: Scorer, _ name: String, targets: Bool) throws {
  let set = try DataSet(file: shared.appendingPathComponent("evalonly/\(name).tsv"))
  let m = Metrics(set.examples.map { ($0, scorer.score(line: $0.text, target: targets ? $0.target : nil)) })
  let f = { (x: Double) in String(format: "%.3f", x) }
  print(
    name.padding(toLength: 20, withPad: " ", startingAt: 0), m.count, f(m.macroF1), f(m.negativeF1),
    f(m.area), f(m.flagPrecision), m.flags)
}
for name in [
  "sst_dev", "selfdriving", "cf_weather", "course_eval", "senticr", "tw_entity_train", "womens_clothing",
] {
  try report(scorer, name, targets: false)
}
for name in ["t_dong14_train", "t_laptop14_train", "t_rest14_train", "t_sentihood_train"] {
  try report(scorer, name, targets: true)
}
let idioms = try DataSet(sentences: URL(fileURLWithPath: "Tests/SentimentTests/Fixtures/idioms.tsv"))
let wrong = idioms.examples.filter { Label(scorer.score(line: $0.text, target: $0.target).label) != $0.label }
print(
  "idioms", idioms.examples.count - wrong.count, "of", idioms.examples.count,
  arguments.contains("wrong") ? wrong.map { "\n\($0.label) \($0.text)" }.joined() : "")
print("evaluated", clock.now - t0)
