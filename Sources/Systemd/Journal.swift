// SPDX-License-Identifier: Apache-2.0
internal import CSystemd
internal import Glibc

/// The systemd journal: entries of named fields (sd_journal_sendv(3)).
package enum Journal {
  /// What an entry is about, for `journalctl MESSAGE_ID=` and the message catalog; stable for ever.
  package enum MessageID: String, Sendable, CaseIterable {
    /// A mention that a rule asked to be told.
    case mention = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c101"
    /// A source that could not be reached or read.
    case sourceFailing = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c102"
    /// A source that works again.
    case sourceRecovered = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c103"
    /// A notification that will not arrive.
    case notificationLost = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c104"
    /// A configuration that is now in force.
    case configurationLoaded = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c105"
    /// A configuration that was refused.
    case configurationRefused = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c106"
    /// A change made through the control socket.
    case changed = "6f0d6f9a1b1e4b0c8a55d3a8f6f3c107"
  }

  /// Whether standard error goes to the journal: JOURNAL_STREAM names its device and inode (systemd.exec(5)).
  package static var ownsStandardError: Bool {
    guard let variable = unsafe getenv("JOURNAL_STREAM") else { return false }
    let parts = unsafe String(cString: variable).split(separator: ":")
    var status = stat()
    guard parts.count == 2, unsafe fstat(2, &status) == 0 else { return false }
    return UInt64(parts[0]) == UInt64(status.st_dev) && UInt64(parts[1]) == UInt64(status.st_ino)
  }

  /// Sends one entry; names are made valid field names, values may hold anything.
  ///
  /// Returns false where the journal did not take it.
  @discardableResult
  package static func send(_ fields: [(name: String, value: String)]) -> Bool {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    for (name, value) in fields {
      let start = bytes.count
      bytes += fieldName(name).utf8
      bytes.append(UInt8(ascii: "="))
      bytes += value.utf8
      ranges.append(start..<bytes.count)
    }
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      let vectors = unsafe ranges.map {
        unsafe iovec(iov_base: base.advanced(by: $0.lowerBound), iov_len: $0.count)
      }
      return unsafe vectors.withUnsafeBufferPointer { vectors in
        guard let first = vectors.baseAddress else { return false }
        return unsafe sd_journal_sendv(first, Int32(vectors.count)) == 0
      }
    }
  }

  /// A field's name: capitals, digits and underscores, no leading underscore or digit, at most 64 characters.
  package static func fieldName(_ name: String) -> String {
    let letters = name.utf8.prefix(60).map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    let text = String(decoding: letters.drop { $0 == UInt8(ascii: "_") }, as: UTF8.self)
    guard let first = text.utf8.first else { return "FIELD" }
    return first <= UInt8(ascii: "9") ? "N" + text : text
  }
}
