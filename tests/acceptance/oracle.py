#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Computes, apart from Troupe's code, what the order-processing sample must come to for a file.

    oracle.py FILE [--date-format M/D/YY|DD/MM/YYYY] [--decline-permille N]

prints the figures as JSON: those of commerce.get_summary under "summary", and the dead letters of
the intake by reason under "dead_letters". It takes the stock to be endless, so that no order is
rejected; retries and crashes of the payment change no figure.
"""
import argparse
import collections
import csv
import datetime
import decimal
import json
import re
import sys
import zlib

COLUMNS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
           "CustomerID", "Country"]
FIELD_LIMIT = 10**12
AMOUNT_LIMIT = 10**15
ROW_LIMIT = 5000

decimal.getcontext().prec = 200
csv.field_size_limit(1 << 30)


def read_text(path):
    with open(path, "rb") as source:
        content = source.read()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def rows_of(text):
    """Yields (fields, well-formed?) for each row; a line whose quote stays open is a row of its own."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)
    at = 0

    def feed():
        nonlocal at
        while at < len(lines):
            at += 1
            yield lines[at - 1]

    while at < len(lines):
        begin = at
        if not lines[begin].strip(" \t\r\n"):
            at += 1
            continue
        try:
            yield next(csv.reader(feed(), strict=True)), True
        except csv.Error as problem:
            if "unexpected end of data" in str(problem):
                at = begin + 1
            yield next(csv.reader([lines[begin].rstrip("\r\n")])), False


def whole_number(text):
    if not re.fullmatch(r"-?[0-9]+", text) or abs(int(text)) > FIELD_LIMIT:
        return None
    return int(text)


def price_minor(text):
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return None
    cents = (decimal.Decimal(text) * 100).quantize(decimal.Decimal(1), decimal.ROUND_HALF_UP)
    return int(cents) if abs(cents) <= FIELD_LIMIT else None


def is_date(text, date_format):
    found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2}) ([0-9]{1,2}):([0-9]{2})",
                         text)
    if not found:
        return False
    first, second, year, hour, minute = (int(part) for part in found.groups())
    month, day = (first, second) if date_format == "M/D/YY" else (second, first)
    if len(found.group(3)) == 2:
        year += 2000
    try:
        datetime.datetime(year, month, day, hour, minute)
    except ValueError:
        return False
    return True


def problem_of(row, well_formed, place, width, date_format):
    """The name of the first thing that is wrong with a row, or None."""
    if not well_formed:
        return "malformed_row"
    if len(row) != width:
        return "wrong_columns"
    if not row[place["StockCode"]]:
        return "no_stock_code"
    if whole_number(row[place["Quantity"]]) is None:
        return "bad_quantity"
    if not is_date(row[place["InvoiceDate"]], date_format):
        return "bad_date"
    if price_minor(row[place["UnitPrice"]]) is None:
        return "bad_price"
    return None


class Figures:
    def __init__(self, decline_permille):
        self.decline_permille = decline_permille
        self.counts = collections.Counter()
        self.revenue = collections.Counter()
        self.dead_letters = collections.Counter()

    def dead(self, reason):
        self.dead_letters[reason] += 1

    def take(self, number, rows, place):
        prices = [price_minor(row[place["UnitPrice"]]) for row in rows]
        amount = sum(whole_number(row[place["Quantity"]]) * price
                     for row, price in zip(rows, prices))
        if abs(amount) > AMOUNT_LIMIT:
            self.dead("too_large")
        elif number.startswith("C"):
            self.counts["returns"] += 1
            self.counts["refunded_minor"] -= amount
        elif not any(prices):
            self.counts["adjustments"] += 1
        elif amount <= 0:
            self.dead("total_not_positive")
        else:
            self.place_order(number, amount, rows[0][place["Country"]])

    def place_order(self, number, amount, country):
        self.counts["orders_placed"] += 1
        if zlib.crc32(number.encode("utf-8")) % 1000 < self.decline_permille:
            self.counts["orders_declined"] += 1
            return
        self.counts["orders_shipped"] += 1
        self.counts["captured_minor"] += amount
        self.revenue[country] += amount

    def as_json(self):
        names = ["orders_placed", "orders_shipped", "orders_rejected", "orders_declined", "returns",
                 "adjustments", "captured_minor", "refunded_minor"]
        summary = {name: self.counts[name] for name in names}
        summary["revenue_by_country"] = dict(sorted(self.revenue.items()))
        return {"summary": summary, "dead_letters": dict(sorted(self.dead_letters.items()))}


def compute(path, date_format="M/D/YY", decline_permille=0):
    rows = rows_of(read_text(path))
    header, _ = next(rows)
    place = {name: header.index(name) for name in COLUMNS}
    figures = Figures(decline_permille)

    invoices = []  # of [number, rows, first problem]
    for row, well_formed in rows:
        number = row[place["InvoiceNo"]] if place["InvoiceNo"] < len(row) else ""
        if not number:
            figures.dead("no_invoice_number")
            continue
        if not invoices or invoices[-1][0] != number:
            invoices.append([number, [], None])
        invoice = invoices[-1]
        invoice[1].append(row)
        if len(invoice[1]) > ROW_LIMIT:
            invoice[2] = invoice[2] or "too_large"
        invoice[2] = invoice[2] or problem_of(row, well_formed, place, len(header), date_format)

    seen = set()
    for number, its_rows, problem in invoices:
        if number in seen:
            figures.dead("seen_before")
        elif problem:
            figures.dead(problem)
        else:
            figures.take(number, its_rows, place)
        seen.add(number)
    return figures.as_json()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--date-format", choices=["M/D/YY", "DD/MM/YYYY"], default="M/D/YY")
    parser.add_argument("--decline-permille", type=int, default=0)
    options = parser.parse_args()
    json.dump(compute(options.file, options.date_format, options.decline_permille), sys.stdout,
              ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
