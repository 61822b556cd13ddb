# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""An episode of the order sample: in the end it has the figures that it has without any trouble."""
import unittest

from episode import Episode
from stage import Stage
from invoices import Invoices
from shop import check_mails, check_order_of_events, check_sequences
import oracle

INVOICES = 250
# A second.
RATE = 60


class Sample(Episode):
    # It has no timers, and what becomes a dead letter in it cannot be replayed.
    works = ["commit", "parking"]

    def __init__(self, attack, seed):
        super().__init__(attack, seed, Stage(
            inventory__initial_stock=10**16, payment__retry_permille=150,
            payment__crash_permille=100, guard__intensity=10000, guard__backoff="none"))
        file = Invoices(seed).write(self.stage.folder / "orders.csv", INVOICES)
        self.stage.settings["intake__file"] = file
        self.expected = oracle.compute(file)

    def is_done(self):
        placed = self.expected["summary"]["orders_placed"]
        return self.stage.count("orders.shipped") >= placed * 0.9

    def settings(self):
        """Its mails are written by one, and its source is one."""
        return {"intake__rate": RATE, "inventory__instances": self.random.randint(1, 4),
                "payment__instances": self.random.randint(1, 4)}

    def check(self):
        test = unittest.TestCase()
        test.maxDiff = None
        test.assertEqual(self.stage.summary(), self.expected["summary"])
        check_sequences(test, self.stage)
        check_mails(test, self.stage)
        test.assertEqual(check_order_of_events(test, self.stage),
                         self.expected["summary"]["orders_placed"])
        bad = self.expected["dead_letters"]
        test.assertEqual(len(self.stage.dead_letters()), sum(bad.values()))
        self.attack.figures["letters"] += sum(bad.values())
