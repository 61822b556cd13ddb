# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""People who work on a deployment while it is attacked: in the dead-letter office, on its children and
its subscriptions, and with events to bring in. What they did, and what they only tried, is kept for
the model.
"""
import collections
import concurrent.futures
import dataclasses
import json

import model
from rereading import Seek, Skip
from topology import FIRST_TOPICS

WEBSHOP = "webshop"
# So many of the events from outside are published in an episode.
OUTSIDE_MAX = 40
LOOKS = ["status", "subscriptions list", "dead-letters list", "timers list", "journal info",
         "journal verify", "events"]
# By letter, as the source chooses them.
FAILURES = "rrrrwttttj"
# What the second says of an event that is there; it must be nowhere.
IMPOSTOR = 50_000


@dataclasses.dataclass
class Brought:
    """An event from outside."""
    number: int
    topic: str
    key: str
    plans: dict
    tries: int = 0
    sequence: int = 0  # as it was acknowledged

    @property
    def id(self):
        return f"A-{self.number}"

    def payload(self, number):
        return json.dumps({"about": self.key, "asks": {"number": number, "plans": self.plans}})


def at_once(do, some):
    with concurrent.futures.ThreadPoolExecutor(len(some)) as people:
        for done in [people.submit(do, each) for each in some]:
            done.result()


class Operators:
    def __init__(self, stage, topology, changes, roll):
        self.stage = stage
        self.topology = topology
        self.changes = changes
        self.random = roll
        self.brought = []
        self.duplicates = 0
        self.pauses = 0
        self.compactions = 0
        self.backups = 0
        self.effects = 0  # seeks back that allowed them
        self.replayed = 0  # of services that were sent back
        self.sought = collections.defaultdict(list)  # by worker
        self.skips = collections.defaultdict(list)
        self.topics = [topic for topic in FIRST_TOPICS
                       if any(x.matches(topic) for x in topology.workers if not x.is_guest)]

    def work(self, attacked):
        """Nothing, one thing or some at once; most often what is to be attacked."""
        deeds = [deed for kind, share, deed in (
            ("replay", 0.05, self.change_letter), ("seek", 0.04, self.seek),
            ("pause", 0.03, self.pause_or_resume), (None, 0.02, self.skip_on),
            (None, 0.03, self.compact), (None, 0.03, self.back_up), (None, 0.15, self.publish),
            (None, 0.03, self.restart), (None, 0.05, self.look), ("reload", 0.1, self.changes.delete),
            ("reload", 0.1, self.changes.reload), ("retention", 0.03, self.let_go))
            if self.random.random() < (0.3 if kind == attacked else share)]
        if deeds and not self.stage.is_cut():
            at_once(lambda deed: deed(), deeds)

    def figures(self):
        return {"brought": len(self.brought), "duplicates": self.duplicates, "pauses": self.pauses,
                "compactions": self.compactions, "backups": self.backups, "reloads": self.changes.reloads,
                "refused": self.changes.refused, "deleted": self.changes.guests.deleted,
                "effects": self.effects,
                "seeks": sum(map(len, self.sought.values())) + sum(map(len, self.skips.values()))}

    def look(self):
        """Who only reads gets an answer, whatever becomes of the deployment meanwhile."""
        self.stage.look(self.random.choice(LOOKS))

    # The journal's care.

    def compact(self):
        self.compactions += self.stage.tell_anyway("journal compact")

    def back_up(self):
        self.backups += self.stage.back_up()

    # The dead-letter office.

    def change_letter(self):
        """Not one of a service that is sent back: what it handles then would depend on which came first."""
        letters = self.letters()
        if letters:
            self.change(*self.random.choice(letters))

    def letters(self):
        some = [(letter, self.topology.worker_of(id)) for letter, id in self.stage.letters()]
        return [(letter, worker.id) for letter, worker in some
                if not worker.goes_back and not worker.is_guest]

    def let_go(self):
        """Of those that keep events in the journal, the oldest."""
        if self.topology.retain:
            for letter, service in self.letters()[:4]:
                self.change(letter, service)

    def change(self, letter, service):
        chance = self.random.random()
        if chance < 0.15:
            self.stage.edit_letter(letter, model.edited)
        elif chance < 0.3:
            self.stage.tell_anyway("dead-letters replay", "--service", service)
        elif chance < 0.85:
            self.stage.change_letters("replay", letter)
        else:
            holds = self.topology.worker_of(service).holds
            self.stage.change_letters("resolve" if holds else "drop", letter)

    def restart(self):
        """Of a service, or of all of them."""
        ids = ["workers", *self.changes.runs.specs]
        self.stage.tell_anyway("children restart", self.random.choice(ids), may_refuse=True)

    # Subscriptions.

    def pause_or_resume(self):
        """Who may be paused or not is told to go on."""
        worker = self.random.choice(self.changes.present())
        is_paused = self.stage.paused.get(worker.id, False)
        self.pause(worker, is_paused is False)

    def pause(self, worker, paused):
        self.stage.paused[worker.id] = None
        self.stage.touched.add(worker.id)
        if self.stage.tell_anyway(f"subscriptions {'pause' if paused else 'resume'}", worker.id,
                                  may_refuse=True):
            self.stage.paused[worker.id] = paused
            self.pauses += paused

    def resume_all(self):
        for worker in self.topology.workers:
            if worker.id not in self.stage.subscriptions():
                continue
            self.pause(worker, False)
            if self.stage.paused[worker.id] is not False:
                raise AssertionError(f"{worker.id} cannot be resumed")

    def seek(self):
        """Back, to where nothing is skipped: all partitions have come at least to what is settled."""
        some = [x for x in self.changes.present() if x.goes_back]
        worker = self.random.choice(some) if some else None
        settled = self.stage.settled(worker.id) if some else 0
        first = self.stage.first_sequence()
        if settled < first:
            return
        is_first = self.random.random() < 0.3
        to = first - 1 if is_first else self.random.randint(first - 1, settled - 1)
        seek = Seek(to, None, worker.seeks == "reset", False)
        self.sought[worker.id].append(seek)
        self.stage.expect_back(worker.id, 0 if is_first else to)
        seek.is_certain = self.stage.tell_anyway(
            "subscriptions seek", worker.id, "--to", "beginning" if is_first else str(to + 1),
            f"--{worker.seeks}-state", *["--allow-effects"] * worker.has_effects, may_refuse=True)
        self.effects += seek.is_certain and worker.has_effects
        # The retention may have let go of some before it was there.
        seek.upto = None if self.stage.is_cut() else max(to, self.stage.first_sequence() - 1)

    def settle(self):
        """What the retention may have done while the power was cut it has done by now."""
        for seek in sum(self.sought.values(), []):
            if seek.upto is None:
                seek.upto = max(seek.to, self.stage.first_sequence() - 1)

    def skip_on(self, is_stopped=False):
        """Forward. Of one that is stopped it is known how far it had come."""
        some = [x for x in self.changes.present() if x.seeks == "forward"]
        if not some:
            return
        worker = self.random.choice(some)
        settled, last = self.stage.settled(worker.id), self.stage.last_sequence()
        if settled >= last:
            return
        floors = [max(settled, place) for place in self.stage.places(worker.id)]
        least = max(settled + 1, self.stage.first_sequence())
        skip = Skip(floors, self.random.randint(least, last), is_stopped)
        self.skips[worker.id].append(skip)
        is_done = self.stage.tell_anyway("subscriptions seek", worker.id, "--to", str(skip.to + 1),
                                         may_refuse=True)
        if is_stopped and not (is_done and self.stage.settled(worker.id) == skip.to):
            raise AssertionError(f"{worker.id} is stopped and cannot be sent on to {skip.to}")

    def replay_left_out(self):
        """Some of the letters that no seek has brought back."""
        for letter, service in self.stage.letters():
            if self.topology.worker_of(service).goes_back and self.random.random() < 0.3:
                self.replayed += self.stage.change_letters("replay", letter)

    # Events from outside.

    def publish(self):
        """A new one, or one that was tried before; which that is, only its id says."""
        known = [x for x in self.brought if x.tries < 3]
        if len(self.brought) < OUTSIDE_MAX and (not known or self.random.random() < 0.5):
            known = [self.new_event()]
            self.brought += known
        if known:
            event = self.random.choice(known)
            at_once(self.bring, [event] * self.random.choice([1, 1, 2]))

    def new_event(self):
        number = model.FROM_OUTSIDE + len(self.brought)
        plans = {worker.id: "".join(self.random.choice(FAILURES)
                                    for _ in range(self.random.randint(1, 4)))
                 for worker in self.topology.workers if worker.fails and self.random.random() < 0.1}
        key = f"k{self.random.randrange(self.topology.keys)}"
        return Brought(number, self.random.choice(self.topics), key, plans)

    def bring(self, event):
        event.tries += 1
        first = event.sequence
        number = event.number + (IMPOSTOR if first else 0)
        told = self.stage.publish(event.topic, "--key", event.key, "--source", WEBSHOP, "--id",
                                  event.id, "--data", event.payload(number))
        if told is None:
            return False
        self.duplicates += told["duplicate"]
        if event.sequence not in (0, told["sequence"]) or first and not told["duplicate"]:
            raise AssertionError(f"{event.id} from outside is event {event.sequence}, and the"
                                 f" answer to the next was {told}")
        event.sequence = told["sequence"]
        return True

    def bring_rest(self):
        """What nobody has acknowledged is published until somebody does, and some others again."""
        for event in self.brought:
            if (event.sequence == 0 or self.random.random() < 0.2) and not self.bring(event):
                raise AssertionError(f"{event.id} cannot be published")
