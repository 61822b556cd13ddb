# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What `cmake --install` puts somewhere is all that a project of somebody else needs."""
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import time
import unittest

from installed import BUILD, COMPILER, ENVIRONMENT, FLAGS, SANITIZE, SOURCE, Installed, done

HERE = pathlib.Path(__file__).parent
README = SOURCE / "tests/acceptance/docs"


class AForeignProject(Installed):
    def project(self, name):
        """A copy of the foreign project, outside of the source tree."""
        folder = self.folder / name
        shutil.copytree(HERE / "foreign", folder)
        for each in ("shop.hpp", "shop.cpp", "shop_test.cpp", "shop.yaml"):
            shutil.copy(README / each, folder)
        return folder

    def configure(self, project, compiler=COMPILER):
        done("cmake", "-S", project, "-B", project / "build", "-G", "Ninja",
             f"-DCMAKE_PREFIX_PATH={self.tree}", f"-DCMAKE_CXX_COMPILER={compiler}",
             f"-DCMAKE_CXX_FLAGS={' '.join(FLAGS)}")

    def test_builds_tests_and_runs_a_module(self):
        project = self.project("shop")
        self.configure(project)
        began = time.monotonic()
        done("cmake", "--build", project / "build")
        print(f"a module and its test are built in {time.monotonic() - began:.1f} s")
        self.assertIn("100% tests passed, 0 tests failed out of 1",
                      done("ctest", "--test-dir", project / "build"))
        # Whoever builds the test has the module that it plays with.
        with (project / "shop.cpp").open("a") as file:
            file.write('\nextern "C" [[gnu::used]] const char added_later[] = "it was added later";\n')
        done("cmake", "--build", project / "build", "--target", "shop_test")
        self.assertIn(b"it was added later", (project / "build/lib/troupe/shop.so").read_bytes())
        done("cmake", "--install", project / "build", "--prefix", self.tree)
        answer = self.troupe("run", README / "shop.yaml", "--set",
                             f"journal.path={self.folder}/shop.db", "--until-idle", "--format", "json",
                             "--ask", "shop.get_stock", "--args", '{"sku":"apple"}')
        self.assertEqual(json.loads(answer), {"on_hand": 2})

    def test_that_another_compiler_built_is_refused(self):
        other = shutil.which("g++" if "clang" in os.path.basename(COMPILER) else "clang++")
        if other is None or SANITIZE:
            self.skipTest("there is no other compiler, or it has another sanitizer")
        project = self.project("by_another_compiler")
        # One service is enough to compile.
        (project / "shop.cpp").write_text('#include <troupe/module.hpp>\n'
                                          'void troupe_module(troupe::catalog&) {}\n')
        self.configure(project, other)
        done("cmake", "--build", project / "build", "--target", "shop")
        deployment = project / "shop.yaml"
        deployment.write_text((README / "shop.yaml").read_text().replace(
            "modules: [shop]", f"modules: [{project}/build/lib/troupe/shop.so]"))
        refused = subprocess.run([self.tree / "bin/troupe", "check", deployment], env=ENVIRONMENT,
                                 capture_output=True, text=True)
        self.assertEqual(refused.returncode, 78, refused.stderr)
        self.assertIn("does not fit this program: it was built with", refused.stdout + refused.stderr)


class TheDigestOfTheHeaders(Installed):
    """It is in the stamp, by which a module that was built with others is refused."""

    def written(self, headers, into):
        done("cmake", f"-DHEADERS={headers}", f"-DINTO={into}", "-P",
             SOURCE / "runtime/cmake/header_digest.cmake")
        return re.search(r'header_digest\[\] = "([0-9a-f]{12})"', into.read_text()).group(1)

    def test_is_another_where_a_header_is(self):
        headers = self.folder / "headers"
        shutil.copytree(SOURCE / "runtime/include/troupe", headers)
        into = self.folder / "made/header_digest.hpp"
        digest = self.written(headers, into)
        self.assertEqual(into.read_text(), (self.tree / "include/troupe/header_digest.hpp").read_text())
        self.assertIn(f"; headers {digest}; ", self.troupe("version"))
        before = into.stat().st_mtime_ns
        self.assertEqual(self.written(headers, into), digest)
        self.assertEqual(into.stat().st_mtime_ns, before)
        with (headers / "event.hpp").open("a") as file:
            file.write("// another one\n")
        self.assertNotEqual(self.written(headers, into), digest)


class AnInstalledProgram(Installed):
    def test_runs_the_sample_from_a_copy(self):
        shop = self.folder / "copy"
        shutil.copytree(self.tree / "share/troupe", shop)
        (shop / "var").mkdir()
        answer = self.troupe("run", "config/order-processing.yaml", "--until-idle", "--format", "json",
                             "--ask", "commerce.get_summary", cwd=shop)
        self.assertGreater(json.loads(answer)["orders_shipped"], 40)


class TheSamples(Installed):
    def test_name_sources_that_are_there(self):
        shared = self.tree / "share/troupe"
        named = [(page, name) for page in shared.glob("samples/*/README.md")
                 for name in re.findall(r"`((?:actors|config|samples)/[\w./-]+)`", page.read_text())]
        for page, name in named:
            self.assertTrue((shared / name).exists(), f"{page} names {name}")
        self.assertIn("actors/lifecycle/onboarding.cpp", {name for _, name in named})


class TheReferencePages(Installed):
    def test_are_all_there_and_lead_to_what_is_installed(self):
        pages = self.tree / "share/doc/troupe"
        names = {page.name for page in pages.glob("*.md")}
        self.assertEqual(names, {page.name for page in (SOURCE / "docs").glob("*.md")})
        links = [(page, link) for page in pages.glob("*.md")
                 for link in re.findall(r"\]\(([^)\s#:]+)(?:#[^)\s]*)?\)", page.read_text())]
        for page, link in links:
            self.assertTrue((page.parent / link).exists(), f"{page.name} leads to {link}")
        self.assertIn("../../../include/troupe/json.hpp", {link for _, link in links})


class TheManualAndTheCompletions(Installed):
    """They know each command and each option that --help shows, and no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.options = {}
        cls.add_help_of(())

    @classmethod
    def add_help_of(cls, command):
        text = done(cls.tree / "bin/troupe", *command, "--help")
        cls.options[command] = set(re.findall(r"^  (?:-\w,)?(--[\w-]+)", text, re.MULTILINE))
        below = text.partition("\nSubcommands:\n")[2].partition("\n\n")[0]
        for name in re.findall(r"^  ([\w-]+)", below, re.MULTILINE):
            cls.add_help_of((*command, name))

    def completions(self, words):
        """What bash offers where the cursor stands at the last word."""
        quoted = " ".join(f"'{word}'" for word in ("troupe", *words))
        return done("bash", "-c", f"source {self.tree}/share/bash-completion/completions/troupe; "
                    f"COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _troupe; "
                    'printf "%s\\n" "${COMPREPLY[@]}"').split()

    def test_there_are_many(self):
        self.assertGreater(len(self.options), 30)
        self.assertIn("--until-idle", self.options[("run",)])
        self.assertIn("--reason", self.options[("dead-letters", "drop")])

    def test_the_manual_has_all(self):
        manual = gzip.open(self.tree / "share/man/man1/troupe.1.gz", "rt").read().replace("\\-", "-")
        parts = {}
        for part in manual.partition(".SH COMMANDS")[2].partition("\n.SH ")[0].split("\n.SS ")[1:]:
            words = re.match(r'"troupe((?: [a-z][\w-]*)*)', part).group(1).split()
            parts[tuple(words)] = set(re.findall(r"^\\fB.*?(--[\w-]+)", part, re.MULTILINE))
        self.assertEqual(parts, {words: options for words, options in self.options.items() if words})

    def test_the_manual_is_sound(self):
        if shutil.which("groff") is None:
            self.skipTest("there is no groff")
        said = subprocess.run(["groff", "-man", "-Tascii", "-ww", "-z"], capture_output=True, text=True,
                              input=gzip.open(self.tree / "share/man/man1/troupe.1.gz", "rt").read())
        self.assertEqual(said.stderr, "")

    def test_bash_offers_all(self):
        for command, options in self.options.items():
            with self.subTest(command=command):
                offered = self.completions((*command, "-"))
                self.assertEqual({each for each in offered if each.startswith("--")}, options)
        self.assertEqual(set(self.completions(("",))) - {"-h", "--help", "--version"},
                         {words[0] for words in self.options if len(words) == 1})

    def test_bash_offers_the_values_of_an_option_and_else_files(self):
        for words in (("run", "shop.yaml", "--format", "j"), ("run", "--format", "=", "j")):
            self.assertEqual(self.completions(words), ["json"])
        self.assertEqual(self.completions(("run", "--format", "=")), ["text", "json"])
        for words in (("run", ""), ("run", "shop.yaml", "--set", "jour"), ("check", "list", "x")):
            self.assertEqual(self.completions(words), [])

    def test_zsh_knows_all(self):
        text = (self.tree / "share/zsh/vendor-completions/_troupe").read_text()
        for command, options in self.options.items():
            place = "".join(f" {word}" for word in command)
            part = text.partition(f"    ('{place}') offered=(\n")[2].partition("      ) ;;")[0]
            self.assertEqual(set(re.findall(r"^ +'(--[\w-]+):", part, re.MULTILINE)), options, command)
        if shutil.which("zsh"):
            done("zsh", "-n", self.tree / "share/zsh/vendor-completions/_troupe")


class TheSystemdUnit(Installed):
    def test_is_understood_by_systemd(self):
        if shutil.which("systemd-analyze") is None:
            self.skipTest("there is no systemd")
        unit = (self.tree / "lib/systemd/system/troupe@.service").read_text()
        self.assertIn("ExecStart=/usr/bin/troupe run /etc/troupe/%i.yaml\n", unit)
        self.assertIn("ExecReload=/usr/bin/troupe reload /etc/troupe/%i.yaml\n", unit)
        file = self.folder / "troupe@shop.service"
        file.write_text(unit.replace("/usr/bin/troupe", str(self.tree / "bin/troupe")))
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", file],
                                  capture_output=True, text=True, env=ENVIRONMENT)
        self.assertEqual((verified.returncode, verified.stderr), (0, ""))
        # Of 10; most of what is left is the network, which services may need.
        done("systemd-analyze", "security", "--offline=yes", "--threshold=16", file)


class TheLibrary(Installed):
    def test_shows_what_is_declared_in_troupe_and_nothing_else(self):
        library = self.tree / "lib/libtroupe.so"
        shown = [line.split(" ", 2)[2] for line in
                 done("nm", "-DC", "--defined-only", library).splitlines()]
        ours = re.compile(r"(typeinfo for |typeinfo name for |vtable for )?troupe::")
        self.assertGreater(len(shown), 50)
        self.assertEqual([name for name in shown if not ours.match(name)], [])
        behind = re.compile(r"troupe::(assembly|bus|cli|control|deploy|execution|guard|journal|modules"
                            r"|supervision)::")
        self.assertEqual([name for name in shown if behind.match(name)], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
