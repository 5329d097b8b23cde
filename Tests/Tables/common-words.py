#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Makes Sources/Rules/CommonWordData.swift: the words that stand in the most of many short texts, one a line.

Usage: xz -dc texts.xz | Tests/Tables/common-words.py >Sources/Rules/CommonWordData.swift

A word counts once a text. It is an ordinary one where three of five texts that hold it write it in lower case, so that
names are left out; it is folded as texts are: without case, accents and apostrophes.
"""
import collections
import re
import sys
import unicodedata

LEAST = int(sys.argv[1]) if len(sys.argv) > 1 else 60  # texts that must hold a word

word = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
held, lower = collections.Counter(), collections.Counter()


def folded(text):
    """Without case, accents and apostrophes."""
    text = unicodedata.normalize("NFD", text.casefold().replace("'", "").replace("\u2019", ""))
    return "".join(c for c in text if not unicodedata.combining(c))


for line in sys.stdin.buffer:
    words = {}
    for found in word.findall(line.decode("utf-8", "replace")):
        name = folded(found)
        words[name] = words.get(name, False) or found[0].islower()
    held.update(words.keys())
    lower.update(name for name, is_lower in words.items() if is_lower)

common = sorted(
    name for name, count in held.items()
    if count >= LEAST and 5 * lower[name] >= 3 * count and name.isascii() and len(name) > 1)
print("""// SPDX-License-Identifier: Apache-2.0

/// The words that stand in the most of some 170,000 short texts, most of them English (news, reviews, posts), written in lower case
/// for the most part; folded, parted by spaces. Made by Tests/Tables/common-words.py.
let commonWordData = \"\"\"""")
line = "  "
for name in common:
    if len(line) + len(name) + 2 > 108:
        print(line + "\\")
        line = "  "
    line += name + " "
print(line.rstrip() + '\n  """')
