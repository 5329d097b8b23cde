// SPDX-License-Identifier: Apache-2.0
import Loopback
import Support
import Testing

@testable import Transport

@Suite struct BodyRoomTests {
  @Test func `beyond the room one large body grows on, and small ones`() {
    let room = BodyRoom()
    var stays = (0..<60).map { _ in room.stay() }
    #expect(stays.allSatisfy { $0.grow(by: 256_000) }, "usual ones have room")
    let refused = stays.filter { !$0.grow(by: 1_000_000) }
    #expect(refused.count == stays.count - 1)
    #expect(room.stay().grow(by: 256_000), "a small one is never refused")
    #expect(room.stayInPlace() == nil)
    stays = []
    #expect(refused.count == 59 && room.stayInPlace() != nil, "who is gone gives back the place")
  }

  @Test(arguments: Seed.first(20)) func `what is taken is given back`(seed: Seed) {
    var seed = seed
    let room = BodyRoom()
    var stays: [(stay: BodyRoom.Stay, size: Int)] = []
    for _ in 0..<2000 {
      switch Int.random(in: 0..<4, using: &seed) {
      case 0: stays.append((room.stay(), 0))
      case 1 where !stays.isEmpty: stays.remove(at: Int.random(in: 0..<stays.count, using: &seed))
      default:
        guard let index = stays.indices.randomElement(using: &seed) else { continue }
        let count = Int.random(in: 1..<300_000, using: &seed)
        if stays[index].stay.grow(by: count) { stays[index].size += count } else { stays.remove(at: index) }
      }
      let large = stays.filter { !$0.stay.hasPlace && $0.size > 256_000 }.map(\.size).reduce(0, +)
      #expect(large <= 10_000_000)
      #expect(stays.count { $0.stay.hasPlace } <= 1)
    }
    stays = []
    let last = room.stay()
    #expect(last.grow(by: 10_000_000) && !last.hasPlace, "nothing is taken any more")
  }

  @Test func `the memory of a large body nobody wants serves the next one`() throws {
    let room = BodyRoom()
    var first: [UInt8] = [1]
    var stay = room.stayInPlace()
    stay?.makeRoom(for: &first, upTo: 9_000_000)
    #expect(first.capacity >= 9_000_000 && first == [1])
    let place = unsafe first.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    stay?.discard(&first)
    #expect(first.isEmpty && first.capacity == 0)
    room.tidy()
    stay = nil
    stay = room.stayInPlace()
    var next: [UInt8] = [2, 3]
    stay?.makeRoom(for: &next, upTo: 9_000_000)
    #expect(unsafe next.withUnsafeBytes { Int(bitPattern: $0.baseAddress) } == place && next == [2, 3])
    stay = nil
    next = []
    room.tidy()
    stay = room.stayInPlace()
    stay?.makeRoom(for: &next, upTo: 9_000_000)
    #expect(next.isEmpty && next.capacity >= 9_000_000, "after the last one it was given back")
  }

  @Test func `many large bodies at once all come whole`() async throws {
    let servers = try (0..<6).map { _ in
      try LoopbackServer(["/": .page(String(repeating: "a", count: 9_000_000))])
    }
    let transport = try makeTransport()
    let sizes = await withTaskGroup(of: Int?.self) { group in
      for server in servers {
        group.addTask { try? await transport.fetch(Request(url: server.url())).get().body.count }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sizes == Array(repeating: 9_000_000, count: 6))
  }
}
