# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The sample user-lifecycle with real servers. They, and Troupe, are killed and come back: nothing is lost, the CRM
has everything once, and a mail comes twice only where who was killed had it in hand.
"""
import collections
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

SOURCE_DIR = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"])
sys.path.insert(0, str(SOURCE_DIR / "tests/acceptance/order_processing"))

from shop import PROGRAM, wait_for  # noqa: E402
from servers import MailServer, Postgres, skip_without  # noqa: E402

SECRETS = {"smtp": "a word for the mail server", "crm": "a word for the database"}
USERS = 120
STEPS = ("confirm_address", "create_project", "invite_colleague")
# As in servers.yaml, but for a test's patience.
QUICK = ["mail.smtp.tls=never", "mail.smtp.timeout=2s", "crm.timeout=2s", "signups.file=facts.jsonl",
         *(f"{child}.{key}" for child in ("mail", "crm")
           for key in ("retry.first=50ms", "retry.max=500ms", "breaker.pause=100ms", "breaker.max=500ms"))]

# As the module makes it.
CONTACTS = """create table contacts (user_id text primary key, email text, name text, plan text, onboarding text,
    unsubscribed_at timestamptz, steps integer not null, mails integer not null, changed_at timestamptz not null);
"""


def user(number):
    """Of 40 users one has no mailbox, and another's is busy at first."""
    name = {3: "gone", 7: "busy"}.get(number % 40, "user")
    return {"user_id": f"u-{number}", "email": f"{name}{number}@example.org", "name": f"User {number}", "plan": "free"}


class WithRealServers(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="troupe-lifecycle-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        sample = self.folder / "sample"
        shutil.copytree(SOURCE_DIR / "samples/user-lifecycle", sample)
        (sample / "var").mkdir()
        (sample / "secrets").mkdir()
        for name, secret in SECRETS.items():
            (sample / "secrets" / name).write_text(secret)
        self.sample = sample
        self.facts = sample / "facts.jsonl"
        self.facts.touch()
        self.log = sample / "log"
        self.mail = MailServer(self.folder, SECRETS["smtp"])
        self.addCleanup(self.mail.kill)
        self.database = Postgres(self.folder, SECRETS["crm"])
        self.addCleanup(self.database.kill)
        self.environment = {**os.environ, "CRM": self.database.connection, "SMTP_USER": "troupe",
                            "SMTP_URL": f"smtp://127.0.0.1:{self.mail.port}"}
        self.settings = []

    def command(self, verb, *more):
        sets = [part for each in (*QUICK, *self.settings) for part in ("--set", each)]
        return [PROGRAM, *verb.split(), "servers.yaml", *sets, *more]

    def said(self, verb, *more):
        return subprocess.run(self.command(verb, *more), cwd=self.sample, env=self.environment, check=True,
                              capture_output=True, text=True).stdout

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command("run"), cwd=self.sample, env=self.environment,
                                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addCleanup(self.process.kill)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(timeout=60), 0, self.log.read_text())

    def bring(self, kind, facts):
        with open(self.facts, "a") as file:
            for fact in facts:
                file.write(json.dumps({kind: fact}) + "\n")

    def wait_for(self, what, holds):
        try:
            wait_for(what, holds)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.log.read_text()[-4000:]}") from None

    def sign_up(self, numbers):
        self.bring("signed_up", map(user, numbers))

    def count(self, query):
        rows = self.database.rows(query)
        return int(rows[0][0]) if rows else 0

    def letters(self, service=None):
        listed = json.loads(self.said("dead-letters list", "--ungrouped", "--format", "json"))
        return [each for each in listed["dead_letters"] if service in (None, each["service"])]

    def start_database(self):
        self.database.start()
        self.wait_for("PostgreSQL answers", self.database.is_ready)

    def mailed(self):
        """Message-IDs by recipient."""
        ids = collections.defaultdict(set)
        for each in self.mail.mails():
            ids[each["to"][0]].add(each["id"])
        return ids

    def check_secrets(self):
        shown = self.log.read_text() + self.said("describe") + self.said("check") + self.said("status")
        for secret in SECRETS.values():
            self.assertNotIn(secret, shown)
        self.assertIn("smtp://127.0.0.1", shown)

    def test_outages_lose_nothing_and_double_nothing(self):
        # Both are away when it starts: it starts, and waits.
        self.sign_up(range(10))
        self.start()
        self.wait_for("both are missed", lambda: "breaker" in self.log.read_text())
        self.mail.start()
        self.start_database()
        self.wait_for("the first are mailed", lambda: len(self.mailed()) >= 9)

        # The mail server is killed in the middle of its work, and comes back.
        self.sign_up(range(10, 60))
        self.wait_for("some are mailed", lambda: len(self.mailed()) >= 20)
        self.mail.kill()
        self.sign_up(range(60, 80))
        self.wait_for("the CRM goes on alone",
                 lambda: self.count("select count(*) from activities where what = 'signed up'") == 80)
        before = len(self.mail.mails())
        self.mail.start()

        # So is the database; a server that is killed leaves others that use its memory, and is not killed.
        self.bring("step_completed", ({"user_id": f"u-{n}", "step": STEPS[0]} for n in range(80)))
        self.wait_for("some steps are known",
                 lambda: self.count("select count(*) from activities where what like 'completed%'") > 5)
        self.database.kill(signal.SIGQUIT)  # at once, with whatever was begun
        self.sign_up(range(80, USERS))
        self.bring("step_completed", ({"user_id": f"u-{n}", "step": step} for n in range(20) for step in STEPS[1:]))
        mailboxes = {user(n)["email"] for n in range(USERS) if n % 40 != 3}
        self.wait_for("the mails go on alone", lambda: mailboxes <= set(self.mailed()))
        self.assertGreater(len(self.mail.mails()), before)
        self.start_database()

        gone = sum(1 for n in range(USERS) if n % 40 == 3)
        expected = ["120", "117", "22", "120"]
        known = """select count(*) filter (where what = 'signed up'),
                          count(*) filter (where what = 'was mailed: welcome'),
                          count(*) filter (where what like 'onboarding ended%'),
                          count(*) filter (where what like 'completed%') from activities"""
        self.wait_for("the CRM knows all", lambda: self.database.rows(known) == [expected])
        self.check_mails(mailboxes)
        self.check_crm()
        self.check_letters(gone)
        self.check_secrets()
        self.stop()

    def test_troupe_itself_is_killed_amid_the_sign_ups(self):
        self.settings = ["crm.instances=2"]
        self.mail.start()
        self.start_database()
        users = [n for n in range(USERS) if n % 40 != 3]
        for part in range(6):
            self.start()
            self.sign_up(users[part::6])
            known = len(self.mailed())
            self.wait_for("more are mailed", lambda: len(self.mailed()) >= known + 5)
            self.process.kill()
            self.process.wait()
        self.start()
        known = "select count(*) from contacts where mails = 1"
        self.wait_for("the CRM knows all", lambda: self.count(known) == len(users))
        self.check_texts({user(n)["email"] for n in users})
        facts = "select count(*), count(distinct (user_id, what)), count(distinct delivery) from activities"
        self.assertEqual(self.database.rows(facts), [[str(2 * len(users))] * 3])
        self.assertEqual(self.count("select count(*) from contacts"), len(users))
        self.assertEqual(self.letters(), [])
        self.stop()

    def check_mails(self, mailboxes):
        self.check_texts(mailboxes)
        # Only what a killed server had in hand may have come twice.
        times = collections.Counter(each["id"] for each in self.mail.mails())
        self.assertLessEqual(sum(count - 1 for count in times.values()), 1)

    def check_texts(self, mailboxes):
        """Each has one mail, which may have come twice, as the same to the last byte."""
        ids = self.mailed()
        self.assertEqual(set(ids), mailboxes)
        self.assertEqual({to: len(all_) for to, all_ in ids.items() if len(all_) != 1}, {})
        texts = collections.defaultdict(set)
        for each in self.mail.mails():
            texts[each["id"]].add(each["text"])
        self.assertEqual(max(map(len, texts.values())), 1)

    def check_crm(self):
        doubled = self.database.rows("select user_id, what from activities group by 1, 2 having count(*) > 1")
        self.assertEqual(doubled, [])
        counted = self.database.rows(
            "select c.user_id from contacts c left join activities a using (user_id) group by c.user_id"
            " having max(c.steps) <> count(*) filter (where a.what like 'completed%')"
            " or max(c.mails) <> count(*) filter (where a.what like 'was mailed%')")
        self.assertEqual(counted, [])
        self.assertEqual(self.count("select count(*) from contacts"), USERS)
        ended = dict(self.database.rows(
            "select onboarding, count(*) from contacts where onboarding is not null group by 1"))
        self.assertEqual(ended, {"completed": "19", "unreachable": "3"})

    def check_letters(self, gone):
        bounced = self.letters("mail")
        self.assertEqual(len(bounced), gone, bounced)
        for each in bounced:
            self.assertIn("550 5.1.1 no such mailbox here", each["error"])
        self.assertEqual(self.letters("crm"), [])

    def test_a_wrong_password_keeps_mails_waiting_and_buries_none(self):
        (self.sample / "secrets/smtp").write_text("not the word")
        self.mail.start()
        self.start_database()
        self.sign_up(range(3))
        self.start()
        self.wait_for("the login is refused", lambda: "refuses AUTH" in self.log.read_text())
        self.assertEqual(self.letters("mail"), [])
        self.stop()
        (self.sample / "secrets/smtp").write_text(SECRETS["smtp"])
        self.start()
        self.wait_for("all are mailed", lambda: len(self.mailed()) == 3)
        self.assertNotIn("not the word", self.log.read_text())
        self.stop()

    def test_no_password_goes_to_a_server_without_tls(self):
        self.settings = ["mail.smtp.tls=required"]
        self.mail.start()
        self.start_database()
        self.sign_up(range(1))
        self.start()
        self.wait_for("it is refused", lambda: "cannot be used: Requested SSL level failed" in self.log.read_text())
        self.stop()
        self.assertEqual(self.mail.mails(), [])

    def test_mails_go_by_tls_to_a_server_that_is_trusted(self):
        certificate = self.mail.use_tls()
        self.settings = ["mail.smtp.tls=required"]
        self.mail.start()
        self.start_database()
        self.sign_up(range(1))
        self.start()
        self.wait_for("a stranger is refused", lambda: "cannot be used: SSL peer certificate" in self.log.read_text())
        self.stop()
        self.assertEqual(self.mail.mails(), [])
        self.settings.append(f"mail.smtp.ca={certificate}")
        self.start()
        self.wait_for("it is mailed", lambda: len(self.mailed()) == 1)
        self.stop()

    def test_a_mail_server_that_hangs_costs_no_thread(self):
        self.mail.start()
        self.start_database()
        self.sign_up(range(1))
        self.start()
        self.wait_for("the first is mailed", lambda: self.count("select mails from contacts") == 1)
        self.mail.process.send_signal(signal.SIGSTOP)
        self.sign_up(range(1, 3))
        self.wait_for("it is given up for now", lambda: "Timeout was reached" in self.log.read_text())
        self.mail.process.send_signal(signal.SIGCONT)
        self.wait_for("the others are mailed", lambda: len(self.mailed()) == 3)
        self.assertNotIn("has not returned", self.log.read_text())
        self.stop()

    def bring_slow(self):
        self.mail.start()
        self.start_database()
        self.bring("signed_up", [{**user(0), "email": "slow@example.org"}])
        self.start()
        self.wait_for("it has the mail", self.mail.mails)

    def test_a_mail_server_that_takes_its_time_gets_a_mail_once(self):
        self.settings = ["mail.smtp.timeout=500ms", "mail.handler_timeout=3s", "mail.handler_grace=1m"]
        self.bring_slow()
        self.wait_for("more than all else may take went by",
                 lambda: "has not returned" in self.log.read_text())
        self.mail.process.send_signal(signal.SIGUSR1)
        self.wait_for("it is known", lambda: self.count("select mails from contacts") == 1)
        self.assertEqual(len(self.mail.mails()), 1)
        self.stop()

    def test_a_mail_that_a_server_never_answers_for_comes_again_as_the_same(self):
        self.settings = ["mail.smtp.timeout=500ms", "mail.smtp.accept_timeout=1s"]
        self.bring_slow()
        self.wait_for("it has the mail again", lambda: len(self.mail.mails()) > 1)
        self.mail.process.send_signal(signal.SIGUSR1)
        self.wait_for("it is known", lambda: self.count("select mails from contacts") == 1)
        self.assertEqual(len({each["text"] for each in self.mail.mails()}), 1)
        self.assertEqual(self.letters("mail"), [])
        self.stop()

    def test_a_database_that_hangs_costs_no_thread(self):
        self.mail.start()
        self.start_database()
        self.sign_up(range(1))
        self.start()
        self.wait_for("the first is known", lambda: self.count("select count(*) from contacts") == 1)
        # One that is stopped while it lets go of its locks would keep all others waiting.
        idle = "select pid from pg_stat_activity where application_name = 'troupe' and state = 'idle'"
        self.wait_for("its connection is at rest", lambda: self.database.rows(idle))
        backend = self.database.rows(idle)[0][0]
        os.kill(int(backend), signal.SIGSTOP)
        self.addCleanup(self.wake, int(backend))
        self.sign_up(range(1, 2))
        self.wait_for("it is known by another connection",
                 lambda: self.count("select count(*) from contacts") == 2)
        self.assertNotIn("has not returned", self.log.read_text())
        self.stop()

    def test_tables_that_are_made_at_the_same_time_cost_no_sign_up(self):
        self.settings = ["crm.instances=4", "crm.timeout=30s"]
        self.mail.start()
        self.start_database()
        with self.database.session() as somebody:
            self.addCleanup(somebody.kill)
            somebody.stdin.write("begin;\n" + CONTACTS)
            made = "select state from pg_stat_activity where application_name = 'psql' and state = 'idle in transaction'"
            self.wait_for("somebody makes a table", lambda: self.database.rows(made))
            self.sign_up(range(40))
            self.start()
            # The first instance for somebody, and the others for the first.
            waits = "select wait_event from pg_stat_activity where application_name = 'troupe' and wait_event_type = 'Lock'"
            self.wait_for("all instances wait",
                     lambda: [row[0] for row in self.database.rows(waits)].count("advisory") == 3)
            somebody.stdin.write("commit;\n")
            self.wait_for("the CRM knows all", lambda: self.count(
                "select count(*) from activities where what = 'signed up'") == 40)
            somebody.stdin.close()
        self.assertEqual(self.letters("crm"), [])
        self.stop()

    def test_a_file_that_is_moved_or_corrected_loses_and_doubles_nothing(self):
        self.mail.start()
        self.start_database()
        self.sign_up([*range(10), 0, 1])
        self.start()
        self.wait_for_users(10)
        self.facts.rename(self.facts.with_name("facts.jsonl.1"))  # as logrotate does
        self.sign_up(range(10, 20))
        self.wait_for_users(20)
        corrected = self.facts.read_text().replace('"User 11"', '"Ada Byron"')
        self.facts.write_text(corrected)
        self.sign_up(range(20, 21))
        self.wait_for_users(21)
        signed_up = [json.loads(line)["payload"]["user_id"] for line in
                     self.said("events", "--topic", "users.signed_up", "--format", "json").splitlines()]
        self.assertEqual(sorted(signed_up), sorted([f"u-{n}" for n in range(21)] + ["u-11"]))
        self.stop()

    def wait_for_users(self, count):
        self.wait_for(f"{count} users are known", lambda: self.count("select count(*) from contacts") == count)

    def test_no_user_is_taken_for_another_who_has_less_of_a_name(self):
        self.mail.start()
        self.start_database()
        self.sign_up(range(1))
        self.bring("signed_up", [{**user(1), "user_id": "u-0\0x"}])
        self.start()
        self.wait_for("one is refused", lambda: "crm: dead letter" in self.log.read_text())
        self.assertIn("has a NUL character", self.letters("crm")[0]["error"])
        self.wait_for("the other is known", lambda: self.count("select count(*) from contacts") == 1)
        self.assertEqual(self.database.rows("select user_id, email from contacts"), [["u-0", "user0@example.org"]])
        self.stop()

    @staticmethod
    def wake(process):
        try:
            os.kill(process, signal.SIGCONT)
        except ProcessLookupError:
            pass


if __name__ == "__main__":
    skip_without()
    unittest.main(verbosity=2)
