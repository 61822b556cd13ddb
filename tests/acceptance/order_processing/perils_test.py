#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""One service of the sample segfaults on some orders, spins for ever on others and throws on others.

All at once, again and again: every other order is shipped, and the bad ones are dead letters that
say what they did. The shipping of the sample is that of tests/acceptance/modules/brittle.cpp.
"""
import datetime
import json
import re
import unittest

from shop import PATIENCE, Shop, check_mails, check_sequences

ORDERS = 420
SEGFAULTS, SPINS, THROWS = 50, 70, 20
# How long nothing runs when an event ends the process, at most. It takes some 30 ms; more is said of a
# machine that has other work, or of a sanitized program.
DOWN = 5.0 * PATIENCE
# A sanitizer takes the signal and ends the process by itself.
DEATH = "died of SIGSEGV" if PATIENCE == 1 else "ended with exit code 1"


def fate_of(number):
    """What becomes of an order, computed apart from the C++; None is shipped."""
    if number % SEGFAULTS == 0:
        return "SIGSEGV"
    if number % SPINS == 0:
        return "the handler did not return within"
    if number % THROWS == 0:
        return "the parcel does not fit"
    return None


class Perils(unittest.TestCase):
    maxDiff = None

    def shop(self):
        shop = Shop(intake__generate=ORDERS, intake__rate=40,
                    shipping__segfaults_every=SEGFAULTS, shipping__spins_every=SPINS,
                    shipping__throws_every=THROWS, shipping__handler_timeout="200ms",
                    shipping__handler_grace="200ms",
                    shipping__retry__attempts=3, shipping__retry__first="20ms",
                    shipping__retry__max="100ms")
        shop.ship_brittly()
        return shop

    def test_take_no_other_order_down(self):
        fates = {f"G1-{number}": fate_of(number) for number in range(1, ORDERS + 1)}
        shipped = sorted(order for order, fate in fates.items() if fate is None)
        with self.shop() as shop:
            summary = shop.summary()
            self.assertEqual(summary["orders_placed"], ORDERS)
            self.assertEqual(summary["orders_shipped"], len(shipped))
            self.assertEqual(sorted(key for _, topic, key, _ in shop.events()
                                    if topic == "orders.shipped"), shipped)
            captured = sum(event["total_minor"] for _, topic, _, event in shop.events()
                           if topic == "orders.placed")
            self.assertEqual(summary["captured_minor"], captured)
            check_mails(self, shop)
            check_sequences(self, shop)
            listed = json.loads(shop.tell("dead-letters list", "--ungrouped", "--format", "json"))["dead_letters"]
            self.check_letters(listed, {order: fate for order, fate in fates.items() if fate})
            self.check_downtimes(shop, self.signals_in(listed))

    def signals_in(self, letters):
        """How many attempts ended the process; three of each order that does so."""
        classes = {one["event"]["key"]: [attempt["class"] for attempt in one["attempts"]]
                   for one in letters}
        bad = {order: classes[order] for order in classes
               if fate_of(int(order.removeprefix("G1-"))) == "SIGSEGV"}
        self.assertEqual(bad, {order: ["signal"] * 3 for order in bad})
        return 3 * len(bad)

    def check_downtimes(self, shop, expected):
        """From each death of the process to the start of the next one's tree."""
        at = r"(?m)^(\S+)Z \w+ +"
        deaths, starts = ([datetime.datetime.fromisoformat(moment)
                           for moment in re.findall(at + what, shop.log())]
                          for what in (f"guard: the process {DEATH}", ".*: runs 7 services"))
        self.assertEqual(len(deaths), expected, "each death is an attempt, and one")
        # A process may die before it has said that it runs: then the next one's word ends both gaps.
        self.assertLessEqual(len(starts), len(deaths) + 1)
        longest = max(min((up - down).total_seconds() for up in starts if up >= down)
                      for down in deaths)
        print(f"the process died {len(deaths)} times, and was down for {longest:.3f} s at most")
        self.assertLess(longest, DOWN)

    def check_letters(self, listed, fates):
        told = {one["event"]["key"]: one["error"] for one in listed}
        self.assertEqual(len(told), len(listed), "an order is a dead letter twice")
        self.assertEqual(sorted(told), sorted(fates))
        for order, fate in fates.items():
            self.assertIn(fate, told[order], order)


if __name__ == "__main__":
    unittest.main(verbosity=2)
