# SPDX-License-Identifier: Apache-2.0
"""What the labs share: the built daemon and command, a web server that is not ours, and checks that say what failed."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

from mail import answers, free_port, wait_for

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("BINARIES", REPOSITORY / ".build" / "debug"))


class Checks:
    """Prints each check as it is made; the run fails where one did."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, condition, what, detail=""):
        if condition:
            self.passed += 1
            print("ok -", what, flush=True)
        else:
            self.failed += 1
            print("not ok -", what, flush=True)
            for line in str(detail).splitlines()[:40]:
                print("#", line, flush=True)

    def equal(self, got, expected, what):
        self.that(got == expected, what, f"got {got!r}\nexpected {expected!r}")

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


class Nginx:
    """nginx serving one folder on loopback."""

    missing = [] if os.path.exists("/usr/sbin/nginx") else ["/usr/sbin/nginx"]

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.web = self.folder / "web"
        self.web.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        (self.folder / "nginx.conf").write_text(
            f"daemon off; user root; worker_processes 1; pid {self.folder}/nginx.pid;\n"
            f"error_log {self.folder}/nginx.log;\n"
            "events {}\nhttp {\n"
            f"  access_log {self.folder}/access.log;\n"
            f"  client_body_temp_path {self.folder}/t1; proxy_temp_path {self.folder}/t2;\n"
            f"  fastcgi_temp_path {self.folder}/t3; uwsgi_temp_path {self.folder}/t4; scgi_temp_path {self.folder}/t5;\n"
            "  types { application/rss+xml xml; text/html html; application/feed+json json; }\n"
            f"  server {{ listen 127.0.0.1:{self.port}; root {self.web};\n"
            "    location /forbidden { return 403; }\n    location /gone { return 410; }\n"
            "    location /busy { add_header Retry-After 120 always; return 503; } }\n}\n")

    def start(self):
        self.process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: answers(self.port), "nginx")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def put(self, path, text):
        # nginx makes the ETag of size and time: a rename gives a new one even within a second.
        target = self.web / path
        draft = target.with_suffix(".draft")
        draft.write_text(text)
        os.replace(draft, target)

    def requests(self, path):
        lines = (self.folder / "access.log").read_text().splitlines()
        return [line for line in lines if f"GET /{path} " in line]


class Earshot:
    """The daemon on a state directory of its own, and the command that talks to it."""

    def __init__(self, folder, configuration, credentials=None):
        self.folder = pathlib.Path(folder)
        self.state = self.folder / "state"
        self.state.mkdir(exist_ok=True)
        self.socket = self.folder / "control.sock"
        self.configuration = self.folder / "earshot.toml"
        self.configuration.write_text(configuration)
        self.environment = dict(os.environ)
        if credentials:
            secrets = self.folder / "credentials"
            secrets.mkdir(exist_ok=True)
            for name, secret in credentials.items():
                (secrets / name).write_text(secret)
            self.environment["CREDENTIALS_DIRECTORY"] = str(secrets)
        self.log = self.folder / "earshotd.log"
        self.level = "debug"
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [BINARIES / "earshotd", "--config", self.configuration, "--state-directory", self.state,
                 "--socket", self.socket, "--log-level", self.level],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        wait_for(lambda: self("status").returncode == 0 or self.process.poll() is not None, "earshotd")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __call__(self, *arguments, check=False, **options):
        command = [BINARIES / "earshot", *arguments[:1], *arguments[1:], "--socket", str(self.socket)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
        if check and result.returncode != 0:
            raise AssertionError(f"{arguments}: exit {result.returncode}\n{result.stdout}{result.stderr}")
        return result

    def json(self, *arguments):
        return json.loads(self(*arguments, "--json", check=True).stdout)


def rss(items, title="The Milltown Gazette"):
    body = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>http://town.example/{guid}</link>"
        f"<description>{text}</description><pubDate>Sat, 21 Nov 2026 09:00:00 GMT</pubDate></item>"
        for guid, title, text in items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{body}</channel></rss>"


def folder():
    """A new folder below /tmp that servers of other users can enter."""
    path = tempfile.mkdtemp(prefix="earshot-lab-")
    os.chmod(path, 0o755)
    return pathlib.Path(path)


def skip(reason):
    """Says what is missing and ends with 77, which the test runner reports as missing, not as passed."""
    print("missing:", reason, file=sys.stderr)
    sys.exit(77)
