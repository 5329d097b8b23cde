// SPDX-License-Identifier: Apache-2.0
internal import CSystemd
internal import Glibc

/// What the service tells its supervisor, after sd_notify(3); silent where there is no supervisor.
package struct Notifier: Sendable {
  /// Talks to the supervisor that NOTIFY_SOCKET names, if any.
  package init() {}

  /// Start-up has ended; with a line for `systemctl status`.
  package func ready(_ status: String) { send("READY=1\nSTATUS=\(oneLine(status))") }

  /// The configuration is being read again; `ready` ends it.
  ///
  /// MONOTONIC_USEC lets `Type=notify-reload` (systemd 253) tell this reload from an earlier one.
  package func reloading() {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  /// The service has begun to stop.
  package func stopping() { send("STOPPING=1\nSTATUS=stopping") }

  /// That the service is alive, said only when a heartbeat has passed through every part, and a line for `systemctl status`:
  /// in one message, which wakes the supervisor once.
  package func beat(isAlive: Bool, status: String?) {
    let line = status.map { "STATUS=\(oneLine($0))" } ?? ""
    if isAlive || status != nil { send((isAlive ? "WATCHDOG=1\n" : "") + line) }
  }

  /// How often a beat must be heard, or nil where nobody listens.
  package var watchdogInterval: Duration? {
    var microseconds: UInt64 = 0
    guard unsafe sd_watchdog_enabled(0, &microseconds) > 0, microseconds > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds))
  }

  private func send(_ state: String) { _ = unsafe sd_notify(0, state) }

  /// A status may quote a stranger's words: no line feed of theirs may become an assignment of ours.
  private func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }
}
