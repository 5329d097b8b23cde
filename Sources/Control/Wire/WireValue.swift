// SPDX-License-Identifier: Apache-2.0
package import Model
package import Text

/// What can stand in a parameter or a field of a reply.
package protocol WireValue {
  /// Reads the value of the field at `path`; throws `invalidParameter(path)` where it is of another type.
  init(wire: JSON, at path: String) throws(ServiceError)
  /// The value as JSON.
  var wire: JSON { get }
}

/// A value of several fields.
package protocol WireRecord: WireValue {
  /// Reads the fields one by one.
  init(_ fields: inout Fields) throws(ServiceError)
}

extension WireRecord {
  /// Reads an object; members it does not know are left alone, so that the interface may grow.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    var fields = try Fields(wire, at: path)
    try self.init(&fields)
  }

  /// Reads a reply.
  package init(reply: JSON) throws(ServiceError) { try self.init(wire: reply, at: "") }
}

/// The members of an object, read by name; keeps account of the names asked for.
package struct Fields {
  private let members: [JSON.Member]
  private let path: String
  private var asked: Set<String> = []

  /// Takes an object; `null` is one without members, as Varlink has it.
  package init(_ object: JSON, at path: String = "") throws(ServiceError) {
    guard object.isNull || object.members != nil else { throw .invalidParameter(path) }
    members = object.members ?? []
    self.path = path
  }

  /// The value of a field that must be there.
  package mutating func take<Value: WireValue>(_ name: String) throws(ServiceError) -> Value {
    guard let value: Value = try find(name) else { throw .invalidParameter(place(of: name)) }
    return value
  }

  /// The value of a field that may be absent or null.
  package mutating func find<Value: WireValue>(_ name: String) throws(ServiceError) -> Value? {
    asked.insert(name)
    guard let value = members.last(where: { $0.name == name })?.value, !value.isNull else { return nil }
    return try Value(wire: value, at: place(of: name))
  }

  /// Throws where there is a member that nobody asked for.
  package func finish() throws(ServiceError) {
    guard let unknown = members.first(where: { !asked.contains($0.name) }) else { return }
    throw .invalidParameter(place(of: unknown.name))
  }

  private func place(of name: String) -> String { path.isEmpty ? name : path + "." + name }
}

extension String: WireValue {
  /// Reads a string.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let string = wire.string else { throw .invalidParameter(path) }
    self = string
  }

  /// A string.
  package var wire: JSON { .string(self) }
}

extension Bool: WireValue {
  /// Reads a truth value.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let bool = wire.bool else { throw .invalidParameter(path) }
    self = bool
  }

  /// A truth value.
  package var wire: JSON { .bool(self) }
}

extension Int64: WireValue {
  /// Reads an integer.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let integer = wire.integer else { throw .invalidParameter(path) }
    self = integer
  }

  /// An integer.
  package var wire: JSON { .integer(self) }
}

extension Int: WireValue {
  /// Reads an integer.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let integer = wire.integer, let value = Int(exactly: integer) else { throw .invalidParameter(path) }
    self = value
  }

  /// An integer.
  package var wire: JSON { .integer(Int64(self)) }
}

extension Double: WireValue {
  /// Reads a number.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let number = wire.number else { throw .invalidParameter(path) }
    self = number
  }

  /// A number.
  package var wire: JSON { .number(self) }
}

extension Array: WireValue where Element: WireValue {
  /// Reads an array.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let elements = wire.array else { throw .invalidParameter(path) }
    self = []
    for (index, element) in elements.enumerated() {
      append(try Element(wire: element, at: "\(path)[\(index)]"))
    }
  }

  /// An array.
  package var wire: JSON { .array(map(\.wire)) }
}

extension Instant: WireValue {
  /// Reads microseconds since 1970.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    self.init(microseconds: try Int64(wire: wire, at: path))
  }

  /// Microseconds since 1970.
  package var wire: JSON { .integer(microseconds) }
}

extension Duration: WireValue {
  /// Reads microseconds.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    self = .microseconds(try Int64(wire: wire, at: path))
  }

  /// Microseconds.
  package var wire: JSON { .integer(microseconds) }
}

extension Identifier: WireValue {
  /// Reads a row's number.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    self.init(try Int64(wire: wire, at: path))
  }

  /// The row's number.
  package var wire: JSON { .integer(value) }
}

extension WireValue where Self: RawRepresentable, RawValue == String {
  /// Reads one of the words.
  package init(wire: JSON, at path: String) throws(ServiceError) {
    guard let value = Self(rawValue: try String(wire: wire, at: path)) else { throw .invalidParameter(path) }
    self = value
  }

  /// The word.
  package var wire: JSON { .string(rawValue) }
}

extension Origin: WireValue {}
extension Brand.Kind: WireValue {}
extension Source.Kind: WireValue {}
extension Sentiment.Label: WireValue {}
extension Intent: WireValue {}
extension Mention.State: WireValue {}
extension Span.Field: WireValue {}
extension Channel: WireValue {}
