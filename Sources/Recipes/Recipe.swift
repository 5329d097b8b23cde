// SPDX-License-Identifier: Apache-2.0

/// A platform's JSON API as a file describes it: how it is asked, and where in its answers the items are.
///
/// A recipe is data: it names secrets but holds none, and nothing in it can run.
package struct Recipe: Hashable, Sendable {
  /// What it is for and under which terms.
  package let about: About
  /// What whoever uses it must or may fill in, in the order of the file.
  package let variables: [Variable]
  /// How the platform knows who asks.
  package let authorization: Authorization
  /// How it is asked.
  let call: Call
  /// How one answer leads to the next question.
  let steps: Steps
  /// What its answers mean.
  let reading: AnswerReading

  /// Reads a recipe from the text of a TOML file; `path` is how the file is called in messages.
  ///
  /// Throws everything that is wrong with it, each with its line and column.
  package static func read(_ text: String, path: String) throws(RecipeError) -> Recipe {
    try RecipeReader(text, path: path).recipe()
  }

  /// The names of the secrets a request needs, to be found among the credentials of the service.
  package var secrets: [String] { authorization.secrets }

  /// The names of the time zones its answers are written in, to be handed over with each answer.
  package var timeZones: [String] { Set(reading.map.times.values.compactMap(\.zone)).sorted() }
}

extension Recipe {
  /// What a recipe is for.
  package struct About: Hashable, Sendable {
    /// Its name, such as `hn-algolia`.
    package var id = ""
    /// What a person calls the platform.
    package var title: String?
    /// The address of the platform's documentation.
    package var documentation: String?
    /// The day on which someone last compared it with that documentation, as written.
    package var checked: String?
    /// What access costs.
    package var tier = Tier.free
    /// What the platform's terms ask of whoever keeps its items.
    package var terms = Terms()
  }

  /// What access to a platform costs.
  package enum Tier: String, Hashable, Sendable, CaseIterable {
    /// Nothing, and nobody need be known.
    case free
    /// A key that is free.
    case key
    /// Money.
    case paid
    /// An application that someone at the platform approves.
    case approval
  }

  /// What the platform's terms ask.
  package struct Terms: Hashable, Sendable {
    /// Whether whole texts may be kept, or excerpts only.
    package var keepsExcerptsOnly = false
    /// How long items may be kept.
    package var longest: Duration?
    /// What whoever enables it should know.
    package var notice: String?
  }

  /// What is filled into a recipe, such as the host of an instance.
  package struct Variable: Hashable, Sendable {
    /// Which texts it takes.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Any text of one line.
      case text
      /// Letters, digits, `-`, `_` and `.`, also those beyond ASCII.
      case word
      /// Digits.
      case number
      /// The name of a host, with a port or without.
      case host
    }

    /// Its name in templates.
    package var name: String
    /// Which texts it takes.
    package var kind = Kind.text
    /// What it is where nothing is given; nil where something must be given.
    package var fallback: String?
    /// What it is, for a person.
    package var help: String?
  }
}
