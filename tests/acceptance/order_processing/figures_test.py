#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What the sample comes to, compared with an independent computation (tests/acceptance/oracle.py)."""
import collections
import json
import random
import re
import unittest

from invoices import HEADER, Invoices
from shop import Shop, check_mails, check_order_of_events, check_sequences
import oracle

SEED = random.randrange(1 << 32)

REASONS = [
    ("malformed_row", r"line \d+: the row has (text after|a quote that)"),
    ("wrong_columns", r"the row has \d+ columns, the header"),
    ("no_stock_code", r"the StockCode is empty"),
    ("bad_quantity", r"the Quantity .* is not a whole number"),
    ("bad_date", r"the InvoiceDate .* is not a date"),
    ("bad_price", r"the UnitPrice .* is not a price"),
    ("no_invoice_number", r"the InvoiceNo is empty"),
    ("seen_before", r"invoice seen before"),
    ("total_not_positive", r"the order's total is .* must be positive"),
    ("too_large", r"too large|more than \d+ rows|larger than an event"),
]


def reason_of(text):
    fitting = [name for name, pattern in REASONS if re.search(pattern + ".*$", text, re.DOTALL)]
    return fitting[0] if fitting else text


def reasons_in(shop):
    letters = shop.dead_letters()
    return dict(sorted(collections.Counter(reason_of(error) for _, _, error in letters).items()))


class Figures(unittest.TestCase):
    maxDiff = None

    def compare(self, count, payment=None, date_format="M/D/YY", decline=0, **layout):
        with Shop(intake__file="orders.csv", intake__date_format=date_format,
                  inventory__initial_stock=10**16,
                  **(payment or {})) as shop:
            file = Invoices(SEED, **layout).write(shop.folder / "orders.csv", count)
            expected = oracle.compute(file, date_format, decline)
            self.assertEqual(shop.summary(), expected["summary"], f"seed {SEED}")
            self.assertEqual(reasons_in(shop), expected["dead_letters"], f"seed {SEED}")
            check_sequences(self, shop)
            check_mails(self, shop)
            self.assertEqual(shop.count("analytics.revenue_updated"), 0, "it is transient")
            return expected

    def test_of_a_plain_file_agree_with_the_oracle(self):
        self.compare(300, bad=False)

    def test_of_a_file_with_all_kinds_of_mistakes_agree_with_the_oracle(self):
        expected = self.compare(900)
        self.assertEqual(set(expected["dead_letters"]), {name for name, _ in REASONS})

    def test_of_a_latin_1_file_with_crlf_agree_with_the_oracle(self):
        self.compare(200, encoding="latin-1", line_end="\r\n")

    def test_of_a_quoted_file_with_a_byte_order_mark_agree_with_the_oracle(self):
        self.compare(200, quote_all=True, bom=True, line_end="\r\n")

    def test_of_a_file_with_the_day_first_agree_with_the_oracle(self):
        self.compare(200, day_first=True, date_format="DD/MM/YYYY")

    def test_of_a_file_with_other_columns_in_another_order_agree_with_the_oracle(self):
        self.compare(200, columns=["Country", "Shop", *HEADER[:-1]])

    def test_follow_the_declined_share(self):
        self.compare(300, {"payment__decline_permille": 100, "payment__retry_permille": 50},
                     decline=100)


class SecondFile(unittest.TestCase):
    maxDiff = None

    def test_is_read_from_its_beginning_and_adds_to_the_figures(self):
        with Shop(inventory__initial_stock=10**16) as shop:
            sums = collections.Counter()
            for number in range(2):
                invoices = Invoices(SEED + number, first=536365 + 1000 * number)
                file = invoices.write(shop.folder / f"orders-{number}.csv", 100)
                sums.update({name: value for name, value in oracle.compute(file)["summary"].items()
                             if isinstance(value, int)})
                got = shop.summary(intake__file=file.name)
                self.assertEqual({name: got[name] for name in sums}, dict(sums), f"seed {SEED}")
            self.assertIn("orders-1.csv from its beginning: its size or content is not that of the"
                          " file that was read before", shop.log())


class Story(unittest.TestCase):
    def test_of_an_order_tells_its_steps(self):
        with Shop(intake__generate=5) as shop:
            shop.summary()
            story = shop.ask("commerce.get_order", {"order_id": "G1-3"})
            self.assertEqual((story["order_id"], story["status"]), ("G1-3", "shipped"))
            self.assertEqual([re.sub(r"\d+", "N", step["what"]) for step in story["story"]],
                             ["placed, N SKUs requested", "all reserved, confirmed",
                              "payment captured", "shipped"])


class Crashes(unittest.TestCase):
    maxDiff = None

    def test_change_no_figure(self):
        """One payment in five crashes the service, under the default budget."""
        with Shop(intake__file="orders.csv", inventory__initial_stock=10**16) as shop:
            file = Invoices(SEED).write(shop.folder / "orders.csv", 400)
            expected = oracle.compute(file)
            self.assertEqual(shop.summary(payment__crash_permille=200), expected["summary"],
                             f"seed {SEED}")
            self.assertEqual(reasons_in(shop), expected["dead_letters"], f"seed {SEED}")
            self.assertIn("the payment provider sent nonsense", shop.log())
            orders = check_order_of_events(self, shop)
            self.assertEqual(orders, expected["summary"]["orders_placed"])
            check_mails(self, shop)


# Of each SKU; enough for so many orders that none of their fates can be missing.
SHORT_STOCK = 40


class ShortStock(unittest.TestCase):
    maxDiff = None

    def test_is_given_to_some_orders_and_accounted_for(self):
        with Shop(intake__file="orders.csv", inventory__initial_stock=SHORT_STOCK,
                  inventory__instances=2, payment__decline_permille=300,
                  payment__crash_permille=100) as shop:
            file = Invoices(SEED).write(shop.folder / "orders.csv", 600)
            expected = oracle.compute(file)["summary"]
            got = shop.summary()
            for name in ("orders_placed", "returns", "adjustments", "refunded_minor"):
                self.assertEqual(got[name], expected[name], f"seed {SEED}")
            for name in ("orders_shipped", "orders_rejected", "orders_declined"):
                self.assertGreater(got[name], 0, f"{name}, seed {SEED}")
            self.assertEqual(got["orders_placed"], got["orders_shipped"] + got["orders_rejected"] +
                             got["orders_declined"], f"seed {SEED}")
            check_mails(self, shop)
            self.check_stock(shop)

    def check_stock(self, shop):
        moved = self.moves(shop)
        self.assertGreater(len(moved), 100)
        for sku, (shipped, returned, adjusted) in sorted(moved.items()):
            stock = self.stock_of(shop, sku)
            self.assertEqual(stock["initial"], SHORT_STOCK)
            self.assertEqual(stock["initial"], stock["left"] + shipped - returned - adjusted,
                             f"SKU {sku}, seed {SEED}")
        some = random.Random(SEED).choice(sorted(moved))
        answer = shop.ask("commerce.get_stock", {"sku": some})
        self.assertEqual(answer["left"], self.stock_of(shop, some)["left"])

    def stock_of(self, shop, sku):
        state = json.loads(shop.value("""SELECT value FROM states JOIN subscriptions
            ON states.subscription = subscriptions.number WHERE name = 'inventory' AND key = ?""",
                                      sku))
        state["left"] = (state["initial"] - state["taken"] + state["returned"] +
                         state["adjusted"])
        return state

    def moves(self, shop):
        """What was shipped, returned and adjusted of each SKU, told by the events alone."""
        events = shop.events()
        lines = {key: payload["lines"] for _, topic, key, payload in events
                 if topic == "orders.placed"}
        moved = collections.defaultdict(lambda: [0, 0, 0])
        for _, topic, key, payload in events:
            if topic == "orders.shipped":
                for line in lines[key]:
                    moved[line["sku"]][0] += line["quantity"]
            elif topic in ("stock.returned", "stock.adjusted"):
                moved[key][1 if topic == "stock.returned" else 2] += payload["quantity"]
        return moved


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main(verbosity=2)
