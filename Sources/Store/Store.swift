// SPDX-License-Identifier: Apache-2.0
package import Model
import SQLite
import Threads

/// Everything Earshot keeps, in one SQLite file.
///
/// An actor on a thread of its own: SQLite blocks, and one caller at a time is all it needs. Whatever a method
/// writes is one transaction, on the disk when the method returns (WAL, `synchronous=FULL`); that a visit found nothing
/// changed gets there with what is written next, so that a power cut may forget that visit, and it is made again.
package actor Store {
  let database: Database
  /// The database file.
  package nonisolated let path: String
  let hash: Fingerprint
  let executor: ThreadExecutor
  /// The identities that came lately; those before are in the table, if there are any.
  var freshKeys = FreshKeys()
  var hasReadFreshKeys = false
  var sortedKeys = KeyTable(KeyRuns())
  /// What items that are deleted were known by, and when they were stored.
  var tombstones = KeyTable(KeyRows("tombstones", "stored"))
  /// How many fresh keys are sorted in at once; with them in memory some 3 MB.
  let mostFreshKeys: Int
  /// The number of the item that came last; nil where it has yet to be asked.
  var lastItem: Int64?
  /// The last days' items by what is left of them when their story is told elsewhere.
  var stories = Stories()
  var hasReadStories = false
  /// Visits to be written in the next transaction.
  nonisolated let gathering: Locked<Gathering>
  /// Whether a transaction is on the disk at its end (`synchronous=FULL`).
  private var isSynced = true
  /// What was counted last, and how many rows had been written by then.
  var counted: (status: StoreStatus, changes: Int64)?
  /// When nobody had to be told of sources: how many rows had been written by then, and until when that holds.
  var untold: (changes: Int64, usual: Duration, next: Instant)?
  /// What the database holds of the sources that were visited lately.
  nonisolated let known = Locked(KnownSources())

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
  ///   - fullGathering: how many visits are written without waiting for more; at most half of those that are under way
  ///   at once, so that they never all wait for each other. Four times as many where they are slight.
  ///   - mostFreshKeys: how many identities are held in a log before they are sorted in.
  package init(
    at path: String, now: Instant, gathering: Duration = .zero, fullGathering: Int = 8,
    mostFreshKeys: Int = 81_920
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
      self.gathering = Locked(Gathering(span: gathering, full: fullGathering))
      self.mostFreshKeys = mostFreshKeys
      executor = ThreadExecutor()
      executor.start { [weak self] in self?.recordWhatIsDue() }
    } catch let error as StoreError {
      throw error
    } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch {
      throw .refused(reason: "\(error)")
    }
  }

  deinit { executor.stop() }

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
    // It may change what is known of sources.
    known.withLock { $0.forget() }
    return try committing(body)
  }

  /// Runs what writes visits, as one transaction; `atOnce` says whether it must be on the disk at its end.
  func committing<Result>(atOnce: Bool = true, _ body: () throws -> Result) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try reading {
        if atOnce != isSynced {
          try database.execute("PRAGMA synchronous = \(atOnce ? "FULL" : "NORMAL")")
          isSynced = atOnce
        }
        return try database.transaction(body)
      }
    } catch {
      // What is in memory may not have been written.
      hasReadFreshKeys = false
      lastItem = nil
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
