# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Each further sample is a folder that somebody can copy out: with an installed tree its scenarios and its
rehearsal pass, and it runs."""
import json
import shutil
import unittest

import install_test
from install_test import COMPILER, FLAGS, done


class ACopyOfASample(install_test.Installed):
    def copy(self, name):
        folder = self.folder / name
        shutil.copytree(self.tree / "share/troupe/samples" / name, folder)
        (folder / "var").mkdir()
        return folder

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
        self.check(folder, "lifecycle.yaml")
        answer = json.loads(self.troupe("run", "lifecycle.yaml", "--until-idle", "--format", "json",
                                        "--ask", "lifecycle.get_funnel", cwd=folder))
        self.assertEqual(answer["mails_sent"], 5)
        self.assertEqual(len(list((folder / "var/outbox").glob("*.eml"))), 5)

    def test_subscription_upgrade(self):
        folder = self.copy("subscription-upgrade")
        self.check(folder, "with-loyalty.yaml")
        self.troupe("check", "subscriptions.yaml", cwd=folder)


if __name__ == "__main__":
    unittest.main(verbosity=2)
