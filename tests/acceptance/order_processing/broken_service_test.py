#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A service that throws on every event ends the program, and loses none of its events.

The shipping of the sample is replaced by that of tests/acceptance/modules/brittle.cpp.
"""
import random
import unittest

from invoices import Invoices
from shop import (STOP_SECONDS, Shop, check_mails, check_order_of_events, check_sequences,
                  wait_for)
import oracle

SEED = random.randrange(1 << 32)


class BrokenService(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.shop = Shop(intake__file="orders.csv", inventory__initial_stock=10**16,
                         shipping__broken="false")
        self.shop.ship_brittly()
        self.shop.edit("defaults:\n", "defaults:\n  backoff: none\n")
        self.file = Invoices(SEED).write(self.shop.folder / "orders.csv", 300)
        self.expected = oracle.compute(self.file)

    def run_broken(self):
        code, _, log = self.shop.ended("--until-idle", shipping__broken="true", guard__intensity=0)
        self.assertEqual(code, 70, log)
        return log

    def check_mended(self):
        self.assertEqual(self.shop.summary(), self.expected["summary"], f"seed {SEED}")
        self.assertEqual(len(self.shop.dead_letters()),
                         sum(self.expected["dead_letters"].values()))
        self.assertEqual(check_order_of_events(self, self.shop),
                         self.expected["summary"]["orders_placed"])
        check_sequences(self, self.shop)
        check_mails(self, self.shop)

    def test_ends_the_program_with_70_and_the_cause_chain_from_leaf_to_root(self):
        with self.shop as shop:
            log = self.run_broken()
            chain = log[log.index("the chain of causes"):]
            self.assertRegex(chain, "\n".join([
                r"/fulfilment/shipping: handling payments.captured \S.*: the conveyor belt is torn"
                r" \(event [0-9a-f-]{36}, trace 00-[0-9a-f-]+\)",
                r" +order-processing/fulfilment: gave up at the end of its child shipping: .*",
                r" +order-processing: gave up at the end of its child fulfilment: .*"]))
            self.assertEqual(shop.count("orders.shipped"), 0)

    def test_loses_no_event_and_mended_it_goes_on_from_there(self):
        with self.shop:
            self.run_broken()
            self.check_mended()

    def test_that_is_tried_again_while_it_is_broken_loses_no_event_either(self):
        with self.shop:
            for _ in range(3):
                self.run_broken()
            self.check_mended()

    def test_that_was_sound_before_ships_what_came_since(self):
        with self.shop as shop:
            process = shop.start(intake__rate=20)
            wait_for("orders are shipped", lambda: shop.count("orders.shipped") > 20)
            process.terminate()
            self.assertEqual(process.wait(STOP_SECONDS), 0, shop.log())
            shipped = shop.count("orders.shipped")
            self.run_broken()
            self.assertEqual(shop.count("orders.shipped"), shipped)
            self.check_mended()


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(verbosity=2)
