# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A mail server for a test, of Debian's python3-aiosmtpd: what it takes is durable before it says so.

    mail_server.py PORT FILE PASSWORD [CERTIFICATE KEY]

Each mail is a line of JSON in FILE. It refuses recipients whose name begins with `gone` for good, and those that
begin with `busy` the first time that this process sees them. For those that begin with `slow` it says that it has
taken a mail only once it has got SIGUSR1. It says `ready` when it can be connected to.
"""
import asyncio
import email
import json
import logging
import os
import signal
import ssl
import sys
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Mailboxes:
    def __init__(self, file):
        self.file = file
        self.seen = set()
        self.let_go = asyncio.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox here"
        if address.startswith("busy") and address not in self.seen:
            self.seen.add(address)
            return "451 4.2.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        text = envelope.content.decode("ascii")
        mail = {"to": envelope.rcpt_tos, "id": email.message_from_string(text)["Message-ID"], "text": text}
        self.file.write(json.dumps(mail) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())
        if envelope.rcpt_tos[0].startswith("slow"):
            await self.let_go.wait()
        return "250 taken"


def main(port, path, password, certificate=None, key=None):
    def authenticate(server, session, envelope, mechanism, data):
        right = data.login == b"troupe" and data.password == password.encode()
        return AuthResult(success=right, handled=False)

    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate, key)
    with open(path, "a", encoding="utf-8") as file:
        mailboxes = Mailboxes(file)
        controller = Controller(mailboxes, hostname="127.0.0.1", port=port, auth_required=True,
                                auth_require_tls=False, authenticator=authenticate, tls_context=tls,
                                require_starttls=tls is not None)
        controller.start()
        print("ready", flush=True)
        while signal.sigwait([signal.SIGTERM, signal.SIGUSR1]) == signal.SIGUSR1:
            controller.loop.call_soon_threadsafe(mailboxes.let_go.set)
        controller.stop()


logging.disable(logging.ERROR)  # what goes wrong here, the test wants
warnings.simplefilter("ignore")
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGUSR1])
main(int(sys.argv[1]), *sys.argv[2:])
