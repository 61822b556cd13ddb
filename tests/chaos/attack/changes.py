# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""People who change what a deployment runs while it is attacked: by reloads, and from one run to the
next. Services come, go, come back and get other options; some reloads have a service that does not
start, and then all must be as it was.
"""
import dataclasses
import re
import threading

from topology import STILLBORN_ID, STRATEGIES, Version

# What is said of a reload that changed nothing; all else is a finding.
NOT_DONE = re.compile("runs as it did before|attack does not run|has not begun to deliver yet|attack stops"
                      "|the deployment ended|a reload of attack is under way|a child, a subscription or dead letters are being changed"
                      "|the retention took it")


class Changes:
    def __init__(self, stage, topology, guests, roll):
        self.stage = stage
        self.topology = topology
        self.guests = guests
        self.random = roll
        self.runs = topology.deployment()  # as its file says, too, but while one is tried
        self.number = 0
        self.retain = ""
        self.one_at_a_time = threading.Lock()
        self.has_begun = False  # the run; until then it may still read the file
        self.is_untried = True  # in this run
        self.reloads = 0
        self.refused = 0

    def present(self):
        return [worker for worker in self.topology.workers if worker.id in self.runs.specs]

    def write(self, what, starts=""):
        text = self.topology.text(what, self.retain, starts)
        self.stage.say(text)
        return text

    def settings(self):
        """Of a run or a reload, beside its file."""
        return {f"{worker.id}__instances": self.random.randint(1, 4)
                for worker in self.present() if self.random.random() < 0.3}

    # While nothing runs.

    def change_stopped(self):
        self.settle()
        self.is_untried = True
        self.has_begun = False
        new = self.runs.copy()
        if self.random.random() < 0.3:
            self.change(new)
        self.guests.say_starts(new)
        self.write(new)
        self.adopt(new, self.stage.last_sequence())

    def settle(self):
        """What came to be while the power was cut has come to be by now."""
        last = self.stage.last_sequence()
        self.guests.settle(is_stopped=True)
        for worker in self.topology.workers:
            for version in worker.versions:
                version.high = last if version.high is None else version.high

    def put_all_back(self):
        self.settle()
        for worker in self.topology.workers:
            if worker.id not in self.runs.specs and (not worker.is_guest or self.guests.has(worker)):
                self.put_back(self.runs, worker)
        self.guests.say_starts(self.runs)
        self.write(self.runs)
        self.adopt(self.runs, self.stage.last_sequence())

    # While it runs.

    def delete(self):
        """A guest comes; or it goes, sometimes paused, and then what it has in the journal. Who is
        there cannot be deleted."""
        with self.one_at_a_time:
            worker = self.random.choice(self.guests.all)
            if self.has_begun and self.random.random() < 0.8:
                self.reload_alone(lambda new: self.come_or_go(new, worker))
            if self.guests.is_born(worker) and not self.stage.is_cut():
                self.guests.delete(worker, worker.id in self.runs.specs)

    def reload(self):
        with self.one_at_a_time:
            if self.has_begun:
                self.reload_alone(self.change)

    def reload_alone(self, change):
        self.is_untried = False
        new = self.runs.copy()
        change(new)
        starts = self.random.choice(["", "", "", "", "throws", "throws", "hangs"])
        settings = self.settings()
        settings = {name: value for name, value in settings.items()
                    if name.split("__")[0] in new.specs}
        self.guests.say_starts(new)
        low = self.stage.last_sequence()
        text = self.write(new, starts)
        code, output, log = self.stage.ended(verb="reload", seconds=60, **settings)
        is_new = self.stage.generation() == text
        if code == 0 and not is_new and not self.stage.is_cut():
            raise AssertionError(f"a reload said that it is done, and is not: {output}")
        if is_new and starts:
            raise AssertionError(f"a reload has started what {starts} at its start: {output}")
        if code != 0 and not NOT_DONE.search(log):
            raise AssertionError(f"a reload ended with {code}: {output} {log}")
        if is_new:
            self.adopt(new, low)
            self.guests.settle()
        else:
            self.write(self.runs)
            self.refused += "as it did before" in log
        self.reloads += is_new

    def adopt(self, new, low):
        self.runs = new
        for worker in self.topology.workers:
            spec = new.specs.get(worker.id)
            if spec is not worker.versions[-1].spec:
                worker.versions.append(Version(spec, low))
        self.guests.adopt(new)
        if not self.stage.is_cut():
            last = self.stage.last_sequence()
            for worker in self.topology.workers:
                if worker.versions[-1].high is None and not self.stage.is_cut():
                    worker.versions[-1].high = last

    # What is changed.

    def change(self, new):
        """One thing, or some."""
        for _ in range(self.random.choice([1, 1, 2, 3])):
            self.random.choice([self.come_or_go, self.come_or_go, self.change_spec, self.change_spec,
                                self.change_others, self.change_strategy])(new)

    def come_or_go(self, new, worker=None):
        worker = worker or self.random.choice(self.topology.workers)
        if worker.id in new.specs:
            if len(new.specs) > 2:
                del new.specs[worker.id]
        else:
            self.put_back(new, worker)

    def put_back(self, new, worker):
        old = next((x.spec for x in reversed(worker.versions) if x.spec), None)
        new.specs[worker.id] = self.spec(worker, old)

    def spec(self, worker, old):
        """Policies of those that go back stay: what they handle again must be what they handled."""
        self.number += 1
        spec = self.topology.spec(self.number, roll=self.random)
        if old:
            spec = dataclasses.replace(spec, start=old.start)
        if old and worker.goes_back:
            spec = dataclasses.replace(spec, policy=old.policy)
        return spec

    def change_spec(self, new):
        worker = self.topology.worker_of(self.random.choice(list(new.specs)))
        new.specs[worker.id] = self.spec(worker, new.specs[worker.id])

    def change_others(self, new):
        new.credits[self.random.choice(list(new.credits))] = self.random.randint(1, 256)

    def change_strategy(self, new):
        new.strategy = self.random.choice(STRATEGIES)

    def check_subscriptions(self):
        """Of a deployment that has just started: what a reload made that did not come to be is gone."""
        known = {worker.id for worker in self.topology.workers
                 if not worker.is_guest or worker.id in self.runs.specs or self.guests.has(worker)}
        left = {name for name in self.stage.subscriptions()
                if name.startswith("guest") or name == STILLBORN_ID} - known
        if left:
            raise AssertionError(f"a reload that was not done has left the subscriptions {left}")
