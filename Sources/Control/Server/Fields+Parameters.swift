// SPDX-License-Identifier: Apache-2.0
import Model

/// The parameters of calls: as fields are read, with the errors of calls.
extension Fields {
  /// A parameter that must be there.
  mutating func require<Value: WireValue>(_ name: String) throws(ControlError) -> Value {
    do { return try take(name) } catch { throw .service(error) }
  }

  /// A parameter that may be absent.
  mutating func read<Value: WireValue>(_ name: String) throws(ControlError) -> Value? {
    do { return try find(name) } catch { throw .service(error) }
  }

  /// Refuses parameters that the method does not have.
  func end() throws(ControlError) {
    do { try finish() } catch { throw .service(error) }
  }

  /// A name: something to read, on one line.
  mutating func name(_ field: String) throws(ControlError) -> String {
    let name: String = try require(field)
    let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard !name.isEmpty, name.utf8.count <= 200, isPlain, name.first != " ", name.last != " " else {
      throw .invalidValue(
        parameter: field, message: "expected 1 to 200 bytes without control characters or space at the ends")
    }
    return name
  }

  /// All parameters of `AddKeyword` or `RemoveKeyword`.
  mutating func keyword() throws(ControlError) -> Keyword {
    let keyword = Keyword(brand: try name("brand"), expression: try require("expression"))
    try end()
    return keyword
  }

  /// All parameters of `AddSource`.
  mutating func source() throws(ControlError) -> Source {
    var source = Source(
      name: try name("name"), kind: try read("kind") ?? .feed, url: try require("url"),
      cadence: try read("cadenceUSec"), credential: try read("credential"),
      allowPrivate: try read("allowPrivate") ?? false, hostKey: try read("hostKey"),
      floor: try read("floorUSec"), concurrency: try read("concurrency"),
      verifiesTLS: try read("verifyTLS") ?? true)
    source.allow = try read("allow") ?? []
    try end()
    let url = source.url.lowercased()
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
      throw .invalidValue(
        parameter: "url", message: "expected an address that begins with http:// or https://")
    }
    if let cadence = source.cadence, !(.seconds(1)...(.days(365))).contains(cadence) {
      throw .invalidValue(parameter: "cadenceUSec", message: "expected 1 second to 365 days")
    }
    if let floor = source.floor, !(.zero...(.days(1))).contains(floor) {
      throw .invalidValue(parameter: "floorUSec", message: "expected at most a day")
    }
    if let concurrency = source.concurrency, !(1...64).contains(concurrency) {
      throw .invalidValue(parameter: "concurrency", message: "expected 1 to 64")
    }
    return source
  }

  /// All parameters of `ListMentions`.
  mutating func query() throws(ControlError) -> MentionQuery {
    let query: MentionQuery
    do { query = try MentionQuery(&self) } catch { throw .service(error) }
    try end()
    return query
  }
}
