// SPDX-License-Identifier: Apache-2.0
import Glibc

extension Console {
  /// Writes what may be longer than a screen: through the pager where a person reads it and it is.
  ///
  /// The pager is $EARSHOT_PAGER, $SYSTEMD_PAGER or $PAGER, else less(1); none where that is empty or `cat`.
  func page(_ text: String) {
    let lines = text.utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    guard isTerminal, let rows, lines >= rows, let pager else { return print(text) }
    // less(1) must not run commands or write files: what it shows is written by strangers.
    unsafe setenv("LESSSECURE", "1", 1)
    guard let stream = unsafe popen(pager, "w") else { return print(text) }
    // Who leaves the pager early has seen enough: that is no reason to die of SIGPIPE.
    signal(SIGPIPE, SIG_IGN)
    unsafe fputs(text + "\n", stream)
    unsafe pclose(stream)
  }

  private var pager: String? {
    let named = ["EARSHOT_PAGER", "SYSTEMD_PAGER", "PAGER"].lazy.compactMap { environment($0) }.first
    guard let named else { return "less -FRSXMK" }
    return named.isEmpty || named == "cat" ? nil : named
  }
}
