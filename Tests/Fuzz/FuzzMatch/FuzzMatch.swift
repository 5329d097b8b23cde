// SPDX-License-Identifier: Apache-2.0
import Rules

/// Tries an expression, the bytes before the first 0, on a title and a body, those before and after the second: the
/// matcher must say what the plain evaluation says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMatch(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  let parts = unsafe bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    .map { unsafe String(decoding: $0, as: UTF8.self) }
  guard parts.count == 3, let expression = try? Expression(parsing: parts[0], .rule) else { return 0 }
  let subject = Subject(title: parts[1], text: parts[2], url: parts[1], tags: [parts[2]])
  let expected = expression.matches(subject)
  let found = Matcher([(id: 0, expression: expression)]).matches(in: subject)
  precondition(found.first?.spans == expected, "the matcher and the plain evaluation differ")
  return 0
}
