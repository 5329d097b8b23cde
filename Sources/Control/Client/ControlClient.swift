// SPDX-License-Identifier: Apache-2.0
import Glibc
import Model
package import Text

/// A caller's end of the control socket. Blocks the thread it is used on, so it is for commands, not for the
/// daemon.
package final class ControlClient {
  private let descriptor: Descriptor
  private let timeout: Duration?
  private var incoming = MessageBuffer(limit: 1 << 28)

  /// Connects to the daemon at a path. Waits for each reply at most `timeout`, or for ever where it is nil.
  package init(at path: String, timeout: Duration?) throws(ControlClientError) {
    guard let address = SocketAddress(path) else {
      throw ControlClientError(.notReachable, "\(path): expected the path of a socket, 1 to 107 bytes")
    }
    self.timeout = timeout
    do {
      descriptor = try Descriptor.socket(blocking: false)
      try address.connect(descriptor)
    } catch {
      throw ControlClientError(error, at: path)
    }
  }

  /// Calls a method and returns the parameters of its reply.
  package func call(_ method: Method, _ parameters: JSON = [:]) throws(ControlClientError) -> JSON {
    try call(method.qualified, parameters)
  }

  /// Calls a method of any interface by its qualified name and returns the parameters of its reply.
  package func call(_ method: String, _ parameters: JSON = [:]) throws(ControlClientError) -> JSON {
    try send(method, parameters, more: false)
    return try receive().parameters
  }

  /// Calls a method that replies more than once; stops after the last reply, or where `each` returns false.
  package func call(
    _ method: String, _ parameters: JSON = [:], each: (JSON) throws(ControlClientError) -> Bool
  ) throws(ControlClientError) {
    try send(method, parameters, more: true)
    while true {
      let reply = try receive()
      guard try each(reply.parameters), reply.continues else { return }
    }
  }

  private func send(_ method: String, _ parameters: JSON, more: Bool) throws(ControlClientError) {
    let call = JSON.object(of: [
      "method": .string(method), "parameters": parameters.isEmptyObject ? nil : parameters,
      "more": more ? true : nil,
    ])
    var rest = (call.bytes + [0])[...]
    while !rest.isEmpty {
      switch descriptor.write(rest) {
      case .moved(let count): rest = rest.dropFirst(count)
      case .mustWait: try wait(Watch(descriptor: descriptor.number, writes: true))
      // Why the daemon has closed is in what it wrote before.
      case .end, .broken: return
      }
    }
  }

  private func receive() throws(ControlClientError) -> (parameters: JSON, continues: Bool) {
    while true {
      guard let message = try? incoming.next() else {
        try fill()
        continue
      }
      guard let reply = try? JSON(parsing: message), reply.members != nil else {
        throw ControlClientError(.failed, "the daemon answered with something that is no reply")
      }
      let parameters = reply["parameters"] ?? [:]
      if let name = reply["error"]?.string {
        guard let error = ControlError(name: name, parameters: parameters) else {
          throw ControlClientError(.failed, "\(name) \(parameters.text())")
        }
        throw ControlClientError(error)
      }
      return (parameters, reply["continues"]?.bool ?? false)
    }
  }

  private func fill() throws(ControlClientError) {
    switch incoming.fill({ descriptor.read(into: &$0) }) {
    case .moved: return
    case .mustWait: try wait(Watch(descriptor: descriptor.number, reads: true))
    case .end, .broken:
      throw ControlClientError(.notReachable, "the daemon closed the connection without an answer")
    }
  }

  private func wait(_ watch: Watch) throws(ControlClientError) {
    var watches = [watch]
    Watch.wait(&watches, atMost: timeout)
    guard watches[0].isReadable || watches[0].isWritable || watches[0].isHungUp else {
      throw ControlClientError(.timeout, "the daemon did not answer in time; see --timeout")
    }
  }
}

extension ControlClientError {
  /// Why the socket at a path could not be connected to.
  fileprivate init(_ error: SystemError, at path: String) {
    switch error.number {
    case EACCES, EPERM:
      self.init(
        .denied,
        "\(path): you may not connect to the daemon; ask to be put into the group earshot, or use sudo")
    case ENOENT, ECONNREFUSED:
      self.init(
        .notReachable, "\(path): no daemon answers there; is earshotd running? (see --socket and --user)")
    case EAGAIN:
      self.init(.notReachable, "\(path): the daemon has no room for another caller; try again later")
    default: self.init(.notReachable, "\(path): \(error)")
    }
  }
}
