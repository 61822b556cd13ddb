#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""One service is slow: the others do not wait for it, memory stays bounded, and nothing is lost.

    slow_notification_test.py ORDERS
"""
import json
import os
import re
import sys
import time
import unittest

from processes import child_of
from shop import PATIENCE, Shop, check_mails, check_sequences

ORDERS = 5000
# Mails a second.
RATE = 200 / PATIENCE
MEMORY_KIB = 300 * 1024
# A process that runs the sample has more; less is another's memory, such as the guard's.
LEAST_MEMORY_KIB = 20 * 1024


def most_memory(guard):
    """The most memory that the guard's child has had, in KiB; 0 when it is gone."""
    try:
        with open(f"/proc/{child_of(guard.pid)}/status") as status:
            found = re.search(r"^VmHWM:\s+(\d+) kB", status.read(), re.MULTILINE)
    except (OSError, ValueError):
        return 0
    return int(found.group(1)) if found else 0


class SlowNotification(unittest.TestCase):
    def shipped(self, shop):
        """What the analytics have counted, which is the last that happens to an order but its mail."""
        state = shop.value("""SELECT value FROM states JOIN subscriptions
            ON states.subscription = subscriptions.number WHERE name = 'analytics'""")
        return json.loads(state)["orders_shipped"] if state else 0

    def test_holds_up_no_other_and_loses_nothing(self):
        with Shop(intake__file="", intake__generate=ORDERS, notification__rate=RATE) as shop:
            process = shop.start("--until-idle")
            begin = time.monotonic()
            mails_then, memory = None, 0
            while process.poll() is None:
                memory = max(memory, most_memory(process))
                if mails_then is None and self.shipped(shop) == ORDERS:
                    mails_then, took = len(shop.mails()), time.monotonic() - begin
                time.sleep(0.1)
            whole = time.monotonic() - begin
            print(f"{ORDERS} orders: all shipped after {took:.1f} s, when {mails_then} mails were"
                  f" sent; all mails after {whole:.1f} s; at most {memory // 1024} MiB")
            self.assertEqual(process.returncode, 0, shop.log())
            self.assertLess(mails_then, ORDERS / 2, "the others did not finish long before")
            self.assertGreater(memory, LEAST_MEMORY_KIB, "the deployment's process was not looked at")
            if not os.environ.get("TROUPE_SANITIZE"):
                self.assertLess(memory, MEMORY_KIB)
            self.assertEqual(len(shop.mails()), ORDERS)
            self.assertEqual(shop.dead_letters(), [])
            check_sequences(self, shop)
            check_mails(self, shop)
            summary = shop.summary()
            self.assertEqual((summary["orders_placed"], summary["orders_shipped"]),
                             (ORDERS, ORDERS))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ORDERS = int(sys.argv.pop(1))
    unittest.main(verbosity=2)
