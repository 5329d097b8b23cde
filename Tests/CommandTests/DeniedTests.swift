// SPDX-License-Identifier: Apache-2.0
import ControlSamples
import Foundation
import Glibc
import Testing

/// Whether another user can be tried: the tests run as root and setpriv(1) is there.
private let canChangeUser = geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

@Suite(.enabled(if: canChangeUser, "needs root and setpriv"))
struct DeniedTests {
  private static let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  @Test func `who may not connect is told so`() async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot(["status", "--socket", running.path], through: Self.nobody)
      #expect(run.code == 4)
      #expect(run.complaints.contains("the group earshot"))
    }
  }

  @Test func `who is no admin may read and triage but not change`() async throws {
    let handling = SampleHandling()
    try await RunningServer.serve(handling) { running in
      unsafe chmod(running.path, 0o666)
      let socket = ["--socket", running.path]
      let allowed = [
        ["status"], ["mentions"], ["mention", "seen", "1"], ["source", "try", "https://a"],
        ["mention", "sentiment", "1", "neutral"], ["rescore", "--dry-run"],
      ]
      for reading in allowed {
        #expect(try await CommandRun.earshot(reading + socket, through: Self.nobody).code == 0, "\(reading)")
      }
      let changing = [
        ["brand", "add", "b"], ["brand", "remove", "b"], ["keyword", "add", "b", "x"],
        ["keyword", "remove", "b", "x"],
        ["source", "add", "https://a", "--name", "a"], ["source", "remove", "a"], ["source", "poll"],
        ["source", "try", "https://a", "--allow-private"], ["digest", "send"], ["outbox", "retry", "--all"],
        ["reload"], ["rescore"], ["adjustment", "off", "--brand", "acme"],
      ]
      for change in changing {
        let run = try await CommandRun.earshot(change + socket, through: Self.nobody)
        #expect(run.code == 4, "\(change)")
        #expect(run.complaints.contains("[control] admins"))
      }
      #expect(await handling.changes == ["mark [1] seen ", "correct 1 neutral "])
    }
  }
}
