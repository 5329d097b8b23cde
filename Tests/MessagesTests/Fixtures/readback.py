# SPDX-License-Identifier: Apache-2.0
"""Reads the mails named on the command line as a mail reader would; one JSON line each."""
import email, email.policy, json, sys
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.text, self.marks, self.skip = set(), [], "", [], 0
        self.inside = ""

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.links += [value for name, value in attributes if name in ("href", "src")]
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside != "style":
            self.text += data
        if self.inside == "mark":
            self.marks.append(data)


for path in sys.argv[1:]:
    raw = open(path, "rb").read()
    lines = raw.split(b"\r\n")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = list(message.iter_parts())
    page = Page()
    page.feed(parts[1].get_content())
    print(json.dumps({
        "headers": [name for name, _ in message.items()],
        "subject": message["Subject"], "from": str(message["From"]), "to": str(message["To"]),
        "messageID": message["Message-ID"], "date": message["Date"].datetime.isoformat(),
        "types": [part.get_content_type() for part in parts],
        "text": parts[0].get_content().replace("\r\n", "\n"), "html": parts[1].get_content().replace("\r\n", "\n"),
        "tags": sorted(page.tags), "links": page.links, "visible": page.text, "marks": page.marks,
        "longest": max(map(len, lines)), "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
        "ascii": raw.isascii(),
        "defects": [repr(d) for part in message.walk() for d in part.defects]
        + [repr(d) for part in message.walk() for _, v in part.items() for d in getattr(v, "defects", ())],
    }))
