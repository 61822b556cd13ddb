# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Real servers for a test, in its own folder and as no root: PostgreSQL, and a mail server. Each can be killed
and started again. `skip_without` says which of Debian's packages are missing."""
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys

POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")
PYTHON = "/usr/bin/python3"  # the one that Debian's packages are for
HERE = pathlib.Path(__file__).parent


def skip_without():
    missing = [] if (POSTGRES / "initdb").exists() else ["postgresql-15"]
    if subprocess.run([PYTHON, "-c", "import aiosmtpd"], capture_output=True).returncode != 0:
        missing.append("python3-aiosmtpd")
    if missing:
        print(f"skipped: {' and '.join(missing)} of Debian are not there; scripts/setup installs them")
        sys.exit(77)


class Server:
    """A process of ours, ended by its own id."""
    process = None

    def kill(self, how=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()
        self.process = None


class MailServer(Server):
    def __init__(self, folder, password):
        self.file = folder / "received.jsonl"
        self.password = password
        self.tls = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self):
        self.process = subprocess.Popen(
            [PYTHON, HERE / "mail_server.py", str(self.port), self.file, self.password, *self.tls],
            stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def use_tls(self):
        """By a certificate that nobody else knows; its file."""
        key, certificate = (self.file.with_name(f"mail.{kind}") for kind in ("key", "crt"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=mail",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        self.tls = [certificate, key]
        return certificate

    def mails(self):
        """What it has taken; a line without its end is of one whose taking it never said."""
        if not self.file.exists():
            return []
        whole = self.file.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]


class Postgres(Server):
    """With one user, `crm`, who needs a password; reached by a socket in its folder."""

    def __init__(self, folder, password):
        self.folder = folder / "postgres"
        self.folder.mkdir()
        self.password = password
        self.who = {}
        if os.geteuid() == 0:  # it refuses to run as root
            user = pwd.getpwnam("postgres" if "postgres" in (x.pw_name for x in pwd.getpwall()) else "nobody")
            self.who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            shutil.chown(self.folder, user.pw_uid, user.pw_gid)
            for each in (folder, *folder.parents):
                if not os.stat(each).st_mode & 0o001:
                    each.chmod(0o711)
        secret = self.folder / "password"
        secret.write_text(password)
        secret.chmod(0o644)
        subprocess.run([POSTGRES / "initdb", "-D", self.folder / "data", "-U", "crm", "-A", "scram-sha-256",
                        f"--pwfile={secret}", "-E", "UTF8", "--no-sync"],
                       check=True, capture_output=True, cwd=self.folder, **self.who)

    @property
    def connection(self):
        return f"host={self.folder} dbname=postgres user=crm"

    def start(self):
        log = open(self.folder.parent / "postgres.log", "ab")
        self.process = subprocess.Popen(
            [POSTGRES / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="],
            stdout=log, stderr=log, cwd=self.folder, **self.who)
        log.close()

    def is_ready(self):
        return subprocess.run([POSTGRES / "pg_isready", "-q", "-h", self.folder]).returncode == 0

    def session(self):
        """Somebody else's, who writes statements into its stdin."""
        return subprocess.Popen([POSTGRES / "psql", "-XAtq", self.connection], stdin=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, text=True, bufsize=1,
                                env={**os.environ, "PGPASSWORD": self.password})

    def rows(self, query):
        """Each a list of texts; none of a table that nobody has made yet."""
        answered = subprocess.run([POSTGRES / "psql", "-XAt", "-F", "\t", self.connection, "-c", query],
                                  capture_output=True, text=True,
                                  env={**os.environ, "PGPASSWORD": self.password})
        if answered.returncode != 0 and 'relation "' in answered.stderr:
            return []
        assert answered.returncode == 0, answered.stderr
        return [line.split("\t") for line in answered.stdout.splitlines()]
