// SPDX-License-Identifier: Apache-2.0
import Recipes
import Settings
import Testing

/// What is wrong with a recipe's file is told with its place and the nearest known word.
@Suite struct ReadingTests {
  static let good = """
    recipe = 1
    id = "acme"
    [vars]
    host = { type = "host" }
    [request]
    url = "https://{host}/api"
    query = { q = "{terms}" }
    [items]
    path = "/hits"
    [map]
    id = "/id"
    url = "https://{host}/{/id}"
    text = { path = "/body", as = ["html-text"] }
    published = { path = "/at", time = "rfc3339" }
    """

  private func faults(_ text: String) -> [String] {
    do throws(RecipeError) {
      _ = try Recipe.read(text, path: "a.toml")
      return []
    } catch {
      return error.diagnostics.map(\.summary)
    }
  }

  @Test func `a small recipe is read`() { #expect(faults(Self.good) == []) }

  @Test(
    arguments: [
      (
        "[items]\n", "[itms]\n",
        [
          "1:1: “items” is missing; write [items] with path = \"/where/the/items/are\"",
          "8:2: unknown key “itms”; did you mean “items”?",
        ]
      ),
      (
        "path = \"/hits\"", "paht = \"/hits\"",
        [
          "8:2: items: “path” is missing; write path = \"/where/the/items/are\"",
          "9:1: items: unknown key “paht”; did you mean “path”?",
        ]
      ),
      (
        "\"/hits\"", "\"hits\"",
        ["9:8: items.path: “hits” is no JSON pointer; write it like \"/data/0/name\", with ~1 for a slash"]
      ),
      (
        "https://{host}/api", "https://{hots}/api",
        ["6:17: request.url: there is no “hots” here; did you mean “host”?"]
      ),
      (
        "https://{host}/api", "ftp://{host}/api",
        ["6:7: request.url: expected an address of the web; write it like \"https://api.acme.example/{id}\""]
      ),
      (
        "https://{host}/api", "https://{/id}/api",
        ["6:7: request.url: a request has no item to point into; use the name of a variable"]
      ),
      (
        "https://{host}/{/id}", "https://{host}/{/id",
        ["12:23: map.url: “{” is never closed; write “}” after the name"]
      ),
      (
        "https://{host}/{/id}", "https://{host}/{url}",
        ["12:7: map.url: “url” is made of itself; let no field refer to itself, not even through others"]
      ),
      (
        "https://{host}/{/id}", "https://{host}/{terms}",
        ["12:24: map.url: there is no “terms” here; known are host, id, text, url"]
      ),
      (
        "\"/body\"", "\"$.body\"",
        ["13:17: map.text.path: JSONPath is not understood; write a JSON pointer such as \"/data/id\""]
      ),
      (
        "html-text", "html-txt",
        ["13:32: map.text.as[1]: “html-txt” is no transform; did you mean “html-text”?"]
      ),
      (
        "\"rfc3339\"", "\"rfc3338\"",
        ["14:36: map.published.time: “rfc3338” is no form of a time; did you mean “rfc3339”?"]
      ),
      ("id = \"/id\"\n", "", ["10:2: map: “id” is missing; say what tells one item from another"]),
      ("recipe = 1", "recipe = 2", ["1:10: recipe: expected a whole number from 1 to 1"]),
      (
        "type = \"host\"", "type = \"hots\"",
        ["4:17: vars.host.type: “hots” is none of the choices; did you mean “host”?"]
      ),
      (
        "host = {", "text = {",
        [
          "4:8: vars.text: the name “text” is taken; choose a name that is no field of [map] and none of "
            + "terms, since",
          "6:17: request.url: there is no “host” here; known are text, terms",
          "12:17: map.url: there is no “host” here; known are id, text, url",
        ]
      ),
      ("[items]", "[items", ["8:7: expected “]” after the table's name"]),
    ])
  func `a fault is told with its place and what to do`(_ old: String, _ new: String, _ expected: [String]) {
    #expect(Self.good.contains(old))
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(faults(text) == expected.map { "a.toml:" + $0 })
  }

  @Test(
    arguments: [
      ("[page]\nkind = \"cursor\"", ["param", "from"]),
      ("[page]\nkind = \"page\"\nparam = \"a\"\nvar = \"b\"", ["either param or var"]),
      ("[since]\nkind = \"id\"", ["param", "from"]),
      ("[since]\nkind = \"time\"\nparam = \"a\"\nvalue = \"{host}\"", ["{since}"]),
      ("[[errors]]\nequals = [1]", ["at", "where the value of equals", "class"]),
      ("[[errors]]\nstatus = 400\nclass = \"rat\"", ["did you mean “rate”"]),
      ("[auth]\nkind = \"bearer\"", ["name of the credential"]),
      ("[auth]\nkind = \"bearer\"\nsecret = \"AAAA/bb==\"", ["never write a secret itself"]),
      ("[auth]\nkind = \"login\"\ntoken-url = \"https://{host}/s\"", ["secrets"]),
      ("[rate]\nreset-as = \"iso\"", ["none of the choices"]),
      ("[terms]\nmax-age = \"soon\"", ["expected a duration"]), ("[extra]\na = 1", ["unknown key “extra”"]),
    ])
  func `every table is checked`(_ table: String, _ expected: [String]) {
    let found = faults(Self.good + "\n" + table)
    #expect(found.count == expected.count)
    for (fault, words) in zip(found, expected) { #expect(fault.contains(words)) }
  }

  @Test func `the line is shown with carets under the fault`() {
    let text = Self.good.replacing("https://{host}/api", with: "https://{hots}/api")
    let error = #expect(throws: RecipeError.self) { try Recipe.read(text, path: "a.toml") }
    #expect(
      error?.description == """
        a.toml:6:17: request.url: there is no “hots” here; did you mean “host”?
          url = "https://{hots}/api"
                          ^^^^
        """)
  }
}
