# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""`troupe schema`, with a validator of others: each sound deployment passes, and each that is wrong by a
value in itself fails. Skipped where there is no jsonschema (python3-jsonschema, python3-yaml)."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

try:
    import jsonschema
    import yaml
except ImportError:
    if sys.executable != "/usr/bin/python3" and os.path.exists("/usr/bin/python3"):
        os.execv("/usr/bin/python3", ["/usr/bin/python3", *sys.argv])
    sys.exit(77)

SOURCE = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"])
WRONG = SOURCE / "tests/unit/deployment/files"

# What is wrong with these is not a value by itself: which ids there are and what modules offer, which of two
# values is the greater; or no value at all, which is YAML's matter.
BEYOND = {
    "duplicate_keys", "not_yaml", "several_documents", "ids_used_twice",
    "ids_of_sections", "missing_modules", "unlisted_modules", "options_against_rules", "start_circles",
    "bad_combinations",
}


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as the program and editors read it."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("bool", r"true|false", "tf"), ("null", r"null|~|", ["n", "~", ""]),
        ("int", r"[-+]?[0-9]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", "-+.0123456789")):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def read(text):
    return yaml.load(text, Loader=Core)


class TheSchema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = subprocess.run([os.environ["TROUPE_PROGRAM"], "schema"], capture_output=True, text=True,
                              check=True).stdout
        cls.schema = json.loads(made)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def complaints(self, value):
        return [f"{list(each.absolute_path)}: {each.message[:120]}"
                for each in self.validator.iter_errors(value)]

    def test_is_one(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_takes_each_sound_file(self):
        files = [file for folder in ("config", "samples", "tests/acceptance/docs")
                 for file in (SOURCE / folder).rglob("*.yaml") if not file.name.endswith("scenarios.yaml")]
        self.assertGreater(len(files), 5)
        for file in files:
            with self.subTest(file=file.name):
                self.assertEqual(self.complaints(read(file.read_text())), [])

    def test_takes_every_option(self):
        text = (SOURCE / "config/troupe.yaml").read_text()
        every = read(re.sub(r"^( *)#([a-z_]+:.*)$", r"\1\2", text, flags=re.MULTILINE))
        self.assertIn("duplicates", every["journal"])
        self.assertEqual(self.complaints(every), [])

    def test_takes_what_is_filled_in(self):
        self.assertEqual(self.complaints(read("""
            troupe: 1
            modules: [shop, "./${env:WHERE}/extra.so"]
            journal: {path: "${env:STATE:-var}/shop.db", sync: "${env:SYNC}", retain: {age: "${env:AGE}"}}
            tree: {children: [{id: a, service: shop.a, retry: , start: 1000, backoff: none, breaker: {}},
                              {id: b, strategy: rest_for_one, children: [{id: c, service: shop.c}]}]}
            """)), [])

    def test_refuses_what_is_wrong_by_itself(self):
        files = {file.stem: file for file in WRONG.glob("*.yaml")}
        self.assertEqual(BEYOND - set(files), set())
        for name in sorted(set(files) - BEYOND):
            with self.subTest(file=name):
                self.assertNotEqual(self.complaints(read(files[name].read_text())), [])

    def test_has_no_reason_to_leave_out_what_it_could_refuse(self):
        """`BEYOND` is no excuse: the schema takes what is in there, or YAML does not."""
        for name in sorted(BEYOND):
            with self.subTest(file=name):
                try:
                    value = read((WRONG / f"{name}.yaml").read_text())
                except yaml.YAMLError:
                    continue
                self.assertEqual(self.complaints(value), [])

    def test_refuses_each_kind_of_value_that_does_not_fit(self):
        sound = "troupe: 1\ntree: {children: [{id: a, service: shop.a}]}\n"
        self.assertEqual(self.complaints(read(sound)), [])
        for wrong in ("name: 12", "name: a b", "journal: {sync: half}", "journal: {min_free: 12}",
                      "limits: {stop: 30}", "limits: {stop: 1m1h}", "limits: {stop: 0s}",
                      "limits: {commit: 1.5}", "limits: {commit: 0}", "limits: {zombies: yes}",
                      "defaults: {retry: {jitter: 2}}", "defaults: {retry: {delays: [1s], max: 1s}}",
                      "defaults: {breaker: never}", "guard: {heartbeat: 1}", "topics: {a: {limit: 1}}",
                      "topics: {a: {transient: true, time_to_live: 1s}}", "topics: {a: {overflow: block}}",
                      "topics: {a: {transient: true, keep: latest}}", "topics: {a: {keep: last}}",
                      "topics: {'troupe.x': {}}", "modules: shop", "speed: high", "check: {unfed: orders.placed}",
                      "check: {cycles: [7]}", "check: {orphans: []}"):
            with self.subTest(wrong=wrong):
                self.assertNotEqual(self.complaints(read(sound + wrong)), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
