#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Services are added to a journal that holds events, removed and put back, and get more instances."""
import collections
import json
import random
import unittest

from invoices import Invoices
from shop import Shop, check_mails, check_order_of_events, check_sequences, wait_for
import oracle

SEED = random.randrange(1 << 32)

NOTIFICATION = """    - id: notification
      service: commerce.notification
      options: {file: var/mails.jsonl, rate: 0}
"""
NEWSLETTER = NOTIFICATION.replace("id: notification", "id: newsletter").replace("mails", "letters")


def letters_of(shop):
    file = shop.folder / "letters.jsonl"
    return [json.loads(line)["order_id"] for line in file.read_text().splitlines()]


def generated(first, last):
    return {f"G1-{number}" for number in range(first, last + 1)}


class AddedService(unittest.TestCase):
    def add(self, shop, start=None):
        line = f"      start: {start}\n" if start else ""
        shop.edit(NOTIFICATION, NOTIFICATION + NEWSLETTER + line)
        shop.settings["newsletter__file"] = "letters.jsonl"

    def test_catches_up_from_the_beginning(self):
        with Shop(intake__generate=300, payment__decline_permille=100) as shop:
            before = shop.summary()
            self.add(shop, "beginning")
            self.assertEqual(shop.summary(), before)
            letters = letters_of(shop)
            self.assertEqual(set(letters), generated(1, 300))
            self.assertEqual(len(letters), 300)
            self.assertEqual(len(shop.mails()), 300)

    def test_handles_only_what_comes_later_with_start_now(self):
        with Shop(intake__generate=300) as shop:
            shop.summary()
            self.add(shop, "now")
            self.assertEqual(shop.summary(intake__generate=350)["orders_shipped"], 350)
            self.assertEqual(sorted(letters_of(shop)), sorted(generated(301, 350)))
            check_mails(self, shop)

    def test_is_refused_where_nothing_says_where_it_starts(self):
        with Shop(intake__generate=10) as shop:
            shop.summary()
            events = shop.last_sequence()
            self.add(shop)
            code, _, log = shop.ended("--until-idle", intake__generate=20)
            self.assertEqual(code, 78, log)
            self.assertRegex(log, r"newsletter.* is new .*'start: beginning'.*'start: now'")
            self.assertEqual(shop.last_sequence(), events)

    def test_needs_no_start_in_a_fresh_journal(self):
        with Shop(intake__generate=10) as shop:
            self.add(shop)
            shop.summary()
            self.assertEqual(set(letters_of(shop)), generated(1, 10))


class RemovedService(unittest.TestCase):
    def position_of(self, shop, name):
        return shop.query("""SELECT partition, position FROM positions JOIN subscriptions
            ON positions.subscription = subscriptions.number WHERE name = ? ORDER BY partition""",
                          name)

    def test_does_no_work_is_named_and_goes_on_where_it_was(self):
        with Shop(intake__generate=100) as shop:
            shop.summary()
            mails, position = shop.mails(), self.position_of(shop, "notification")
            shop.edit(NOTIFICATION, "")
            del shop.settings["notification__file"]
            summary = shop.summary(intake__generate=160)
            self.assertEqual(summary["orders_shipped"], 160)
            self.assertEqual(shop.mails(), mails)
            self.assertEqual(self.position_of(shop, "notification"), position)
            self.assertRegex(shop.tell("describe"), r"no child has .*notification")
            shop.edit("    - id: analytics\n", NOTIFICATION + "    - id: analytics\n")
            shop.settings["notification__file"] = "mails.jsonl"
            self.assertNotRegex(shop.tell("describe"), r"no child has")
            self.assertEqual(shop.summary(intake__generate=160), summary)
            self.assertEqual(shop.mails()[:100], mails)
            self.assertEqual(sorted(order for order, _ in shop.mails()),
                             sorted(generated(1, 160)))

    def test_in_the_middle_of_the_way_holds_up_no_other_and_loses_nothing(self):
        """Without shipping, orders are paid and wait; put back, it ships them."""
        with Shop(intake__generate=50) as shop:
            shop.summary()
            shipping = "        - id: shipping\n          service: commerce.shipping\n"
            shop.edit(shipping, "")
            summary = shop.summary(intake__generate=90)
            self.assertEqual((summary["orders_placed"], summary["orders_shipped"]), (90, 50))
            self.assertEqual(shop.count("payments.captured"), 90)
            shop.edit("    - id: notification\n", shipping + "\n    - id: notification\n")
            self.assertEqual(shop.summary(intake__generate=90)["orders_shipped"], 90)
            self.assertEqual(check_order_of_events(self, shop), 90)
            check_mails(self, shop)


class Instances(unittest.TestCase):
    maxDiff = None

    def test_may_change_between_kills(self):
        chance = random.Random(SEED)
        with Shop(intake__file="orders.csv", intake__rate=40, payment__retry_permille=150,
                  payment__crash_permille=100, inventory__initial_stock=10**16) as shop:
            file = Invoices(SEED).write(shop.folder / "orders.csv", 600)
            expected = oracle.compute(file)
            for number in (1, 4, 2, 4, 1, 64, 3):
                self.live_and_die(shop, number, chance.randint(20, 400))
            placed = expected["summary"]["orders_placed"]
            self.assertLess(shop.count("orders.shipped"), placed, "the kills came after the work")
            self.assertEqual(shop.summary(intake__rate=0, **self.instances(2)),
                             expected["summary"], f"seed {SEED}")
            self.assertEqual(len(shop.dead_letters()), sum(expected["dead_letters"].values()))
            check_sequences(self, shop)
            check_mails(self, shop)
            self.assertEqual(check_order_of_events(self, shop), placed, f"seed {SEED}")
            self.check_order_of_keys(shop)

    def instances(self, number):
        return {f"{service}__instances": number for service in ("orders", "inventory", "payment",
                                                                "shipping", "notification")}

    def live_and_die(self, shop, number, events):
        before = shop.last_sequence()
        process = shop.start(**self.instances(number))
        wait_for(f"{events} events with {number} instances",
                 lambda: shop.last_sequence() >= before + events or process.poll() is not None)
        self.assertIsNone(process.poll(), shop.log()[-2000:])
        process.kill()
        process.wait()
        shop.wait_until_free()

    def check_order_of_keys(self, shop):
        """The inventory answered what each SKU was asked in the order in which it was asked."""
        asked, answered, sku_of = collections.defaultdict(list), collections.defaultdict(list), {}
        for _, topic, _, payload in shop.events():
            item = (payload.get("order_id"), payload.get("item"))
            if topic == "stock.requested":
                sku_of[item] = payload["sku"]
                asked[payload["sku"]].append(item)
            elif topic == "stock.reserved":
                answered[sku_of[item]].append(item)
        self.assertGreater(len(asked), 100)
        self.assertEqual(answered, asked, f"seed {SEED}")


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(verbosity=2)
