// SPDX-License-Identifier: Apache-2.0
import Model
import Recipes
import Support
import Testing
import Text

/// Answers that are errors, answers of another form, and answers that are anything.
@Suite struct AnsweringTests {
  private static let now = Instant(seconds: 1_795_262_400)

  private func recipe(_ map: String = "", items: String = "path = \"/hits\"", _ more: String = "") throws
    -> Recipe
  {
    try Recipe.read(
      """
      recipe = 1
      id = "acme"
      [request]
      url = "https://x.example/api"
      [items]
      \(items)
      [map]
      id = "/id"
      title = "/title"
      published = { path = "/at", time = "rfc3339" }
      \(map)
      \(more)
      """, path: "a.toml")
  }

  private func page(_ recipe: Recipe, _ body: String, status: Int = 200, _ headers: [Inquiry.Parameter] = [])
    throws -> RecipePage
  {
    try recipe.items(
      in: RecipeAnswer(body: Array(body.utf8), status: status, headers: headers), now: Self.now)
  }

  @Test(
    arguments: [
      (200, "{}", .shape, "acme: expected a list of items at /hits, found none"),
      (200, "[]", .shape, "acme: expected a list of items at /hits, found none"),
      (200, "{\"hits\":\"x\"}", .shape, "acme: expected a list of items at /hits, found none"),
      (200, "", .shape, "acme: the platform answered 200, expected JSON, found nothing"),
      (
        200, "{\"a\"", .shape,
        "acme: the platform answered 200, expected JSON, found what is no JSON: expected “:” at byte 4"
      ),
      (200, " <html>", .blocked, "acme: the platform answered 200, expected JSON, found a page"),
      (403, "<html>", .blocked, "acme: the platform answered 403, expected JSON, found a page"),
      (502, "<html>", .transient, "acme: the platform answered 502, expected JSON, found a page"),
      (
        401, "{\"error\":\"The token is invalid\"}", .authorization,
        "acme: the platform answered 401 and said “The token is invalid”"
      ),
      (429, "{}", .rate, "acme: the platform answered 429"),
      (
        404, "{\"title\":\"Not\\n Found\\u0007\"}", .gone,
        "acme: the platform answered 404 and said “Not Found”"
      ),
      (
        200, "{\"error\":{\"message\":\"no\"}}", .configuration,
        "acme: the platform answered 200 and said “no”"
      ),
      (
        200, "{\"code\":7,\"why\":\"slow down\",\"hits\":[]}", .quota,
        "acme: the platform answered 200 and said “slow down”"
      ),
    ] as [(Int, String, PlatformError.Kind, String)])
  func `an error is told in words`(
    _ status: Int, _ body: String, _ kind: PlatformError.Kind, _ message: String
  ) throws {
    let recipe = try recipe(
      "", "[[errors]]\nat = \"/code\"\nequals = 7\nclass = \"quota\"\nmessage = \"/why\"")
    let error = #expect(throws: PlatformError.self) { try page(recipe, body, status: status) }
    #expect(error?.kind == kind)
    #expect(error?.description == message)
  }

  @Test func `an empty list is no error`() throws {
    #expect(try page(recipe(), "{\"hits\":[]}").items == [])
    #expect(try page(recipe(), "{\"hits\":null}").items == [])
    #expect(try page(recipe(items: "path = \"/hits\"\nmay-be-missing = true"), "{}").items == [])
  }

  @Test func `a field that is missing or of another type is absent`() throws {
    let body = """
      {"hits":[{"id":{},"title":"a","at":true},{"id":1,"title":["x"],"rating":3},{"title":7,"rating":"9"},
      3,null,[],{"id":2},{"id":" ","title":"b","at":"yesterday","link":"javascript:alert(1)"}]}
      """
    let page = try page(recipe("rating = { path = \"/rating\" }\nurl = \"/link\""), body)
    #expect(
      page.items == [
        Item(title: "a"), Item(guid: "1", rating: Rating(3)), Item(title: "7"),
        Item(title: "b", publishedText: "yesterday"),
      ])
    #expect(page.dropped == 1)
  }

  @Test func `what is required and what is skipped decides what is an item`() throws {
    let items =
      """
      path = "/hits"
      require = ["/id"]
      skip = [{ path = "/bot", equals = true }, { path = "/kind", not = "post" }]
      """
    let body = """
      {"hits":[{"id":1,"title":"a","kind":"post"},{"title":"b","kind":"post"},
      {"id":2,"title":"c","kind":"post","bot":true},
      {"id":3,"title":"d","kind":"like"},{"id":4,"title":"e"}]}
      """
    #expect(try page(recipe(items: items), body).items.map(\.title) == ["a"])
  }

  @Test(arguments: ["@evil.example/", ".evil.example/", "\\\\evil.example"])
  func `nothing that is filled in leads to another host`(_ path: String) throws {
    let recipe = try recipe("url = \"https://www.good.example{+/path}\"\nlink = \"https://{+/path}\"")
    let body = JSON.object(of: ["hits": [["title": "a", "path": .string(path)]]]).text()
    let url = try #require(try page(recipe, body).items.first).url
    #expect(url?.hasPrefix("https://www.good.example/") ?? url?.contains("evil.example/") != true)
    #expect(
      url.flatMap { $0.split(separator: "/").dropFirst().first } ?? "www.good.example" == "www.good.example")
  }

  @Test func `times are tried in their order and forms`() throws {
    let text = "updated = { path = [\"/a\", \"/b\"], time = [\"rfc3339\", \"epoch-us\"] }"
    let body = "{\"hits\":[{\"title\":\"x\",\"a\":\"soon\",\"b\":1795172400000000}]}"
    #expect(try page(recipe(text), body).items.first?.updated == Instant(seconds: 1_795_172_400))
  }

  @Test func `bounds hold`() throws {
    let element = JSON.object(of: ["title": .string(String(repeating: "é", count: 5000))])
    let body = JSON.object(of: ["hits": .array(Array(repeating: element, count: 1200))]).text()
    let page = try page(recipe(), body)
    #expect(page.items.count == 1000)
    #expect(page.items.allSatisfy { $0.title.utf8.count == 4000 })
  }

  @Test(
    arguments: [
      ("page", "first = 0\nparam = \"p\"\ntotal = \"/pages\"", "\"pages\":2", .number(1)),
      ("page", "first = 0\nparam = \"p\"\ntotal = \"/pages\"", "\"pages\":1", nil),
      ("page", "first = 1\nparam = \"p\"\nmax = 1", "\"a\":1", nil),
      ("page", "param = \"p\"\nmore = \"/more\"", "\"more\":false", nil),
      ("page", "param = \"p\"\nmore = \"/more\"", "\"more\":true", .number(2)),
      ("offset", "param = \"p\"", "\"a\":1", .number(1)),
      ("cursor", "param = \"p\"\nfrom = \"/next\"", "\"next\":\"x\"", .token("x")),
      ("cursor", "param = \"p\"\nfrom = \"/next\"", "\"next\":\"\"", nil),
      ("cursor", "param = \"p\"\nfrom = \"/next\"", "\"next\":null", nil),
      ("url", "from = \"/next\"", "\"next\":\"?page=2\"", .url("https://x.example/api?page=2")),
      (
        "merge", "from = \"/next\"", "\"next\":{\"a\":1,\"b\":\"c\",\"d\":[]}",
        .parameters([.init("a", "1"), .init("b", "c")])
      ),
      ("none", "", "\"next\":\"x\"", nil),
    ] as [(String, String, String, Inquiry.Cursor?)])
  func `the next page is found`(
    _ kind: String, _ lines: String, _ member: String, _ expected: Inquiry.Cursor?
  ) throws {
    let recipe = try recipe("", "[page]\nkind = \"\(kind)\"\n" + lines)
    #expect(try page(recipe, "{\"hits\":[{\"title\":\"a\"}],\(member)}").next == expected)
    #expect(try page(recipe, "{\"hits\":[],\(member)}").next == nil)
  }

  @Test(
    arguments: [
      ("delta-s", "0", "30", 30), ("delta-s", "5", "30", 30), ("delta-s", "6", "30", nil),
      ("epoch-s", "0", "1795262460", 60), ("iso8601", "0", "2026-11-21T12:01:00Z", 60),
      ("epoch-s", "0", "9999999999", 86_400), ("epoch-s", "0", "1", nil), ("delta-s", "0", "soon", nil),
    ] as [(String, String, String, Int?)])
  func `a platform that is asked enough says until when`(
    _ form: String, _ left: String, _ reset: String, _ seconds: Int?
  ) throws {
    let rate = "[rate]\nremaining = \"X-Left\"\nreset = \"X-Reset\"\nreset-as = \"\(form)\"\nreserve = 5"
    let headers = [Inquiry.Parameter("x-left", left), Inquiry.Parameter("X-RESET", reset)]
    let page = try page(recipe("", rate), "{\"hits\":[]}", headers)
    #expect(page.pause == seconds.map { Self.now + .seconds($0) })
  }

  @Test func `an item from the future hides nothing that comes before it`() throws {
    let recipe = try recipe("", "[since]\nkind = \"time\"\nparam = \"after\"")
    let past = "{\"title\":\"a\",\"at\":\"2026-11-20T09:30:00Z\"}"
    #expect(try page(recipe, "{\"hits\":[\(past)]}").mark == .time(Instant(seconds: 1_795_167_000)))
    let future = "{\"title\":\"b\",\"at\":\"2031-01-01T00:00:00Z\"}"
    #expect(try page(recipe, "{\"hits\":[\(past),\(future)]}").mark == .time(Self.now))
  }

  @Test func `a page does not lead to itself`() throws {
    let recipe = try recipe("", "[page]\nkind = \"cursor\"\nparam = \"p\"\nfrom = \"/next\"")
    let answer = RecipeAnswer(body: Array("{\"hits\":[{\"title\":\"a\"}],\"next\":\"x\"}".utf8))
    let again = Inquiry(page: .token("x"))
    #expect(try recipe.items(in: answer, to: again, now: Self.now).next == nil)
    #expect(try recipe.items(in: answer, to: Inquiry(page: .token("w")), now: Self.now).next == .token("x"))
  }

  @Test(arguments: [(1999, "found"), (2000, nil)] as [(Int, String?)])
  func `a lookup goes no further than it may`(_ place: Int, _ expected: String?) throws {
    let lookup = "author = { lookup = \"/users\", key = \"/id\", match = \"/by\", get = \"/name\" }"
    var users: [JSON] = Array(repeating: ["id": 0, "name": "other"], count: 2001)
    users[place] = ["id": 7, "name": "found"]
    let body = JSON.object(of: ["hits": [["title": "a", "by": "7"]], "users": .array(users)]).text()
    #expect(try page(recipe(lookup), body).items.map(\.author) == [expected])
  }

  @Test func `a refusal says until when too`() throws {
    let recipe = try recipe(
      "", "[rate]\nreset = \"X-Reset\"\nreset-as = \"delta-s\"\nbody-backoff = \"/backoff\"")
    let header = Inquiry.Parameter("X-Reset", "30")
    let error = #expect(throws: PlatformError.self) { try page(recipe, "{}", status: 429, [header]) }
    #expect(error?.until == Self.now + .seconds(30))
    let other = #expect(throws: PlatformError.self) {
      try page(recipe, "{\"backoff\":60}", status: 503, [header])
    }
    #expect(other?.until == Self.now + .seconds(60))
  }
}
