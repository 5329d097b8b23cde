// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import Logging

/// Writes log events to the journal with their metadata as fields.
package struct JournalLogHandler: LogHandler {
  /// What is attached to every event.
  package var metadata: Logger.Metadata = [:]
  /// Events below this level are not written.
  package var logLevel: Logger.Level

  /// A handler that writes from a level on.
  package init(level: Logger.Level) { logLevel = level }

  /// One piece of metadata.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one event: message, priority, place in the source, and each piece of metadata as EARSHOT_NAME.
  package func log(event: LogEvent) {
    var fields: [(name: String, value: String)] = [
      ("MESSAGE", summary(of: event, with: metadata)),
      ("PRIORITY", String(priority(of: event.level))),
      ("SYSLOG_IDENTIFIER", "earshotd"),
      ("CODE_FILE", event.file), ("CODE_LINE", String(event.line)), ("CODE_FUNC", event.function),
    ]
    for (key, value) in facts(of: event, with: metadata) {
      fields.append((key == messageIDKey ? "MESSAGE_ID" : "EARSHOT_" + key, value))
    }
    Journal.send(fields)
  }

  /// The syslog priority (RFC 5424 section 6.2.1) of a level.
  private func priority(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}

/// Writes log events to standard error, one line each.
package struct StandardErrorLogHandler: LogHandler {
  /// What is attached to every event.
  package var metadata: Logger.Metadata = [:]
  /// Events below this level are not written.
  package var logLevel: Logger.Level

  /// A handler that writes from a level on.
  package init(level: Logger.Level) { logLevel = level }

  /// One piece of metadata.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one event as `level: message (key=value ...)`; control characters are shown, never sent.
  package func log(event: LogEvent) {
    let line = "\(event.level.rawValue): \(summary(of: event, with: metadata))\n"
    var bytes = Array(line.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// The metadata key whose value becomes the journal's MESSAGE_ID.
package let messageIDKey = "message-id"

/// The event's own metadata over the handler's, by name.
private func facts(of event: LogEvent, with metadata: Logger.Metadata) -> [(key: String, value: String)] {
  var all = metadata.merging(event.metadata ?? [:]) { _, own in own }.map { ($0, "\($1)") }
  if let error = event.error { all.append(("error", "\(error)")) }
  return all.sorted { $0.0 < $1.0 }
}

/// The message with its facts in one safe line.
private func summary(of event: LogEvent, with metadata: Logger.Metadata) -> String {
  let facts = facts(of: event, with: metadata).filter { $0.key != messageIDKey }
  let tail = facts.map { "\($0.key)=\(quoted($0.value))" }.joined(separator: " ")
  return visible(event.message.description) + (tail.isEmpty ? "" : " (" + tail + ")")
}

/// A value bounded to 2 kB, in quotation marks where it holds spaces.
private func quoted(_ value: String) -> String {
  let text = visible(String(value.prefix(2000)))
  return text.utf8.contains(UInt8(ascii: " ")) ? "“\(text)”" : text
}

/// Control characters as `\xNN`, so that a stranger's text can neither forge a line nor drive a terminal.
private func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
    return text
  }
  return text.unicodeScalars.map { scalar in
    guard scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) else { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    return "\\x" + (digits.count < 2 ? "0" : "") + digits
  }.joined()
}
