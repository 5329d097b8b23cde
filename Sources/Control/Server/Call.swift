// SPDX-License-Identifier: Apache-2.0
import Text

/// A call as it came over the wire.
struct Call: Hashable, Sendable {
  /// What the caller wants to be answered with.
  enum Mode: Hashable, Sendable {
    /// One reply.
    case one
    /// Any number of replies.
    case more
    /// None, not even an error.
    case none
  }

  /// The message breaks the protocol: the connection is to be closed.
  struct Malformed: Error {}

  /// The method's qualified name.
  var method: String
  /// Its parameters; what is absent is null.
  var parameters: JSON
  /// How it is to be answered.
  var mode: Mode
  /// Whether the caller wants the connection for another protocol afterwards, which nothing here offers.
  var wantsUpgrade: Bool

  /// Reads a message without its NUL: strict JSON in UTF-8 that nests at most 64 deep.
  init(message: [UInt8]) throws(Malformed) {
    guard String(validating: message, as: UTF8.self) != nil,
      let json = try? JSON(parsing: message, depth: 64),
      let members = json.members, let method = json["method"]?.string
    else { throw Malformed() }
    var flags: Set<String> = []
    for member in members {
      switch member.name {
      case "method", "parameters": continue
      case "more", "oneway", "upgrade":
        guard let isSet = member.value.bool else { throw Malformed() }
        if isSet { flags.insert(member.name) }
      // A name with a dot is an extension of somebody's, to be passed over.
      case let name where name.utf8.contains(UInt8(ascii: ".")): continue
      default: throw Malformed()
      }
    }
    guard flags.count <= 1 else { throw Malformed() }
    self.method = method
    parameters = json["parameters"] ?? .null
    mode = flags.contains("more") ? .more : flags.contains("oneway") ? .none : .one
    wantsUpgrade = flags.contains("upgrade")
  }
}

/// A reply as it goes over the wire.
enum Reply {
  /// Parameters, and whether more replies follow.
  case parameters(JSON, continues: Bool)
  /// An error.
  case error(ControlError)

  /// The message with its NUL; parameters that are empty are left out.
  var message: [UInt8] {
    switch self {
    case .parameters(let parameters, let continues):
      Self.message([
        parameters.isEmptyObject ? nil : JSON.Member("parameters", parameters),
        continues ? JSON.Member("continues", true) : nil,
      ])
    case .error(let error):
      Self.message([
        JSON.Member("error", error.wire.name.wire),
        error.wire.parameters.isEmptyObject ? nil : JSON.Member("parameters", error.wire.parameters),
      ])
    }
  }

  private static func message(_ members: [JSON.Member?]) -> [UInt8] {
    JSON.object(members.compactMap { $0 }).bytes + [0]
  }
}

extension JSON {
  /// Whether this is null or an object without members.
  var isEmptyObject: Bool { isNull || members?.isEmpty == true }
}
