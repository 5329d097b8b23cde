# SPDX-License-Identifier: Apache-2.0
"""Reads TOML documents from a JSON list in a file; prints each in one line, or "-" where it is none."""
import json, struct, sys, tomllib


def canonical(value):
    match value:
        case bool(): return "true" if value else "false"
        case str(): return "s" + value.encode().hex()
        case int(): return f"i{value}"
        case float(): return "fnan" if value != value else "f" + struct.pack(">d", value).hex()
        case list(): return "[" + ",".join(map(canonical, value)) + "]"
        case dict(): return "{" + ",".join(sorted(k.encode().hex() + ":" + canonical(v) for k, v in value.items())) + "}"
        case _: return "t"


for document in json.load(open(sys.argv[1], "rb")):
    try:
        table = tomllib.loads(document)
        print(canonical(table))
    except (tomllib.TOMLDecodeError, ValueError):
        print("-")
