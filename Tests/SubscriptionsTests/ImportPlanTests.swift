// SPDX-License-Identifier: Apache-2.0
import Model
import Subscriptions
import Testing

@Suite struct ImportPlanTests {
  private func subscription(_ title: String, _ url: String, folders: [String] = []) -> OPML.Subscription {
    OPML.Subscription(title: title, source: Source(name: title, url: url), folders: folders)
  }

  private func steps(
    _ subscriptions: [OPML.Subscription], beside sources: [Source] = [], inFolder folder: String? = nil
  ) -> [ImportPlan.Step] {
    ImportPlan(of: OPML(subscriptions: subscriptions), beside: sources, inFolder: folder).lines.map(\.step)
  }

  private func name(_ step: ImportPlan.Step) -> String? {
    guard case .add(let source, _) = step else { return nil }
    return source.name
  }

  @Test func `an address that is watched, or stands in the list twice, is known`() {
    let steps = steps(
      [
        subscription("A", "http://Town.example/feed?utm_source=x"), subscription("B", "https://b.example/f"),
        subscription("C", "http://b.example/f"),
      ], beside: [Source(name: "town", url: "https://town.example/feed")])
    #expect(steps[0] == .known(as: "town"))
    #expect(name(steps[1]) == "B")
    #expect(steps[2] == .known(as: "B"))
  }

  @Test func `names that are taken are told apart by folder, host and number`() {
    let steps = steps(
      [
        subscription("News", "https://a.example/1", folders: ["World"]),
        subscription("news", "https://a.example/2"),
        subscription("News", "https://a.example/3", folders: ["World"]),
        subscription("News", "https://a.example/4"),
        subscription("", "https://a.example/5"),
      ], beside: [Source(name: "NEWS", url: "https://z.example/")])
    #expect(steps.map(name) == ["News (World)", "news (a.example)", "News 2", "News 3", "a.example"])
  }

  @Test func `a name is never longer than a source's may be`() {
    let title = String(repeating: "é", count: 100)
    let steps = steps((1...40).map { subscription(title, "https://a.example/\($0)") })
    let names = steps.compactMap(name)
    #expect(Set(names).count == 40)
    #expect(names.allSatisfy { $0.utf8.count <= 200 })
  }

  @Test(arguments: ["", "town", "ftp://a.example/", "javascript:alert(1)"])
  func `what is no address of the web is refused`(url: String) {
    guard case .refused(let reason)? = steps([subscription("X", url)]).first else {
      Issue.record("\(url) is not refused")
      return
    }
    #expect(reason.contains("no web address"))
  }

  @Test func `a folder is taken up with what lies deeper in it`() {
    let steps = steps(
      [
        subscription("A", "https://a.example/", folders: ["News", "Town"]),
        subscription("B", "https://b.example/", folders: ["Food"]), subscription("C", "https://c.example/"),
      ], inFolder: "news")
    #expect(steps.map(name) == ["A"])
  }

  @Test(arguments: [(true, []), (false, ["10.0.0.0/8"])] as [(Bool, [String])])
  func `a stranger's list names no credential and reaches no private network`(all: Bool, allow: [String]) {
    let source = Source(
      name: "x", url: "http://10.0.0.1/", credential: "mine", allowPrivate: all, allow: allow)
    let list = OPML(subscriptions: [OPML.Subscription(title: "x", source: source)])
    guard case .add(let taken, let without)? = ImportPlan(of: list, beside: []).lines.first?.step else {
      Issue.record("not added")
      return
    }
    #expect(taken.credential == nil && !taken.allowPrivate && taken.allow.isEmpty)
    #expect(without == ["the credential “mine”", "the leave to reach private networks"])
    #expect(ImportPlan(of: list, beside: [], isTrusted: true).lines.first?.step == .add(source, without: []))
  }
}
