// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A folder of its own for one test, removed when the value goes.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let url: URL

  /// Makes the folder.
  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("earshot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file or folder inside.
  package func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}

/// The checkout this test was built from.
package let repository = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A file or folder of measured material beside the checkout, or nil where it is absent.
package func sharedMaterial(_ path: String) -> URL? {
  let url = repository.deletingLastPathComponent().appendingPathComponent("shared").appendingPathComponent(
    path)
  return FileManager.default.fileExists(atPath: url.path) ? url : nil
}

/// The bytes of a file.
package func bytes(of url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }
