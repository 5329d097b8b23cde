// SPDX-License-Identifier: Apache-2.0
import Control
import Model
import Recipes
import Schedule
import Text

extension Publication {
  /// Reads the answer of a platform by a recipe; throws where the platform refuses or answers something else.
  ///
  /// `settings` are the recipe's variables, each as `NAME=VALUE`; without them what is made of them is absent.
  init(
    _ body: [UInt8], by path: String, _ settings: [String], contentType: String?, name: String
  ) throws(ControlClientError) {
    let recipe = try recipe(at: path)
    let inquiry = Inquiry(variables: try variables(settings, of: recipe))
    let answer = RecipeAnswer(
      body: body, headers: contentType.map { [Inquiry.Parameter("Content-Type", $0)] } ?? [])
    do {
      self.init(
        try recipe.items(in: answer, to: inquiry, now: currentInstant(), zones: try zones(of: recipe)), recipe
      )
    } catch let error as PlatformError {
      throw ControlClientError(.invalid, "\(name): \(error)")
    } catch let error as ControlClientError {
      throw error
    } catch {
      throw ControlClientError(.failed, "\(name): \(error)")
    }
  }

  private init(_ page: RecipePage, _ recipe: Recipe) {
    format = recipe.about.id
    title = recipe.about.title ?? ""
    items = page.items
    facts = []
    itemFacts = []
    var explanation = ["\(format), “\(title)”, \(items.count) items"]
    if page.dropped > 0 {
      explanation.append("left out \(page.dropped) without title, text and rating")
    }
    explanation.append(page.next == nil ? "no page after this one" : "there is another page")
    if let pause = page.pause { explanation.append("not to be asked again before \(pause)") }
    self.explanation = explanation
  }
}

private func recipe(at path: String) throws(ControlClientError) -> Recipe {
  let text = String(decoding: try contents(of: path), as: UTF8.self)
  do {
    return try Recipe.read(text, path: path)
  } catch {
    throw ControlClientError(.invalidConfiguration, error.description)
  }
}

private func variables(
  _ settings: [String], of recipe: Recipe
) throws(ControlClientError) -> [String: String] {
  var variables: [String: String] = [:]
  for setting in settings {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let variable = recipe.variables.first { $0.name == parts[0] }
    guard parts.count == 2, let variable else {
      let known = recipe.variables.map(\.name)
      let names = known.isEmpty ? "the recipe has no variables" : "known are " + known.joined(separator: ", ")
      throw ControlClientError(.invalid, "--set \(setting): expected NAME=VALUE; \(names)")
    }
    if let fault = variable.fault(in: parts[1]) {
      throw ControlClientError(.invalid, "--set \(setting): \(fault)")
    }
    variables[variable.name] = parts[1]
  }
  return variables
}

/// The time zones of a recipe as this machine has them.
private func zones(of recipe: Recipe) throws(ControlClientError) -> [String: TimeZone] {
  var zones: [String: TimeZone] = [:]
  for name in recipe.timeZones {
    let bytes = try contents(of: "/usr/share/zoneinfo/" + name)
    do {
      zones[name] = try TimeZone(name: name, bytes: bytes)
    } catch {
      throw ControlClientError(.failed, "\(error)")
    }
  }
  return zones
}
