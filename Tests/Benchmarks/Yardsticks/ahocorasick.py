# SPDX-License-Identifier: Apache-2.0
"""ahocorasick.py FOLDER NAMES: finds names in the texts of FOLDER/corpus.lower.txt with PyPI's ahocorasick_rs, by the
faster of its compact and its dense automaton, all overlapping finds and no boundaries. Says "ready", then for each line
read makes one pass and prints "SECONDS COUNT"."""
import sys
import time

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

folder, names = sys.argv[1:]
with open(names, "rb") as file:
    patterns = file.read().split(b"\n")[:-1]
with open(folder + "/corpus.lower.txt", "rb") as file:
    texts = file.read().split(b"\n")[:-1]


def run(automaton):
    start = time.process_time()
    find = automaton.find_matches_as_indexes
    count = sum(len(find(text, overlapping=True)) for text in texts)
    return time.process_time() - start, count


automata = [
    BytesAhoCorasick(patterns, matchkind=MatchKind.Standard, implementation=kind)
    for kind in (Implementation.ContiguousNFA, Implementation.DFA)
]
automaton = min(automata, key=lambda one: run(one)[0])
print("ready", flush=True)
for _ in sys.stdin:
    print(*run(automaton), flush=True)
