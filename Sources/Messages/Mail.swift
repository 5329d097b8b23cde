// SPDX-License-Identifier: Apache-2.0

internal import Model

/// A mail before it is bytes: the same facts as plain text and as HTML.
struct Mail {
  /// What makes it the same message when it is made again.
  var key: String
  var subject: String
  /// The kind of mail, the second part of its List-Id: `alerts` or a digest's name.
  var list: String
  var brand: String
  /// What all mails of one conversation have in common; nil where it stands alone.
  var thread: String?
  var text: String
  var html: HTML

  /// The message of RFC 5322 and its Message-ID.
  ///
  /// Deterministic: the same mail at the same `now` gives the same bytes. Only ASCII, only CRLF, no line over 998.
  func written(
    by sender: Letterhead, to recipient: String, now: Instant, offset: Int
  ) -> (bytes: [UInt8], messageID: String) {
    let messageID = sender.messageID(of: key, to: recipient)
    let boundary = "=_" + messageID.prefix(24)
    var lines = headers(sender, recipient, now: now, offset: offset, messageID: messageID)
    lines += ["MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
    for (type, content) in [("plain", text), ("html", html.markup)] {
      lines += [
        "--" + boundary, "Content-Type: text/\(type); charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable", "Content-Language: en", "", quotedPrintable(content),
      ]
    }
    lines += ["--" + boundary + "--", ""]
    return (Array(lines.joined(separator: "\r\n").utf8), messageID)
  }

  private func headers(
    _ sender: Letterhead, _ recipient: String, now: Instant, offset: Int, messageID: String
  ) -> [String] {
    let unsubscribe = "mailto:\(sender.address)?subject=unsubscribe%20\(slug(brand)).\(slug(list))"
    var lines = [
      "Date: " + mailDate(now, offset: offset),
      headerField("From", sender.name, sender.address),
      "To: " + recipient,
      headerField("Subject", subject.shortened(to: 160)),
      "Message-ID: <\(messageID)>",
    ]
    if let thread {
      let root = sender.messageID(of: "thread:" + thread, to: recipient)
      lines += ["In-Reply-To: <\(root)>", "References: <\(root)>"]
    }
    return lines + [
      "List-Id:\r\n <\(slug(brand)).\(slug(list)).earshot.\(domain(of: sender.address))>",
      "List-Unsubscribe:\r\n <\(unsubscribe)>",
      // RFC 3834, the habit of Exchange, and the oldest of the three: no vacation replies, please.
      "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All", "Precedence: list",
    ]
  }
}

/// `Sat, 21 Nov 2026 08:00:03 +0100`
func mailDate(_ instant: Instant, offset: Int) -> String {
  let civil = CivilTime(instant, offset: offset)
  let minutes = abs(offset) / 60
  return
    "\(dayNames[civil.weekday]), \(padded(civil.day)) \(monthNames[civil.month - 1]) \(padded(civil.year, 4)) "
    + "\(padded(civil.hour)):\(padded(civil.minute)):\(padded(civil.second)) "
    + (offset < 0 ? "-" : "+") + padded(minutes / 60) + padded(minutes % 60)
}

let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// A name as a part of a List-Id: ASCII letters and digits joined by hyphens, or a hash where it has none of them.
func slug(_ name: String) -> String {
  let parts = name.lowercased().utf8.split { byte in
    !(UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
  }
  let slug = parts.map { String(Substring($0)) }.joined(separator: "-").prefix(40)
  return slug.isEmpty ? "x" + SHA256.hex(of: Array(name.utf8)).prefix(8) : String(slug)
}
