// SPDX-License-Identifier: Apache-2.0
import Foundation
import Support
import Testing
import Text

@testable import Sentiment

@Suite struct WeightsTests {
  @Test func `the file is what it holds`() {
    let weights = Weights.embedded()
    let bytes = weights.encoded
    #expect(bytes.count <= 1_500_000)
    #expect(weights.version == "en1-" + weights.fingerprint)
    let again = unsafe Weights.decode(bytes.span.bytes)
    #expect(again.encoded == bytes)
    #expect(again.grams.count == 1 << Weights.bits)
  }

  @Test func `the manifest tells of the weights it lies beside`() throws {
    let folder = repository.appendingPathComponent("Sources/CWeights")
    let manifest = try JSON(parsing: try bytes(of: folder.appendingPathComponent("manifest.json")))
    #expect(manifest["version"]?.string == Weights.embedded().version)
    #expect(
      manifest["bytes"]?.integer == Int64(try bytes(of: folder.appendingPathComponent("weights.bin")).count))
  }

  @Test func `every work trained on is named with a licence that allows it`() throws {
    let file = repository.appendingPathComponent("Sources/CWeights/manifest.json")
    guard case .array(let sets)? = try JSON(parsing: try bytes(of: file))["trained on"] else {
      Issue.record("the manifest names no sets")
      return
    }
    #expect(sets.count > 15)
    for set in sets {
      let licence = set["licence"]?.string ?? "none"
      #expect(
        ["Apache-2.0", "MIT", "CC BY 4.0", "CC BY 3.0"].contains(licence), "\(set["name"]?.string ?? "")")
    }
  }
}
