# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Runs what README.md and docs/ show of the program, and compares what it says.

A console block below `<!-- runs -->` is run: the blocks of a page one after the other, in a folder of its
own that has the shop's files. In what is expected, `...` is any text, and alone on a line any lines. A
command must end with 0. Other console blocks say by `<!-- by: PATH -->` what runs them; the lint sees to that.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["TROUPE_PROGRAM"])
SHOP = ("shop.yaml", "scenarios.yaml")
BLOCK = re.compile(r"^<!-- runs -->\n```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands_of(page):
    """Each command of a page, with the text that shall follow it."""
    for block in BLOCK.findall(page.read_text()):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            yield command, expected


def pattern_of(expected):
    """A regular expression of what is expected."""
    lines = []
    for line in expected.splitlines():
        if line == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(r".*".join(re.escape(part) for part in line.split("...")) + r"\n")
    return "".join(lines)


class ThePages(unittest.TestCase):
    maxDiff = None

    def test_show_what_the_program_says(self):
        pages = [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]
        ran = 0
        for page in pages:
            with self.subTest(page=page.name), tempfile.TemporaryDirectory() as folder:
                ran += self.run_page(page, pathlib.Path(folder))
        self.assertGreater(ran, 10)

    def run_page(self, page, folder):
        if page.name != "README.md":  # which makes it itself, as its reader does
            (folder / "var").mkdir()
        for name in SHOP:
            shutil.copy(SOURCE / "tests/acceptance/docs" / name, folder)
        environment = {**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}"}
        ran = 0
        for command, expected in commands_of(page):
            ended = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT)
            self.assertEqual(ended.returncode, 0, f"{page.name}: {command}\n{ended.stdout}")
            if not re.fullmatch(pattern_of(expected), ended.stdout):
                self.fail(f"{page.name} shows of '{command}':\n{expected}and it says:\n{ended.stdout}")
            ran += 1
        return ran


class WhatIsExpected(unittest.TestCase):
    """That a page which shows something else is found."""

    def fits(self, expected, said):
        return bool(re.fullmatch(pattern_of(expected), said))

    def test_is_compared_whole(self):
        self.assertTrue(self.fits("a\nb\n", "a\nb\n"))
        self.assertFalse(self.fits("a\n", "a\nb\n"))
        self.assertFalse(self.fits("a\nb\n", "a\n"))
        self.assertFalse(self.fits("a.c\n", "abc\n"))

    def test_leaves_out_what_three_dots_stand_for(self):
        self.assertTrue(self.fits("in ... ms\n", "in 12 ms\n"))
        self.assertFalse(self.fits("in ... ms\n", "in 12 s\n"))
        self.assertTrue(self.fits("...\nb\n", "x\ny\nb\n"))
        self.assertTrue(self.fits("...\nb\n", "b\n"))
        self.assertFalse(self.fits("a...b\n", "a\nb\n"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
