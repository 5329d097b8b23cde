// SPDX-License-Identifier: Apache-2.0

/// The elements of RSS 0.9x, 1.0 and 2.0, and of Microsoft's CDF, in lower case.
let rssNames: [String: Meaning] = [
  "rss": .rss, "channel": .channel, "item": .entry,
  "image": .aside, "textinput": .aside, "cloud": .aside, "source": .source,
  "title": .title, "description": .summary, "abstract": .summary, "copyright": .rights, "rights": .rights,
  "fullitem": .encoded, "encoded": .encoded, "body": .body,
  "link": .link, "guid": .guid, "comments": .comments, "category": .category, "enclosure": .enclosure,
  "author": .author, "managingeditor": .author, "webmaster": .webMaster, "creator": .creator,
  "language": .language, "pubdate": .published, "lastbuilddate": .updated,
  "ttl": .timeToLive, "skiphours": .skipHours, "skipdays": .skipDays, "hour": .hour, "day": .day,
  "generator": .generator,
]
