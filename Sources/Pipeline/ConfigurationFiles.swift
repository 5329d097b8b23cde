// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Where the configuration lies, after UAPI.6: a main file, then drop-ins by base name.
package struct ConfigurationFiles: Sendable {
  /// Main files in rising precedence; later ones win.
  private let mains: [String]
  /// Whether a missing main file is an error: only one that was named on the command line must be there.
  private let mustExist: Bool

  /// The vendor's and the administrator's files: /usr/lib/earshot under /etc/earshot; none has to exist.
  package static let ofSystem = ConfigurationFiles(
    mains: ["/usr/lib/earshot/earshot.toml", "/etc/earshot/earshot.toml"], mustExist: false)

  /// One file and the folder `FILE.d` beside it; the file has to exist.
  package static func named(_ path: String) -> ConfigurationFiles {
    ConfigurationFiles(mains: [path], mustExist: true)
  }

  /// The texts in the order in which they are merged; throws where a file is there but cannot be read.
  package func read() throws(ConfigurationFileError) -> [(path: String, text: String)] {
    var texts: [(path: String, text: String)] = []
    for main in mains {
      if let text = try text(of: main) {
        texts.append((main, text))
      } else if mustExist {
        throw ConfigurationFileError(path: main, reason: "no such file")
      }
    }
    // A drop-in of the administrator masks the vendor's of the same name, also by being empty.
    var dropIns: [String: String] = [:]
    for main in mains {
      for name in names(in: main + ".d") where name.hasSuffix(".toml") { dropIns[name] = main + ".d/" + name }
    }
    for (_, path) in dropIns.sorted(by: { $0.key < $1.key }) {
      if let text = try text(of: path) { texts.append((path, text)) }
    }
    return texts
  }

  /// The file's text, nil where there is no such file; a device such as /dev/null is an empty text.
  private func text(of path: String) throws(ConfigurationFileError) -> String? {
    guard let bytes = try bytes(of: path, atMost: Self.sizeLimit) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationFileError(path: path, reason: "not UTF-8")
    }
    return text
  }

  /// A configuration is written by people; more than this is a mistake, such as a device.
  private static let sizeLimit = 16 << 20
}

/// A file's bytes, nil where there is no such file; throws where it cannot be read or is larger than `limit` bytes.
func bytes(of path: String, atMost limit: Int) throws(ConfigurationFileError) -> [UInt8]? {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw ConfigurationFileError(path: path, reason: unsafe String(cString: strerror(errno)))
  }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw ConfigurationFileError(path: path, reason: unsafe String(cString: strerror(errno)))
    }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
    guard bytes.count <= limit else {
      throw ConfigurationFileError(path: path, reason: "larger than \(limit) bytes")
    }
  }
}

/// The names in a folder, none where it cannot be read.
func names(in folder: String) -> [String] {
  guard let directory = unsafe opendir(folder) else { return [] }
  defer { unsafe closedir(directory) }
  var names: [String] = []
  while let entry = unsafe readdir(directory) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
      unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    names.append(name)
  }
  return names
}

/// A configuration file that cannot be read.
package struct ConfigurationFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which file.
  package var path: String
  /// Why not.
  package var reason: String

  /// Such as `/etc/earshot/earshot.toml: permission denied`.
  package var description: String { path + ": " + reason }
}
