// SPDX-License-Identifier: Apache-2.0
import ControlSamples
import Foundation
import Testing

/// Whether the Varlink client of PyPI (`pip install varlink`) is there.
private let hasVarlink: Bool = (try? python("import varlink").code) == 0

private func python(_ script: String, _ arguments: String...) throws -> (code: Int32, output: String) {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", script] + arguments
  process.standardOutput = output
  process.standardError = FileHandle.nullDevice
  try process.run()
  let printed = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: printed, as: UTF8.self))
}

@Suite(.enabled(if: hasVarlink, "needs python3 with the package varlink of PyPI"))
struct ForeignClientTests {
  @Test func `a client that is not ours gets along`() async throws {
    let script = """
      import sys, varlink
      with varlink.Client.new_with_address("unix:" + sys.argv[1]) as client:
        print(*client.get_interfaces())
        with client.open("io.earshot.Control") as control:
          print(control.GetStatus()["state"])
          print([m["id"] for m in control.ListMentions(brand="acme")["mentions"]])
          print([r.get("source") for r in control.PollNow(names=["town"], _more=True)])
          print([r["mention"]["id"] for r in control.Follow(_more=True) if r.get("mention")])
          print(control.AddKeyword("acme", "coffee")["isNew"])
          try: control.GetMention(99)
          except varlink.VarlinkError as error: print(error.error(), error.parameters()["id"])
      """
    try await RunningServer.serve { running in
      let path = running.path
      let run = try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try python(script, path) }) }
      }
      #expect(
        run.output == """
          org.varlink.service io.earshot.Control
          running
          [1]
          ['town', 'down', None]
          [2, 3]
          True
          io.earshot.Control.NoSuchMention 99

          """)
      #expect(run.code == 0)
    }
  }
}
