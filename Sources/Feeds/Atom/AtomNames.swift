// SPDX-License-Identifier: Apache-2.0

/// The elements of Atom 1.0 (RFC 4287) and 0.3 that RSS does not know, in lower case.
let atomNames: [String: Meaning] = [
  "feed": .atom, "entry": .entry,
  "subtitle": .subtitle, "tagline": .subtitle, "summary": .summary, "content": .content, "info": .info,
  "id": .id, "contributor": .contributor, "name": .name, "email": .email,
  "uri": .uri, "url": .uri, "homepage": .uri,
  "published": .published, "issued": .published, "updated": .updated, "modified": .updated,
  "created": .created,
]
