// SPDX-License-Identifier: Apache-2.0
internal import SQLite

/// The steps that bring a database to the present schema, in order; step N leads to version N.
///
/// A step that was ever released is never changed: the next change is a new step at the end. Times are
/// integer microseconds since 1970 (UTC), lists and spans are JSON, names compare by their lower-cased `key`.
let migrations: [Migration] = [
  Migration(watched + polled + found + told), Migration(numberedKeys), Migration(conversation),
  Migration(sketched), Migration(lookingBack), Migration(corrected), Migration(summed), Migration(logged),
  Migration(held), Migration(unsorted), Migration(allowed), Migration(wished), Migration(metOnce),
  Migration(inRuns) { database in try database.moveIdentities() }, Migration(emptied), Migration(unread),
]

/// A step from one schema to the next.
struct Migration: Sendable {
  private let script: String
  private let work: (@Sendable (borrowing Database) throws -> Void)?

  /// A script in SQL, and after it what SQL cannot do.
  init(_ script: String, _ work: (@Sendable (borrowing Database) throws -> Void)? = nil) {
    self.script = script
    self.work = work
  }

  /// Takes the step; to be called within a transaction.
  func run(on database: borrowing Database) throws {
    try database.execute(script)
    try work?(database)
  }
}

/// Step 2: keys are the first 64 bits of what they were, as numbers: half the size, and found twice as fast.
private let numberedKeys = """
  CREATE TABLE numbered(key INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE) STRICT;
  INSERT OR IGNORE INTO numbered SELECT \(number(in: "key")), item FROM identities;
  DROP TABLE identities;
  ALTER TABLE numbered RENAME TO identities;
  CREATE INDEX identities_by_item ON identities(item);
  CREATE TABLE numbered(key INTEGER PRIMARY KEY, stored INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO numbered SELECT \(number(in: "key")), stored FROM tombstones;
  DROP TABLE tombstones;
  ALTER TABLE numbered RENAME TO tombstones;
  CREATE TABLE numbered(
    source INTEGER NOT NULL REFERENCES sources, key INTEGER NOT NULL, PRIMARY KEY(source, key)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO numbered SELECT source, \(number(in: "key")) FROM shared_keys;
  DROP TABLE shared_keys;
  ALTER TABLE numbered RENAME TO shared_keys;
  """

/// Step 3: how a source takes turns, why its next visit is when it is, when its trouble was told, and where it is
/// moving to.
private let conversation = """
  ALTER TABLE sources ADD COLUMN host_key TEXT;
  ALTER TABLE sources ADD COLUMN floor INTEGER;
  ALTER TABLE sources ADD COLUMN concurrency INTEGER;
  ALTER TABLE sources ADD COLUMN verify_tls INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE health ADD COLUMN next_reason TEXT;
  ALTER TABLE health ADD COLUMN told INTEGER;
  ALTER TABLE health ADD COLUMN move_to TEXT;
  ALTER TABLE health ADD COLUMN move_since INTEGER;
  ALTER TABLE health ADD COLUMN move_count INTEGER NOT NULL DEFAULT 0;
  """

/// What items of the last days are told by when their story is met elsewhere.
private let sketched = """
  CREATE TABLE sketches(
    item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE, sketch BLOB NOT NULL) STRICT;
  """

/// Which keywords have looked through what was stored before them; those that are there have no need to.
private let lookingBack = """
  ALTER TABLE keywords ADD COLUMN looked INTEGER;
  UPDATE keywords SET looked = created;
  """

/// The sums of ratings that pages show, one row for each change.
private let summed = """
  CREATE TABLE rating_samples(
    source INTEGER NOT NULL REFERENCES sources, name TEXT NOT NULL, at INTEGER NOT NULL, rating TEXT NOT NULL,
    ratings INTEGER, reviews INTEGER, PRIMARY KEY(source, name, at)) STRICT, WITHOUT ROWID;
  """

/// Identities come as a log and are sorted in later; what they lead to is looked after by those who delete items.
private let logged = """
  CREATE TABLE sorted(key INTEGER PRIMARY KEY, item INTEGER NOT NULL) STRICT;
  INSERT INTO sorted SELECT key, item FROM identities ORDER BY key;
  DROP TABLE identities;
  ALTER TABLE sorted RENAME TO identities;
  CREATE TABLE fresh_identities(item INTEGER NOT NULL, keys BLOB NOT NULL) STRICT; -- eight bytes a key
  """

/// Step 9: which domains asked to be left alone, and until when.
private let held = """
  CREATE TABLE holds(domain TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  """

/// Step 10: the order of the next visits is kept by the scheduler; each visit moved its source in this index, which was
/// asked for the first one twice a minute.
private let unsorted = "DROP INDEX health_due;"

/// Step 11: which private networks a source may lead to.
private let allowed = "ALTER TABLE sources ADD COLUMN allow TEXT NOT NULL DEFAULT '[]'"

/// Step 12: what feeds ask of those who poll them, for visits that bring no feed; each is read once more to learn it.
private let wished = """
  ALTER TABLE validators ADD COLUMN hints TEXT;
  UPDATE validators SET body_hash = NULL;
  """

/// Step 14: keys stand by hundreds in a row (`KeyRuns`); those of before are moved there.
private let inRuns = """
  CREATE TABLE identity_runs(
    first INTEGER PRIMARY KEY, -- the run holds the keys from here on to the next one's
    keys BLOB NOT NULL -- in their order, each before its item, both in eight bytes, the lowest first
  ) STRICT;
  """

/// Step 15: which sources had no items when they were last read, though they had some before.
private let emptied = """
  ALTER TABLE health ADD COLUMN is_empty INTEGER NOT NULL DEFAULT 0;
  UPDATE health SET is_empty = 1 WHERE state = 'empty';
  """

/// Step 16: where the documents after a feed or page are still to be read on.
private let unread = "ALTER TABLE validators ADD COLUMN unread TEXT"

/// Step 13: the source that an item was met in first has no row of its own among the sightings while the item's row says
/// the same, which is nearly always; the gaps that the rhythm of a source is told by stand with the source; and numbers
/// rise with time, which is index enough. What is short comes before the text, which may go on in other pages.
private let metOnce = """
  ALTER TABLE health ADD COLUMN gaps TEXT NOT NULL DEFAULT '[]'; -- seconds between its newest items, the last ones first
  UPDATE health SET gaps = (SELECT json_group_array(gap) FROM (
      SELECT (lag(effective) OVER (ORDER BY effective DESC) - effective) / 1000000 AS gap
      FROM sightings WHERE sightings.source = health.source ORDER BY effective DESC LIMIT 21)
    WHERE gap IS NOT NULL);
  CREATE TABLE met(
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL, -- where it was met first; sources are never deleted
    holder INTEGER NOT NULL, -- whose version the text is
    version BLOB NOT NULL, effective INTEGER NOT NULL, stored INTEGER NOT NULL, published INTEGER,
    updated INTEGER, language TEXT, guid TEXT, url TEXT, author TEXT, published_text TEXT,
    categories TEXT NOT NULL, rating TEXT, publisher TEXT, title TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  INSERT INTO met(id, source, holder, version, effective, stored, published, updated, language, guid, url, author,
      published_text, categories, rating, publisher, title, text)
    SELECT id, source, holder, version, effective, stored, published, updated, language, guid, url, author,
      published_text, categories, rating, publisher, title, text FROM items ORDER BY id;
  INSERT INTO meta(name, value) SELECT 'last item', seq FROM sqlite_sequence WHERE name = 'items';
  INSERT INTO meta(name, value) SELECT 'item count', count(*) FROM items;
  DROP TABLE items;
  ALTER TABLE met RENAME TO items;
  CREATE TABLE met_again(
    item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, source INTEGER NOT NULL, url TEXT,
    version BLOB NOT NULL, first_seen INTEGER NOT NULL, PRIMARY KEY(item, source)) STRICT, WITHOUT ROWID;
  INSERT INTO met_again SELECT item, sightings.source, sightings.url, sightings.version, first_seen
    FROM sightings JOIN items ON items.id = item
    WHERE (sightings.source, sightings.version, sightings.url)
      IS NOT (items.source, items.version, items.url)
    ORDER BY item, sightings.source;
  DROP TABLE sightings;
  ALTER TABLE met_again RENAME TO sightings;
  """

/// SQL for the first eight bytes of a blob as a number, the first byte lowest.
private func number(in column: String) -> String {
  (0..<16).map { digit in
    // The digits of a byte stand highest first, the bytes lowest first.
    let shift = digit / 2 * 8 + (digit % 2 == 0 ? 4 : 0)
    return "(instr('0123456789ABCDEF', substr(hex(\(column)), \(digit + 1), 1)) - 1 << \(shift))"
  }.joined(separator: " | ")
}

/// What is watched. What is removed is `retired`, for its history refers to it.
private let watched = """
  CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE brands(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, display_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('own', 'competitor')), accounts TEXT NOT NULL, time_zone TEXT NOT NULL,
    recipients TEXT NOT NULL, origin TEXT NOT NULL, created INTEGER NOT NULL,
    mark INTEGER NOT NULL, -- the newest mention when it was made: digests begin after it
    retired INTEGER) STRICT;
  CREATE TABLE keywords(
    id INTEGER PRIMARY KEY, brand INTEGER NOT NULL REFERENCES brands, expression TEXT NOT NULL,
    origin TEXT NOT NULL, created INTEGER NOT NULL, retired INTEGER, UNIQUE(brand, expression)) STRICT;
  CREATE TABLE sources(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
    url TEXT NOT NULL, cadence INTEGER, credential TEXT, allow_private INTEGER NOT NULL,
    origin TEXT NOT NULL, created INTEGER NOT NULL, retired INTEGER) STRICT;
  CREATE TABLE rules(
    position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, condition TEXT NOT NULL, action TEXT NOT NULL
  ) STRICT;
  CREATE TABLE digests(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, brand_key TEXT NOT NULL, name TEXT NOT NULL,
    brand TEXT NOT NULL, at TEXT NOT NULL, condition TEXT NOT NULL, channels TEXT NOT NULL,
    recipients TEXT NOT NULL, send_empty INTEGER NOT NULL, created INTEGER NOT NULL,
    mark INTEGER NOT NULL, retired INTEGER, UNIQUE(key, brand_key)) STRICT;

  """

/// The visits to sources and what they left.
private let polled = """
  CREATE TABLE health(
    source INTEGER PRIMARY KEY REFERENCES sources, state TEXT NOT NULL, since INTEGER NOT NULL, reason TEXT,
    last_attempt INTEGER, last_success INTEGER, first_read INTEGER, failures INTEGER NOT NULL DEFAULT 0,
    last_item INTEGER, usual_gap INTEGER, next_poll INTEGER NOT NULL, items INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0, moved_to TEXT) STRICT;
  CREATE INDEX health_due ON health(next_poll);
  CREATE TABLE validators(
    source INTEGER PRIMARY KEY REFERENCES sources, url TEXT NOT NULL, etag TEXT, last_modified TEXT,
    body_hash BLOB, obtained INTEGER NOT NULL) STRICT;
  CREATE TABLE polls(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources, finished INTEGER NOT NULL,
    outcome TEXT NOT NULL, reason TEXT, status INTEGER, bytes INTEGER, elapsed INTEGER,
    items INTEGER NOT NULL, new_items INTEGER NOT NULL, new_mentions INTEGER NOT NULL) STRICT;
  CREATE INDEX polls_by_source ON polls(source, id);
  CREATE TABLE outages(
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources, began INTEGER NOT NULL, ended INTEGER,
    reason TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX outages_open ON outages(source) WHERE ended IS NULL;

  """

/// What was found there.
private let found = """
  CREATE TABLE items(
    id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES sources, guid TEXT, url TEXT,
    title TEXT NOT NULL, text TEXT NOT NULL, author TEXT, published INTEGER, published_text TEXT,
    updated INTEGER, language TEXT, categories TEXT NOT NULL, rating TEXT, publisher TEXT,
    holder INTEGER NOT NULL REFERENCES sources, -- whose version the text is
    version BLOB NOT NULL, effective INTEGER NOT NULL, stored INTEGER NOT NULL) STRICT;
  CREATE INDEX items_by_age ON items(stored);
  CREATE TABLE revisions(
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, title TEXT NOT NULL,
    text TEXT NOT NULL, rating TEXT, replaced INTEGER NOT NULL) STRICT;
  CREATE INDEX revisions_by_item ON revisions(item);
  CREATE TABLE sightings(
    item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, source INTEGER NOT NULL REFERENCES sources,
    url TEXT, version BLOB NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
    effective INTEGER NOT NULL, PRIMARY KEY(item, source)) STRICT, WITHOUT ROWID;
  CREATE INDEX sightings_by_source ON sightings(source, effective);
  -- What an item is known by: a hash a link of the chain.
  CREATE TABLE identities(
    key BLOB PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_by_item ON identities(item);
  -- What an item was known by that retention has deleted.
  CREATE TABLE tombstones(key BLOB PRIMARY KEY, stored INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- What several items of one answer had in common: no identity in that source from then on.
  CREATE TABLE shared_keys(
    source INTEGER NOT NULL REFERENCES sources, key BLOB NOT NULL, PRIMARY KEY(source, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE mentions(
    id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
    brand INTEGER NOT NULL REFERENCES brands, source INTEGER NOT NULL REFERENCES sources,
    keywords TEXT NOT NULL, spans TEXT NOT NULL, label TEXT NOT NULL, score REAL NOT NULL,
    negative_probability REAL NOT NULL, is_judged INTEGER NOT NULL, model TEXT NOT NULL,
    evidence TEXT NOT NULL, labels TEXT NOT NULL, state TEXT NOT NULL, stored INTEGER NOT NULL,
    is_backlog INTEGER NOT NULL, UNIQUE(item, brand)) STRICT;
  CREATE INDEX mentions_by_brand ON mentions(brand, id);
  CREATE INDEX mentions_by_source ON mentions(source, id);
  CREATE TABLE mention_keywords(
    keyword INTEGER NOT NULL REFERENCES keywords,
    mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    PRIMARY KEY(keyword, mention)) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_keywords_by_mention ON mention_keywords(mention);
  CREATE TABLE state_changes(
    id INTEGER PRIMARY KEY, mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    state TEXT NOT NULL, by TEXT NOT NULL, note TEXT, at INTEGER NOT NULL) STRICT;
  CREATE INDEX state_changes_by_mention ON state_changes(mention);

  """

/// What is owed and what was told.
private let told = """
  CREATE TABLE outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,
    recipient TEXT NOT NULL, message_id TEXT NOT NULL, body BLOB NOT NULL,
    state TEXT NOT NULL CHECK(state IN ('queued', 'sending', 'sent', 'bounced', 'expired', 'held')),
    attempts INTEGER NOT NULL DEFAULT 0, ambiguous INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
    expires INTEGER NOT NULL, created INTEGER NOT NULL, last_code INTEGER, last_text TEXT, remote_id TEXT
  ) STRICT;
  CREATE INDEX outbox_due ON outbox(next_at) WHERE state IN ('queued', 'sending');
  CREATE INDEX outbox_by_state ON outbox(state);
  CREATE TABLE outbox_mentions(
    outbox INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE, PRIMARY KEY(outbox, mention)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outbox_mentions_by_mention ON outbox_mentions(mention);
  CREATE TABLE deliveries(
    id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    attempt INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL, code INTEGER, text TEXT) STRICT;
  CREATE INDEX deliveries_by_outbox ON deliveries(outbox);
  -- Half-open windows: mentions with after < id <= last. One window a digest, brand and end.
  CREATE TABLE digest_windows(
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL, brand TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, after INTEGER NOT NULL, last INTEGER NOT NULL, mentions INTEGER NOT NULL,
    backlog INTEGER NOT NULL, owed INTEGER NOT NULL, closed INTEGER NOT NULL,
    UNIQUE(digest, brand, end)) STRICT;

  """

/// Step 4: what people said of verdicts, and what was learned from it.
private let corrected = """
  ALTER TABLE mentions ADD COLUMN intent TEXT NOT NULL DEFAULT 'nothing';
  CREATE TABLE corrections(
    id INTEGER PRIMARY KEY, mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
    label TEXT NOT NULL, by TEXT NOT NULL, note TEXT, at INTEGER NOT NULL, withdrawn INTEGER,
    withdrawn_by TEXT) STRICT;
  CREATE UNIQUE INDEX corrections_standing ON corrections(mention) WHERE withdrawn IS NULL;
  CREATE INDEX corrections_by_mention ON corrections(mention);
  -- What the verdicts on a brand, or in a source, are put right by; learned anew as corrections come.
  CREATE TABLE adjustments(
    scope TEXT NOT NULL CHECK(scope IN ('brand', 'source')), subject INTEGER NOT NULL,
    negative REAL NOT NULL, positive REAL NOT NULL, temperature REAL NOT NULL, corrections INTEGER NOT NULL,
    model TEXT NOT NULL, fitted INTEGER NOT NULL, is_off INTEGER NOT NULL,
    PRIMARY KEY(scope, subject)) STRICT, WITHOUT ROWID;

  """
