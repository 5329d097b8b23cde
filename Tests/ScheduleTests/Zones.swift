// SPDX-License-Identifier: Apache-2.0
import Foundation
import Schedule
import Support

private let folder = URL(fileURLWithPath: "/usr/share/zoneinfo")

/// A zone of this machine's tz database.
func zone(_ name: String) throws -> Schedule.TimeZone {
  try Schedule.TimeZone(name: name, bytes: bytes(of: folder.appendingPathComponent(name)))
}

/// The names of all zones of this machine's tz database, one for each of those that are the same.
func zoneNames() -> [String] {
  let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
  var known: Set<Data> = []
  return paths.sorted().filter { path in
    guard !path.hasPrefix("right/"), !path.hasPrefix("posix"), Schedule.TimeZone.isName(path) else {
      return false
    }
    guard let content = try? Data(contentsOf: folder.appendingPathComponent(path)) else { return false }
    return content.starts(with: Data("TZif".utf8)) && known.insert(content).inserted
  }
}
