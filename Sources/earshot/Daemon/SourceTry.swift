// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Control
import Model
import Text

/// `earshot source try`
struct SourceTry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Visits an address dry and shows each stage; nothing is stored.",
    discussion: "Exits with 1 where the visit ended early.")

  @Argument(help: "The address, http or https.") var url: String
  @Option(help: "How it is read: feed or page; found out where not given.") var kind: Source.Kind?
  @Flag(help: "It may be in a private network.") var allowPrivate = false
  @OptionGroup var daemon: DaemonOptions

  func run() throws {
    let parameters = JSON.object(of: [
      "url": url.wire, "kind": kind?.wire, "allowPrivate": allowPrivate ? true : nil,
    ])
    let json = try daemon.connect(waiting: .minutes(2)).call(.trySource, parameters)
    let reply: TryReply = try decode(json)
    let console = Console()
    if daemon.json { console.print(json) } else { show(reply, console) }
    if reply.failure != nil { throw ExitCode(1) }
  }

  private func show(_ reply: TryReply, _ console: Console) {
    show("request", ["GET \(url)"] + reply.request.map { "\($0.name): \($0.value)" }, console)
    if let answer = reply.answer { show("answer", answer.lines, console) }
    if !reply.hints.isEmpty { show("hints", reply.hints, console) }
    if let reading = reply.reading {
      let charset = reading.charset.map { ", \($0)" } ?? ""
      let title = reading.title.map { ", “\($0)”" } ?? ""
      let summary = "\(reading.format)\(charset)\(title): \(reply.items.count) items"
      show("reading", [summary] + reading.repairs.map { "repaired: \($0)" }, console)
      let new = reply.items.filter(\.isNew)
      show(
        "new",
        ["\(new.count) of \(reply.items.count)"] + new.map { "\(localTime($0.published))  \($0.title)" },
        console)
      let found = reply.items.flatMap { item in item.mentions.flatMap { lines(of: $0, in: item) } }
      show("mentions", found.isEmpty ? ["none"] : found, console)
      show("would owe", reply.owed.isEmpty ? ["nothing"] : reply.owed, console)
    }
    if let failure = reply.failure {
      console.print(console.styled("failed     ", .red) + onOneLine(failure))
    } else {
      console.print(console.styled("stored     ", .bold) + "nothing")
    }
  }

  private func lines(of mention: TriedMention, in item: TriedItem) -> [String] {
    let keywords = mention.keywords.joined(separator: ", ")
    let verdict = "\(mention.label.rawValue) \(signed(mention.score))"
    let grounds = mention.evidence.prefix(3).map { ground in
      "because \(signed(ground.weight)) " + (ground.quote.isEmpty ? "" : "“\(ground.quote)”: ")
        + ground.reason
    }
    return ["\(mention.brand): \(verdict) by \(keywords): \(item.title)"] + grounds
  }

  private func show(_ stage: String, _ lines: [String], _ console: Console) {
    for (index, line) in lines.enumerated() {
      let label =
        (index == 0 ? stage : "") + String(repeating: " ", count: 11 - (index == 0 ? stage.count : 0))
      console.print(console.styled(label, .bold) + onOneLine(line))
    }
  }
}

extension TriedAnswer {
  /// The redirects, the answer in a line, its headers; and what the redirects mean for the address.
  fileprivate var lines: [String] {
    var lines = hops.map { "\($0.status) to \($0.location)" }
    lines.append("\(status), \(bytes) bytes in \(span(elapsed))")
    if !hops.isEmpty, hops.allSatisfy({ $0.status == 301 || $0.status == 308 }) {
      lines.append("moved for good: watch \(url) instead")
    }
    return lines + headers.map { "\($0.name): \($0.value)" }
  }
}
