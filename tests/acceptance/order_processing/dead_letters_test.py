#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Payments that run out of attempts become dead letters; replayed, they end as if nothing had been."""
import json
import random
import signal
import unittest
import zlib

from invoices import Invoices
from shop import (STOP_SECONDS, Shop, check_mails, check_order_of_events, check_sequences,
                  wait_for)
import oracle

SEED = random.randrange(1 << 32)
# So many of 1000 payments are late on the first two attempts.
LATE = 200


class DeadLetters(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.shop = Shop(intake__file="orders.csv", inventory__initial_stock=10**16,
                         payment__retry_permille=LATE)
        self.file = Invoices(SEED).write(self.shop.folder / "orders.csv", 300)
        self.expected = oracle.compute(self.file)
        self.bad_inputs = sum(self.expected["dead_letters"].values())

    def listed(self, service):
        listed = json.loads(self.shop.tell("dead-letters list", "--ungrouped", "--format", "json"))
        return [one for one in listed["dead_letters"] if one["service"] == service]

    def late_orders(self):
        """Those whose payments are late, computed apart from the C++."""
        return sorted(key for _, topic, key, _ in self.shop.events() if topic == "orders.placed"
                      and zlib.crc32(key.encode("utf-8")) % 1000 < LATE)

    def run_out_of_attempts(self):
        summary = self.shop.summary(payment__retry__attempts=2)
        late = self.late_orders()
        self.assertGreater(len(late), 10)
        self.assertEqual(summary["orders_shipped"], summary["orders_placed"] - len(late))
        return late

    def payment_runs(self):
        code, output, _ = self.shop.ended("--format", "json", verb="status")
        return code == 0 and any(one["id"] == "payment" and one["state"] == "running"
                                 for one in json.loads(output)["children"])

    def check_end(self):
        self.assertEqual(self.shop.summary(), self.expected["summary"], f"seed {SEED}")
        self.assertEqual(check_order_of_events(self, self.shop),
                         self.expected["summary"]["orders_placed"])
        self.assertEqual(self.listed("payment"), [])
        self.assertEqual(len(self.listed("intake")), self.bad_inputs)
        check_sequences(self, self.shop)
        check_mails(self, self.shop)

    def test_tell_what_failed_and_how_often(self):
        with self.shop:
            late = self.run_out_of_attempts()
            letters = self.listed("payment")
            self.assertEqual(sorted(one["event"]["key"] for one in letters), late)
            for one in letters:
                self.assertEqual(one["reason"], "attempts_spent")
                self.assertEqual([each["error"] for each in one["attempts"]],
                                 ["gateway timeout"] * 2)
                self.assertEqual(one["event"]["topic"], "orders.confirmed")

    def test_that_are_replayed_end_as_if_nothing_had_been(self):
        with self.shop as shop:
            self.run_out_of_attempts()
            shop.tell("dead-letters replay", "--service", "payment")
            self.check_end()

    def test_that_are_replayed_beside_a_run_end_as_if_nothing_had_been(self):
        """The deployment takes them at once; the command that is repeated finds none."""
        with self.shop as shop:
            late = self.run_out_of_attempts()
            running = shop.start()
            wait_for("payment runs", self.payment_runs)
            said = shop.tell("dead-letters replay", "--service", "payment")
            self.assertIn(f"replayed {len(late)} dead letters, and the deployment handles", said)
            self.assertIn("nothing to replay",
                          shop.tell("dead-letters replay", "--service", "payment"))
            wait_for("all orders are shipped", lambda: shop.count("orders.shipped") ==
                     self.expected["summary"]["orders_placed"])
            self.assertIsNone(running.poll())
            running.send_signal(signal.SIGTERM)
            self.assertEqual(running.wait(STOP_SECONDS), 0)
            self.check_end()

    def test_that_are_replayed_too_early_are_dead_letters_again(self):
        """Attempts are counted from one after a replay."""
        with self.shop as shop:
            late = self.run_out_of_attempts()
            shop.tell("dead-letters replay", "--service", "payment")
            self.run_out_of_attempts()
            self.assertEqual(sorted(one["event"]["key"] for one in self.listed("payment")), late)
            shop.tell("dead-letters replay", "--service", "payment")
            self.check_end()

    def test_that_are_dropped_leave_their_orders_unpaid_and_all_others_whole(self):
        with self.shop as shop:
            late = self.run_out_of_attempts()
            shop.tell("dead-letters drop", "--service", "payment", "--reason", "paid by hand")
            summary = shop.summary()
            self.assertEqual(summary["orders_shipped"], summary["orders_placed"] - len(late))
            self.assertEqual(self.listed("payment"), [])
            check_mails(self, shop)

    def test_of_a_bad_input_say_why_they_cannot_be_replayed(self):
        with self.shop as shop:
            shop.summary()
            code, output, log = shop.ended("--service", "intake", verb="dead-letters replay")
            self.assertRegex(output + log, "stays: it is input of which intake could make no event")
            self.assertEqual(len(self.listed("intake")), self.bad_inputs)


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(verbosity=2)
