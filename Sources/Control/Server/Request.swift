// SPDX-License-Identifier: Apache-2.0
import Model
import Text

/// A call whose method is known and whose caller may make it.
struct Request {
  let handling: any ControlHandling
  let caller: Caller
  let wantsMore: Bool
  let progress: CallRouter.Progress

  /// Reads the parameters, asks for the answer and returns the reply's parameters.
  func answer(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .getStatus:
      try fields.end()
      return try await handling.status().wire
    case .listBrands, .addBrand, .removeBrand: return try await brand(method, &fields)
    case .listKeywords, .addKeyword, .removeKeyword, .testKeyword: return try await keyword(method, &fields)
    case .listSources, .getSource, .addSource, .removeSource: return try await source(method, &fields)
    case .pollNow, .trySource, .discoverSources: return try await visit(method, &fields)
    case .listMentions, .getMention, .markMentions, .follow: return try await mention(method, &fields)
    case .correctMention, .rescore, .setAdjustment: return try await verdict(method, &fields)
    case .previewDigest, .sendDigest: return try await digest(method, &fields)
    case .listOutbox, .retryOutbox: return try await outbox(method, &fields)
    case .reload:
      let checkOnly: Bool? = try fields.read("checkOnly")
      try fields.end()
      return try await handling.reload(checkOnly: checkOnly ?? false, caller: caller).wire
    }
  }

  private func brand(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .addBrand:
      let brand = Brand(
        name: try fields.name("name"), displayName: try fields.read("displayName"),
        kind: try fields.read("kind") ?? .own, accounts: try fields.read("accounts") ?? [],
        timeZone: try fields.read("timeZone") ?? "UTC", recipients: try fields.read("recipients") ?? [])
      try fields.end()
      let added = try await handling.add(brand, caller: caller)
      return .object(of: ["brand": added.listing.wire, "isNew": added.isNew.wire])
    case .removeBrand:
      let name = try fields.name("name")
      try fields.end()
      return .object(of: ["brand": try await handling.removeBrand(named: name, caller: caller).wire])
    default:
      try fields.end()
      return .object(of: ["brands": try await handling.brands().wire])
    }
  }

  private func keyword(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .addKeyword:
      let keyword = try fields.keyword()
      return try await handling.add(keyword, caller: caller).wire
    case .removeKeyword:
      let keyword = try fields.keyword()
      return .object(of: ["keyword": try await handling.remove(keyword, caller: caller).wire])
    case .testKeyword:
      let expression: String = try fields.require("expression")
      let item = Item(
        url: try fields.read("url"), title: try fields.read("title") ?? "",
        text: try fields.read("text") ?? "",
        author: try fields.read("author"))
      try fields.end()
      return try await handling.test(expression, on: item).wire
    default:
      let brand: String? = try fields.read("brand")
      try fields.end()
      return .object(of: ["keywords": try await handling.keywords(of: brand).wire])
    }
  }

  private func source(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .addSource:
      let source = try fields.source()
      let added = try await handling.add(source, caller: caller)
      return .object(of: ["source": added.listing.wire, "isNew": added.isNew.wire])
    case .removeSource:
      let name = try fields.name("name")
      try fields.end()
      return .object(of: ["source": try await handling.removeSource(named: name, caller: caller).wire])
    case .getSource:
      let name = try fields.name("name")
      try fields.end()
      return try await handling.source(named: name).wire
    default:
      try fields.end()
      return .object(of: ["sources": try await handling.sources().wire])
    }
  }

  private func visit(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    if method == .pollNow { return try await poll(&fields) }
    let url: String = try fields.require("url")
    let kind: Source.Kind? = method == .trySource ? try fields.read("kind") : nil
    let allowPrivate: Bool = try fields.read("allowPrivate") ?? false
    try fields.end()
    // Whoever may look into private networks through the daemon may do what the daemon's own user may.
    if allowPrivate && !caller.isAdmin { throw .service(.permissionDenied) }
    if method == .discoverSources {
      return try await handling.discoverSources(at: url, allowPrivate: allowPrivate).wire
    }
    return try await handling.trySource(url: url, kind: kind, allowPrivate: allowPrivate).wire
  }

  private func poll(_ fields: inout Fields) async throws(ControlError) -> JSON {
    let names: [String] = try fields.read("names") ?? []
    try fields.end()
    var totals = PollProgress.none(of: 0)
    for await visit in try await handling.poll(names, each: wantsMore, caller: caller) {
      if visit.source == nil {
        totals = visit
      } else if !(await progress(visit.wire)) {
        break
      }
    }
    return totals.wire
  }

  private func mention(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .getMention:
      let id: Identifier<Mention> = try fields.require("id")
      try fields.end()
      return try await handling.mention(id).wire
    case .markMentions:
      let ids: [Identifier<Mention>] = try fields.require("ids")
      let state: Mention.State = try fields.require("state")
      let note: String? = try fields.read("note")
      try fields.end()
      let mentions = try await handling.mark(ids, as: state, note: note, caller: caller)
      return .object(of: ["mentions": mentions.wire])
    case .follow: return try await follow(&fields)
    default:
      let query = try fields.query()
      return .object(of: ["mentions": try await handling.mentions(query).wire])
    }
  }

  private func verdict(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    switch method {
    case .correctMention:
      let id: Identifier<Mention> = try fields.require("id")
      let label: Sentiment.Label? = try fields.read("label")
      let note: String? = try fields.read("note")
      try fields.end()
      let mention = try await handling.correct(id, to: label, note: note, caller: caller)
      return .object(of: ["mention": mention.wire])
    case .rescore:
      let request = RejudgeRequest(
        brand: try fields.read("brand"), all: try fields.read("all") ?? false,
        isDry: !(try fields.read("keep") ?? false))
      try fields.end()
      if !request.isDry && !caller.isAdmin { throw .service(.permissionDenied) }
      return try await handling.rejudge(request, caller: caller).wire
    default:
      let (brand, source): (String?, String?) = (try fields.read("brand"), try fields.read("source"))
      let isOff: Bool = try fields.require("off")
      try fields.end()
      guard (brand == nil) != (source == nil) else {
        throw .invalidValue(parameter: "brand", message: "expected a brand or a source, and not both")
      }
      let reports = try await handling.setAdjustment(
        brand: brand, source: source, isOff: isOff, caller: caller)
      return .object(of: ["adjustments": reports.wire])
    }
  }

  private func follow(_ fields: inout Fields) async throws(ControlError) -> JSON {
    guard wantsMore else { throw .service(.expectedMore) }
    let query = MentionQuery(
      brand: try fields.read("brand"), source: try fields.read("source"), label: try fields.read("label"))
    try fields.end()
    let mentions = try await handling.follow(query)
    guard await progress([:]) else { return [:] }
    for await mention in mentions {
      guard await progress(.object(of: ["mention": mention.wire])) else { break }
    }
    return [:]
  }

  private func digest(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    let selection = DigestSelection(name: try fields.read("name"), brand: try fields.read("brand"))
    try fields.end()
    guard method == .sendDigest else {
      return .object(of: ["digests": try await handling.previewDigests(selection).wire])
    }
    return .object(of: ["digests": try await handling.sendDigests(selection, caller: caller).wire])
  }

  private func outbox(_ method: Method, _ fields: inout Fields) async throws(ControlError) -> JSON {
    guard method == .retryOutbox else {
      let state: String? = try fields.read("state")
      let limit: Int = try fields.read("limit") ?? 1000
      try fields.end()
      return .object(of: ["notifications": try await handling.outbox(state: state, limit: limit).wire])
    }
    let ids: [Int64]? = try fields.read("ids")
    try fields.end()
    return .object(of: ["retried": try await handling.retryOutbox(ids, caller: caller).wire])
  }
}
