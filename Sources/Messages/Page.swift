// SPDX-License-Identifier: Apache-2.0

internal import Model

/// The HTML of a mail: one column that fits a phone, tables where mail readers need them, no images, nothing remote.
struct Page {
  /// The first words that a mail reader shows in its list.
  var preview: String
  var headline: String
  /// A line under the headline.
  var subline: String
  var content: [HTML]
  var footer: [HTML]

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
    <title>\(headline)</title><style>\(style)</style></head>
    <body><div style="display:none;max-height:0;overflow:hidden">\(preview)</div><div class="page">
    <h1>\(headline)</h1><p class="sub">\(subline)</p>
    \(content)
    <div class="foot">\(footer)</div>
    </div></body></html>
    """
  }
}

/// Light by default, dark where the reader asks for it; the colours of text have a contrast of at least 4.5 in both.
private let style: HTML = """

  :root{color-scheme:light dark;supported-color-schemes:light dark}
  body{margin:0;padding:0;background:#f4f5f7;color:#1f2430;\
  font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
  .page{max-width:600px;margin:0 auto;padding:16px 12px 24px}
  h1{font-size:22px;line-height:1.25;margin:8px 4px 2px;overflow-wrap:anywhere}
  h2{font-size:15px;margin:22px 4px 8px;overflow-wrap:anywhere}
  .sub{margin:0 4px 14px;color:#566072;font-size:14px}
  .card{background:#fff;border:1px solid #dfe3ea;border-radius:10px;padding:12px 14px;margin:0 0 10px}
  .negative{border-left:4px solid #c0392b}.neutral{border-left:4px solid #8a94a6}
  .positive{border-left:4px solid #2e8b57}
  .title{font-weight:600;overflow-wrap:anywhere}.title a,.foot a{color:#1a4fb4}
  .facts{color:#566072;font-size:13px;overflow-wrap:anywhere}.stars{color:#8a5a00;white-space:nowrap}
  .quote{margin:8px 0;overflow-wrap:anywhere}
  mark{background:#ffe9a8;color:#1f2430;border-radius:3px;padding:0 2px}
  .why{font-size:14px;margin:6px 0 2px;overflow-wrap:anywhere}
  code{font:13px/1.5 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
  .note{background:#fff7e0;border:1px solid #ecd9a0;border-radius:10px;padding:10px 14px;margin:0 0 10px;font-size:14px}
  .counts{width:100%;border-collapse:collapse;font-size:14px}.counts td{padding:3px 0}
  .number{text-align:right;padding:0 10px!important;font-weight:600;font-variant-numeric:tabular-nums}
  .foot{color:#566072;font-size:13px;margin:18px 4px 0}.foot p{margin:0 0 6px}
  @media (prefers-color-scheme:dark){
  body{background:#121418;color:#e7e9ee}.card{background:#1c1f26;border-color:#323743}
  .negative{border-left-color:#e06a5c}.neutral{border-left-color:#7d8798}.positive{border-left-color:#4fb57e}
  .title a,.foot a{color:#8ab4ff}.sub,.facts,.foot{color:#a3acbb}.stars{color:#f0c35a}
  mark{background:#5d4b12;color:#fff3c9}.note{background:#2b2615;border-color:#5a4c1f}
  .rest{background:#323743!important}}

  """

extension Story {
  /// The mention as a card.
  var card: HTML {
    let title = HTML.link(to: mention.item.url, title.text.isEmpty ? "\(headline)" : title.marked)
    let facts = [place, when, author.map { "by " + $0 }, errand].compactMap(\.self).joined(separator: " · ")
    let stars = stars.map { " <span class=\"stars\">\($0)</span> · " as HTML }
    let quote = quote.parts.isEmpty ? nil : "<div class=\"quote\" dir=\"auto\">\(quote.marked)</div>" as HTML
    let why = why.map { "<div class=\"why\">\($0)</div>" as HTML }
    return """
      <div class="card \(mention.sentiment.label.rawValue)"><div class="title" dir="auto">\(title)</div>
      <div class="facts">\(stars)\(facts)</div>\(quote)\(why)
      <div class="facts"><code>\(command)</code></div></div>
      """
  }
}

extension Quote {
  /// The text with its matches highlighted.
  var marked: HTML {
    parts.reduce(.empty) { html, part in
      html + (part.isMatch ? "<mark>\(part.text)</mark>" : "\(part.text)")
    }
  }
}
