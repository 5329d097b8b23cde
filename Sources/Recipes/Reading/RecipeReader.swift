// SPDX-License-Identifier: Apache-2.0

import Model
import Settings

/// Reads a recipe from its file, table by table.
struct RecipeReader {
  private let text: String
  private let path: String

  init(_ text: String, path: String) {
    (self.text, self.path) = (text, path)
  }

  /// Throws everything that is wrong.
  func recipe() throws(RecipeError) -> Recipe {
    var notes = RecipeTable.Notes(problems: Problems([(path, text)]))
    let document: TOML
    do throws(TOMLError) {
      document = try TOML(parsing: text)
    } catch {
      notes.problems.report(error.message, file: 0, at: error.place)
      throw RecipeError(diagnostics: notes.problems.sorted)
    }
    var root = RecipeTable(document, keyPath: "", notes)
    let recipe = root.recipe()
    let problems = root.finish().problems
    guard let recipe, problems.diagnostics.isEmpty else { throw RecipeError(diagnostics: problems.sorted) }
    return recipe
  }
}

extension RecipeTable {
  /// The whole file.
  fileprivate mutating func recipe() -> Recipe? {
    checkVersion()
    let about = about()
    let variables = variables()
    let authorization = table("auth") { $0.authorization() }
    let call = call()
    let list = itemList()
    let map = map()
    let steps = Steps(
      paging: table("page") { $0.paging() } ?? Paging(), since: table("since") { $0.since() } ?? Since())
    let rate = table("rate") { $0.rate() }
    let faults = tables("errors") { $0.fault() }
    checkNames(variables, steps.paging, map)
    guard let call, let list, let map else { return nil }
    return Recipe(
      about: about, variables: variables, authorization: authorization ?? Authorization(), call: call,
      steps: steps, reading: AnswerReading(list: list, map: map, rate: rate ?? Rate(), faults: faults))
  }

  private mutating func checkVersion() {
    if find("recipe") == nil { reportMissing("recipe", "write recipe = 1, the version of the format") }
    _ = integer("recipe", 1...1)
    guard let found = find("kind"), let kind = text(found), kind != "json" else { return }
    report("“\(kind)” is none of the choices", found, suggestion: "known is json")
  }

  private mutating func about() -> Recipe.About {
    var about = Recipe.About()
    about.id = requiredText("id", "write id = \"platform-what\"") ?? ""
    about.title = text("title")
    about.documentation = text("docs")
    if let found = find("checked") {
      if case .time(let day) = found.toml.value {
        about.checked = day
      } else {
        report(expected: "a date", found)
      }
    }
    about.tier = choice("tier", of: Recipe.Tier.allCases) ?? .free
    about.terms = table("terms") { $0.terms() } ?? about.terms
    return about
  }

  private mutating func terms() -> Recipe.Terms {
    enum Store: String, CaseIterable { case full, excerpt }
    return Recipe.Terms(
      keepsExcerptsOnly: choice("store", of: Store.allCases) == .excerpt, longest: duration("max-age"),
      notice: text("notice"))
  }

  /// `[vars]`
  private mutating func variables() -> [Recipe.Variable] {
    each("vars") { table, name, found in
      if !Template.isName(name) {
        table.report("“\(name)” is no name of a variable", found, suggestion: "use letters, digits, - and _")
      }
      return table.table(found) { table in
        var variable = Recipe.Variable(name: name)
        variable.kind = table.choice("type", of: Recipe.Variable.Kind.allCases) ?? .text
        variable.help = table.text("help")
        variable.fallback = table.text("default")
        if let fallback = variable.fallback, let fault = variable.fault(in: fallback),
          let found = table.find("default")
        {
          table.report(fault, found)
        }
        return variable
      }
    }
  }

  /// Looks up every name that templates refer to.
  private mutating func checkNames(_ variables: [Recipe.Variable], _ paging: Paging, _ map: ItemMap?) {
    let fields = map?.texts.keys.sorted() ?? []
    let names = variables.map(\.name)
    for variable in names where fields.contains(variable) || Inquiry.words.contains(variable) {
      guard let found = find("vars"), let entry = found.toml.entries?.first(where: { $0.key == variable })
      else {
        continue
      }
      report(
        "the name “\(variable)” is taken", Found(toml: entry.value, keyPath: "vars.\(variable)"),
        suggestion:
          "choose a name that is no field of [map] and none of \(Inquiry.words.joined(separator: ", "))")
    }
    for use in notes.uses {
      let page = paging.isVariable ? [paging.name] : []
      let known =
        use.scope == .request ? names + ["terms"] + page : names.filter { !fields.contains($0) } + fields
      guard !known.contains(use.name.name) else { continue }
      let scalars = use.name.name.unicodeScalars.count
      report(
        "there is no “\(use.name.name)” here", use.found,
        suggestion: known.isEmpty ? "declare it in [vars]" : suggestion(for: use.name.name, among: known),
        at: use.name.offset, length: scalars)
    }
    for (name, field) in map?.texts ?? [:] where field.leads(to: name, in: map?.texts ?? [:]) {
      guard let found = find("map").flatMap({ $0.toml[name] }) else { continue }
      report(
        "“\(name)” is made of itself", Found(toml: found, keyPath: "map.\(name)"),
        suggestion: "let no field refer to itself, not even through others")
    }
  }
}

extension Field {
  /// The fields of the item it is made of.
  private var fields: [String] {
    switch self {
    case .pointer, .lookup: []
    case .template(let template, _): template.names.map(\.name)
    case .first(let fields): fields.flatMap(\.fields)
    case .shaped(let field, _): field.fields
    }
  }

  /// Whether making it needs the field of this name, in the end.
  fileprivate func leads(to name: String, in map: [String: Field]) -> Bool {
    var open = fields
    var seen: Set<String> = []
    while let next = open.popLast() {
      if next == name { return true }
      if seen.insert(next).inserted, let field = map[next] { open += field.fields }
    }
    return false
  }
}
