// SPDX-License-Identifier: Apache-2.0

/// A Varlink interface: its name and its description in the interface language, embedded so that the daemon
/// can describe itself without a file.
package struct Interface: Sendable {
  /// The reverse-domain name.
  package let name: String
  /// The whole definition.
  package let description: String

  /// The interface of the daemon, the same text as `io.earshot.Control.varlink`.
  package static let control = Interface(
    name: "io.earshot.Control", description: types + mentionTypes + methods)

  /// The interface every Varlink service has.
  package static let service = Interface(
    name: "org.varlink.service",
    description: #"""
      # What every Varlink service answers.
      interface org.varlink.service

      # Who answers, and which interfaces there are.
      method GetInfo() -> (
        vendor: string,
        product: string,
        version: string,
        url: string,
        interfaces: []string
      )

      # The definition of an interface.
      method GetInterfaceDescription(interface: string) -> (description: string)

      error InterfaceNotFound (interface: string)
      error MethodNotFound (method: string)
      error MethodNotImplemented (method: string)
      error InvalidParameter (parameter: string)
      error PermissionDenied ()
      error ExpectedMore ()

      """#)
}
