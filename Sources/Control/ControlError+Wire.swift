// SPDX-License-Identifier: Apache-2.0
package import Text

extension ControlError {
  /// The error's qualified name and its parameters.
  package var wire: (name: String, parameters: JSON) {
    let (name, parameters) = named
    if case .service = self { return (Interface.service.name + "." + name, parameters) }
    return (Interface.control.name + "." + name, parameters)
  }

  private var named: (String, JSON) {
    switch self {
    case .noSuchBrand(let name): ("NoSuchBrand", .object(of: ["name": name.wire]))
    case .noSuchKeyword(let brand, let expression):
      ("NoSuchKeyword", .object(of: ["brand": brand.wire, "expression": expression.wire]))
    case .noSuchSource(let name): ("NoSuchSource", .object(of: ["name": name.wire]))
    case .noSuchMention(let id): ("NoSuchMention", .object(of: ["id": id.wire]))
    case .noSuchDigest(let name): ("NoSuchDigest", .object(of: ["name": name.wire]))
    case .alreadyExists(let name): ("AlreadyExists", .object(of: ["name": name.wire]))
    case .declaredInFile(let name, let path):
      ("DeclaredInFile", .object(of: ["name": name.wire, "path": path?.wire]))
    case .invalidExpression(let diagnosis): ("InvalidExpression", diagnosis.wire)
    case .invalidConfiguration(let diagnostics):
      ("InvalidConfiguration", .object(of: ["diagnostics": diagnostics.wire]))
    case .invalidValue(let parameter, let message):
      ("InvalidValue", .object(of: ["parameter": parameter.wire, "message": message.wire]))
    case .notReady(let state): ("NotReady", .object(of: ["state": state.wire]))
    case .busy(let message): ("Busy", .object(of: ["message": message.wire]))
    case .failed(let message): ("Failed", .object(of: ["message": message.wire]))
    case .service(let error): error.named
    }
  }

  /// Reads an error reply; nil for an error this interface does not have, or one without its parameters.
  package init?(name: String, parameters: JSON) {
    guard var fields = try? Fields(parameters), let dot = name.lastIndex(of: "."),
      let error = try? Self.read(name[..<dot], name[name.index(after: dot)...], &fields)
    else { return nil }
    self = error
  }

  private static func read(
    _ interface: Substring, _ name: Substring, _ fields: inout Fields
  ) throws(ServiceError) -> ControlError? {
    switch interface {
    case Interface.service.name[...]: try ServiceError.read(name, &fields).map(ControlError.service)
    case Interface.control.name[...]: try read(name, &fields)
    default: nil
    }
  }

  private static func read(_ name: Substring, _ fields: inout Fields) throws(ServiceError) -> ControlError? {
    switch name {
    case "NoSuchBrand": .noSuchBrand(try fields.take("name"))
    case "NoSuchKeyword":
      .noSuchKeyword(brand: try fields.take("brand"), expression: try fields.take("expression"))
    case "NoSuchSource": .noSuchSource(try fields.take("name"))
    case "NoSuchMention": .noSuchMention(try fields.take("id"))
    case "NoSuchDigest": .noSuchDigest(try fields.take("name"))
    case "AlreadyExists": .alreadyExists(try fields.take("name"))
    case "DeclaredInFile": .declaredInFile(name: try fields.take("name"), path: try fields.find("path"))
    case "InvalidExpression": .invalidExpression(try InvalidExpression(&fields))
    case "InvalidConfiguration": .invalidConfiguration(try fields.take("diagnostics"))
    case "InvalidValue":
      .invalidValue(parameter: try fields.take("parameter"), message: try fields.take("message"))
    case "NotReady": .notReady(state: try fields.take("state"))
    case "Busy": .busy(try fields.take("message"))
    case "Failed": .failed(try fields.take("message"))
    default: nil
    }
  }
}

extension ServiceError {
  fileprivate var named: (String, JSON) {
    switch self {
    case .interfaceNotFound(let name): ("InterfaceNotFound", .object(of: ["interface": name.wire]))
    case .methodNotFound(let name): ("MethodNotFound", .object(of: ["method": name.wire]))
    case .methodNotImplemented(let name): ("MethodNotImplemented", .object(of: ["method": name.wire]))
    case .invalidParameter(let name): ("InvalidParameter", .object(of: ["parameter": name.wire]))
    case .permissionDenied: ("PermissionDenied", [:])
    case .expectedMore: ("ExpectedMore", [:])
    }
  }

  fileprivate static func read(_ name: Substring, _ fields: inout Fields) throws(ServiceError)
    -> ServiceError?
  {
    switch name {
    case "InterfaceNotFound": .interfaceNotFound(try fields.take("interface"))
    case "MethodNotFound": .methodNotFound(try fields.take("method"))
    case "MethodNotImplemented": .methodNotImplemented(try fields.take("method"))
    case "InvalidParameter": .invalidParameter(try fields.take("parameter"))
    case "PermissionDenied": .permissionDenied
    case "ExpectedMore": .expectedMore
    default: nil
    }
  }
}

extension InvalidExpression: WireRecord {
  /// Reads the parameters of the error.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      expression: try fields.take("expression"), column: try fields.take("column"),
      message: try fields.take("message"), rendered: try fields.take("rendered"))
  }

  /// The parameters of the error.
  package var wire: JSON {
    .object(of: [
      "expression": expression.wire, "column": column.wire, "message": message.wire,
      "rendered": rendered.wire,
    ])
  }
}

extension ConfigurationDiagnostic: WireRecord {
  /// Reads a `Diagnostic`.
  package init(_ fields: inout Fields) throws(ServiceError) {
    self.init(
      path: try fields.take("path"), line: try fields.find("line"), column: try fields.find("column"),
      keyPath: try fields.find("keyPath"), message: try fields.take("message"),
      suggestion: try fields.find("suggestion"))
  }

  /// A `Diagnostic`.
  package var wire: JSON {
    .object(of: [
      "path": path.wire, "line": line?.wire, "column": column?.wire, "keyPath": keyPath?.wire,
      "message": message.wire, "suggestion": suggestion?.wire,
    ])
  }
}
