// SPDX-License-Identifier: Apache-2.0
import Text

/// The things that JSON-LD values describe, without a processor for contexts: the local part of a name is its
/// meaning.
struct JSONLDThings {
  /// The things at the top of the blocks and of their graphs.
  private(set) var things: [Thing] = []
  /// The objects that say more than their identifier, by it: what `{"@id": …}` elsewhere stands for.
  private var objects: [String: [JSON.Member]] = [:]
  /// How much may still be read, about in bytes of memory: an object may be referred to any number of times.
  private var room = 48_000_000
  /// Whether there was more than that.
  var isCutShort: Bool { room <= 0 }

  init(_ values: [JSON]) {
    for value in values { index(value, depth: Thing.maximumDepth) }
    for value in values { addTop(value) }
  }

  private mutating func index(_ value: JSON, depth: Int) {
    guard depth > 0 else { return }
    switch value {
    case .array(let elements):
      for element in elements { index(element, depth: depth - 1) }
    case .object(let members):
      if let id = value["@id"]?.string, members.count > 1, objects[id] == nil { objects[id] = members }
      for member in members { index(member.value, depth: depth - 1) }
    default: break
    }
  }

  private mutating func addTop(_ value: JSON) {
    switch value {
    case .array(let elements):
      for element in elements { addTop(element) }
    case .object(let members):
      if let graph = value["@graph"] { addTop(graph) }
      if members.contains(where: { $0.name == "@type" || $0.name == "type" }) || value["@graph"] == nil {
        if let thing = thing(members, depth: Thing.maximumDepth, following: []) { things.append(thing) }
      }
    default: break
    }
  }

  private mutating func thing(_ members: [JSON.Member], depth: Int, following: Set<String>) -> Thing? {
    guard depth > 0, room > 0 else { return nil }
    room -= 128
    var thing = Thing()
    for member in members {
      switch member.name {
      case "@type", "type": thing.types += strings(member.value).map(localName)
      case "@id": thing.id = member.value.string
      case "@context", "@graph": continue
      default:
        for value in values(of: member, depth: depth - 1, following: following) {
          room -= 64
          thing.properties.append(Thing.Property(name: localName(member.name), value: value))
        }
      }
    }
    return thing
  }

  private mutating func values(of member: JSON.Member, depth: Int, following: Set<String>) -> [Thing.Value] {
    // What is reviewed need only be named where it is referred to: its own reviews may be many, each of which refers to
    // it again.
    let isReference = member.value.members.map { $0.count == 1 && $0[0].name == "@id" } ?? false
    let isReviewed = isReference && localName(member.name) == "itemReviewed"
    return values(member.value, depth: isReviewed ? min(depth, 2) : depth, following: following)
  }

  private func strings(_ value: JSON) -> [String] {
    value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
  }

  private mutating func values(_ value: JSON, depth: Int, following: Set<String>) -> [Thing.Value] {
    switch value {
    case .null: return []
    case .bool(let flag): return [.text(flag ? "true" : "false")]
    case .integer(let number): return [.text(String(number))]
    case .number(let number): return [.text("\(number)")]
    case .string(let text):
      room -= text.utf8.count
      return room > 0 ? [.text(plainText(text))] : []
    case .array(let elements):
      guard depth > 0 else { return [] }
      return elements.flatMap { values($0, depth: depth - 1, following: following) }
    case .object(let members):
      if let inner = value["@value"] ?? value["@list"] ?? value["@set"] {
        return depth > 0 ? values(inner, depth: depth - 1, following: following) : []
      }
      return referred(members, depth: depth, following: following).map { [.thing($0)] } ?? []
    }
  }

  /// The object itself, or the one its identifier stands for where it says nothing else.
  private mutating func referred(_ members: [JSON.Member], depth: Int, following: Set<String>) -> Thing? {
    guard members.count == 1, let id = members.first?.value.string, members.first?.name == "@id",
      let object = objects[id], !following.contains(id)
    else { return thing(members, depth: depth, following: following) }
    return thing(object, depth: depth, following: following.union([id]))
  }
}
