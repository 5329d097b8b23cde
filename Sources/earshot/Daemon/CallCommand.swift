// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot call`
struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls a method of the daemon's interface.",
    discussion: "Prints the reply's parameters as JSON; with --more one object a line.")

  @Argument(
    help: "The method, such as GetStatus, or with its interface.",
    completion: .list(Method.allCases.map(\.rawValue)))
  var method: String
  @Argument(help: "Its parameters, a JSON object.") var parameters = "{}"
  @Flag(help: "Take all the replies of a method that answers more than once.") var more = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let qualified = method.contains(".") ? method : Interface.control.name + "." + method
    let client = try daemon.connect(waiting: more ? nil : .minutes(2))
    let console = Console()
    guard more else { return console.print(try client.call(qualified, try object())) }
    try client.call(qualified, try object()) { reply throws(ControlClientError) in
      console.print(reply, pretty: false)
      return true
    }
  }

  private func object() throws(ControlClientError) -> JSON {
    do throws(JSONError) {
      let json = try JSON(parsing: parameters)
      if json.members != nil { return json }
    } catch {
      throw ControlClientError(.invalid, "parameters: \(error)")
    }
    throw ControlClientError(.invalid, "parameters: expected a JSON object")
  }
}

/// `earshot introspect`
struct IntrospectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "introspect", abstract: "Prints the definition of an interface of the daemon.")

  @Argument(help: "The interface.") var interface = Interface.control.name
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let reply = try daemon.connect().call(
      Interface.service.name + ".GetInterfaceDescription", .object(of: ["interface": interface.wire]))
    let console = Console()
    if daemon.json { return console.print(reply) }
    let description: String = try decode(reply["description"])
    console.page(shown(description.hasSuffix("\n") ? String(description.dropLast()) : description))
  }
}
