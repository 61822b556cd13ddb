# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What `troupe new` makes is built, tested and run by its own README, with what is installed alone."""
import json
import os
import re
import shutil
import time
import unittest

from installed import SOURCE, Installed, commands_of, done


class ANewModule(Installed):
    def setUp(self):
        self.made = self.folder / self.id().rpartition(".")[2]
        self.made.mkdir()

    def sh(self, commands, folder):
        return done("bash", "-euo", "pipefail", "-c", commands, cwd=folder, env=self.environment())

    def print_seconds_of_a_file(self, project):
        """With the headers compiled before, as the scaffold has it, and without."""
        build = project / "build/dev"
        commands = done("ninja", "-C", build, "-t", "commands").splitlines()
        compiled = next(each for each in commands if "src/desk.cpp" in each)
        plain = re.sub(r" -Xclang -include-pch -Xclang \S+| (-Xclang )?-include (-Xclang )?\S*cmake_pch\.hxx", "",
                       compiled)
        self.assertNotEqual(plain, compiled)
        for command, how in (compiled, "with"), (plain, "without"):
            began = time.monotonic()
            self.sh(command, build)
            print(f"a file of a module, {how} precompiled headers: {time.monotonic() - began:.1f} s")

    def test_is_built_tested_and_run_as_its_readme_says(self):
        began = time.monotonic()
        self.troupe("new", "module", "bookings", cwd=self.made)
        project = self.made / "bookings"
        build, run, add = commands_of(project / "README.md")
        tested = self.sh(build, project)
        print(f"from an empty folder to the first green test: {time.monotonic() - began:.1f} s")
        self.assertIn("100% tests passed, 0 tests failed out of 3", tested)
        self.print_seconds_of_a_file(project)
        answered = self.sh(run, project)
        self.assertEqual(json.loads(answered[answered.index("{"):answered.index("}") + 1]), {"accepted": 3})
        self.assertIn("bookings.accepted", answered)
        checked = self.sh("TROUPE_MODULE_PATH=build/dev/lib/troupe troupe check bookings.yaml", project)
        self.assertEqual(checked, "bookings.yaml: sound, 1 service\n")
        self.sh("export TROUPE_MODULE_PATH=build/dev/lib/troupe\n" + add, project)
        self.sh("troupe new service counter --handles bookings.accepted", project)
        tested = self.sh(build, project)
        self.assertIn("100% tests passed, 0 tests failed out of 3", tested)
        checked = self.sh("export TROUPE_MODULE_PATH=build/dev/lib/troupe\n"
                          "troupe check bookings.yaml\ntroupe check other.yaml\n"
                          "build/dev/bookings_test --list_content 2>&1", project)
        # Nothing is warned of.
        self.assertIn("bookings.yaml: sound, 3 services\n", checked)
        self.assertIn("other.yaml: sound, 1 service\n", checked)
        self.assertIn("the_reviewer", checked)

    def test_is_formatted_whatever_it_is_called(self):
        if shutil.which("clang-format") is None:
            self.skipTest("there is no clang-format")
        for name in "a", "orders", "a_name_of_24_letters_here":
            self.troupe("new", "module", name, cwd=self.made)
            folder = self.made / name
            self.troupe("new", "event", f"{name}.went_well", cwd=folder)
            for service in "b", "the_service_of_23_chars":
                self.troupe("new", "service", service, "--handles", f"{name}.went_well", cwd=folder)
            files = [*folder.rglob("*.cpp"), *folder.rglob("*.hpp")]
            self.assertGreater(len(files), 12)
            done("clang-format", "--dry-run", "-Werror", *files)

    def test_has_json_and_yaml_that_can_be_read(self):
        self.troupe("new", "module", "orders", cwd=self.made)
        presets = json.loads((self.made / "orders/CMakePresets.json").read_text())
        self.assertEqual([each["name"] for each in presets["configurePresets"]], ["dev", "release"])
        ci = (self.made / "orders/.github/workflows/test.yml").read_text()
        build = commands_of(self.made / "orders/README.md")[0].splitlines()
        self.assertEqual(re.findall(r"- run: ((?:cmake|ctest) .*)", ci), build)


class TheReadme(Installed):
    def test_shows_the_way_to_a_green_test(self):
        text = (SOURCE / "README.md").read_text()
        way = text.partition("<!-- by: tests/install/new_test.py -->\n```console\n")[2].partition("```")[0]
        shown = re.findall(r"^\$ (.*)$", way, re.MULTILINE)
        folder = self.folder / "empty"
        folder.mkdir()
        environment = self.environment()
        said = done("bash", "-euo", "pipefail", "-c", "\n".join(shown), cwd=folder, env=environment)
        self.assertIn("100% tests passed", said)
        self.assertTrue(os.path.exists(folder / "bookings/build/dev/lib/troupe/bookings.so"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
