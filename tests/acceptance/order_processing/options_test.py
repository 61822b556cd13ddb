#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What a service can know of its options alone is told before anything runs, with its place."""
import unittest

from shop import Shop


class Options(unittest.TestCase):
    def refused(self, complaint, **settings):
        with Shop(**settings) as shop:
            for verb in "check", "run":
                code, output, log = shop.ended(verb=verb)
                self.assertEqual(code, 78, log)
                self.assertIn(complaint, log)
                self.assertEqual(output, "")
            self.assertFalse((shop.folder / "shop.db").exists())

    def test_that_do_not_go_together_are_refused(self):
        self.refused("options: decline_permille, retry_permille and crash_permille come to 1001; "
                     "together they may be 1000 at most",
                     payment__decline_permille=600, payment__crash_permille=401)

    def test_that_are_negative_are_refused(self):
        self.refused("--set intake.rate: option rate: is negative; use 0 for no limit",
                     intake__rate=-1)
        self.refused("--set notification.rate: option rate: is negative", notification__rate=-0.5)
        self.refused("--set inventory.initial_stock: option initial_stock: is negative",
                     inventory__initial_stock=-1)

    def test_that_are_of_another_form_are_refused(self):
        self.refused("option date_format: \"YYYY-MM-DD\" is no format of dates; use M/D/YY or DD/MM/YYYY",
                     intake__date_format="YYYY-MM-DD")
        self.refused("option lines: an order has at most 100 lines", intake__lines=101)

    def test_are_told_at_their_place_in_the_file(self):
        with Shop() as shop:
            shop.edit("crash_permille: 0 ", "crash_permille: 1001 ")
            code, _, log = shop.ended(verb="check")
            self.assertEqual(code, 78)
            place = next(n for n, line in enumerate(shop.deployment.read_text().splitlines(), 1)
                         if "options: # of 1000 orders" in line)
            self.assertRegex(log, rf"shop\.yaml:{place + 1}:\d+: options: decline_permille")


unittest.main()
