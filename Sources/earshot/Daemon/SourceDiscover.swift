// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot source discover`
struct SourceDiscover: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discover",
    abstract: "Finds what can be watched on a site: its feeds, the reviews on a page.",
    discussion: """
      Nothing is stored; the lines to watch what was found are printed. Exits with 1 where nothing was found.
      """)

  @Argument(help: "The address of a page; https where it names no scheme.") var url: String
  @Flag(help: "It may be in a private network.") var allowPrivate = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let address = url.contains("://") ? url : "https://" + url
    let parameters = JSON.object(of: ["url": address.wire, "allowPrivate": allowPrivate ? true : nil])
    let json = try daemon.connect(waiting: .minutes(5)).call(.discoverSources, parameters)
    let reply: DiscoveryReply = try decode(json)
    let console = Console()
    if daemon.json { console.print(json) } else { show(reply, console) }
    if !reply.sources.contains(where: { $0.failure == nil }) { throw ExitCode(1) }
  }

  private func show(_ reply: DiscoveryReply, _ console: Console) {
    let title = reply.title.map { ": \($0)" } ?? ""
    console.print(console.styled(onOneLine(reply.url + title), .bold))
    if let failure = reply.failure { console.print("  " + console.styled(onOneLine(failure), .red)) }
    for source in reply.sources { show(source, console) }
    let counts = reply.reviews.map { "\($0.count) in \($0.markup)" }
    let ratings =
      reply.aggregates == 0
      ? [] : [counted(reply.aggregates, "sum") + " of ratings"]
    let markup = (counts + ratings).joined(separator: ", ")
    if reply.failure == nil, !reply.sources.contains(where: { $0.kind == .page && $0.failure == nil }) {
      console.print("  reviews: " + (markup.isEmpty ? "none on this page" : markup))
    } else if !markup.isEmpty {
      console.print("  reviews: " + markup)
    }
    if reply.failure == nil, !reply.sources.contains(where: { $0.kind == .feed }) {
      console.print("  feeds: none, neither declared nor where many sites have theirs")
    }
    console.print("  asked \(counted(reply.requests, "time"))")
  }

  private func show(_ source: FoundSource, _ console: Console) {
    var facts = [source.format ?? source.kind.rawValue]
    if let title = source.title, !title.isEmpty { facts.append("“\(title)”") }
    if source.failure == nil {
      facts.append(counted(source.items, source.kind == .page ? "review" : "item"))
      if let newest = source.newest { facts.append("the newest of \(localTime(newest))") }
    }
    facts.append(source.ground.words)
    console.print("\n  " + console.linked(onOneLine(source.url), to: source.url))
    console.print("    " + onOneLine(facts.joined(separator: ", ")))
    if let failure = source.failure {
      console.print("    " + console.styled("cannot be watched: " + onOneLine(failure), .red))
    } else if let name = source.watchedAs {
      console.print("    watched already, as \(onOneLine(name))")
    } else {
      let kind = source.kind == .page ? " --kind page" : ""
      let isPrivate = allowPrivate ? " --allow-private" : ""
      console.print(
        "    earshot source add \(shellWord(source.url)) --name \(shellWord(source.name))\(kind)\(isPrivate)")
    }
  }
}

extension FoundSource.Ground {
  /// How it was found.
  fileprivate var words: String {
    switch self {
    case .address: "at this address"
    case .link: "declared by the page"
    case .anchor: "linked by the page"
    case .wellKnown: "where many sites have theirs"
    }
  }
}

/// A number of things: `1 item`, `2 items`.
private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// A text as one word of a shell, of which a stranger's text can make nothing else.
func shellWord(_ text: String) -> String {
  let plain = shown(text)
  let isPlain = plain.utf8.allSatisfy { byte in
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
      || "-._~:/%+,@=".utf8.contains(byte)
  }
  if isPlain && !plain.isEmpty && !plain.hasPrefix("-") { return plain }
  return "'" + plain.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
