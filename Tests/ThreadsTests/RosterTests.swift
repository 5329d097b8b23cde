// SPDX-License-Identifier: Apache-2.0
import Support
import Testing

@testable import Threads

@Suite struct RosterTests {
  /// Workers as threads would have them: each looks, runs a job or rests, for ever or until a time.
  private struct Crew {
    final class Worker: Sendable {}
    enum State { case looks, runs, rests(until: Duration?) }

    var roster: Roster<Worker, Int, Int>
    var workers: [(worker: Worker, state: State)] = []
    var now = Duration.zero
    var ran: [Int] = []
    var asleep: [Int: Duration] = [:]

    init(most: Int) { roster = Roster(most: most) }

    mutating func make(_ call: Roster<Worker, Int, Int>.Call?) {
      switch call {
      case .start: workers.append((Worker(), .looks))
      case .ring(let worker):
        guard let place = workers.firstIndex(where: { $0.worker === worker }),
          case .rests = workers[place].state
        else {
          Issue.record("who is rung rests")
          return
        }
        workers[place].state = .looks
      case nil: break
      }
    }

    mutating func add(job: Int) { make(roster.add(job)) }

    mutating func add(sleeper: Int, end: Duration) {
      asleep[sleeper] = end
      make(roster.add(.init(number: UInt64(sleeper), end: end, waiter: sleeper)))
    }

    /// One worker does its next step; false where that is to rest on.
    mutating func step(_ place: Int) -> Bool {
      switch workers[place].state {
      case .runs:
        workers[place].state = .looks
        roster.looksAgain()
      case .looks:
        switch roster.nextStep(of: workers[place].worker, at: now) {
        case .run(let job, let call):
          ran.append(job)
          workers[place].state = .runs
          make(call)
        case .wake(let sleepers):
          for sleeper in sleepers {
            let end = asleep.removeValue(forKey: sleeper.waiter)
            #expect(end.map { $0 <= now } ?? false, "nobody wakes too early, or twice")
          }
        case .rest(let pause): workers[place].state = .rests(until: pause.map { now + $0 })
        }
      case .rests(let end):
        guard let end, end <= now, !roster.isResting(workers[place].worker) else { return false }
        workers[place].state = .looks
      }
      return true
    }

    /// Lets everybody go on until all rest.
    mutating func settle() {
      while let place = workers.indices.first(where: { place in
        if case .rests(let end) = workers[place].state { end.map { $0 <= now } ?? false } else { true }
      }) {
        _ = step(place)
      }
    }

    /// When the first of those who rest looks by itself.
    var nextLook: Duration? {
      workers.compactMap { if case .rests(let end) = $0.state { end } else { nil } }.min()
    }
  }

  @Test(arguments: Seed.first(300))
  func `no job is left and no sleeper overslept, whatever comes in between`(seed: Seed) {
    var seed = seed
    var crew = Crew(most: Int.random(in: 1...5, using: &seed))
    for number in 0..<200 {
      switch Int.random(in: 0..<10, using: &seed) {
      case 0...2: crew.add(job: number)
      case 3...5:
        crew.add(sleeper: number, end: crew.now + .milliseconds(Int.random(in: 0..<1000, using: &seed)))
      case 6: crew.now += .milliseconds(Int.random(in: 0..<100, using: &seed))
      case 7 where !crew.asleep.isEmpty:
        for number in crew.asleep.keys.sorted().shuffled(using: &seed).prefix(1) {
          #expect(crew.roster.removeSleeper(UInt64(number))?.waiter == number)
          crew.asleep[number] = nil
        }
      case 8: crew.settle()
      default: if !crew.workers.isEmpty { _ = crew.step(.random(in: crew.workers.indices, using: &seed)) }
      }
      var rested = crew
      rested.settle()
      if let first = rested.asleep.values.min() {
        #expect(rested.nextLook.map { $0 <= first } ?? false, "somebody looks when the first is to wake")
      }
    }
    crew.settle()
    while let next = crew.nextLook {
      crew.now = max(crew.now, next)
      crew.settle()
    }
    #expect(crew.asleep.isEmpty)
    #expect(Set(crew.ran).count == crew.ran.count)
  }
}
