// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Threads

/// Everything Earshot keeps, in one SQLite file.
///
/// An actor on a queue of its own: SQLite blocks, and one caller at a time is all it needs. Whatever a method
/// writes is one transaction, on the disk when the method returns (WAL, `synchronous=FULL`).
package actor Store {
  let database: Database
  /// The database file.
  package nonisolated let path: String
  let hash: Fingerprint
  private let executor: QueueExecutor
  /// The identities that came lately; those before are in the table, if there are any.
  var freshKeys = FreshKeys()
  var hasReadFreshKeys = false
  var sortedKeys = KeyTable("identities", "item")
  /// What items that are deleted were known by, and when they were stored.
  var tombstones = KeyTable("tombstones", "stored")
  /// How many fresh keys are sorted in at once; with them in memory some 3 MB.
  let mostFreshKeys: Int
  /// The last days' items by what is left of them when their story is told elsewhere.
  var stories = Stories()
  var hasReadStories = false
  /// Visits to be written in the next transaction.
  var waitingVisits: [WaitingVisit] = []
  /// How many transactions of gathered visits there were.
  var gatheringNumber = 0
  /// How long a visit waits for others that are written along with it.
  let gathering: Duration

  /// Names this installation in Message-IDs: 32 hexadecimal digits made with the database.
  package nonisolated let installation: String

  /// Where its methods run.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// Opens the database at a path, making and migrating it as needed; its folder must be there.
  ///
  /// Throws `notADatabase`, `corrupt` or `newerSchema` for a file it must not touch, `storage` where it
  /// cannot be opened or written, `busy` where another process holds it.
  ///
  /// - Parameters:
  ///   - gathering: how long a visit that is to be recorded waits for others, which then share its
  ///   transaction: each costs a wait for the disk. Nothing is lost by it, for nobody is told before.
  ///   - mostFreshKeys: how many identities are held in a log before they are sorted in.
  package init(
    at path: String, now: Instant, gathering: Duration = .zero, mostFreshKeys: Int = 65_536
  ) throws(StoreError) {
    do {
      let database = try Database(path: path)
      try database.prepare(at: path)
      let installation = try database.constant("installation") { randomHexadecimal(bytes: 16) }
      let high = try database.constant("identity key high") { randomHexadecimal(bytes: 8) }
      let low = try database.constant("identity key low") { randomHexadecimal(bytes: 8) }
      _ = try database.constant("created") { now.description }
      self.installation = installation
      hash = Fingerprint(key: (UInt64(high, radix: 16) ?? 0, UInt64(low, radix: 16) ?? 0))
      self.database = database
      self.path = path
      self.gathering = gathering
      self.mostFreshKeys = mostFreshKeys
      executor = QueueExecutor(label: "io.earshot.store")
    } catch let error as StoreError {
      throw error
    } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch {
      throw .refused(reason: "\(error)")
    }
  }

  /// Runs what only reads; errors become errors of the store here and in `writing`, nowhere else.
  func reading<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
    do { return try body() } catch let error as StoreError {
      throw error
    } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch {
      throw .refused(reason: "\(error)")
    }
  }

  /// Runs what writes, as one transaction.
  func writing<Result>(_ body: () throws -> Result) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try reading { try database.transaction(body) }
    } catch {
      // What is in memory may not have been written.
      hasReadFreshKeys = false
      throw error
    }
  }
}

extension Database {
  /// A value made once and kept from then on.
  fileprivate borrowing func constant(_ name: String, _ make: () -> String) throws(SQLiteError) -> String {
    if let value = try value("SELECT value FROM meta WHERE name = ?", name, as: String.self) { return value }
    let value = make()
    try run("INSERT INTO meta(name, value) VALUES (?, ?)", name, value)
    return value
  }
}

/// Random bytes as hexadecimal digits, two a byte.
private func randomHexadecimal(bytes: Int) -> String {
  (0..<bytes).map { _ in padded(hexadecimal: UInt8.random(in: .min ... .max)) }.joined()
}

private func padded(hexadecimal byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
