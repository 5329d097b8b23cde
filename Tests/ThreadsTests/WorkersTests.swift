// SPDX-License-Identifier: Apache-2.0
import Support
import Testing
import Threads

@Suite(.timeLimit(.minutes(1))) struct WorkersTests {
  @Test func `who is cancelled in the sleep wakes at once`() async {
    let task = Task { try await Workers.sleep(for: .seconds(36_000)) }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `who is cancelled already does not sleep`() async {
    let task = Task {
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      try await Workers.sleep(for: .seconds(36_000))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `no time and less are over at once`() async throws {
    try await Workers.sleep(for: .zero)
    try await Workers.sleep(for: .seconds(-5))
  }

  @Test(arguments: Seed.first(10)) func `every sleeper wakes, the others' sleep unharmed`(seed: Seed) async {
    var seed = seed
    let sleepers = (0..<200).map { _ in
      let isLong = Bool.random(using: &seed)
      let duration =
        isLong ? Duration.seconds(36_000) : .microseconds(Int.random(in: 0..<20_000, using: &seed))
      return (isLong, Task { try await Workers.sleep(for: duration) })
    }
    for (isLong, task) in sleepers.shuffled(using: &seed) {
      if isLong { task.cancel() }
      let result = await task.result
      #expect(isLong == ((try? result.get()) == nil))
    }
  }
}

@Suite struct FirstInFirstOutTests {
  @Test(arguments: Seed.first(20)) func `it gives what an array gives`(seed: Seed) {
    var seed = seed
    var (queue, model) = (FirstInFirstOut<Int>(), [Int]())
    for number in 0..<500 {
      if Bool.random(using: &seed) {
        queue.append(number)
        model.append(number)
      } else {
        #expect(queue.popFirst() == (model.isEmpty ? nil : model.removeFirst()))
      }
      #expect(queue.first == model.first && queue.isEmpty == model.isEmpty)
    }
  }
}
