// SPDX-License-Identifier: Apache-2.0

/// An address as it goes over the wire: the host's labels in ASCII (RFC 5891), every other byte beyond ASCII
/// and every space percent-encoded, as browsers do.
///
/// libcurl would do neither: it asks the C locale, which knows ASCII only. Characters are lowered but not
/// otherwise mapped, so that a name in an unusual form is not found rather than taken for another one.
func wireForm(of url: String) -> String {
  if url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return url }
  guard let start = url.firstRange(of: "://")?.upperBound else { return url }
  let authority = url[start...].utf8.prefix { !endsAuthority($0) }
  let hostStart =
    authority.lastIndex(of: UInt8(ascii: "@")).map { authority.index(after: $0) } ?? authority.startIndex
  let host = url[hostStart..<authority.endIndex]
  let wireHost = host.utf8.allSatisfy { $0 < 0x80 } ? String(host) : asciiHost(host)
  return url[..<start] + percentEncoded(url[start..<hostStart]) + wireHost
    + percentEncoded(url[host.endIndex...])
}

/// Each label beyond ASCII in Punycode behind `xn--`; the ideographic full stops part labels too (RFC 3490,
/// 3.1).
private func asciiHost(_ host: Substring) -> String {
  host.split(omittingEmptySubsequences: false) { ".。．｡".contains($0) }.map { label in
    label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : "xn--" + punycode(label.lowercased())
  }.joined(separator: ".")
}

private func percentEncoded(_ text: Substring) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  let bytes = text.utf8.flatMap { byte in
    byte > 0x7E || byte == 0x20
      ? [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] : [byte]
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// RFC 3492, section 6.3, with the parameters of section 5.
func punycode(_ label: String) -> String {
  let scalars = label.unicodeScalars.map(\.value)
  var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
  let basic = UInt32(output.count)
  if basic > 0 { output.append(UInt8(ascii: "-")) }
  var (last, delta, bias, handled) = (UInt32(0x80), UInt32(0), UInt32(72), basic)
  while let next = scalars.filter({ $0 >= last }).min() {
    delta += (next - last) * (handled + 1)
    for scalar in scalars {
      if scalar < next { delta += 1 }
      guard scalar == next else { continue }
      appendNumber(delta, bias: bias, to: &output)
      bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
      delta = 0
      handled += 1
    }
    delta += 1
    last = next + 1
  }
  return String(decoding: output, as: UTF8.self)
}

/// A number in the variable-length digits of RFC 3492, section 3.3.
private func appendNumber(_ number: UInt32, bias: UInt32, to output: inout [UInt8]) {
  var rest = number
  var position: UInt32 = 36
  while true {
    let threshold = position <= bias ? 1 : min(position - bias, 26)
    guard rest >= threshold else { break }
    output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
    rest = (rest - threshold) / (36 - threshold)
    position += 36
  }
  output.append(digit(rest))
}

private func digit(_ value: UInt32) -> UInt8 {
  value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
}

/// The next bias (RFC 3492, 6.1).
private func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
  var delta = isFirst ? delta / 700 : delta / 2
  delta += delta / count
  var bias: UInt32 = 0
  while delta > 455 {
    delta /= 35
    bias += 36
  }
  return bias + 36 * delta / (delta + 38)
}
