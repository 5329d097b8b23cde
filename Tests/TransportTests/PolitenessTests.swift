// SPDX-License-Identifier: Apache-2.0
import Loopback
import Support
import Testing
import Transport

@Suite struct TurnstileTests {
  private let a = Lane(host: "a.example")
  private let b = Lane(host: "b.example")

  @Test func `one lane is served in order, one at a time`() {
    var turnstile = Turnstile(Politeness(pace: Pace(permits: 1, spacing: .zero)))
    let tickets = (0..<3).map { _ in turnstile.enter(a, at: .zero) }
    for ticket in tickets {
      #expect(turnstile.admit(at: .zero) == ticket)
      #expect(turnstile.admit(at: .zero) == nil)
      turnstile.leave(ticket, at: .zero)
    }
    #expect(turnstile.isEmpty)
  }

  @Test func `lanes take turns`() {
    var turnstile = Turnstile(Politeness(total: 1, pace: Pace(permits: 1, spacing: .zero)))
    for (bearer, lane) in [a, a, a, b, b].enumerated() {
      _ = turnstile.enter(lane, bearer: bearer, at: .zero)
    }
    var order: [Int] = []
    while let ticket = turnstile.admit(at: .zero) {
      order.append(ticket.bearer)
      turnstile.leave(ticket, at: .zero)
    }
    #expect(order == [0, 3, 1, 4, 2])
  }

  @Test func `beginnings are spaced`() throws {
    var turnstile = Turnstile(Politeness(pace: Pace(permits: 2, spacing: .seconds(60))))
    let first = turnstile.enter(a, at: .zero)
    let second = turnstile.enter(a, at: .zero)
    #expect(turnstile.admit(at: .zero) == first)
    #expect(turnstile.admit(at: .seconds(59)) == nil)
    #expect(turnstile.nextOpening == .seconds(60))
    #expect(turnstile.admit(at: .seconds(60)) == second)
  }

  @Test func `spacing outlives the request`() throws {
    var turnstile = Turnstile(Politeness(pace: Pace(permits: 1, spacing: .seconds(60))))
    _ = turnstile.enter(a, at: .zero)
    let first = turnstile.admit(at: .zero)
    turnstile.leave(try #require(first), at: .seconds(1))
    #expect(turnstile.nextOpening == nil, "nobody waits, so there is nothing to wake up for")
    _ = turnstile.enter(a, at: .seconds(2))
    #expect(turnstile.admit(at: .seconds(2)) == nil)
    #expect(turnstile.nextOpening == .seconds(60))
  }

  @Test func `a lane has its own pace and credentials part lanes`() {
    var turnstile = Turnstile(Politeness(pace: Pace(permits: 1, spacing: .zero)))
    let forum = Pace(permits: 1, spacing: .seconds(60))
    let one = turnstile.enter(Lane(host: "forum.example", credential: "one"), pace: forum, at: .zero)
    let two = turnstile.enter(Lane(host: "forum.example", credential: "two"), pace: forum, at: .zero)
    let again = turnstile.enter(Lane(host: "forum.example", credential: "one"), pace: forum, at: .zero)
    #expect(turnstile.admit(at: .zero) == one)
    #expect(turnstile.admit(at: .zero) == two)
    turnstile.leave(one, at: .seconds(1))
    #expect(turnstile.admit(at: .seconds(59)) == nil)
    #expect(turnstile.admit(at: .seconds(60)) == again)
  }

  @Test func `who takes long steps aside and lets others in, up to a bound`() throws {
    let politeness = Politeness(
      total: 1, pace: Pace(permits: 1, spacing: .zero), patience: .seconds(1), aside: 2)
    var turnstile = Turnstile(politeness)
    let lanes = (0..<4).map { Lane(host: "\($0).example") }
    let tickets = lanes.map { turnstile.enter($0, at: .zero) }
    #expect(turnstile.admit(at: .zero) == tickets[0])
    #expect(turnstile.admit(at: .milliseconds(999)) == nil)
    #expect(turnstile.nextOpening == .seconds(1))
    #expect(turnstile.admit(at: .seconds(1)) == tickets[1])
    #expect(turnstile.admit(at: .seconds(2)) == tickets[2])
    #expect(turnstile.admit(at: .seconds(3)) == nil, "two have stepped aside: the third counts on")
    #expect(turnstile.nextOpening == nil, "only a leaving helps")
    let again = turnstile.enter(lanes[0], at: .seconds(3))
    turnstile.leave(tickets[1], at: .seconds(4))
    #expect(turnstile.admit(at: .seconds(4)) == tickets[3], "the third steps aside for whom has left")
    turnstile.leave(tickets[3], at: .seconds(4))
    #expect(turnstile.admit(at: .seconds(4)) == nil, "the first still holds its lane")
    turnstile.leave(tickets[0], at: .seconds(5))
    #expect(turnstile.admit(at: .seconds(5)) == again)
    for ticket in [tickets[2], again] { turnstile.leave(ticket, at: .seconds(6)) }
    #expect(turnstile.isEmpty)
  }

  @Test func `a long line has less patience`() throws {
    var turnstile = Turnstile(
      Politeness(total: 1, pace: Pace(permits: 1, spacing: .zero), patience: .seconds(1)))
    let tickets = (0..<6).map { turnstile.enter(Lane(host: "\($0).example"), at: .zero) }
    #expect(turnstile.admit(at: .zero) == tickets[0])
    #expect(turnstile.nextOpening == .milliseconds(250), "five wait")
    #expect(turnstile.admit(at: .milliseconds(249)) == nil)
    #expect(turnstile.admit(at: .milliseconds(250)) == tickets[1])
    #expect(turnstile.nextOpening == .milliseconds(1250), "four wait")
    #expect(turnstile.admit(at: .milliseconds(1249)) == nil)
    #expect(turnstile.admit(at: .milliseconds(1250)) == tickets[2])
  }

  @Test func `a very long line of which the first are silent is held up for a moment only`() {
    let politeness = Politeness(
      total: 64, pace: Pace(permits: 1, spacing: .zero), patience: .seconds(1), aside: 192)
    var turnstile = Turnstile(politeness)
    let silent = Set((0..<128).map { turnstile.enter(Lane(host: "silent-\($0).example"), at: .zero) })
    for number in 0..<2000 { _ = turnstile.enter(Lane(host: "\(number).example"), at: .zero) }
    var (now, served) = (Duration.zero, 0)
    while served < 1000, now < .seconds(10) {
      while served < 1000, let ticket = turnstile.admit(at: now) {
        if silent.contains(ticket) { continue }
        turnstile.leave(ticket, at: now)
        served += 1
      }
      if served < 1000 { now = turnstile.nextOpening ?? .seconds(10) }
    }
    #expect(now <= .milliseconds(126))
  }

  @Test func `who gives up is passed over`() {
    var turnstile = Turnstile(Politeness(pace: Pace(permits: 1, spacing: .zero)))
    let first = turnstile.enter(a, at: .zero)
    let second = turnstile.enter(a, at: .zero)
    turnstile.abandon(first)
    #expect(turnstile.admit(at: .zero) == second)
    turnstile.leave(second, at: .zero)
    #expect(turnstile.isEmpty)
  }

  @Test(arguments: Seed.first(50))
  func `whatever happens, limits hold and everybody is served once`(seed: Seed) {
    var seed = seed
    var now = Duration.zero
    var turnstile = Turnstile(
      Politeness(
        total: 3, pace: Pace(permits: 2, spacing: .seconds(5)), patience: .seconds(4), aside: 2))
    var waiting: Set<Turnstile.Ticket> = []
    var running: [Turnstile.Ticket] = []
    var since: [Turnstile.Ticket: Duration] = [:]
    var begun: [Int: [Duration]] = [:]
    for step in 0..<600 {
      let number = Int.random(in: 0..<4, using: &seed)
      let lane = Lane(host: "\(number).example")
      switch UInt64.random(in: 0..<5, using: &seed) {
      case 0 where step < 400: waiting.insert(turnstile.enter(lane, bearer: number, at: now))
      case 1 where !waiting.isEmpty && step < 400:
        if let ticket = waiting.randomElement(using: &seed) {
          turnstile.abandon(ticket)
          waiting.remove(ticket)
        }
      case 2 where !running.isEmpty:
        turnstile.leave(running.remove(at: Int.random(in: 0..<running.count, using: &seed)), at: now)
      default: now += .seconds(1)
      }
      while let ticket = turnstile.admit(at: now) {
        #expect(waiting.remove(ticket) != nil)
        running.append(ticket)
        since[ticket] = now
        #expect(running.count <= 5)
        #expect(running.count { now - (since[$0] ?? now) < .seconds(1) } <= 3, "at the least patience")
        #expect(running.count { $0.bearer == ticket.bearer } <= 2)
        if let last = begun[ticket.bearer]?.last { #expect(now - last >= .seconds(5)) }
        begun[ticket.bearer, default: []].append(now)
      }
    }
    for ticket in running { turnstile.leave(ticket, at: now) }
    while !waiting.isEmpty {
      now = turnstile.nextOpening ?? now
      guard let ticket = turnstile.admit(at: now) else {
        Issue.record("\(waiting.count) wait and nobody is let in")
        return
      }
      waiting.remove(ticket)
      turnstile.leave(ticket, at: now)
    }
    #expect(turnstile.admit(at: now + .seconds(10)) == nil)
    #expect(turnstile.isEmpty)
  }
}

@Suite struct TurnTests {
  @Test func `a redirect within a lane keeps its turn`() async throws {
    let server = try LoopbackServer(["/a": .redirect(301, to: "/b"), "/b": .page("there")])
    let request = Request(url: server.url("/a"), pace: Pace(permits: 1, spacing: .seconds(3600)))
    #expect(try await makeTransport().fetch(request).get().status == 200)
  }

  @Test func `two hosts that lead to each other do not wait for each other`() async throws {
    let one = try LoopbackServer(["/": .page("one")])
    let two = try LoopbackServer(["/": .page("two"), "/go": .redirect(302, to: one.url())])
    one.set("/go", .redirect(302, to: two.url()))
    let transport = try makeTransport()
    async let first = transport.fetch(Request(url: one.url("/go")))
    async let second = transport.fetch(Request(url: two.url("/go")))
    let bodies = try await [first.get(), second.get()].map { String(decoding: $0.body, as: UTF8.self) }
    #expect(bodies == ["two", "one"])
  }

  @Test func `a host is asked one thing at a time`() async throws {
    let server = try LoopbackServer(["/": .page("hello")])
    let transport = try makeTransport()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          let result = await transport.fetch(Request(url: server.url()))
          #expect(throws: Never.self) { try result.get() }
        }
      }
    }
    #expect(server.requests.count == 20)
    #expect(Set(server.requests.map(\.connection)) == [1], "two at once would need two connections")
  }
}
