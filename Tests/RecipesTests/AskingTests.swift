// SPDX-License-Identifier: Apache-2.0
import Model
import Recipes
import Testing

/// Requests are put together from encoded parts, and go where the recipe says and nowhere else.
@Suite struct AskingTests {
  private func recipe(
    _ more: String = "", url: String = "https://{host}/{place}?v=1",
    headers: String = "X-Place = \"{place}\""
  ) throws -> Recipe {
    try Recipe.read(
      """
      recipe = 1
      id = "acme"
      [vars]
      host = { type = "host" }
      place = { default = "a b/c", help = "the place" }
      [request]
      url = "\(url)"
      query = { q = "{terms}", plain = "a&b=c+d" }
      headers = { \(headers) }
      [items]
      path = ""
      [map]
      id = "/id"
      published = { path = "/at", time = "rfc3339" }
      """ + "\n" + more, path: "a.toml")
  }

  @Test func `every part is percent-encoded by itself`() throws {
    let request = try recipe().request(
      for: Inquiry(variables: ["host": "x.example:81"], terms: "\"é\" & more"))
    #expect(
      request.url == "https://x.example:81/a%20b%2Fc?v=1&q=%22%C3%A9%22%20%26%20more&plain=a%26b%3Dc%2Bd")
    #expect(request.method == "GET")
    #expect(request.body == nil)
    #expect(request.headers.contains(Inquiry.Parameter("X-Place", "a b/c")))
  }

  @Test func `no term ends the line of a header`() throws {
    let recipe = try recipe("[request.terms]\nmax-terms = 1", headers: "X-Terms = \"{terms}\"")
    for (terms, isSent) in [("a b", true), ("a\r\nX-Evil: 1", false)] {
      let request = try recipe.request(for: Inquiry(variables: ["host": "x.example"], terms: terms))
      #expect(request.headers.contains(Inquiry.Parameter("X-Terms", terms)) == isSent)
      #expect(request.headers.count == (isSent ? 2 : 1))
    }
  }

  @Test func `a parameter without a value is left out`() throws {
    let request = try recipe().request(for: Inquiry(variables: ["host": "x.example"]))
    #expect(request.url == "https://x.example/a%20b%2Fc?v=1&plain=a%26b%3Dc%2Bd")
  }

  @Test(
    arguments: [
      ([:], "acme: the variable “host” is missing"),
      (
        ["host": "x.example/y"],
        "acme: expected a host such as forum.acme.example for “host”, found “x.example/y”"
      ),
      (
        ["host": "a@b.example"],
        "acme: expected a host such as forum.acme.example for “host”, found “a@b.example”"
      ),
      (
        ["host": "x.example:99999"],
        "acme: expected a host such as forum.acme.example for “host”, found “x.example:99999”"
      ),
      (["host": "x.example", "place": "a\nb"], "acme: expected one line of 1 to 500 characters for “place”"),
      (["host": "x.example", "plaec": "a"], "acme: there is no variable “plaec”"),
    ])
  func `what does not fit is refused`(_ variables: [String: String], _ message: String) throws {
    let recipe = try recipe()
    let error = #expect(throws: InquiryError.self) { try recipe.request(for: Inquiry(variables: variables)) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    "https://y.example/n", "http://x.example/n", "https://x.example:444/n", "https://x.example@y.example/",
    "//x.example/n", "",
  ])
  func `the next page is never on another server`(_ url: String) throws {
    let recipe = try recipe("[page]\nkind = \"link\"\n")
    let inquiry = Inquiry(variables: ["host": "x.example"], page: .url(url))
    #expect(throws: InquiryError.self) { try recipe.request(for: inquiry) }
    let link = Inquiry.Parameter("Link", "<\(url)>; rel=next")
    let answer = RecipeAnswer(body: Array("[{\"id\":1}]".utf8), headers: [link])
    let page = try recipe.items(
      in: answer, to: Inquiry(variables: ["host": "x.example"]), now: Instant(seconds: 0))
    // Without a scheme or a host it is of the server that was asked.
    let isRelative = url.isEmpty || url.hasPrefix("//x.example")
    #expect((page.next == nil) == !isRelative)
  }

  @Test(arguments: [
    ("<https://x.example/2>; rel=\"next\"", "https://x.example/2"),
    (
      "<https://x.example/0>; rel=prev, </2?a=b,c>; title=\"x\"; rel=\"last next\"",
      "https://x.example/2?a=b,c"
    ),
    ("<https://x.example/0>; rel=\"prev\"", nil), ("<https://x.example/2", nil), ("garbage", nil),
  ])
  func `the Link header is read`(_ header: String, _ expected: String?) throws {
    let answer = RecipeAnswer(
      body: Array("[{\"id\":1}]".utf8), headers: [Inquiry.Parameter("link", header)])
    let page = try recipe("[page]\nkind = \"link\"\n").items(
      in: answer, to: Inquiry(variables: ["host": "x.example"]), now: Instant(seconds: 0))
    #expect(page.next == expected.map { .url($0) })
  }

  @Test(arguments: [
    ("format = \"rfc3339\"", "s=1970-01-02T00%3A00%3A00Z"), ("format = \"epoch-s\"", "s=86400"),
    ("format = \"epoch-ms\"", "s=86400000"), ("format = \"date\"", "s=1970-01-02"),
    ("format = \"epoch-s\"\noverlap = \"1h\"", "s=82800"),
    ("format = \"epoch-s\"\nvalue = \"t>{since}\"", "s=t%3E86400"),
  ])
  func `what is new is asked for as the platform counts`(_ lines: String, _ expected: String) throws {
    let recipe = try recipe("[since]\nkind = \"time\"\nparam = \"s\"\n" + lines)
    let mark = Inquiry.Mark.time(Instant(seconds: 86_400))
    let request = try recipe.request(for: Inquiry(variables: ["host": "x.example"], since: mark))
    #expect(request.url.hasSuffix("&" + expected))
  }

  @Test func `a recipe that searches for nothing asks once`() throws {
    #expect(try recipe().queries(for: ["a", "b"]) == ["a", "b"])
    let listing = try Shipped(name: "yelp-reviews").recipe()
    #expect(!listing.searches)
    #expect(listing.queries(for: ["a", "b"]) == [""])
  }

  @Test(arguments: [("page", "1"), ("offset", "0")])
  func `a page in the address has its number from the first page on`(_ kind: String, _ first: String) throws {
    let recipe = try recipe("[page]\nkind = \"\(kind)\"\nvar = \"n\"", url: "https://x.example/{n}")
    let variables = ["host": "x.example"]
    #expect(
      try recipe.request(for: Inquiry(variables: variables)).url.hasPrefix("https://x.example/\(first)?"))
    let later = Inquiry(variables: variables, page: .number(7))
    #expect(try recipe.request(for: later).url.hasPrefix("https://x.example/7?"))
  }

  @Test func `a body is JSON with its places filled, text by text`() throws {
    let recipe = try Shipped(name: "producthunt-comments").recipe()
    let request = try recipe.request(for: Inquiry(variables: ["slug": "acme"], page: .token("M\"Q")))
    let body = try #require(request.body)
    #expect(
      String(decoding: body, as: UTF8.self).hasSuffix("\"variables\":{\"s\":\"acme\",\"c\":\"M\\\"Q\"}}"))
    #expect(request.url == "https://api.producthunt.com/v2/api/graphql")
  }
}
