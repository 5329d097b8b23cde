// SPDX-License-Identifier: Apache-2.0

/// Why a call came to nothing, in the words of whoever made it.
package struct ControlClientError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure a caller tells apart.
  package enum Kind: Hashable, Sendable {
    /// No daemon answers at the socket.
    case notReachable
    /// The caller may not do this.
    case denied
    /// The answer did not come in time.
    case timeout
    /// What was named does not exist.
    case noSuch
    /// An expression or a value cannot be used.
    case invalid
    /// The configuration cannot be used.
    case invalidConfiguration
    /// Anything else.
    case failed
  }

  /// What kind of failure it is.
  package var kind: Kind
  /// What happened and what to do.
  package var description: String

  /// A failure with its sentence.
  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// What the daemon answered.
  package init(_ error: ControlError) {
    self.init(error.kind, error.description)
  }
}

extension ControlError {
  /// What kind of failure it is to the caller.
  fileprivate var kind: ControlClientError.Kind {
    switch self {
    case .noSuchBrand, .noSuchKeyword, .noSuchSource, .noSuchMention, .noSuchDigest: .noSuch
    case .invalidExpression, .invalidValue, .service(.invalidParameter): .invalid
    case .invalidConfiguration: .invalidConfiguration
    case .service(.permissionDenied): .denied
    case .alreadyExists, .declaredInFile, .notReady, .busy, .failed, .service: .failed
    }
  }
}

extension ControlError: CustomStringConvertible {
  /// What happened and what to do, in lower case without a full stop.
  package var description: String {
    switch self {
    case .noSuchBrand(let name): "there is no brand “\(name)”"
    case .noSuchKeyword(let brand, let expression): "brand “\(brand)” has no keyword “\(expression)”"
    case .noSuchSource(let name): "there is no source “\(name)”"
    case .noSuchMention(let id): "there is no mention \(id)"
    case .noSuchDigest(let name): "there is no digest “\(name)”"
    case .alreadyExists(let name):
      "there is another “\(name)” already; remove it first or choose another name"
    case .declaredInFile(let name, let path):
      "“\(name)” is declared in \(path ?? "the configuration"); change it there and run “earshot reload”"
    case .invalidExpression(let diagnosis): diagnosis.rendered
    case .invalidConfiguration(let diagnostics): diagnostics.map(\.description).joined(separator: "\n")
    case .invalidValue(let parameter, let message): "\(parameter): \(message)"
    case .notReady(let state): "the daemon is \(state); try again in a moment"
    case .busy(let message), .failed(let message): message
    case .service(let error): error.description
    }
  }
}

extension ServiceError: CustomStringConvertible {
  /// What happened and what to do, in lower case without a full stop.
  package var description: String {
    switch self {
    case .interfaceNotFound(let name): "the daemon has no interface “\(name)”"
    case .methodNotFound(let name): "the daemon has no method “\(name)”; “earshot introspect” lists them"
    case .methodNotImplemented(let name): "method “\(name)” is not to be had from this daemon"
    case .invalidParameter(let name): "parameter “\(name)” is unknown, missing or of another type"
    case .permissionDenied:
      "only root, the daemon’s own user and [control] admins may do this; try with sudo"
    case .expectedMore: "the method answers more than once; call it with --more"
    }
  }
}

extension ConfigurationDiagnostic: CustomStringConvertible {
  /// `file:line:column: message; suggestion`, as much of it as is known.
  package var description: String {
    let place = [path] + [line, column].compactMap { $0.map(String.init) }
    let key = keyPath.map { $0 + ": " } ?? ""
    return place.joined(separator: ":") + ": " + key + message + (suggestion.map { "; " + $0 } ?? "")
  }
}
