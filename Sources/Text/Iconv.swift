// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The system's converter for legacy charsets: the one C library call of the core.
///
/// A conversion descriptor of iconv(3), closed when the value goes.
@safe private struct Converter: ~Copyable {
  private let descriptor: iconv_t

  /// A converter to UTF-8 from the first of some names that the system knows.
  init?(from names: [String]) {
    for name in names {
      // iconv_open(3) answers (iconv_t) -1 where it does not know the name.
      if let opened = unsafe iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 {
        unsafe descriptor = opened
        return
      }
    }
    return nil
  }

  deinit { unsafe iconv_close(descriptor) }

  /// The bytes as UTF-8; each byte that starts no character becomes U+FFFD, and their number is returned.
  borrowing func convert(_ bytes: [UInt8]) -> ([UInt8], Int) {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 2)
    var chunk = [UInt8](repeating: 0, count: min(65536, bytes.count * 4 + 16))
    var replaced = 0
    var at = 0
    while at < bytes.count {
      let (read, written, problem) = step(bytes, from: at, into: &chunk)
      output.append(contentsOf: chunk[..<written])
      at += read
      // E2BIG only asks for another chunk; anything else stops at a byte that has to be skipped.
      // Each turn gets on: the converter of UTF-7 can write for ever without reading.
      guard problem != 0 && problem != E2BIG || read == 0 else { continue }
      output += [0xEF, 0xBF, 0xBD]
      replaced += 1
      at += 1
    }
    return (output, replaced)
  }

  /// One call of iconv(3): bytes read, bytes written, and errno or 0.
  private borrowing func step(_ bytes: [UInt8], from start: Int, into chunk: inout [UInt8]) -> (
    Int, Int, Int32
  ) {
    // Safe because both pointers stay within the arrays that are held for the call, with their true lengths.
    unsafe bytes.withUnsafeBytes { input in
      unsafe chunk.withUnsafeMutableBytes { output in
        let first = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)?.advanced(by: start)
        var source = unsafe first?.assumingMemoryBound(to: CChar.self)
        var target = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var sourceLeft = input.count - start
        var targetLeft = output.count
        let result = unsafe iconv(descriptor, &source, &sourceLeft, &target, &targetLeft)
        let problem = result == -1 ? errno : 0
        return (input.count - start - sourceLeft, output.count - targetLeft, problem)
      }
    }
  }
}

/// Bytes of a legacy charset as UTF-8, and how many of them meant nothing; nil if the system knows none of the names.
func convert(_ bytes: [UInt8], from names: [String]) -> ([UInt8], Int)? {
  guard let converter = Converter(from: names) else { return nil }
  return converter.convert(bytes)
}

/// Whether the system can convert from one of these names.
func converterExists(_ names: [String]) -> Bool { Converter(from: names) != nil }
