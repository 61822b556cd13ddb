# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""One journal, from its first event to its last, through one trouble after the other."""
import random
import re
import sqlite3
import subprocess
import time

from model import Findings
from stage import FATAL, KILLED, WORKS, wait_for

# A life in which no trouble strikes ends so long after it has started.
LIFE_SECONDS = 2.5
# After so many, or so late, what is left is done without troubles: on a slow machine lives get little done.
LIVES_MAX = 25
# Where they meet one kind of work alone, each meets it soon, and gets little else done.
LIVES_INSIDE = 10
LATE_SECONDS = 60
# Of the clock, at once, either way. Those of more than a day are tests of timer_actor.
JUMP_MAX_US = 2_000_000

DIED_AT_ITS_END = re.compile(r"died of SIG(ABRT|KILL) when it was about to end")


class Episode:
    """What all kinds of it do; each says what it plays, when it is done and what must be there."""

    works = WORKS

    def __init__(self, attack, seed, stage):
        self.attack = attack
        self.seed = seed
        self.random = random.Random(seed)
        self.stage = stage
        self.found = Findings()
        self.story = []  # of the first finding, where the journal has one

    def run(self):
        try:
            self.prepare()
            for number in range(LIVES_MAX if self.attack.works == WORKS else LIVES_INSIDE):
                if self.is_done() or number > 0 and self.attack.is_over(LATE_SECONDS):
                    break
                self.life()
            self.drain()
            self.check()
            self.stage.check_observed()
            if "please report this" in self.stage.log():
                self.found.other.append("the log asks to report an error of the program")
        except (AssertionError, OSError, sqlite3.Error, subprocess.SubprocessError) as problem:
            self.found.other.append(str(problem))
        self.found.other += self.stage.complaints
        self.add_figures()
        findings = self.found.all()
        if findings:
            self.attack.report(self.seed, findings, self.story, self.stage)
        self.stage.__exit__(AssertionError if findings else None)
        return not findings

    def add_figures(self):
        for kind in ("lost", "doubled", "order", "other"):
            self.attack.figures[kind] += len(getattr(self.found, kind))
        self.attack.figures["events"] += self.stage.last_sequence()

    def prepare(self):
        """Before the first life."""

    def settings(self):
        """What may change from one run to the next."""
        return {}

    def has_started(self):
        """A deployment that was just started."""

    def plan(self):
        """Says which trouble the next commit that does which work meets."""
        self.trouble, self.work = self.attack.choose(self.random, self.works)
        self.stage.plan(self.trouble, self.work, self.random.randint(0, 12),
                        self.random.randrange(1 << 32))

    def life(self):
        stage = self.stage
        self.plan()
        self.attack.figures["lives"] += 1
        run = stage.start(**self.settings())
        until = None
        met = []
        is_killed = False
        while run.poll() is None and (until is None or time.monotonic() < until):
            stage.observe()
            if until is None and stage.runs():
                until = time.monotonic() + LIFE_SECONDS
                self.has_started()
            now = stage.struck()
            met += now
            if now and self.trouble not in FATAL:
                self.plan()
            is_killed = self.kill(run) or is_killed
            self.disturb(run)
            # Troubles come when chance says so; nothing is waited for.
            time.sleep(self.random.uniform(0.005, 0.05))
        stage.forget_plan()
        # Not before it has taken over its signals.
        wait_for("the run has started or ended", lambda: run.poll() is not None or stage.runs())
        run.terminate()
        code = stage.end_of(run)
        met += stage.struck()
        self.attack.struck.update(met)
        stage.switch_on()
        self.check_end(code, {trouble for trouble, _ in met}, is_killed)

    def kill(self, run):
        """From outside, at any moment. Says whether the guard was killed too."""
        if self.random.random() >= 0.02:
            return False
        only_child = self.random.random() < 0.5
        self.stage.kill(run, only_child)
        self.attack.figures["kills"] += 1
        return not only_child

    def disturb(self, run):
        """What else happens to a deployment that runs."""
        if self.random.random() < 0.05:
            self.stage.set_wall(self.stage.wall_us + self.random.randint(-JUMP_MAX_US, JUMP_MAX_US))
            self.attack.figures["jumps"] += 1

    def check_end(self, code, troubles, is_killed):
        expected = {0}
        if troubles & FATAL:
            expected.add(75)
        # Who ends for want of its journal, or because it was told to, can still be killed, or aborted by
        # a handler.
        if DIED_AT_ITS_END.search(self.stage.last_log()):
            expected.add(70)
        if is_killed or troubles & {"kill_guard", "power_cut"}:
            expected.add(KILLED)
        if code not in expected:
            raise AssertionError(f"a run ended with {code} after {sorted(troubles) or 'nothing'}")

    def drain(self):
        """No more troubles: all must come to its end."""
        self.run_until_idle()

    def run_until_idle(self, may_leave_paused=False):
        code, _, log = self.stage.ended("--until-idle", seconds=120)
        if code == 75 and may_leave_paused and "all work is done but that of what is paused" in log:
            return
        if code != 0:
            raise AssertionError(f"the run until all is done ended with {code}: {log[-2000:]}")
