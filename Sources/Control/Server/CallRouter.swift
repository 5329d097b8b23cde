// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// Finds what a call is for, reads its parameters, checks the caller's rights and asks for the answer.
struct CallRouter: Sendable {
  /// Passes on one of several replies; false where the caller has gone.
  typealias Progress = @Sendable (JSON) async -> Bool

  let handling: any ControlHandling
  let product: Product

  /// The last, or only, reply to a call; `progress` is asked for those before it, and only where `more` was
  /// wanted.
  func answer(_ call: Call, from caller: Caller, progress: @escaping Progress) async -> Reply {
    do throws(ControlError) {
      if call.wantsUpgrade { throw .service(.methodNotImplemented(call.method)) }
      return .parameters(try await parameters(for: call, from: caller, progress), continues: false)
    } catch {
      return .error(error)
    }
  }

  private func parameters(
    for call: Call, from caller: Caller, _ progress: @escaping Progress
  ) async throws(ControlError) -> JSON {
    let method: Method
    var fields: Fields
    do throws(ServiceError) {
      if call.method.hasPrefix(Interface.service.name + ".") { return try description(call) }
      method = try Method(qualified: call.method)
      fields = try Fields(call.parameters, at: "")
    } catch { throw .service(error) }
    if method.isForAdmins && !caller.isAdmin { throw .service(.permissionDenied) }
    let request = Request(
      handling: handling, caller: caller, wantsMore: call.mode == .more, progress: progress)
    return try await request.answer(method, &fields)
  }

  /// What every Varlink service answers about itself.
  private func description(_ call: Call) throws(ServiceError) -> JSON {
    var fields = try Fields(call.parameters)
    switch call.method {
    case Interface.service.name + ".GetInfo":
      try fields.finish()
      return .object(of: [
        "vendor": product.vendor.wire, "product": product.name.wire, "version": product.version.wire,
        "url": product.url.wire, "interfaces": [Interface.service.name, Interface.control.name].wire,
      ])
    case Interface.service.name + ".GetInterfaceDescription":
      let name: String = try fields.take("interface")
      try fields.finish()
      guard let interface = [Interface.service, .control].first(where: { $0.name == name }) else {
        throw .interfaceNotFound(name)
      }
      return .object(of: ["description": interface.description.wire])
    default: throw .methodNotFound(call.method)
    }
  }
}
