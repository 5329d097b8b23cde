// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rules
import Text

// RulesBenchmark FOLDER [ROUNDS] [SIZES] [names,rules]: measures the matcher on FOLDER/corpus.txt with the names of
// FOLDER/kw_N.txt, beside what Tests/Benchmarks/run has put into FOLDER/yardsticks.
//
// Everything takes turns, ROUNDS rounds (default 5) of processor time, and only the ratios of the medians mean
// anything: machines differ and are shared.

let arguments = CommandLine.arguments
guard arguments.count > 1 else {
  print("usage: RulesBenchmark FOLDER [ROUNDS] [SIZES] [names,rules]")
  exit(64)
}
let rounds = arguments.count > 2 ? Int(arguments[2]) ?? 5 : 5
let sizes = (arguments.count > 3 ? arguments[3] : "10,1000,10000,100000").split(separator: ",").compactMap {
  Int($0)
}
let kinds = arguments.count > 4 ? arguments[4] : "names,rules"
let bench = Bench(material: try Material(folder: arguments[1]), rounds: rounds)
print(
  "\(bench.material.corpus.count) texts, \(short(bench.material.megabytes)) MB; medians of \(rounds) rounds by turns"
)
if kinds.contains("names") { for size in sizes { try bench.measureNames(size) } }
if kinds.contains("rules") { for size in sizes where size >= 100 { try bench.measureRules(size) } }
if let size = sizes.last { try bench.measureAdding(to: size) }
