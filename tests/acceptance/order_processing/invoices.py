# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Makes invoices in the layout of the public "Online Retail" data: good ones, returns, adjustments,
and all that can be wrong with one. The same seed makes the same file.
"""
import random

HEADER = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice",
          "CustomerID", "Country"]
COUNTRIES = ["United Kingdom"] * 12 + ["France", "Germany", "EIRE", "Côte d'Ivoire", "España"]
DESCRIPTIONS = ["WHITE METAL LANTERN", "PLASTERS, IN TIN", 'SIGN "CAFÉ"', "", "MUG\nTWO LINES",
                "ÉTAGÈRE", "  BLANKS  "]

MISTAKES = ["Quantity", "InvoiceDate", "UnitPrice", "StockCode", "columns", "number", "again",
            "total", "form", "large"]


class Invoices:
    def __init__(self, seed, day_first=False, encoding="utf-8", line_end="\n", bom=False,
                 quote_all=False, bad=True, columns=None, first=536365):
        self.random = random.Random(seed)
        self.day_first = day_first
        self.encoding = encoding
        self.line_end = line_end
        self.bom = bom
        self.quote_all = quote_all
        self.bad = bad
        self.columns = columns or HEADER
        self.first = first
        self.mistakes = 0
        self.lines = []
        self.numbers = []

    def write(self, path, count):
        """Writes `count` invoices of one to twelve rows."""
        self.put(dict(zip(HEADER, HEADER)), self.columns)
        for at in range(count):
            self.add_invoice(at)
            if self.bad and self.random.random() < 0.03:
                self.lines.append(self.random.choice(["", "  "]))
        text = self.line_end.join(self.lines) + self.random.choice(["", self.line_end])
        path.write_bytes((b"\xef\xbb\xbf" if self.bom else b"") + text.encode(self.encoding))
        return path

    def add_invoice(self, at):
        kind = self.random.choices(["order", "return", "adjustment"], [86, 8, 6])[0]
        number = f"{'C' if kind == 'return' else ''}{self.first + at}"
        if kind == "order" and self.random.random() < 0.05:
            number += self.random.choice(["É", " a", "-1.2", "ß", 'x"y' if self.quote_all else "x"])
        rows = [self.row(number, kind) for _ in range(self.random.randint(1, 12))]
        if kind == "order" and all(row["UnitPrice"].strip("0.") == "" for row in rows):
            rows[0]["UnitPrice"] = "1.25"
        if self.bad and self.random.random() < 0.15:
            self.spoil(rows)
        for row in rows:
            self.put(row, self.columns)
        self.numbers.append(number)

    def row(self, number, kind):
        quantity = self.random.choice([1, 1, 2, 3, 6, 12, 24, 48, 600])
        if kind == "return" or kind == "adjustment" and self.random.random() < 0.7:
            quantity = -quantity
        price = f"{self.random.choice([0, 0.001, 0.29, 1.25, 2.55, 4.95, 7.65, 12.75, 18.955])}"
        if kind == "adjustment":
            price = self.random.choice(["0", "0.0", "0.00", "0.004"])
        return {"InvoiceNo": number, "StockCode": str(20000 + self.random.randrange(400)),
                "Description": self.random.choice(DESCRIPTIONS), "Quantity": str(quantity),
                "InvoiceDate": self.date(), "UnitPrice": price,
                "CustomerID": self.random.choice(["", str(12000 + self.random.randrange(900))]),
                "Country": self.random.choice(COUNTRIES)}

    def date(self):
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        year = self.random.choice(["10", "2010"])
        time = f"{self.random.randrange(24)}:{self.random.randrange(60):02}"
        return f"{day:02}/{month:02}/{year} {time}" if self.day_first else \
            f"{month}/{day}/{year} {time}"

    def spoil(self, rows):
        """Makes one thing wrong with an invoice; it may have been wrong with luck before."""
        at = self.random.randrange(len(rows))
        row = rows[at]
        # In turn, not by chance, so that none is missing in a file of some size.
        wrong = MISTAKES[self.mistakes % len(MISTAKES)]
        turn = self.mistakes // len(MISTAKES)
        self.mistakes += 1
        if wrong == "Quantity":
            row["Quantity"] = self.random.choice(["", "1.5", "+3", " 4", "six", "--1", "1e3"])
        elif wrong == "InvoiceDate":
            row["InvoiceDate"] = self.random.choice(
                ["", "2/30/2010 8:26", "31/4/2010 8:26", "12/1/2010", "12/1/2010 24:00",
                 "12/1/2010 8:60", "0/1/2010 8:26", "13/13/2010 8:26", "12/1/110 8:26",
                 "12/1/2010  8:26", "12-1-2010 8:26"])
        elif wrong == "UnitPrice":
            row["UnitPrice"] = self.random.choice(["", "free", ".5", "1.", "2,55", "+1", "1.2.3"])
        elif wrong == "StockCode":
            row["StockCode"] = ""
        elif wrong == "columns":
            row["columns"] = self.random.choice([-1, 1])
        elif wrong == "number":
            rows.insert(at, {**row, "InvoiceNo": ""})
        elif wrong == "again" and self.numbers:
            for one in rows:
                one["InvoiceNo"] = self.random.choice(self.numbers)
        elif wrong == "total":
            for one in rows:
                one["Quantity"] = "0"
        elif wrong == "form":
            # Where a row ends whose quote stays open, nobody can say when the next has many quotes.
            row["form"] = self.random.choice(['"torn" quote', '"torn" "' if self.quote_all else '"'])
        elif wrong == "large":
            row["Quantity"] = str(10**[12, 11, 13, 40][turn % 4])
            row["UnitPrice"] = "18.955"

    def put(self, row, columns):
        fields = [self.field(row.get(name, "more")) for name in columns]
        if row.get("columns") == 1:
            fields.append("more")
        elif row.get("columns") == -1:
            fields.pop()
        if "form" in row:
            fields[columns.index("Description")] = row["form"]
        self.lines.append(",".join(fields))

    def field(self, text):
        if self.quote_all or any(one in text for one in ',"\n'):
            return '"' + text.replace('"', '""').replace("\n", self.line_end) + '"'
        return text
