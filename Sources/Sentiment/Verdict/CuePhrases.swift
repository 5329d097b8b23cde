// SPDX-License-Identifier: Apache-2.0

/// The phrases behind `Cues`, by the hashes of their words.
enum CuePhrases {
  /// What each phrase is a sign of.
  private static let table: [UInt64: Cues.Kind] = {
    var table: [UInt64: Cues.Kind] = [:]
    for (kind, list) in lists {
      for phrase in list.split(separator: ";") {
        table[Lexicon.hash(ofPhrase: phrase.split(separator: " ").map(String.init))] = kind
      }
    }
    return table
  }()

  /// Bits of their hashes, to pass over nearly all other phrases without asking the table.
  private static let likely: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 128)
    for hash in table.keys { bits[Int(hash >> 6 & 127)] |= 1 << (hash & 63) }
    return bits
  }()

  /// What a phrase with this hash is a sign of.
  static func kind(of hash: UInt64) -> Cues.Kind? {
    likely[Int(hash >> 6 & 127)] >> (hash & 63) & 1 == 0 ? nil : table[hash]
  }

  private static let lists: [(Cues.Kind, String)] = [
    (
      .question,
      "who;what;when;where;why;how;which;can;could;does;do;did;is;are;will;would;has;have;should;any;anyone;anybody"
    ),
    (
      .recommendation,
      """
      recommend;recommended;recommending;must try;must visit;must have;must see;you should try;you should go;\
      you have to try;you need to try;you need to visit;give it a try;give them a try;give it a go;go see;\
      check it out;check them out;check this out;do yourself a favor;do yourself a favour;look no further;\
      tell your friends;told all my friends;telling everyone;try it;try them;worth a visit;worth a try
      """
    ),
    (
      .leaving,
      """
      switched from;switching from;moved from;moving from;changed from;left for;leaving for;ditched;ditching;\
      cancelled my;canceled my;cancelling my;canceling my;closing my account;closed my account;cancel my;\
      delete my account;deleting my account;deleted my account;deleted the app;uninstalled;uninstalling;\
      unsubscribed;unsubscribing;done with;goodbye;looking elsewhere;going elsewhere;went elsewhere;\
      take my business elsewhere;taking my business elsewhere;looking for an alternative;\
      alternative to;alternatives to;switching away;switching providers;switching to
      """
    ),
    (
      .joining,
      """
      switched to;moved to;came over to;signed up;just joined;just subscribed;just switched;converted to;\
      new customer;first time customer;so glad i switched;glad we switched;came from
      """
    ),
    (
      .thanks,
      """
      thanks;thank you;thx;great;awesome;wonderful;fantastic;brilliant;lovely;amazing;love how;love it when;\
      nice;good job;great job;well done;nice job;nice work;perfect;bravo;congrats;congratulations;cheers;\
      so happy;so glad;excellent
      """
    ),
    (
      .mockery,
      """
      thanks for nothing;thank you for nothing;yeah right;oh great;oh joy;oh good;oh wonderful;oh perfect;\
      way to go;slow clap;just what i needed;just what we needed;sarcasm;good luck with that;\
      🙄;🙃;how convenient;must be nice;what a surprise;surprise surprise;big surprise;color me shocked;\
      said no one ever;who would have thought;gee thanks;great job breaking;nice try;shocker;lucky me;lucky us;\
      just great;just wonderful;just perfect;just brilliant;real classy;stay classy;another quality;top marks for
      """
    ),
    (
      .mishap,
      """
      delay;delayed;delays;cancelled;canceled;cancels;broken;broke;breaks;down;outage;crash;crashed;crashes;\
      crashing;lost;losing;late;waiting;waited;wait;hours;error;errors;bug;bugs;fail;failed;fails;failure;wrong;\
      missing;missed;stuck;ruined;ruining;ignored;ignoring;charged;overcharged;hold;refund;again;cold;dirty;\
      useless;stolen;leak;leaking;offline;unavailable;closed;sold out
      """
    ),
  ]
}
