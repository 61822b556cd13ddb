#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Attacks the real program for some minutes and compares what it did with what was planned.

attack.py --minutes N --seed S [--brief] [--inside WORK]: scripts/chaos builds what is needed and calls it.

An episode is one journal: lives of the program that troubles end, each chosen by the seed, then one in
which all comes to its end. What must be there then only depends on what was planned. Troubles meet the
commit, the parking, the timer, the replay, the seek, the pause, the retention or the reload that they
were meant for; one that has met none of its kind by the end of the time is exit 1, as is whatever was
lost, doubled or out of order. With --brief it is enough that any has met something. With --inside they
meet nothing but that work.
"""
import argparse
import collections
import os
import random
import sys
import time

from generated import Generated
from sample import Sample
from stage import TROUBLES, WORKS

# Of so many episodes, one is the order sample.
SAMPLE_EVERY = 4


class Attack:
    def __init__(self, minutes, seed, is_brief, works):
        self.until = time.monotonic() + 60 * minutes
        self.seed = seed
        self.is_brief = is_brief
        self.works = works
        self.struck = collections.Counter()
        self.figures = collections.Counter()
        self.failures = collections.Counter()

    def run(self):
        number = 0
        is_sound = True
        while is_sound and (number == 0 or not self.is_over()):
            seed = self.seed + number
            is_sample = seed % SAMPLE_EVERY == SAMPLE_EVERY - 1 and set(Sample.works) & set(self.works)
            kind = Sample if is_sample else Generated
            is_sound = kind(self, seed).run()
            number += 1
            self.say(f"seed {seed}: {self.line()}")
        return self.end(is_sound)

    def is_over(self, seconds=0):
        """For so long."""
        return time.monotonic() > self.until + seconds

    @staticmethod
    def say(text):
        print(text, flush=True)

    def choose(self, roll, works):
        """The trouble and the work that have met least often; among those, chance decides."""
        pairs = [(trouble, work) for trouble in TROUBLES for work in works if work in self.works]
        roll.shuffle(pairs)
        return min(pairs, key=lambda pair: self.struck[pair])

    def missing(self):
        if self.is_brief and self.struck:
            return []
        return [f"{trouble} inside a {work}" for trouble in TROUBLES for work in self.works
                if self.struck[trouble, work] == 0]

    def line(self):
        struck = ", ".join(
            f"{trouble} {'/'.join(str(self.struck[trouble, work]) for work in WORKS)}"
            for trouble in TROUBLES)
        failures = ", ".join(f"{count} {name}" for name, count in sorted(self.failures.items()))
        f = self.figures
        return (f"faults inside {'/'.join(WORKS)}: {struck}; {f['kills']} more kills, {f['jumps']} jumps"
                f" of the clock, {f['lives']} lives; planned failures: {failures or 'none'};"
                f" {f['events']} events, {f['replays']} replays, {f['letters']} dead letters,"
                f" {f['expired']} of them expired; {f['brought']} events from outside and"
                f" {f['duplicates']} duplicates; {f['seeks']} seeks, {f['reread']} deliveries read again,"
                f" {f['pauses']} pauses, {f['compactions']} compactions took {f['compacted']} events,"
                f" {f['backups']} backups,"
                f" {f['reloads']} reloads and {f['refused']} that went back, {f['deleted']} subscriptions"
                f" deleted, {f['effects']} seeks with effects, {f['forgotten']} events forgotten,"
                f" {f['breakers']} breakers opened, {f['notes']} notes;"
                f" {f['lost']} lost, {f['doubled']} doubled, {f['order']} order breaks,"
                f" {f['other']} other findings")

    def report(self, seed, findings, story, stage):
        """Says what is wrong, in as few lines as tell it, and how to see it again."""
        self.say(f"\nseed {seed}: {len(findings)} findings, the first of them:")
        for each in findings[:10]:
            self.say(f"  {each}")
        if story:
            self.say("the journal of the first:")
        for each in story[:40]:
            self.say(f"  {each}")
        self.say("the log's end:")
        for each in stage.log().splitlines()[-15:]:
            self.say(f"  {each}")
        self.say(f"its journal and its log: {stage.folder}")
        self.say(f"again: scripts/chaos --minutes 0 --seed {seed}")

    def end(self, is_sound):
        missing = self.missing()
        if missing and is_sound:
            self.say(f"never struck: {', '.join(missing)}; give it more minutes")
        self.say(self.line())
        return 0 if is_sound and not missing else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("TROUPE_SEED") or
                                                        random.randrange(1 << 32)))
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--inside", choices=WORKS)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    works = [given.inside] if given.inside else WORKS
    return Attack(given.minutes, given.seed, given.brief, works).run()


if __name__ == "__main__":
    sys.exit(main())
