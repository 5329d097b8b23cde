BEGIN TRANSACTION;
CREATE TABLE brands(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, display_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('own', 'competitor')), accounts TEXT NOT NULL, time_zone TEXT NOT NULL,
  recipients TEXT NOT NULL, origin TEXT NOT NULL, created INTEGER NOT NULL,
  mark INTEGER NOT NULL, -- the newest mention when it was made: digests begin after it
  retired INTEGER) STRICT;
INSERT INTO "brands" VALUES(1,'acme','Acme','Acme','own','[]','UTC','[]','file',1795549598123816,0,NULL);
CREATE TABLE deliveries(
  id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  attempt INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL, code INTEGER, text TEXT) STRICT;
CREATE TABLE digest_windows(
  id INTEGER PRIMARY KEY, digest TEXT NOT NULL, brand TEXT NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, after INTEGER NOT NULL, last INTEGER NOT NULL, mentions INTEGER NOT NULL,
  backlog INTEGER NOT NULL, owed INTEGER NOT NULL, closed INTEGER NOT NULL,
  UNIQUE(digest, brand, end)) STRICT;
CREATE TABLE digests(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, brand_key TEXT NOT NULL, name TEXT NOT NULL,
  brand TEXT NOT NULL, at TEXT NOT NULL, condition TEXT NOT NULL, channels TEXT NOT NULL,
  recipients TEXT NOT NULL, send_empty INTEGER NOT NULL, created INTEGER NOT NULL,
  mark INTEGER NOT NULL, retired INTEGER, UNIQUE(key, brand_key)) STRICT;
INSERT INTO "digests" VALUES(1,'daily','acme','daily','Acme','08:00','sentiment:negative','["log"]','[]',0,1795549598123816,0,NULL);
CREATE TABLE health(
  source INTEGER PRIMARY KEY REFERENCES sources, state TEXT NOT NULL, since INTEGER NOT NULL, reason TEXT,
  last_attempt INTEGER, last_success INTEGER, first_read INTEGER, failures INTEGER NOT NULL DEFAULT 0,
  last_item INTEGER, usual_gap INTEGER, next_poll INTEGER NOT NULL, items INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0, moved_to TEXT) STRICT;
INSERT INTO "health" VALUES(1,'reachable',1795549598144933,NULL,1795549598144933,1795549598144933,1795549598144933,0,1795549598143729,NULL,1795553204715899,3,1,NULL);
CREATE TABLE identities(
  key BLOB PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "identities" VALUES(X'02814B7B8C79AC6B9165AF80938496C7',1);
INSERT INTO "identities" VALUES(X'7DACE5D48BAEB0A1B36C18ECA62BEFD6',1);
INSERT INTO "identities" VALUES(X'DA3DE2E4502B6A3B1C6387ECE65F5608',1);
INSERT INTO "identities" VALUES(X'26F7A1940CD8036CAF380BC999258953',2);
INSERT INTO "identities" VALUES(X'490624D3E6E5024985A6DF97D23DD51F',2);
INSERT INTO "identities" VALUES(X'699D6937A74408352CC3EBD2FFBC206F',2);
INSERT INTO "identities" VALUES(X'0B40CBB37C26DA86993A05CFC5EA23EE',3);
INSERT INTO "identities" VALUES(X'4A64AB450F2FAE896B93C88227C2D138',3);
INSERT INTO "identities" VALUES(X'8BAA626C606E561BADA52CE6C41824CA',3);
INSERT INTO "identities" VALUES(X'C71ECB17931A705049E5BF398CC7797E',3);
INSERT INTO "identities" VALUES(X'CFA8A1DD9679EB540BAF389932F5C864',3);
INSERT INTO "identities" VALUES(X'DB66FE85F605A6482D534564F5720C1F',3);
CREATE TABLE items(
  id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES sources, guid TEXT, url TEXT,
  title TEXT NOT NULL, text TEXT NOT NULL, author TEXT, published INTEGER, published_text TEXT,
  updated INTEGER, language TEXT, categories TEXT NOT NULL, rating TEXT, publisher TEXT,
  holder INTEGER NOT NULL REFERENCES sources, -- whose version the text is
  version BLOB NOT NULL, effective INTEGER NOT NULL, stored INTEGER NOT NULL) STRICT;
INSERT INTO "items" VALUES(1,1,'twice','https://blog.example/2026/b','Two of two with a guid','Nobody knows why.',NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,1,X'C80E11484BDAA6A51A8653967A8DC962',1795549598143729,1795549598143729);
INSERT INTO "items" VALUES(2,1,'twice','https://blog.example/2026/a','One of two with a guid','They share it.',NULL,NULL,NULL,NULL,NULL,'[]',NULL,NULL,1,X'352367BFF1251B9303540083ECFB8255',1795549598143729,1795549598143729);
INSERT INTO "items" VALUES(3,1,'https://blog.example/2026/first','https://blog.example/2026/first','Acme opened a third coffee house','Acme opened its third coffee house in the harbour on Friday, and the queue reached the fish market long before the doors opened; it was terrible.',NULL,1767258000000000,'Thu, 01 Jan 2026 09:00:00 GMT',NULL,NULL,'[]',NULL,NULL,1,X'DAE35973A2FF35AF6046D1F630D0CCE9',1767258000000000,1795549598143729);
CREATE TABLE keywords(
  id INTEGER PRIMARY KEY, brand INTEGER NOT NULL REFERENCES brands, expression TEXT NOT NULL,
  origin TEXT NOT NULL, created INTEGER NOT NULL, retired INTEGER, UNIQUE(brand, expression)) STRICT;
INSERT INTO "keywords" VALUES(1,1,'acme','file',1795549598123816,NULL);
CREATE TABLE mention_keywords(
  keyword INTEGER NOT NULL REFERENCES keywords,
  mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
  PRIMARY KEY(keyword, mention)) STRICT, WITHOUT ROWID;
INSERT INTO "mention_keywords" VALUES(1,1);
CREATE TABLE mentions(
  id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE,
  brand INTEGER NOT NULL REFERENCES brands, source INTEGER NOT NULL REFERENCES sources,
  keywords TEXT NOT NULL, spans TEXT NOT NULL, label TEXT NOT NULL, score REAL NOT NULL,
  negative_probability REAL NOT NULL, is_judged INTEGER NOT NULL, model TEXT NOT NULL,
  evidence TEXT NOT NULL, labels TEXT NOT NULL, state TEXT NOT NULL, stored INTEGER NOT NULL,
  is_backlog INTEGER NOT NULL, UNIQUE(item, brand)) STRICT;
INSERT INTO "mentions" VALUES(1,3,1,1,'["acme"]','[["title",0,4],["text",0,4]]','neutral',-3.64776837356076688578e-01,3.84828964615415047845e-01,1,'en1-09667e81','[{"quote":"terrible","reason":"a word of blame","weight":-0.22600330982899983},{"quote":"queue","reason":"mostly met in complaints","weight":-0.036411775195895474},{"quote":"","reason":"the rest of the wording","weight":-0.10236175233118139}]','[]','new',1795549598143729,1);
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('created','2026-11-24T19:46:38Z');
INSERT INTO "meta" VALUES('identity key high','f30b8f2082a99da7');
INSERT INTO "meta" VALUES('identity key low','98268703abedea7c');
INSERT INTO "meta" VALUES('installation','72d5b2eec8c120add6876a87d898fc20');
CREATE TABLE outages(
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources, began INTEGER NOT NULL, ended INTEGER,
  reason TEXT NOT NULL) STRICT;
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,
  recipient TEXT NOT NULL, message_id TEXT NOT NULL, body BLOB NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('queued', 'sending', 'sent', 'bounced', 'expired', 'held')),
  attempts INTEGER NOT NULL DEFAULT 0, ambiguous INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
  expires INTEGER NOT NULL, created INTEGER NOT NULL, last_code INTEGER, last_text TEXT, remote_id TEXT
) STRICT;
CREATE TABLE outbox_mentions(
  outbox INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
  mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE, PRIMARY KEY(outbox, mention)
) STRICT, WITHOUT ROWID;
CREATE TABLE polls(
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL REFERENCES sources, finished INTEGER NOT NULL,
  outcome TEXT NOT NULL, reason TEXT, status INTEGER, bytes INTEGER, elapsed INTEGER,
  items INTEGER NOT NULL, new_items INTEGER NOT NULL, new_mentions INTEGER NOT NULL) STRICT;
INSERT INTO "polls" VALUES(1,1,1795549598144933,'items',NULL,200,792,6447,3,3,1);
CREATE TABLE revisions(
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, title TEXT NOT NULL,
  text TEXT NOT NULL, rating TEXT, replaced INTEGER NOT NULL) STRICT;
CREATE TABLE rules(
  position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, condition TEXT NOT NULL, action TEXT NOT NULL
) STRICT;
INSERT INTO "rules" VALUES(0,'negative','sentiment:negative','{"notify":["log"]}');
CREATE TABLE shared_keys(
  source INTEGER NOT NULL REFERENCES sources, key BLOB NOT NULL, PRIMARY KEY(source, key)
) STRICT, WITHOUT ROWID;
INSERT INTO "shared_keys" VALUES(1,X'6AD8C6B7F0E678E74F5442ACA529A10D');
CREATE TABLE sightings(
  item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, source INTEGER NOT NULL REFERENCES sources,
  url TEXT, version BLOB NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
  effective INTEGER NOT NULL, PRIMARY KEY(item, source)) STRICT, WITHOUT ROWID;
INSERT INTO "sightings" VALUES(1,1,'https://blog.example/2026/b',X'C80E11484BDAA6A51A8653967A8DC962',1795549598143729,1795549598143729,1795549598143729);
INSERT INTO "sightings" VALUES(2,1,'https://blog.example/2026/a',X'352367BFF1251B9303540083ECFB8255',1795549598143729,1795549598143729,1795549598143729);
INSERT INTO "sightings" VALUES(3,1,'https://blog.example/2026/first',X'DAE35973A2FF35AF6046D1F630D0CCE9',1795549598143729,1795549598143729,1767258000000000);
CREATE TABLE sources(
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  url TEXT NOT NULL, cadence INTEGER, credential TEXT, allow_private INTEGER NOT NULL,
  origin TEXT NOT NULL, created INTEGER NOT NULL, retired INTEGER) STRICT;
INSERT INTO "sources" VALUES(1,'blog','blog','feed','https://blog.example/feed.xml',NULL,NULL,0,'file',1795549598123816,NULL);
CREATE TABLE state_changes(
  id INTEGER PRIMARY KEY, mention INTEGER NOT NULL REFERENCES mentions ON DELETE CASCADE,
  state TEXT NOT NULL, by TEXT NOT NULL, note TEXT, at INTEGER NOT NULL) STRICT;
CREATE TABLE tombstones(key BLOB PRIMARY KEY, stored INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE validators(
  source INTEGER PRIMARY KEY REFERENCES sources, url TEXT NOT NULL, etag TEXT, last_modified TEXT,
  body_hash BLOB, obtained INTEGER NOT NULL) STRICT;
INSERT INTO "validators" VALUES(1,'https://blog.example/feed.xml',NULL,'Tue, 24 Nov 2026 19:46:37 GMT',X'75F725295955AA8B035C7EE298A54D1B',1795549598144933);
CREATE INDEX health_due ON health(next_poll);
CREATE INDEX polls_by_source ON polls(source, id);
CREATE UNIQUE INDEX outages_open ON outages(source) WHERE ended IS NULL;
CREATE INDEX items_by_age ON items(stored);
CREATE INDEX revisions_by_item ON revisions(item);
CREATE INDEX sightings_by_source ON sightings(source, effective);
CREATE INDEX identities_by_item ON identities(item);
CREATE INDEX mentions_by_brand ON mentions(brand, id);
CREATE INDEX mentions_by_source ON mentions(source, id);
CREATE INDEX mention_keywords_by_mention ON mention_keywords(mention);
CREATE INDEX state_changes_by_mention ON state_changes(mention);
CREATE INDEX outbox_due ON outbox(next_at) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_by_state ON outbox(state);
CREATE INDEX outbox_mentions_by_mention ON outbox_mentions(mention);
CREATE INDEX deliveries_by_outbox ON deliveries(outbox);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('items',3);
INSERT INTO "sqlite_sequence" VALUES('mentions',1);
COMMIT;