// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The folder that holds the database, locked for one daemon as long as the process lives.
struct StateDirectory {
  /// Where it is.
  let path: String
  /// The database in it.
  var database: String { path + "/earshot.db" }

  /// Makes the folder where there is none (0750, as systemd would) and locks it.
  init(at path: String) throws(StateDirectoryError) {
    self.path = path
    var parents = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      parents += (parents.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      if unsafe mkdir(parents, 0o750) != 0 && errno != EEXIST { throw .unusable(path, reasonOfErrno()) }
    }
    let lock = unsafe open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard lock >= 0 else { throw .unusable(path, reasonOfErrno()) }
    // The descriptor stays open on purpose: the kernel lets go of the lock when the process ends, however it ends.
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path) }
  }

  /// Where the state is kept unless told otherwise: systemd's folder, else the user's own.
  static var usual: String {
    if let path = environment("STATE_DIRECTORY")?.split(separator: ":").first { return String(path) }
    if let path = environment("XDG_STATE_HOME") { return path + "/earshot" }
    if getuid() != 0, let home = environment("HOME") { return home + "/.local/state/earshot" }
    return "/var/lib/earshot"
  }
}

/// Why the state directory cannot be used.
enum StateDirectoryError: Error, CustomStringConvertible {
  /// It cannot be made or written to.
  case unusable(String, String)
  /// Another daemon uses it.
  case inUse(String)

  var description: String {
    switch self {
    case .unusable(let path, let reason):
      "\(path): \(reason); expected a folder that user \(getuid()) can write to (see --state-directory)"
    case .inUse(let path): "\(path): another earshotd is running on it"
    }
  }
}

/// What errno says.
private func reasonOfErrno() -> String { unsafe String(cString: strerror(errno)).lowercased() }

/// A variable of the environment, nil where it is empty.
func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  let text = unsafe String(cString: value)
  return text.isEmpty ? nil : text
}
