#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Text/CodePages.swift: the upper halves of code pages that the system's converter does not have, as
Python's codecs know them.

    python3 Tests/Tables/codepages.py >Sources/Text/CodePages.swift
"""
import unicodedata

PAGES = {"kz-1048": "kz1048", "ptcp154": "ptcp154", "x-mac-greek": "mac_greek", "x-mac-turkish": "mac_turkish"}


def literal(character):
    if character != "\uFFFD" and unicodedata.category(character) in ("Ll", "Lu", "Po", "Sm", "Sc", "Pi", "Pf", "Pd", "No", "So"):
        return character
    return "\\u{%X}" % ord(character)


def lines(codec):
    characters = [bytes([byte]).decode(codec, "replace") for byte in range(0x80, 0x100)]
    for start in range(0, 128, 32):
        yield "".join(literal(character) for character in characters[start:start + 32])


print("""// SPDX-License-Identifier: Apache-2.0

/// The characters of the bytes 0x80...0xFF in code pages that the system's converter does not have, by the name of the
/// page; written by Tests/Tables/codepages.py.
let codePages: [String: [Unicode.Scalar]] = [""")
for name, codec in PAGES.items():
    print('  "%s": Array(\n    """' % name)
    print("\\\n".join("    " + line for line in lines(codec)))
    print('    """.unicodeScalars),')
print("]")
