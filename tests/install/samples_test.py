# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Each further sample is a folder that somebody can copy out: with an installed tree it is built, tested and
run there."""
import json
import shutil
import unittest

from installed import COMPILER, FLAGS, Installed, commands_of, done


class Copied(Installed):
    def copy(self, name):
        folder = self.folder / name
        shutil.copytree(self.tree / "share/troupe/samples" / name, folder)
        return folder


class ACopyOfASystem(Copied):
    def check(self, folder, deployment):
        """What its README says that one can do there, but for what only this sample has."""
        self.troupe("check", deployment, cwd=folder)
        self.troupe("test", "scenarios.yaml", cwd=folder)
        self.troupe("catalog", "check", deployment, "--against", "definitions", cwd=folder)
        done("cmake", "-B", "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.tree}",
             f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_CXX_FLAGS={' '.join(FLAGS)}", cwd=folder)
        done("cmake", "--build", "build", cwd=folder)
        self.assertIn("100% tests passed, 0 tests failed out of 1",
                      done("ctest", "--test-dir", "build", cwd=folder))

    def test_user_lifecycle(self):
        folder = self.copy("user-lifecycle")
        (folder / "var").mkdir()
        self.check(folder, "lifecycle.yaml")
        answer = json.loads(self.troupe("run", "lifecycle.yaml", "--until-idle", "--format", "json",
                                        "--ask", "lifecycle.get_funnel", cwd=folder))
        self.assertEqual(answer["mails_sent"], 5)
        self.assertEqual(len(list((folder / "var/outbox").glob("*.eml"))), 5)

    def test_subscription_upgrade(self):
        folder = self.copy("subscription-upgrade")
        self.check(folder, "with-loyalty.yaml")
        self.troupe("check", "subscriptions.yaml", cwd=folder)
        said = done(folder / "demonstrate", env=self.environment())
        past, now = said.split("The programme has read the past:")[1].split("And it is there for what comes now:")
        self.assertEqual(past.count('"customer_id":"ada"'), 2)
        self.assertEqual(past.count('"customer_id":"bob"'), 1)
        self.assertIn('{"customer_id":"eve","points":49,"balance":49}', now)


class ACopyOfASmallSample(Copied):
    """Its README is followed."""

    def said(self, folder):
        """What the commands of its README say, a text for each block."""
        return [done("bash", "-euo", "pipefail", "-c", block, cwd=folder, env=self.environment())
                for block in commands_of(folder / "README.md")]

    def test_of_hello(self):
        tested, ran = self.said(self.copy("hello"))
        self.assertIn("100% tests passed, 0 tests failed out of 3", tested)
        self.assertIn('"count": 1', ran)
        self.assertIn('"words":"hello"', ran)

    def test_of_embedded(self):
        tested, ran = self.said(self.copy("embedded"))
        self.assertIn("100% tests passed, 0 tests failed out of 5", tested)
        lines = ran.splitlines()
        for line in "apple: 2 votes", "apple: 4 votes", "pear: 2 votes", "pear has 2":
            self.assertIn(line, lines)
        self.assertTrue(any("leads with" in line for line in lines), ran)

if __name__ == "__main__":
    unittest.main(verbosity=2)
