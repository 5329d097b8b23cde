// SPDX-License-Identifier: Apache-2.0
internal import Control
internal import Rules
internal import Settings
internal import Store

extension ControlError {
  /// What a caller is told of an error of the daemon's parts.
  init(_ error: any Error) {
    switch error {
    case let error as ControlError: self = error
    case let error as StoreError: self = Self.told(error)
    case let error as SettingsError:
      self = .invalidConfiguration(error.diagnostics.map { ConfigurationDiagnostic($0) })
    case let error as ConfigurationFileError:
      self = .invalidConfiguration([ConfigurationDiagnostic(path: error.path, message: error.reason)])
    default: self = .failed("\(error)")
    }
  }

  private static func told(_ error: StoreError) -> ControlError {
    switch error {
    case .notFound("brand", let name): .noSuchBrand(name)
    case .notFound("source", let name): .noSuchSource(name)
    case .notFound("mention", let name): .noSuchMention(Int64(name) ?? 0)
    case .declaredInFile(_, let name): .declaredInFile(name: name, path: nil)
    case .busy: .busy("the database is in use")
    default: .failed(error.description)
    }
  }

  /// What a caller is told of an expression that does not parse.
  init(_ error: ExpressionError, in expression: String) {
    let first = error.diagnostics.first
    self = .invalidExpression(
      InvalidExpression(
        expression: expression, column: (first?.columns.lowerBound ?? 0) + 1,
        message: first?.message ?? "not an expression",
        rendered: error.rendered()))
  }
}

extension ConfigurationDiagnostic {
  /// A diagnostic of the settings as the interface has it.
  init(_ diagnostic: SettingsError.Diagnostic) {
    self.init(
      path: diagnostic.path, line: diagnostic.line, column: diagnostic.column, keyPath: diagnostic.keyPath,
      message: diagnostic.message, suggestion: diagnostic.suggestion)
  }
}
