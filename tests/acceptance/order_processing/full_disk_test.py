#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The disk with the journal, the mails and the log is full for a while: full_disk_test.py SECONDS

A service manager starts the run again whenever it has ended; then there is room, and the run goes on
from where it was. Commands can look at all of it meanwhile. The disk is a small one in memory, that only
this test sees.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

from shop import PATIENCE, Shop, check_mails, check_order_of_events, check_sequences, wait_for

SECONDS = 5
ORDERS = 1500
# The log of SQLite alone may take 16 MiB until it is written back, and does where the machine is slow.
DISK_BYTES = 96 << 20
# So much is free when the run begins; it needs several times as much.
FREE_BYTES = 2 << 20
# What systemd's RestartSec would be.
RESTART_AFTER = 1
SKIPPED = 77


class FullDisk(unittest.TestCase):
    def run_once(self, shop):
        """What a service manager does; its log goes elsewhere."""
        return subprocess.run(shop.command("run", "--until-idle"), cwd=shop.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120 * PATIENCE, check=False)

    def fill(self, disk):
        filler = disk / "filler"
        with open(filler, "wb") as file:
            file.write(b"x" * (DISK_BYTES - FREE_BYTES))
        return filler

    def check_commands(self, shop):
        """Who only reads is served."""
        for verb in ("events", "subscriptions list", "dead-letters list", "journal verify"):
            code, _, log = shop.ended(verb=verb)
            self.assertEqual(code, 0, f"{verb}: {log}")

    def test_costs_nothing_but_time(self):
        disk = pathlib.Path(tempfile.gettempdir())
        # Without the bound that keeps a source waiting long before.
        with Shop(intake__file="", intake__generate=ORDERS, journal__min_free="0B") as shop:
            filler = self.fill(disk)
            until = time.monotonic() + SECONDS
            runs = 0
            while time.monotonic() < until:
                ended = self.run_once(shop)
                self.assertEqual(ended.returncode, 75, ended.stderr)
                # SQLite says the one, and the system the other.
                self.assertRegex(ended.stderr, "full|No space left on device")
                runs += 1
                again = time.monotonic() + RESTART_AFTER
                wait_for("the manager starts it again", lambda at=again: time.monotonic() >= at)
            written = shop.last_sequence()
            self.assertGreater(written, 0)
            self.assertLess(shop.count("orders.shipped"), ORDERS, "the disk was never full")
            self.check_commands(shop)
            print(f"{runs} runs ended with 75 in {SECONDS} s, at {written} events")
            filler.unlink()
            summary = shop.summary()
            self.assertEqual((summary["orders_placed"], summary["orders_shipped"]),
                             (ORDERS, ORDERS))
            captured = sum(event["total_minor"] for _, topic, _, event in shop.events()
                           if topic == "orders.placed")
            self.assertEqual(summary["captured_minor"], captured)
            self.assertEqual(shop.dead_letters(), [])
            check_mails(self, shop)
            check_sequences(self, shop)
            self.assertEqual(check_order_of_events(self, shop), ORDERS)


def on_a_disk_of_its_own():
    """Runs this script again where it sees a small disk; it is gone with that process."""
    with tempfile.TemporaryDirectory(prefix="troupe-disk-") as folder:
        mount = f'mount -t tmpfs -o size={DISK_BYTES} troupe "$0" && exec "$@"'
        inside = ["unshare", "--mount", "--map-root-user"] if os.getuid() else ["unshare", "--mount"]
        possible = subprocess.run([*inside, "sh", "-c", mount, folder, "true"], check=False,
                                  capture_output=True, text=True)
        if possible.returncode != 0:
            print(f"skipped: no small disk can be mounted here: {possible.stderr.strip()}")
            return SKIPPED
        return subprocess.run([*inside, "sh", "-c", mount, folder, sys.executable, *sys.argv],
                              env={**os.environ, "TMPDIR": folder, "TROUPE_SMALL_DISK": folder},
                              check=False).returncode


if __name__ == "__main__":
    if "TROUPE_SMALL_DISK" not in os.environ:
        sys.exit(on_a_disk_of_its_own())
    if len(sys.argv) > 1:
        SECONDS = int(sys.argv.pop(1))
    unittest.main(verbosity=2)
