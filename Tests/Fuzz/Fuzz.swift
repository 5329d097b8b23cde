// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What is fuzzed, by the name that the environment variable FUZZED gives; one executable, so that one link serves all.
private let readers: [String: @Sendable ([UInt8]) -> Void] = [
  "XML": readFeed, "HTML": readHTML, "JSONLD": readJSONLD, "Pages": readPage, "Dates": readDates,
  "OPML": readList, "Charset": readCharsets, "Expression": readExpression, "Match": matchAnything,
  "Score": scoreAnything,
]

private let reader: @Sendable ([UInt8]) -> Void = {
  let name = unsafe getenv("FUZZED").map { unsafe String(cString: $0) } ?? ""
  guard let reader = readers[name] else {
    print("FUZZED: expected one of \(readers.keys.sorted().joined(separator: " ")), found “\(name)”")
    exit(64)
  }
  return reader
}()

/// libFuzzer's entry: any bytes for the chosen reader, none of which may make it trap, hang or take memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func readAnything(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  reader(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
