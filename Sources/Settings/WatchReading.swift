// SPDX-License-Identifier: Apache-2.0

internal import Model
internal import Rules
internal import Schedule

// What is listened for, and where.
extension TableReader {
  /// `[[brand]]`
  mutating func brand(else everybody: [String]) -> Brand? {
    let displayName = string("display")
    let kind = choice("kind", of: [Brand.Kind.own, .competitor])
    let accounts = strings("accounts")?.map(\.text)
    let zone = located("time-zone")
    let recipients = addresses("recipients")
    if let zone, !TimeZone.isName(zone.text) {
      report(
        "“\(zone.text)” is no name of a time zone", zone.found, suggestion: "write it like \"Europe/Berlin\"")
    }
    guard let name = name() else { return nil }
    return Brand(
      name: name, displayName: displayName, kind: kind ?? .own, accounts: accounts ?? [],
      timeZone: zone?.text ?? "UTC", recipients: recipients ?? everybody)
  }

  /// `[[keyword]]`: one for each expression.
  mutating func keywords(brands: [String]) -> [Keyword]? {
    let brand = brandName(among: brands, isRequired: true)
    if find("expression") == nil { reportMissing("expression", "write expression = \"acme\"") }
    let expressions = strings("expression") ?? []
    for (text, found) in expressions { check(text, found, .keyword) }
    return brand.map { brand in expressions.map { Keyword(brand: brand, expression: $0.text) } }
  }

  /// `[[source]]`
  mutating func source() -> Source? {
    let kind = choice("kind", of: Source.Kind.allCases)
    let url = webAddress("url")
    let cadence = duration("every", atLeast: .minutes(1))
    let credential = credential("credential")
    let allowPrivate = boolean("allow-private")
    let allow = networkRanges("allow")
    let hostKey = string("host-key")
    let floor = duration("floor", atLeast: .zero)
    let concurrency = integer("concurrency", 1...64)
    let verifiesTLS = boolean("verify-tls")
    guard let name = name(), let url else { return nil }
    return Source(
      name: name, kind: kind ?? .feed, url: url, cadence: cadence, credential: credential,
      allowPrivate: allowPrivate ?? false, allow: allow, hostKey: hostKey, floor: floor,
      concurrency: concurrency,
      verifiesTLS: verifiesTLS ?? true)
  }

  /// A list of addresses and ranges of addresses.
  mutating func networkRanges(_ key: String) -> [String] {
    (strings(key) ?? []).compactMap { text, found in
      if isNetworkRange(text) { return text }
      report(
        "“\(text)” is no address and no range of addresses", found,
        suggestion: "write it like \"192.168.1.10\", \"10.0.0.0/8\" or \"fd00::/8\"")
      return nil
    }
  }

  /// What a thing is called by: one line of at most 100 characters.
  mutating func name() -> String? {
    guard let found = find("name") else {
      reportMissing("name", "write name = \"…\"")
      return nil
    }
    guard let name = string("name") else { return nil }
    let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard name.count <= 100, !hasControls, name.first?.isWhitespace == false, name.last?.isWhitespace == false
    else {
      report("expected a name in one line of at most 100 characters, without space at its ends", found)
      return nil
    }
    return name
  }

  /// The brand a table belongs to: one of the files, written as it is written there.
  ///
  /// Where there is one brand only, it need not be named; where none is required, "" stands for every brand.
  mutating func brandName(among brands: [String], isRequired: Bool) -> String? {
    guard let (text, found) = located("brand") else {
      if !isRequired { return "" }
      if brands.count == 1 { return brands[0] }
      reportMissing(
        "brand",
        brands.isEmpty ? "add a [[brand]] and name it" : "known are " + brands.joined(separator: ", "))
      return nil
    }
    if brands.contains(text) { return text }
    if let brand = brands.first(where: { $0.lowercased() == text.lowercased() }) { return brand }
    report(
      "there is no brand “\(text)”", found,
      suggestion: brands.isEmpty
        ? "add [[brand]] with name = \"\(text)\""
        : suggestion(for: text, among: brands) + " Or add a [[brand]]")
    return nil
  }

  /// An absolute address of http or https.
  private mutating func webAddress(_ key: String) -> String? {
    guard let found = find(key) else {
      reportMissing(key, "write \(key) = \"https://…\"")
      return nil
    }
    guard let text = string(key) else { return nil }
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://"),
      text.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
        || !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
    else {
      report(
        "“\(text)” is no address of the web", found,
        suggestion: "write it like \"https://acme.example/feed.xml\"")
      return nil
    }
    let authority = text.dropFirst(scheme.count + 3).prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else {
      report(
        "an address in this file must not hold a password", found,
        suggestion: "keep it in a systemd credential and name that with credential = \"…\"")
      return nil
    }
    guard !authority.isEmpty, authority.first != ":" else {
      report(
        "“\(text)” names no server", found, suggestion: "write it like \"https://acme.example/feed.xml\"")
      return nil
    }
    return text
  }

  /// Reports what is wrong with an expression, at its very characters where they stand plainly in the file.
  mutating func check(_ text: String, _ found: Found, _ dialect: Dialect) {
    do throws(ExpressionError) {
      for warning in try Expression(parsing: text, dialect).warnings {
        let (place, length) = Self.place(of: warning.columns, in: text, found)
        let warning = problems.diagnostic(
          warning.message, found.file, place, length, found.keyPath, warning.help)
        problems.warnings.append(warning)
      }
    } catch {
      for diagnostic in error.diagnostics {
        let (place, length) = Self.place(of: diagnostic.columns, in: text, found)
        problems.report(
          diagnostic.message, file: found.file, at: place, length: length, keyPath: found.keyPath,
          suggestion: diagnostic.help)
      }
    }
  }

  /// Where some characters of a text stand in the file; the whole text where it has escapes or several lines.
  static func place(of characters: Range<Int>, in text: String, _ found: Found) -> (TOML.Place, length: Int) {
    guard let start = found.toml.verbatim else { return (found.toml.place, 1) }
    let before = text.prefix(characters.lowerBound).unicodeScalars.count
    let length = text.dropFirst(characters.lowerBound).prefix(characters.count).unicodeScalars.count
    return (TOML.Place(line: start.line, column: start.column + before), max(1, length))
  }
}
