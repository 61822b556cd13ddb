# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A shop: a folder in which the real program runs the order-processing sample, and its journal.

The environment says what is tried: TROUPE_PROGRAM is the program, TROUPE_SOURCE_DIR the checkout.
Nothing here sleeps for luck: `wait_for` polls for a fact, and gives up at a deadline.
"""
import collections
import fcntl
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["TROUPE_PROGRAM"]
SOURCE_DIR = pathlib.Path(os.environ["TROUPE_SOURCE_DIR"])
DEPLOYMENT = SOURCE_DIR / "config" / "order-processing.yaml"
# A sanitized program takes its time, and ctest gives its tests four times as much of it.
PATIENCE = 4 if os.environ.get("TROUPE_SANITIZE") else 1
# In which a run ends that was told to: its limits.stop is 30 s.
STOP_SECONDS = 40 * PATIENCE
SHARED_FILE = "online-retail-2010-12-01_06.csv"

# How an order goes: each of these comes once for an order, but those of stock once for an item.
WAY_OF_AN_ORDER = ["orders.placed", "stock.requested", "stock.reserved", "orders.confirmed",
                   "payments.captured", "orders.shipped"]

sys.path.insert(0, str(SOURCE_DIR / "tests" / "acceptance"))


def shared_file():
    """The public data, where a person has put it beside the checkout; it is never copied here."""
    folder = os.environ.get("TROUPE_SHARED_DATA") or SOURCE_DIR.parent / "shared" / "data"
    file = pathlib.Path(folder) / SHARED_FILE
    return file if file.is_file() else None


def wait_for(what, fact, seconds=60):
    """Polls until `fact()` is true and returns it; fails with a sentence when the time is over."""
    seconds *= PATIENCE
    deadline = time.monotonic() + seconds
    while True:
        found = fact()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.005)


# With ship_brittly: the first parcel keeps a run from ending, whatever its first signal says.
NEVER_SHIPS = {"shipping__spins_every": 1, "shipping__handler_timeout": "100ms",
               "shipping__handler_grace": "infinity", "shipping__shutdown": "infinity",
               "limits__stop": "2m"}
# What the log says then.
SHIPPING_IS_HELD = "shipping: has not returned from handling payments.captured"


class Shop:
    def __init__(self, **settings):
        """Settings are those of --set, with `__` for the dot: payment__crash_permille=200."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="troupe-shop-"))
        self.deployment = self.folder / "shop.yaml"
        shutil.copy(DEPLOYMENT, self.deployment)
        self.settings = {"journal__path": "shop.db", "notification__file": "mails.jsonl",
                         "intake__file": "", "inventory__initial_stock": 1000000, **settings}
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for process in self.running:
            if process.poll() is None:
                process.kill()
                process.wait()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f"the shop's folder is kept: {self.folder}", file=sys.stderr)

    def edit(self, old, new):
        """Replaces text that stands exactly once in the deployment."""
        text = self.deployment.read_text()
        if text.count(old) != 1:
            raise AssertionError(f"expected once in {self.deployment}: {old!r}")
        self.deployment.write_text(text.replace(old, new))

    def ship_brittly(self):
        """Its shipping is that of tests/acceptance/modules/brittle.cpp."""
        self.edit("modules: [commerce]", "modules: [commerce, brittle]")
        self.edit("service: commerce.shipping", "service: brittle.shipping")

    def command(self, verb, *more, **settings):
        pairs = {**self.settings, **settings}
        sets = [part for path, value in pairs.items()
                for part in ("--set", f"{path.replace('__', '.')}={value}")]
        return [PROGRAM, *verb.split(), str(self.deployment), *sets, *more]

    def start(self, *more, **settings):
        """Starts a run; what it logs is in `log()`."""
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(self.command("run", *more, **settings), cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=log)
        self.running.append(process)
        return process

    def wait_until_free(self):
        """A killed run owns the journal until its last thread is gone, which may be in a write."""
        def is_free():
            try:
                with open(self.folder / "shop.db.owner", "rb") as owner:
                    fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except FileNotFoundError:
                return True
            except BlockingIOError:
                return False
            return True
        wait_for("nobody owns the journal any more", is_free)

    def log(self):
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    def ended(self, *more, verb="run", seconds=300, **settings):
        """Runs a command to its end and returns (exit code, output, log)."""
        done = subprocess.run(self.command(verb, *more, **settings), cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=seconds * PATIENCE, check=False)
        with open(self.folder / "log", "a") as log:
            log.write(done.stderr)
        return done.returncode, done.stdout, done.stderr

    def ask(self, query, arguments=None, **settings):
        """Runs until all work is done, and returns the answer to a query."""
        args = ["--args", json.dumps(arguments)] if arguments else []
        code, output, log = self.ended("--until-idle", "--ask", query, *args, "--format", "json",
                                       **settings)
        if code != 0:
            raise AssertionError(f"the run ended with {code}:\n{log}")
        return json.loads(output)

    def summary(self, **settings):
        return self.ask("commerce.get_summary", **settings)

    def tell(self, verb, *more, **settings):
        """What another command prints."""
        code, output, log = self.ended(*more, verb=verb, **settings)
        if code != 0:
            raise AssertionError(f"{verb} ended with {code}:\n{log}")
        return output

    def query(self, sql, *values):
        """Rows of the journal as they are committed; nothing where there is no journal yet."""
        file = self.folder / "shop.db"
        # A kill while the file is made leaves a journal of SQLite's that only its next owner rolls back.
        if not file.exists() or (self.folder / "shop.db-journal").exists():
            return []
        journal = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
        try:
            return journal.execute(sql, values).fetchall()
        except sqlite3.OperationalError as problem:
            if "no such table" in str(problem):
                return []
            raise
        finally:
            journal.close()

    def value(self, sql, *values):
        rows = self.query(sql, *values)
        return rows[0][0] if rows else 0

    def last_sequence(self):
        return self.value("SELECT max(sequence) FROM events") or 0

    def count(self, topic):
        return self.value("SELECT count(*) FROM readable_events WHERE topic = ?", topic)

    def events(self):
        """(sequence, topic, key, payload) of every event, in order."""
        return [(sequence, topic, key, json.loads(payload)) for sequence, topic, key, payload in
                self.query("SELECT sequence, topic, key, payload FROM readable_events"
                           " ORDER BY sequence")]

    def dead_letters(self):
        return self.query("SELECT reason, service, error FROM dead_letters ORDER BY first_seen")

    def mails(self):
        """(order id, outcome) of each whole line."""
        file = self.folder / "mails.jsonl"
        if not file.exists():
            return []
        lines = file.read_text(encoding="utf-8").split("\n")
        return [(mail["order_id"], mail["outcome"]) for mail in map(json.loads, lines[:-1])]


def check_sequences(test, shop):
    """The journal's sequences have no gap."""
    count, first, last = shop.query("SELECT count(*), min(sequence), max(sequence) FROM events")[0]
    test.assertEqual((first, last), (1, count), "the journal's sequences have a gap")


def check_mails(test, shop):
    """One mail for each order that ended, and none twice."""
    ended = [(key, topic.removeprefix("orders.")) for _, topic, key, _ in shop.events()
             if topic in ("orders.shipped", "orders.rejected", "orders.declined")]
    test.assertEqual(len(ended), len({order for order, _ in ended}), "an order ended twice")
    test.assertEqual(sorted(shop.mails()), sorted(ended))


def check_order_of_events(test, shop):
    """Each order went its whole way, step after step, each step once; all orders are shipped."""
    steps = collections.defaultdict(list)
    for sequence, topic, _, payload in shop.events():
        if topic in WAY_OF_AN_ORDER:
            steps[payload["order_id"]].append((sequence, topic, payload.get("item")))
    for order, taken in steps.items():
        items = sum(topic == "stock.requested" for _, topic, _ in taken)
        test.assertGreater(items, 0, order)
        by_topic = collections.Counter(topic for _, topic, _ in taken)
        test.assertEqual(by_topic, collections.Counter(
            {topic: items if topic.startswith("stock.") else 1 for topic in WAY_OF_AN_ORDER}),
            f"the steps of order {order}")
        check_items(test, order, taken, items)
        whole = [topic for _, topic, _ in taken if not topic.startswith("stock.")]
        test.assertEqual(whole, [topic for topic in WAY_OF_AN_ORDER
                                 if not topic.startswith("stock.")], order)
        places = [sequence for sequence, _, _ in taken]
        at = {topic: sequence for sequence, topic, _ in taken}
        answered = max(s for s, topic, _ in taken if topic == "stock.reserved")
        test.assertLess(at["orders.placed"], min(places[1:]), order)
        test.assertLess(answered, at["orders.confirmed"], order)
    return len(steps)


def check_items(test, order, taken, items):
    """Every item is requested once, then reserved once."""
    asked = {item: sequence for sequence, topic, item in taken if topic == "stock.requested"}
    got = {item: sequence for sequence, topic, item in taken if topic == "stock.reserved"}
    test.assertEqual((sorted(asked), sorted(got)), (list(range(items)),) * 2, order)
    for item in range(items):
        test.assertLess(asked[item], got[item], f"item {item} of order {order}")
