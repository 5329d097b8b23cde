#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Markup/EntityTable.swift: the named character references of HTML as Python lists them.

usage: Tests/Tables/entities.py > Sources/Markup/EntityTable.swift
An entry is NAME=HEX, NAME=HEX+HEX, or NAME!HEX where the name also counts without its semicolon.
"""
from html.entities import html5

entries = []
for name, value in sorted(html5.items()):
    if name.endswith(";"):
        mark = "!" if name[:-1] in html5 else "="
        entries.append(name[:-1] + mark + "+".join("%X" % ord(character) for character in value))

lines, line = [], ""
for entry in entries:
    if len(line) + len(entry) + 1 > 106:
        lines.append(line)
        line = ""
    line += entry + " "
lines.append(line)

print("// SPDX-License-Identifier: Apache-2.0")
print()
print("/// The %d named character references of HTML in %d entries; written by Tests/Tables/entities.py."
      % (len(html5), len(entries)))
print("///")
print("/// One string and no dictionary literal: the compiler takes minutes over a literal of that many elements.")
print('let entityTable = """')
for text in lines:
    print("  " + text.rstrip())
print()
print('  """')
