# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Each public header compiles alone, and none but troupe/caf.hpp brings CAF along."""
import concurrent.futures
import os
import pathlib
import subprocess
import unittest

INCLUDE = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"]) / "runtime/include"
COMPILER = os.environ["TROUPE_COMPILER"]


def compiled_alone(header):
    """Why it does not compile, and what it includes."""
    ended = subprocess.run(
        [COMPILER, "-std=c++20", "-x", "c++", "-I", INCLUDE, "-fsyntax-only", "-MD", "-MF", "-", "-"],
        input=f"#include <{header}>\n", capture_output=True, text=True)
    return ended.stderr, ended.stdout.split()


class EachPublicHeader(unittest.TestCase):
    def test_compiles_alone_and_only_one_brings_caf(self):
        headers = [each.relative_to(INCLUDE) for each in sorted(INCLUDE.rglob("*.hpp"))]
        self.assertGreater(len(headers), 25)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for header, (complaint, included) in zip(headers, pool.map(compiled_alone, headers)):
                with self.subTest(header=str(header)):
                    self.assertEqual(complaint, "")
                    self.assertIn(str(INCLUDE / header), included)
                    brings_caf = any("/caf/" in each for each in included)
                    self.assertEqual(brings_caf, str(header) == "troupe/caf.hpp")


if __name__ == "__main__":
    unittest.main(verbosity=2)
