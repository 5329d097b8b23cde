# SPDX-License-Identifier: Apache-2.0
"""A private Postfix and Dovecot on loopback: submission with STARTTLS and AUTH, delivery by LMTP, reading by IMAP.

Postfix's master and Dovecot's default users need root. Everything lives in one folder and ends with stop().
"""
import grp
import imaplib
import os
import pathlib
import pwd
import shutil
import socket
import ssl
import subprocess
import time

POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {spool}
data_directory = {data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {log}/postfix.log
maillog_file_prefixes = {log}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = localhost
mydestination =
relay_domains =
mynetworks =
virtual_mailbox_domains = localhost, shop.example
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:no mail leaves the lab
relayhost =
alias_maps =
local_recipient_maps =
smtpd_tls_cert_file = {tls}/server.pem
smtpd_tls_key_file = {tls}/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = unix:{run}/dovecot/auth-client
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access regexp:{etc}/recipients, permit_sasl_authenticated, reject
smtpd_error_sleep_time = 0
"""

POSTFIX_MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

# What a provider says to these recipients, whatever the mail.
RECIPIENTS = """
/^nobody@/ 550 5.1.1 No such user
/^full@/ 452 4.2.2 Mailbox full
"""

DOVECOT = """
base_dir = {run}/dovecot
state_dir = {run}/dovecot-state
log_path = {log}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = nobody
default_internal_group = nogroup
default_login_user = nobody
mail_location = maildir:{mail}/%n
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{tls}/server.pem
ssl_key = <{tls}/server.key
auth_mechanisms = plain login
auth_username_format = %Ln
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={mail}/%n allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  unix_listener auth-client {{
    mode = 0666
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MailServers:
    """Postfix for submission and Dovecot for mailboxes; any user, password `secret`."""

    missing = [p for p in ("/usr/sbin/postfix", "/usr/sbin/dovecot") if not os.path.exists(p)]

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        names = ("etc", "spool", "data", "log", "mail", "run", "tls", "run/dovecot-state")
        for name in names:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.submission, self.imaps, lmtp = free_port(), free_port(), free_port()
        fill = {name: str(self.folder / name) for name in ("etc", "spool", "data", "log", "mail", "run", "tls")}
        fill |= {"submission": self.submission, "imaps": self.imaps, "lmtp": lmtp}
        etc = self.folder / "etc"
        (etc / "main.cf").write_text(POSTFIX_MAIN.format(**fill))
        (etc / "master.cf").write_text(POSTFIX_MASTER.format(**fill))
        (etc / "recipients").write_text(RECIPIENTS)
        (etc / "dovecot.conf").write_text(DOVECOT.format(**fill))
        for name in ("postfix-files", "dynamicmaps.cf"):
            if os.path.exists("/etc/postfix/" + name):
                shutil.copy("/etc/postfix/" + name, etc / name)
        for name in ("dynamicmaps.cf.d", "postfix-files.d"):
            (etc / name).mkdir(exist_ok=True)
        self.certificate = self.folder / "tls" / "server.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-keyout", self.folder / "tls" / "server.key", "-out", self.certificate, "-days", "30",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
            check=True, capture_output=True)
        nobody, nogroup = pwd.getpwnam("nobody").pw_uid, grp.getgrnam("nogroup").gr_gid
        for name in ("mail", "run"):
            for path in (self.folder / name, *(self.folder / name).rglob("*")):
                os.chown(path, nobody, nogroup)
        os.chown(self.folder / "data", pwd.getpwnam("postfix").pw_uid, 0)
        os.chmod(self.folder, 0o755)

    def start(self):
        self._run("/usr/sbin/dovecot", "-c", self.folder / "etc" / "dovecot.conf")
        self._run("/usr/sbin/postfix", "-c", self.folder / "etc", "start")
        for port in (self.submission, self.imaps):
            wait_for(lambda: answers(port), f"a mail server on port {port}")

    def stop(self):
        self._run("/usr/sbin/postfix", "-c", self.folder / "etc", "stop", check=False)
        self._run("/usr/bin/doveadm", "-c", self.folder / "etc" / "dovecot.conf", "stop", check=False)
        # Both answer before they are gone, and neither starts beside its own remains.
        for port in (self.submission, self.imaps):
            wait_for(lambda: not answers(port), f"the mail server on port {port} to end")
        wait_for(lambda: not (self.folder / "run" / "dovecot" / "master.pid").exists(), "Dovecot to end")

    def _run(self, *command, check=True):
        with open(self.folder / "log" / "start.log", "ab") as log:
            # Its own session and no inherited pipe: the servers go on after the command that starts them.
            subprocess.run(command, check=check, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def messages(self, user):
        """The raw bytes of every mail in a user's inbox."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        with imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=context) as mailbox:
            mailbox.login(user, "secret")
            mailbox.select("INBOX", readonly=True)
            numbers = mailbox.search(None, "ALL")[1][0].split()
            return [mailbox.fetch(n, "(BODY.PEEK[])")[1][0][1] for n in numbers]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def wait_for(condition, what, seconds=30):
    """Waits until the condition holds; the time is a bound for a broken run, never what is measured."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")
