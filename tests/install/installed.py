# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What `cmake --install` of this build puts somewhere, for tests that have nothing else of it."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["TROUPE_BUILD_DIR"])
COMPILER = os.environ["TROUPE_COMPILER"]
SANITIZE = os.environ["TROUPE_SANITIZE"]
FLAGS = [f"-fsanitize={SANITIZE}"] if SANITIZE else []
# Nobody's ccache, and nobody's module path.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith(("TROUPE_", "CMAKE_"))}


def done(*command, **options):
    ended = subprocess.run(command, capture_output=True, text=True,
                           **{"env": ENVIRONMENT, **options})
    if ended.returncode != 0:
        raise AssertionError(f"{command} ended with {ended.returncode}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="troupe-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        done("cmake", "--install", BUILD, "--prefix", cls.folder / "built")
        # Whoever installs may move it.
        cls.tree = cls.folder / "moved"
        (cls.folder / "built").rename(cls.tree)

    def troupe(self, *arguments, **options):
        return done(self.tree / "bin/troupe", *arguments, **options)

    def environment(self, warnings="-Wall -Wextra -Wshadow -Wconversion -Werror"):
        """Of somebody who has the tree where programs and packages are looked for."""
        return {**ENVIRONMENT, "PATH": f"{self.tree}/bin:{os.environ['PATH']}",
                "CMAKE_PREFIX_PATH": str(self.tree), "CXX": COMPILER,
                "CXXFLAGS": " ".join([warnings, *FLAGS])}


def commands_of(readme):
    """The blocks of commands that a README.md shows, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", readme.read_text(), re.MULTILINE | re.DOTALL)
