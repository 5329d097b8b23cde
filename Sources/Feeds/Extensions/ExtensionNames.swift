// SPDX-License-Identifier: Apache-2.0

/// The elements of the namespaces that a listener needs, in lower case.
let extensionNames: [Namespace: [String: Meaning]] = [
  .content: ["encoded": .encoded],
  .dublinCore: [
    "title": .dcTitle, "description": .summary, "abstract": .summary, "creator": .creator, "author": .creator,
    "subject": .subject, "date": .date, "language": .language, "rights": .rights, "identifier": .other,
    "issued": .published, "available": .published, "modified": .updated, "created": .created,
    "contributor": .contributor,
  ],
  .syndication: ["updateperiod": .updatePeriod, "updatefrequency": .updateFrequency],
  .media: [
    "title": .mediaTitle, "description": .mediaSummary, "category": .mediaCategory, "rating": .audienceRating,
    "starrating": .starRating, "keywords": .keywords,
  ],
  .podcasting: [
    "author": .creator, "summary": .mediaSummary, "description": .mediaSummary, "subtitle": .subtitle,
    "keywords": .keywords, "category": .podcastCategory, "new-feed-url": .newAddress, "owner": .aside,
    "title": .mediaTitle, "transcript": .transcript, "person": .contributor,
  ],
  .discussion: [
    "comments": .commentCount, "total": .commentCount, "commentrss": .commentFeed, "in-reply-to": .inReplyTo,
  ],
  .places: ["point": .place, "pos": .place, "lat": .latitude, "long": .longitude],
  .person: ["person": .other, "name": .name],
  .xhtml: ["body": .body],
  .feedBurner: ["origlink": .originalLink],
  .history: ["complete": .complete],
  .storeReviews: ["rating": .stars],
]
