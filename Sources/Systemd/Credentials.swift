// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Secrets handed in by the service manager as files (systemd.exec(5), CREDENTIALS_DIRECTORY).
package struct Credentials: Sendable {
  private let folder: String?

  /// Reads from this folder; nil means there are no credentials.
  package init(folder: String?) { self.folder = folder }

  /// Reads from where the service manager says.
  package static var ofService: Credentials {
    guard let path = unsafe getenv("CREDENTIALS_DIRECTORY") else { return Credentials(folder: nil) }
    return Credentials(folder: unsafe String(cString: path))
  }

  /// The secret of that name without a final line end, or nil where there is none.
  ///
  /// A name is one path component; anything else has no secret. At most 64 kB are read.
  package func secret(named name: String) -> String? {
    guard let folder, !name.isEmpty, name != ".", name != "..", !name.utf8.contains(UInt8(ascii: "/")),
      !name.utf8.contains(0)
    else { return nil }
    let file = unsafe open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(file, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      filled += count
    }
    var secret = bytes[..<filled]
    while let last = secret.last, last == 0x0A || last == 0x0D { secret.removeLast() }
    return String(decoding: secret, as: UTF8.self)
  }
}
