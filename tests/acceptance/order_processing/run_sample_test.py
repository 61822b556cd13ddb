#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""scripts/run-sample as a person sees it: all that happened, on one screen."""
import math
import os
import pathlib
import re
import shutil
import tempfile
import unittest

from shop import PROGRAM, SOURCE_DIR
from terminal import Terminal

ROWS = 50
FILES = ["scripts/run-sample", "scripts/sample-screen", "config/order-processing.yaml",
         "samples/order-processing/orders.csv"]

PARTS = {
    "the tree": r"^  tree  one_for_one, .*\n  ├─ orders +commerce\.orders\n",
    "its last child": r"^  └─ intake +commerce\.intake \(source\)\n",
    "that all was done": r"^order-processing: all work is done\n",
    "crashes and restarts": r"^  crashes +[1-9]\d*, restarts [1-9]\d*\n",
    "the figures": r"^  orders_placed 49   orders_shipped 45   orders_rejected 1   orders_declined 3\n",
    "a dead letter with its reason": r"^  intake +bad_input +lines 30-32, invoice 700112: line 31:",
    "how an order began": r"^ +\d+  \+ +0\.0 ms  intake +orders\.placed +\{",
    "how it ended": r"^ +\d+  \+ +[\d.]+ ms  shipping +orders\.shipped +\{",
}


def on_screen(text):
    """What is left on the screen: no colours, and of a line that was rewritten its last text."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(re.sub(r"\x1b\[[\d;]*[mK]", "", line.rpartition("\r")[2]) for line in lines)


def height(screen, columns):
    """The rows that it takes, where long lines are broken."""
    return sum(max(1, math.ceil(len(line) / columns)) for line in screen.rstrip("\n").split("\n"))


class RunSample(unittest.TestCase):
    def setUp(self):
        """A checkout of its own, as the script removes the journal that it finds."""
        folder = tempfile.TemporaryDirectory(prefix="troupe-sample-")
        self.addCleanup(folder.cleanup)
        self.checkout = pathlib.Path(folder.name)
        for file in FILES:
            (self.checkout / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SOURCE_DIR / file, self.checkout / file)
        os.environ.setdefault("TERM", "xterm")

    def run_on(self, columns):
        terminal = Terminal([str(self.checkout / "scripts/run-sample")], self.checkout,
                            ROWS, columns)
        self.assertEqual(terminal.end(), 0, terminal.text)
        return on_screen(terminal.text)

    def test_shows_all_that_happened_on_one_screen(self):
        for columns in (80, 120):
            screen = self.run_on(columns)
            with self.subTest(columns=columns):
                self.assertLessEqual(height(screen, columns), ROWS, screen)
                for what, pattern in PARTS.items():
                    self.assertRegex(screen, re.compile(pattern, re.MULTILINE), what)


if __name__ == "__main__":
    print(PROGRAM)
    unittest.main(verbosity=2)
