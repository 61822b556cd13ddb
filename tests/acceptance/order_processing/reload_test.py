#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample comes to the same figures when it is reloaded a hundred times while it works.

Services come that read the past, go, get other options and instances, and the source is one of them. With
the argument `kill`, every tenth reload is cut short by a SIGKILL of the process below the guard.
"""
import os
import random
import signal
import subprocess
import sys
import time
import unittest

from invoices import Invoices
from processes import children_of
from shop import (STOP_SECONDS, Shop, check_mails, check_order_of_events, check_sequences, wait_for)
import oracle

SEED = random.randrange(1 << 32)
KILLS = sys.argv[1:] == ["kill"]
RELOADS = 100
RATE = 20  # So that there is work for most of the reloads, on a busy machine too; at the end it goes faster.
INVOICES = 1000

# What takes the place of what, each a change of the sample's own file.
AUDIT = ("    - id: analytics\n", "    - {id: audit, service: commerce.analytics, start: beginning}\n"
                                  "    - id: analytics\n")
CHANGES = [
    [],
    [AUDIT],
    [("        - id: shipping\n", "        - id: shipping\n          instances: 3\n")],
    [("retry: {attempts: 5}", "retry: {attempts: 6}"), AUDIT],
    [("          service: commerce.inventory\n", "          service: commerce.inventory\n"
                                                 "          credit: 8\n          instances: 4\n")],
    [("      service: commerce.intake\n", "      service: commerce.intake\n      credit: 100\n")],
    [("intensity: 3\n", "intensity: 4\n")],
]


class Reloads(unittest.TestCase):
    maxDiff = None

    def test_change_nothing(self):
        self.random = random.Random(SEED)
        with Shop(payment__retry_permille=150, payment__crash_permille=50) as shop:
            self.text = shop.deployment.read_text()
            file = Invoices(SEED).write(shop.folder / "orders.csv", INVOICES)
            shop.settings["intake__file"] = file
            shop.settings["inventory__initial_stock"] = 10**16
            shop.settings["intake__rate"] = RATE
            expected = oracle.compute(file)
            placed = expected["summary"]["orders_placed"]
            process = shop.start(guard__intensity=1000, guard__backoff="none")
            wait_for("work has begun", lambda: shop.last_sequence() > 0)
            at_work, slowest = 0, 0
            for number in range(RELOADS):
                began = time.monotonic()
                self.change(shop, number)
                if KILLS and number % 10 == 5:
                    self.cut_short(shop, process)
                else:
                    self.reload(shop)
                slowest = max(slowest, time.monotonic() - began)
                at_work += shop.count("orders.shipped") < placed
            self.change(shop, 1)
            shop.settings["intake__rate"] = 0
            self.reload(shop)
            wait_for("the work is done", lambda: shop.count("orders.shipped") == placed)
            print(f"{at_work} of {RELOADS} reloads fell into work, the slowest took {slowest:.2f} s")
            self.assertGreater(at_work, RELOADS // 4, f"seed {SEED}")
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(STOP_SECONDS), 0, f"seed {SEED}:\n{shop.log()[-3000:]}")
            self.assertEqual(shop.summary(), expected["summary"], f"seed {SEED}")
            self.assertEqual(len(shop.dead_letters()), sum(expected["dead_letters"].values()))
            self.assertEqual(len(shop.mails()), placed)
            check_sequences(self, shop)
            check_mails(self, shop)
            self.assertEqual(check_order_of_events(self, shop), placed, f"seed {SEED}")

    def change(self, shop, number):
        text = self.text
        for old, new in CHANGES[number % len(CHANGES)]:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        shop.deployment.write_text(text)

    def reload(self, shop):
        """Until deliveries have begun, and where the process was just killed, it is to be tried again."""
        def is_done():
            code, _, log = shop.ended(verb="reload", guard__intensity=1000, guard__backoff="none")
            self.assertIn(code, (0, 75), f"seed {SEED}: {log}")
            return code == 0
        wait_for("the reload is done", is_done)

    def cut_short(self, shop, process):
        """Kills the process at a moment that chance decides; what it runs next is what it ran."""
        child = wait_for("the guard has a child", lambda: children_of(process.pid))[0]
        with open(shop.folder / "log", "ab") as log:
            asked = subprocess.Popen(
                shop.command("reload", guard__intensity=1000, guard__backoff="none"),
                cwd=shop.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        time.sleep(self.random.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        asked.wait()
        wait_for("the child is dead", lambda: child not in children_of(process.pid))


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(argv=sys.argv[:1], verbosity=2)
