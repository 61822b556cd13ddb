#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample on the public "Online Retail" data, where a person has put it (see shop.shared_file)."""
import sys
import unittest

from shop import Shop, check_mails, check_order_of_events, check_sequences, shared_file
import oracle

FILE = shared_file()


class PublicData(unittest.TestCase):
    maxDiff = None

    def run_with(self, decline=0, **settings):
        expected = oracle.compute(FILE, decline_permille=decline)
        with Shop(intake__file=FILE, payment__decline_permille=decline, **settings) as shop:
            summary = shop.summary()
            self.assertEqual(summary, expected["summary"])
            self.assertEqual(len(shop.dead_letters()), sum(expected["dead_letters"].values()))
            check_sequences(self, shop)
            check_mails(self, shop)
            if decline == 0:
                check_order_of_events(self, shop)
            return summary

    def test_comes_to_its_figures(self):
        summary = self.run_with()
        self.assertEqual([summary[name] for name in ("orders_placed", "returns", "adjustments")],
                         [527, 61, 58])

    def test_comes_to_the_same_figures_when_every_fifth_payment_crashes(self):
        self.run_with(payment__crash_permille=200)

    def test_comes_to_its_figures_when_some_payments_are_declined_and_some_are_late(self):
        self.run_with(decline=30, payment__retry_permille=100, inventory__instances=4)


if __name__ == "__main__":
    if not FILE:
        print("skipped: the public data is not there; set TROUPE_SHARED_DATA to its folder")
        sys.exit(77)
    unittest.main(verbosity=2)
