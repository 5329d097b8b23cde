// SPDX-License-Identifier: Apache-2.0
import ControlSamples
import Foundation
import Support
import Testing
import Text

@Suite struct SourceListTests {
  private let list = """
    <opml><head><title>Mine</title></head><body>
    <outline text="Shop" xmlUrl="https://shop.example/rss"/><outline text="Shop" xmlUrl="https://two.example/rss"/>
    <outline text="Known" xmlUrl="http://town.example/feed.xml"/><outline text="Bad" xmlUrl="gopher://x"/>
    <outline text="taken" xmlUrl="https://taken.example/"/><outline text="Home" type="link" url="https://home.example/"/>
    </body></opml>
    """

  @Test func `an import adds what is new and says what became of each line`() async throws {
    let handling = SampleHandling()
    try await RunningServer.serve(handling) { running in
      let run = try await CommandRun.earshot(
        ["source", "import", "-"], input: list, environment: ["EARSHOT_SOCKET": running.path])
      #expect(run.code == 1, "\(run.complaints)")
      #expect(
        run.output == """
          passed over  Home: is a link to a page, https://home.example/, not a feed
          added        Shop: https://shop.example/rss
          added        Shop, as Shop (two.example): https://two.example/rss
          known        Known, as town: http://town.example/feed.xml
          refused      Bad: gopher://x: “gopher://x” is no web address
          refused      taken: https://taken.example/: there is another “taken” already; remove it first or choose \
          another name
          2 added, 1 known already, 2 refused, 1 passed over

          """)
      #expect(
        await handling.changes == [
          "add source Shop https://shop.example/rss", "add source Shop (two.example) https://two.example/rss",
        ])
    }
  }

  @Test func `a dry import changes nothing and is one document for programs`() async throws {
    let handling = SampleHandling()
    try await RunningServer.serve(handling) { running in
      let run = try await CommandRun.earshot(
        ["source", "import", "-", "--dry-run", "--json"], input: list,
        environment: ["EARSHOT_SOCKET": running.path])
      let report = try JSON(parsing: run.output)
      #expect(report["added"] == 3 && report["dryRun"] == true && report["title"] == "Mine")
      #expect(
        report["subscriptions"]?.array?.compactMap { $0["outcome"]?.string } == [
          "passedOver", "added", "added", "known", "refused", "added",
        ])
      #expect(await handling.changes.isEmpty)
    }
  }

  @Test func `what was exported is known when it is imported again`() async throws {
    try await RunningServer.serve { running in
      let environment = ["EARSHOT_SOCKET": running.path]
      let exported = try await CommandRun.earshot("source", "export", environment: environment)
      #expect(
        exported.output.contains(
          "<outline text=\"town\" type=\"rss\" xmlUrl=\"https://town.example/feed.xml\""))
      #expect(exported.output.contains("earshot:every=\"900\" earshot:credential=\"town\""))
      #expect(exported.output.contains("earshot:allow=\"192.168.1.0/24 fd00::1\"/>"))
      let run = try await CommandRun.earshot(
        ["source", "import", "-"], input: exported.output, environment: environment)
      #expect(run.code == 0)
      #expect(run.output.hasSuffix("0 added, 1 known already, 0 refused\n"))
    }
  }

  @Test func `a file that is no list is refused with 65 and the daemon is not asked`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("page.html")
    try "<html><title>Log in</title></html>".write(toFile: path, atomically: true, encoding: .utf8)
    let run = try await CommandRun.earshot("source", "import", path, "--socket", folder.path("none"))
    #expect(run.code == 65)
    #expect(
      run.complaints.contains("expected a list of subscriptions (OPML), found an HTML page titled “Log in”"))
  }

  @Test func `what a site has is told with the line that watches it`() async throws {
    try await RunningServer.serve { running in
      let environment = ["EARSHOT_SOCKET": running.path]
      let run = try await CommandRun.earshot("source", "discover", "town.example", environment: environment)
      #expect(run.code == 0)
      #expect(
        run.output == """
          https://town.example/: Town

            https://town.example/feed.xml?a=1&b=2
              rss20, “Town's news”, 12 items, the newest of 2026-11-21 09:50, declared by the page
              earshot source add 'https://town.example/feed.xml?a=1&b=2' --name town-news

            https://town.example/gone.xml
              feed, linked by the page
              cannot be watched: the server answered 404 (not found)

            https://town.example/
              page, “Town”, 3 reviews, at this address
              earshot source add https://town.example/ --name town-2 --kind page
            reviews: 3 in JSON-LD, 1 sum of ratings
            asked 3 times

          """)
      let nothing = try await CommandRun.earshot(
        "source", "discover", "nothing.example", environment: environment)
      #expect(nothing.code == 1)
      #expect(nothing.output.contains("could not be reached"))
    }
  }

  @Test func `the list says when each source is visited next, and why then`() async throws {
    try await RunningServer.serve { running in
      let run = try await CommandRun.earshot("source", "list", environment: ["EARSHOT_SOCKET": running.path])
      #expect(run.code == 0)
      #expect(run.output.contains("NEXT POLL") && run.output.contains("WHY THEN"))
      #expect(run.output.contains("back-off after failures"))
    }
  }
}
