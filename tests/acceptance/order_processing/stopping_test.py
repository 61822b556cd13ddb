#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample is told to stop in the middle of its work, by SIGTERM and SIGINT; the next run goes on."""
import random
import signal
import unittest

from invoices import Invoices
from shop import (NEVER_SHIPS, SHIPPING_IS_HELD, STOP_SECONDS, Shop, check_mails,
                  check_order_of_events, check_sequences, wait_for)
import oracle

SEED = random.randrange(1 << 32)
# Invoices a second; the file must outlast three runs.
RATE = 20


class Stopping(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.shop = Shop(intake__file="orders.csv", inventory__initial_stock=10**16,
                         payment__retry_permille=100, payment__crash_permille=100)
        self.file = Invoices(SEED).write(self.shop.folder / "orders.csv", 400)
        self.expected = oracle.compute(self.file)

    def run_until_at_work(self, **settings):
        before = self.shop.last_sequence()
        process = self.shop.start(**settings)
        wait_for("the run is at work", lambda: self.shop.last_sequence() > before + 100)
        self.assertIsNone(process.poll(), self.shop.log())
        return process

    def stop(self, process, *signals):
        """Returns the exit code."""
        for number in signals:
            process.send_signal(number)
        return process.wait(STOP_SECONDS)

    def check_next_run(self):
        placed = self.expected["summary"]["orders_placed"]
        self.assertLess(self.shop.count("orders.shipped"), placed)
        self.assertEqual(self.shop.summary(), self.expected["summary"], f"seed {SEED}")
        self.assertEqual(check_order_of_events(self, self.shop), placed)
        check_sequences(self, self.shop)
        check_mails(self, self.shop)

    def test_by_sigterm_ends_with_0_and_the_next_run_goes_on(self):
        with self.shop as shop:
            for _ in range(3):
                process = self.run_until_at_work(intake__rate=RATE)
                self.assertEqual(self.stop(process, signal.SIGTERM), 0, shop.log())
            self.check_next_run()

    def test_by_sigint_is_the_same(self):
        with self.shop as shop:
            process = self.run_until_at_work(intake__rate=RATE)
            self.assertEqual(self.stop(process, signal.SIGINT), 0, shop.log())
            self.check_next_run()

    def test_at_full_speed_loses_nothing(self):
        with self.shop as shop:
            process = self.run_until_at_work()
            self.assertEqual(self.stop(process, signal.SIGTERM), 0, shop.log())
            self.assertEqual(shop.summary(), self.expected["summary"], f"seed {SEED}")
            check_mails(self, shop)

    def test_by_a_second_signal_is_immediate_and_loses_nothing(self):
        with self.shop as shop:
            shop.ship_brittly()
            process = self.run_until_at_work(**NEVER_SHIPS)
            wait_for("shipping is held", lambda: SHIPPING_IS_HELD in shop.log())
            process.send_signal(signal.SIGTERM)
            wait_for("the program says that it stops", lambda: "stops:" in shop.log())
            self.assertIsNone(process.poll(), "the first signal did not wait for shipping")
            self.assertEqual(self.stop(process, signal.SIGTERM), 0)
            self.assertIn("a second signal: ended at once", shop.log())
            self.assertEqual(shop.summary(), self.expected["summary"], f"seed {SEED}")
            check_mails(self, shop)


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(verbosity=2)
