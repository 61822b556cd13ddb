# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""The real program under attack: its disk fails, its wall's clock jumps, its processes are killed.

disk/disk.cpp and disk/wall.cpp, preloaded, read what to do from the folder `attack` beside the journal.
"""
import json
import os
import pathlib
import signal
import sqlite3
import struct
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "acceptance" / "order_processing"))
from processes import children_of  # noqa: E402
from shop import STOP_SECONDS, Shop, wait_for  # noqa: E402,F401
from topology import COMPACTED, PARTITIONS  # noqa: E402

LIBRARY = os.environ["TROUPE_ATTACK_LIBRARY"]
TROUBLES = ["write_error", "short_write", "sync_error", "full", "slow", "kill", "kill_guard",
            "power_cut"]
WORKS = ["commit", "parking", "timer", "replay", "seek", "pause", "retention", "reload"]
# What ends a run with 75; after the others it goes on, or has nobody left to say anything.
FATAL = {"write_error", "short_write", "sync_error", "full"}
GENERATION = "shop.db.deployment"
KILLED = -signal.SIGKILL
# But for those that may go when there is a newer one.
LAST_EVENTS = ("SELECT sequence, id FROM events WHERE topic NOT IN (SELECT number FROM topics"
               f" WHERE name = '{COMPACTED}') ORDER BY sequence DESC LIMIT 20")


ATTIC = """
CREATE TABLE attic(sequence INTEGER PRIMARY KEY, id BLOB, time INTEGER, topic INTEGER, payload TEXT);
CREATE TRIGGER keep BEFORE DELETE ON events BEGIN
  INSERT INTO attic VALUES(OLD.sequence, OLD.id, OLD.time, OLD.topic, OLD.payload);
END;
CREATE VIEW every_event AS SELECT sequence, id, time, name AS topic, payload FROM
  (SELECT sequence, id, time, topic, payload FROM events UNION ALL SELECT * FROM attic)
  JOIN topics ON topics.number = topic;
"""
# What is there of a parked row or a dead letter whose event is gone.
UNFOUNDED = """
SELECT 'the parked event ' || sequence FROM parked
  WHERE sequence NOT IN (SELECT sequence FROM events)
UNION ALL SELECT 'event ' || event_sequence || ' of a dead letter of ' || service FROM dead_letters
  WHERE event_sequence > 0 AND event_sequence NOT IN (SELECT sequence FROM events)"""


class Stage(Shop):
    def __init__(self, **settings):
        super().__init__(**settings)
        self.attack = self.folder / "attack"
        self.attack.mkdir()
        self.wall_us = 0
        self.set_wall(0)
        self.observed = {}
        self.positions = {}
        self.complaints = []
        self.may_go_back = {}  # subscriptions, to where at most
        self.paused = {}  # subscriptions; None where nobody knows whether it took effect
        self.touched = set()  # those that somebody paused or resumed, or tried to, in this life

    def play(self, name):
        """A deployment of our own, with no settings but its own."""
        self.deployment = self.folder / name
        self.settings = {}

    def say(self, text):
        """Whoever reads it has the one or the other, whole."""
        new = self.folder / "new.yaml"
        new.write_text(text)
        new.rename(self.deployment)

    def generation(self):
        """What a deployment runs, as it has written down."""
        file = self.folder / GENERATION
        return json.loads(file.read_text())["text"] if file.exists() else None

    def keep_what_goes(self):
        """Events that the retention or a compaction deletes are kept in the journal's attic."""
        journal = sqlite3.connect(self.folder / "shop.db")
        journal.executescript(ATTIC)
        journal.close()

    def set_wall(self, microseconds):
        """Somebody sets the clock of this machine, at once for whoever runs."""
        self.wall_us = microseconds
        file = self.attack / "wall"
        with open(file, "r+b" if file.exists() else "wb") as wall:
            wall.write(struct.pack("<q", microseconds))

    def start(self, *more, **settings):
        self.log_size = len(self.log())
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(
                self.command("run", "--log-level", "debug", *more, **settings), cwd=self.folder, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=log,
                env={**os.environ, "LD_PRELOAD": LIBRARY, "TROUPE_ATTACK": str(self.attack)})
        self.running.append(process)
        return process

    def runs(self):
        """Whether the run that was started last has got so far."""
        return ": runs " in self.last_log()

    def last_log(self):
        """Of the run that was started last."""
        return self.log()[self.log_size:]

    def plan(self, trouble, work, after, seed):
        """What meets the next commit that does such work."""
        new = self.attack / "plan.new"
        new.write_text(f"{trouble} {work} {after} {seed}\n")
        new.rename(self.attack / "plan")

    def forget_plan(self):
        (self.attack / "plan").unlink(missing_ok=True)

    def struck(self):
        """(trouble, work) of all that struck since this was asked last."""
        file = self.attack / "struck"
        if not file.exists():
            return []
        lines = file.read_text().splitlines()
        file.unlink()
        return [tuple(line.split()) for line in lines]

    def is_cut(self):
        return (self.attack / "left").exists()

    def switch_on(self):
        """After a power cut there is what it left; and what runs, which was synced beside it."""
        left = self.attack / "left"
        if not left.exists():
            return
        for old in self.folder.glob("shop.db*"):
            if old.name != GENERATION:
                old.unlink()
        for file in left.iterdir():
            file.rename(self.folder / file.name)
        left.rmdir()

    def query(self, sql, *values):
        try:
            return super().query(sql, *values)
        except sqlite3.OperationalError:
            if self.is_cut():
                return []  # It was there a moment ago.
            raise

    def observe(self):
        """What a reader sees now must stay, and no position goes back."""
        if self.is_cut():
            return
        try:
            last = self.query(LAST_EVENTS)
            positions = self.query("SELECT name, partition, position FROM positions JOIN"
                                   " subscriptions ON number = subscription")
            paused = self.query("SELECT name, paused FROM subscriptions")
            unfounded = self.query(UNFOUNDED)
        except Exception as problem:  # A process that dies may leave the log's index half made.
            if "locked" in str(problem) or "disk I/O" in str(problem) or "schema" in str(problem):
                return
            raise
        # What is read while the power goes is of the time before, or of nobody's.
        if self.is_cut():
            return
        self.observed.update(last)
        self.complaints += [f"{what} is gone" for what, in unfounded]
        for subscription, partition, position in positions:
            before = self.positions.get((subscription, partition), 0)
            if position < before and position < self.may_go_back.get(subscription, before):
                self.complaints.append(f"position of {subscription}/{partition} went back from"
                                       f" {before} to {position}")
            self.positions[subscription, partition] = position
        for subscription, is_paused in paused:
            if self.paused.get(subscription) not in (None, bool(is_paused)):
                self.complaints.append(f"{subscription} was told so, and"
                                       f" {'is' if is_paused else 'is not'} paused")

    def expect_back(self, subscription, to):
        """It may be sent back so far from now on, if it is not yet."""
        self.may_go_back[subscription] = min(to, self.may_go_back.get(subscription, to))

    def settled(self, subscription):
        return self.value("SELECT settled FROM subscriptions WHERE name = ?", subscription)

    def places(self, subscription):
        """How far each of its partitions has come; what is settled counts for all."""
        places = [0] * PARTITIONS
        for partition, position in self.query(
                "SELECT partition, position FROM positions JOIN subscriptions"
                " ON number = subscription WHERE name = ?", subscription):
            places[partition] = position
        return places

    def pauses(self):
        """Those that are paused, as the journal says."""
        return {name for name, in self.query("SELECT name FROM subscriptions WHERE paused")}

    def handled(self):
        """By service, how many events it said that it had handled."""
        return dict(self.query("SELECT json_extract(payload, '$.service'), count(*) FROM every_event"
                               " WHERE topic LIKE 'handled.%' GROUP BY 1"))

    def subscriptions(self):
        return {name for name, in self.query("SELECT name FROM subscriptions")}

    def first_sequence(self):
        """The first that is kept."""
        return self.value("SELECT value FROM counters WHERE name = 'first_sequence'") or 1

    def check_observed(self):
        """Whether all that was ever seen is there; and that is all there is."""
        now = dict(self.query("SELECT sequence, id FROM attic"))
        now.update(self.query("SELECT sequence, id FROM events"))
        self.complaints += [f"event {sequence} was seen and is lost"
                            for sequence, id in self.observed.items() if now.get(sequence) != id]

    def letters(self):
        return self.query("SELECT lower(hex(id)), service FROM dead_letters ORDER BY id")

    def held(self):
        return [letter for letter, in self.query(
            "SELECT lower(hex(letter)) FROM parked WHERE letter IS NOT NULL ORDER BY letter")]

    def tell_anyway(self, verb, *more, may_refuse=False):
        """Whether a command did it; it may not have found anybody to do it."""
        return self.answer(verb, *more, may_refuse=may_refuse) is not None

    def answer(self, verb, *more, may_refuse=False):
        """What a command said, or nothing where it did not do it: also because what it names is not
        there any more, where that may be."""
        code, output, log = self.ended(*more, verb=verb, seconds=60)
        if code not in (0, 64, 70, 75) and not (may_refuse and code == 78 and "damaged" not in log):
            raise AssertionError(f"{verb} {more} ended with {code}: {output} {log}")
        return output if code == 0 else None

    def look(self, verb):
        code, output, log = self.ended(verb=verb, seconds=60)
        # There is no journal yet, or nobody runs; or the power went meanwhile.
        if code not in (0, 75) and not self.is_cut():
            raise AssertionError(f"{verb} ended with {code}: {output[-2000:]} {log}")

    def back_up(self):
        """What a backup has is durable, and it is sound. Says whether there is one."""
        file = self.folder / "backup.db"
        if not self.tell_anyway("journal backup", str(file), "--replace"):
            return False
        code, output, log = self.ended(verb="journal verify", seconds=60, journal__path=file)
        if code != 0:
            raise AssertionError(f"a backup is not sound: {output[-2000:]} {log}")
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as backup:
            self.observed.update(backup.execute(LAST_EVENTS))
        return True

    def publish(self, topic, *more):
        told = self.answer("publish", topic, *more, "--format", "json")
        return None if told is None else json.loads(told)

    @staticmethod
    def name(id):
        return f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"

    def change_letters(self, deed, *ids):
        reason = [] if deed == "replay" else ["--reason", "attack"]
        return self.tell_anyway(f"dead-letters {deed}", *map(self.name, ids), *reason)

    def edit_letter(self, id, change):
        payload = self.value("SELECT event_payload FROM dead_letters WHERE lower(hex(id)) = ?", id)
        if not payload:
            return  # It left just now.
        file = self.attack / "payload.json"
        file.write_text(json.dumps(change(json.loads(payload))))
        self.tell_anyway("dead-letters edit", self.name(id), "--file", str(file), "--reason", "attack")

    def end_of(self, run):
        """Waits for the end of a run and of its child."""
        code = run.wait(STOP_SECONDS)
        self.wait_until_free()
        return code

    def kill(self, run, only_child):
        children = children_of(run.pid)
        if only_child and children:
            try:
                os.kill(children[0], signal.SIGKILL)
            except ProcessLookupError:
                pass
        elif not only_child:
            run.kill()

