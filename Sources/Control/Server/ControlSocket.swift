// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// Why there is no listening at a path.
package enum ListenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A path has room for 107 bytes.
  case badPath(String)
  /// Something else than a socket is at the path; it is left alone.
  case notASocket(String)
  /// Another daemon answers there.
  case alreadyServed(String)
  /// The descriptor handed over is no listening Unix stream socket.
  case notListening(Int32)
  /// The system refused.
  case system(path: String, SystemError)

  /// What happened, what was expected and what to do.
  package var description: String {
    switch self {
    case .badPath(let path): "\(path): expected a path of 1 to 107 bytes for the control socket"
    case .notASocket(let path): "\(path): there is something there that is not a socket; move it away"
    case .alreadyServed(let path): "\(path): another daemon answers there; stop it or choose another --socket"
    case .notListening(let number): "descriptor \(number): expected a listening Unix stream socket"
    case .system(let path, let error): "\(path): \(error)"
    }
  }
}

/// The socket callers connect to.
package final class ControlSocket: Sendable {
  let descriptor: Descriptor
  /// Where it is; nil where it was handed over, and so is another's to remove.
  package let path: String?
  /// The file as it was made, to be known again before it is removed.
  private let file: FileIdentity?

  /// Makes the socket's file, mode 0660, and listens; makes its folder too where only that is missing.
  ///
  /// A socket file that nobody answers at is stale and is replaced; a symbolic link or any other file is
  /// refused.
  package init(at path: String) throws(ListenError) {
    guard let address = SocketAddress(path) else { throw .badPath(path) }
    do {
      try Self.clear(path, address)
      descriptor = try Descriptor.socket(blocking: false)
      // Before bind(2), which takes the file's mode from the socket's: it is never wider than this.
      fchmod(descriptor.number, 0o660)
      try address.bind(descriptor)
      unsafe chmod(path, 0o660)
      guard listen(descriptor.number, 128) == 0 else { throw SystemError("listen") }
    } catch let error as SystemError {
      throw .system(path: path, error)
    } catch let error as ListenError {
      throw error
    } catch {
      throw .badPath(path)
    }
    self.path = path
    file = FileIdentity(of: path)
  }

  /// Takes over a socket that is listening already, as systemd hands it to the daemon.
  package init(adopting number: Int32) throws(ListenError) {
    guard Self.option(SO_ACCEPTCONN, of: number) == 1, Self.option(SO_DOMAIN, of: number) == AF_UNIX,
      Self.option(SO_TYPE, of: number) == Int32(SOCK_STREAM.rawValue)
    else { throw .notListening(number) }
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    descriptor = Descriptor(owning: number)
    path = nil
    file = nil
  }

  /// Removes the socket's file where it is still the one that was made here.
  package func remove() {
    guard let path, let file, FileIdentity(of: path) == file else { return }
    unsafe unlink(path)
  }

  /// Makes room at the path, or throws where that is not ours to make.
  private static func clear(_ path: String, _ address: SocketAddress) throws {
    guard let file = FileIdentity(of: path) else {
      if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
        unsafe mkdir(String(path[..<slash]), 0o750)
      }
      return
    }
    guard file.isSocket else { throw ListenError.notASocket(path) }
    do {
      try address.connect(try Descriptor.socket(blocking: false))
      throw ListenError.alreadyServed(path)
    } catch let error as SystemError where error.number == ECONNREFUSED || error.number == ENOENT {
      unsafe unlink(path)
    } catch let error as SystemError where error.number == EAGAIN {
      // Somebody listens, but has no room in the queue.
      throw ListenError.alreadyServed(path)
    }
  }

  private static func option(_ option: Int32, of number: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(number, SOL_SOCKET, option, &value, &length) == 0 ? value : nil
  }
}

/// Which file a path led to, without following a link.
private struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let inode: UInt
  let isSocket: Bool

  init?(of path: String) {
    var facts = stat()
    guard unsafe lstat(path, &facts) == 0 else { return nil }
    device = facts.st_dev
    inode = facts.st_ino
    isSocket = facts.st_mode & S_IFMT == S_IFSOCK
  }
}
