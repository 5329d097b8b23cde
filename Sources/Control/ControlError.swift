// SPDX-License-Identifier: Apache-2.0

/// What a call is answered with when it cannot be done; each case is an error of the interface.
package enum ControlError: Error, Hashable, Sendable {
  /// There is no brand of that name.
  case noSuchBrand(String)
  /// The brand has no such keyword.
  case noSuchKeyword(brand: String, expression: String)
  /// There is no source of that name.
  case noSuchSource(String)
  /// There is no mention of that number.
  case noSuchMention(Int64)
  /// There is no digest of that name.
  case noSuchDigest(String)
  /// Another one of that name is there already.
  case alreadyExists(String)
  /// It is declared in the configuration file `path`, which control cannot change.
  case declaredInFile(name: String, path: String?)
  /// The expression is none.
  case invalidExpression(InvalidExpression)
  /// The configuration cannot be used; what was in force before stays so.
  case invalidConfiguration([ConfigurationDiagnostic])
  /// A parameter's value cannot be used; the message says why and what was expected.
  case invalidValue(parameter: String, message: String)
  /// The daemon is starting or stopping.
  case notReady(state: String)
  /// The same is being done already.
  case busy(String)
  /// It could not be done for a reason of the daemon's own.
  case failed(String)
  /// An error of `org.varlink.service`.
  case service(ServiceError)
}

/// The errors every Varlink service has.
package enum ServiceError: Error, Hashable, Sendable {
  /// No interface of that name.
  case interfaceNotFound(String)
  /// The interface has no such method; the name is fully qualified.
  case methodNotFound(String)
  /// The method is described, but not to be had here.
  case methodNotImplemented(String)
  /// The parameter of that name is unknown, missing or of another type.
  case invalidParameter(String)
  /// The caller may not call this.
  case permissionDenied
  /// The method is only to be had with `more`.
  case expectedMore
}

/// Where an expression is wrong, and how.
package struct InvalidExpression: Hashable, Sendable {
  /// The expression as it was given.
  package var expression: String
  /// The column of the first thing wrong, 1 the first character.
  package var column: Int
  /// What is wrong there, in a sentence.
  package var message: String
  /// The whole diagnosis as a person reads it: lines with the expression, a caret and help.
  package var rendered: String

  /// A diagnosis with its place.
  package init(expression: String, column: Int, message: String, rendered: String) {
    self.expression = expression
    self.column = column
    self.message = message
    self.rendered = rendered
  }
}

/// Something wrong in the configuration, and where.
package struct ConfigurationDiagnostic: Hashable, Sendable {
  /// The file.
  package var path: String
  /// The line, 1 the first, where the reader knows it.
  package var line: Int?
  /// The column, 1 the first, where the reader knows it.
  package var column: Int?
  /// The key it is about, such as `source[2].url`.
  package var keyPath: String?
  /// What is wrong.
  package var message: String
  /// What would be right.
  package var suggestion: String?

  /// A diagnosis with as much of its place as is known.
  package init(
    path: String, line: Int? = nil, column: Int? = nil, keyPath: String? = nil, message: String,
    suggestion: String? = nil
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.keyPath = keyPath
    self.message = message
    self.suggestion = suggestion
  }
}
