#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample killed with SIGKILL at 50 random moments comes to the same figures in the end.

Every kill ends a guard and its child, or, with the argument `child`, the child alone, which its guard
starts anew. The public data is read where it is there, else invoices of our own making.
"""
import os
import random
import signal
import sys
import time
import unittest

from invoices import Invoices
from processes import children_of
from shop import (STOP_SECONDS, Shop, check_mails, check_order_of_events, check_sequences,
                  shared_file, wait_for)
import oracle

SEED = random.randrange(1 << 32)
OF_CHILDREN = sys.argv[1:] == ["child"]
KILLS = 50
# So many must fall into work: after the life's first event, and before the work's end.
KILLS_AT_WORK = 40
# Invoices a second; the file must outlast the kills also where all lives are slow.
RATE = 20
INVOICES = 800
# Crashes and late answers keep deliveries parked while the kills come; they change no figure.
PAYMENT = {"payment__retry_permille": 150, "payment__crash_permille": 150}


class Kills(unittest.TestCase):
    maxDiff = None

    def test_change_nothing(self):
        self.random = random.Random(SEED)
        with Shop(**PAYMENT) as shop:
            file = shared_file() or Invoices(SEED).write(shop.folder / "orders.csv", INVOICES)
            shop.settings["intake__file"] = file
            shop.settings["inventory__initial_stock"] = 10**16
            expected = oracle.compute(file)
            placed = expected["summary"]["orders_placed"]
            if OF_CHILDREN:
                at_work = self.kill_children(shop, placed)
            else:
                at_work = sum(self.kill_once(shop, number, placed) for number in range(KILLS))
            print(f"{at_work} of {KILLS} kills fell into work; {shop.count('orders.shipped')} of"
                  f" {placed} orders were shipped then")
            self.assertGreaterEqual(at_work, KILLS_AT_WORK, f"seed {SEED}")
            self.assertEqual(shop.summary(), expected["summary"], f"seed {SEED}")
            self.assertEqual(len(shop.dead_letters()), sum(expected["dead_letters"].values()))
            self.assertEqual(len(shop.mails()), placed)
            check_sequences(self, shop)
            check_mails(self, shop)
            self.assertEqual(check_order_of_events(self, shop), placed, f"seed {SEED}")

    def kill_once(self, shop, number, placed):
        """Whether the kill fell into work. Every fifth comes at any moment from the start on."""
        before = shop.last_sequence()
        process = shop.start(intake__rate=RATE)
        if number % 5 > 0:
            wait_for("the run goes on", lambda: shop.last_sequence() > before or process.poll()
                     is not None)
        # The moment of the kill is what chance decides; nothing is waited for.
        time.sleep(self.random.uniform(0, 0.35))
        was_alive = process.poll() is None
        process.kill()
        process.wait()
        shop.wait_until_free()
        self.assertTrue(was_alive, f"the run ended by itself, seed {SEED}:\n{shop.log()[-2000:]}")
        return shop.last_sequence() > before and shop.count("orders.shipped") < placed

    def kill_children(self, shop, placed):
        """One guard from the first kill to the last; how many fell into work."""
        guard = shop.start(intake__rate=RATE, guard__intensity=1000, guard__backoff="none")
        at_work = 0
        for number in range(KILLS):
            before = shop.last_sequence()
            child = wait_for("the guard has a child", lambda: children_of(guard.pid))[0]
            if number % 5 > 0:
                wait_for("the run goes on", lambda: shop.last_sequence() > before)
            # The moment of the kill is what chance decides; nothing is waited for.
            time.sleep(self.random.uniform(0, 0.35))
            os.kill(child, signal.SIGKILL)
            at_work += shop.last_sequence() > before and shop.count("orders.shipped") < placed
            wait_for("the child is dead", lambda: child not in children_of(guard.pid))
        guard.send_signal(signal.SIGTERM)
        self.assertEqual(guard.wait(STOP_SECONDS), 0, f"seed {SEED}:\n{shop.log()[-2000:]}")
        self.assertEqual(shop.log().count("guard: the process died of SIGKILL"), KILLS)
        return at_work


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(argv=sys.argv[:1], verbosity=2)
