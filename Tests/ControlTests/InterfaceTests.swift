// SPDX-License-Identifier: Apache-2.0
import Control
import Foundation
import Support
import Testing

@Suite struct InterfaceTests {
  @Test func `the embedded definition is the file`() throws {
    let file = repository.appendingPathComponent("Sources/Control/io.earshot.Control.varlink")
    #expect(try String(contentsOf: file, encoding: .utf8) == Interface.control.description)
  }

  @Test func `a definition names its interface`() {
    for interface in [Interface.control, Interface.service] {
      #expect(interface.description.contains("\ninterface \(interface.name)\n"))
    }
  }
}
