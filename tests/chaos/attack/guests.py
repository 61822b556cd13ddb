# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Services that come and go with their subscriptions: each time one is deleted and comes again, it
begins anew where its deployment says.
"""
import collections
import dataclasses


@dataclasses.dataclass
class Life:
    """Of a subscription."""
    low: int  # it begins behind one of these
    high: int
    is_born: bool  # it has been seen; else the next run makes it
    ends: tuple = None  # the journal's last events before and behind its end
    letters: frozenset = frozenset()  # dead letters of it and of those before, when it had ended


class Guests:
    def __init__(self, stage, topology, roll):
        self.stage = stage
        self.random = roll
        self.all = [worker for worker in topology.workers if worker.is_guest]
        self.lives = collections.defaultdict(list)
        self.starts = {}  # by id, of those whose subscription is still to come: behind which it begins
        self.ending = {}  # by id: the last event before somebody tried to delete it
        self.deleted = 0

    def has(self, worker):
        lives = self.lives[worker.id]
        return bool(lives) and lives[-1].ends is None

    def say_starts(self, new):
        """Where those begin whose subscription is new; it must be there still."""
        self.starts = {}
        first, last = self.stage.first_sequence(), self.stage.last_sequence()
        for worker in self.all:
            if worker.id not in new.specs or self.has(worker):
                continue
            low = self.random.randint(max(first - 1, last - 150, 0), last)
            start = low + 1
            if self.random.random() < 0.3:
                low, start = last, "now"
            self.starts[worker.id] = (low, start == "now")
            new.specs[worker.id] = dataclasses.replace(new.specs[worker.id], start=str(start))

    def adopt(self, new):
        """What is said of them has come to be, or does with the next run."""
        for id, (low, is_now) in self.starts.items():
            if id in new.specs:
                self.lives[id].append(Life(low, None if is_now else low, is_born=False))
                self.stage.paused[id] = False
                self.stage.touched.add(id)
        self.starts = {}

    def delete(self, worker, is_present):
        """What a child has cannot be deleted."""
        self.ending[worker.id] = self.stage.last_sequence()
        self.stage.touched.add(worker.id)
        self.stage.paused[worker.id] = None
        self.stage.expect_back(worker.id, 0)
        is_done = self.stage.tell_anyway("subscriptions delete", worker.id, "--yes", may_refuse=True)
        self.settle()
        if (is_done or not self.has(worker)) and is_present:
            raise AssertionError(f"{worker.id} is a child, and its subscription was deleted")
        if is_done and self.has(worker) and not self.stage.is_cut():
            raise AssertionError(f"the subscription of {worker.id} was deleted, and is there")

    def is_born(self, worker):
        return self.has(worker) and self.lives[worker.id][-1].is_born

    def settle(self, is_stopped=False):
        """When a deployment has just started, or a change has been made, or nothing runs any more."""
        names, letters = self.stage.subscriptions(), self.stage.letters()
        first, last = self.stage.first_sequence(), self.stage.last_sequence()
        if self.stage.is_cut():
            return
        for worker in self.all:
            lives = self.lives[worker.id]
            low = self.ending.pop(worker.id, None)
            if not lives or lives[-1].ends is not None:
                continue
            is_there = worker.id in names
            if is_there and not lives[-1].is_born:
                lives[-1].is_born = True
                lives[-1].high = max(first - 1, last if lives[-1].high is None else lives[-1].low)
            elif not is_there and not lives[-1].is_born:
                if is_stopped:
                    lives.pop()
            elif not is_there and low is None:
                raise AssertionError(f"the subscription of {worker.id} is gone, and nobody deleted it")
            elif not is_there:
                lives[-1].ends = (low, last)
                lives[-1].letters = frozenset(id for id, of in letters if of == worker.id)
                self.deleted += 1
