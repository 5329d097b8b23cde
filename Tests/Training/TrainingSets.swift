// SPDX-License-Identifier: Apache-2.0

/// A set of others that the model may be trained on.
struct TrainingSet {
  let name: String
  /// How much one of its texts counts. Found by leaving sets out; all together worth less than .003 of F1.
  /// Short posts count more than they are many, because that is what brands mostly get to hear.
  let weight: Float
  /// Under which licence it is used; NOTICE names the authors.
  let licence: String

  /// Every set whose licence allows training what ships. None of them, nor anything else in this folder,
  /// holds a text of the sets that the model is measured on blindly.
  static let all = [
    TrainingSet(name: "tse", weight: 1, licence: "CC BY 4.0"),
    TrainingSet(name: "goemotions", weight: 1, licence: "Apache-2.0"),
    TrainingSet(name: "pros_cons", weight: 0.5, licence: "CC BY 4.0"),
    TrainingSet(name: "huliu_9products", weight: 1, licence: "CC BY 4.0"),
    TrainingSet(name: "xed_en", weight: 0.5, licence: "CC BY 4.0"),
    TrainingSet(name: "senti4sd", weight: 0.6, licence: "MIT"),
    TrainingSet(name: "vader_tweets", weight: 2, licence: "MIT"),
    TrainingSet(name: "vader_amazon", weight: 3, licence: "MIT"),
    TrainingSet(name: "vader_movies", weight: 0.7, licence: "MIT"),
    TrainingSet(name: "vader_nyt", weight: 2, licence: "MIT"),
    TrainingSet(name: "subj_plots", weight: 0.5, licence: "CC BY 4.0"),
    TrainingSet(name: "uci_amazon", weight: 2, licence: "CC BY 4.0"),
    TrainingSet(name: "uci_yelp", weight: 2, licence: "CC BY 4.0"),
    TrainingSet(name: "uci_imdb", weight: 2, licence: "CC BY 4.0"),
    TrainingSet(name: "semeval_train", weight: 2, licence: "CC BY 3.0"),
    TrainingSet(name: "t_mams_train", weight: 0.6, licence: "Apache-2.0"),
    TrainingSet(name: "t_mams_val", weight: 0.6, licence: "Apache-2.0"),
    TrainingSet(name: "t_news_train", weight: 0.6, licence: "MIT"),
  ]

  /// How much one of our own sentences counts.
  static let ownWeight: Float = 2
  /// How much one telling of our own templates counts.
  static let templateWeight: Float = 1
}

/// Our own sentences, as more people than one would write them about more shops than one: a name that stood
/// in many complaints would become a complaint itself.
enum Variants {
  private static let names = [
    "Northwind", "Initech", "@northwind", "@initech", "Hooli", "Umbrella", "Contoso", "Fabrikam",
    "Brightwater",
    "Larkspur", "Oakley Foods", "Tessera", "my bank", "this shop", "Quillon", "Marlowe", "Vantor", "@quillon",
    "Pebble Lane", "Kestrel Air", "Juniper", "Halden", "Sunbury", "Orchard Street", "@haldenhelp", "Fenwick",
    "the company", "Castellan", "Ravelin", "Tidewater", "Mosaic", "Calder Rail", "Penrose",
  ]

  /// How many times a sentence is told.
  private static let count = 8

  /// How many times a template is told, each time with other words in its places.
  private static let tellings = 12

  /// What a template tells: `{a|b}` is one of several. The choices depend on `place`, the template's number.
  static func expanded(_ template: String, at place: Int) -> [String] {
    guard template.contains("{") else { return [template] }
    var random = Order(seed: UInt64(place) &* 977 &+ 5)
    return (0..<tellings).map { _ in
      var told = ""
      var rest = template[...]
      while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        let words = rest[rest.index(after: open)..<close].split(
          separator: "|", omittingEmptySubsequences: false)
        told += rest[..<open] + words[random.below(words.count)]
        rest = rest[rest.index(after: close)...]
      }
      // A choice of nothing leaves two spaces, or one before a mark.
      return (told + rest).replacing("  ", with: " ").replacing(" .", with: ".").replacing(" ,", with: ",")
    }
  }

  /// The sentence with the names of others, every other time in small letters or without its full stop. Which
  /// names depends on `place`, the sentence's number.
  static func of(_ example: Example, at place: Int) -> [Example] {
    (0..<count).map { turn in
      let own = (place * 5 + turn * 4) % names.count
      var variant = renamed(example, own: names[own], other: names[(own + 11) % names.count])
      if turn % 4 == 1, variant.target == nil { variant.text = variant.text.lowercased() }
      if turn % 2 == 1, variant.text.hasSuffix(".") { variant.text.removeLast() }
      return variant
    }
  }

  private static func renamed(_ example: Example, own: String, other: String) -> Example {
    func rename(_ text: String) -> String {
      text.replacing("Globex", with: other).replacing("Acme", with: own)
    }
    var variant = example
    variant.text = rename(example.text)
    guard let target = example.target else { return variant }
    let before = rename(String(decoding: Array(example.text.utf8)[..<target.lowerBound], as: UTF8.self))
    let name = rename(String(decoding: Array(example.text.utf8)[target], as: UTF8.self))
    variant.target = before.utf8.count..<before.utf8.count + name.utf8.count
    return variant
  }
}
