# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A deployment of the services of module/chaos.cpp, made by a seed, and what is planned for it."""
import dataclasses
import random
import re
import zlib

CLASSES = {"r": "retry", "w": "retry", "t": "crash", "a": "signal", "h": "timeout", "j": "reject"}
TICK_MS = 200
SOURCE, CLOCK, LISTENER, GAUGE = "intake", "clock", "listener", "gauge"
# Of each of its keys the newest event is kept alone.
COMPACTED = "reached.count"
FIRST_TOPICS = ("arrived.red", "arrived.green", "arrived.blue", "arrived.brief")
PARTITIONS = 64
STRATEGIES = ["one_for_one", "one_for_all", "rest_for_one"]
STILLBORN_ID = "stillborn"
STILLBORN = f"""        - id: {STILLBORN_ID}
          service: chaos.worker
          start: now
          start_timeout: 500ms
          shutdown: brutal
          options: {{{{id: {STILLBORN_ID}, starts: {{starts}}}}}}
"""


def partition_of(key):
    return zlib.crc32(key.encode()) % PARTITIONS


@dataclasses.dataclass(frozen=True)
class Policy:
    attempts: int
    of_class: dict  # attempts that may fail so, at most

    def is_last(self, failures):
        most = self.of_class.get(failures[-1], self.attempts)
        return (failures[-1] == "reject" or len(failures) >= self.attempts
                or failures.count(failures[-1]) >= most)


@dataclasses.dataclass(frozen=True)
class Spec:
    """What a deployment says of a worker, and what may be said otherwise."""
    said: int  # its number
    policy: Policy
    credit: int
    thread: str
    instances: int
    breaker: str
    start: str  # of one whose subscription is new


@dataclasses.dataclass
class Version:
    """What was said of a worker for some time; nothing where it was not there."""
    spec: Spec
    low: int  # the journal's last event before it came to be
    high: int = None  # and behind; nothing where that is not known yet


@dataclasses.dataclass
class Worker:
    id: str
    pattern: str
    is_last: bool
    holds: bool
    timers_every: int
    seeks: str  # how it is sent elsewhere in the journal: back with "keep" or "reset", "forward", or ""
    has_effects: bool  # so it is sent back
    is_guest: bool  # it comes and goes, and its subscription is deleted
    fails: bool  # by plan
    spec: Spec  # at the begin

    def __post_init__(self):
        self.versions = [Version(self.spec, 0, 0)]

    @property
    def goes_back(self):
        return self.seeks in ("keep", "reset")

    def matches(self, topic):
        pattern = re.escape(self.pattern).replace(r"\*", "[^.]+").replace(">", ".+")
        return re.fullmatch(pattern, topic) is not None

    def said_for(self, sequence, upto=None):
        """What can have been said of it when it had to do with an event, until it was handled."""
        ends = [float("inf") if x.high is None else x.high for x in self.versions[1:]]
        ends.append(float("inf"))
        return [x.spec for x, end in zip(self.versions, ends)
                if x.spec and end >= sequence and (upto is None or x.low < upto)]

    def fates(self, sequence, payload, upto=None):
        """[(whether it is handled, the classes of its failures)], as its plan and the policies say.

        Which of the policies an attempt meets is not known, where a reload came between; they come
        one after the other."""
        if is_expired(payload):
            return [(False, [])]
        policies = [spec.policy for spec in self.said_for(sequence, upto)]
        possible, failures = [], []
        for letter in payload["asks"]["plans"].get(self.id, ""):
            failures = [*failures, CLASSES[letter]]
            last = [policy.is_last(failures) for policy in policies]
            if any(last):
                possible.append((False, failures))
            if possible and all(last):
                return possible
            policies = policies[last.index(False):] if policies else policies
        return [*possible, (True, failures)]


def is_expired(payload):
    """Those that expire have done so when they come, or will when nobody runs this any more."""
    return payload.get("until", "9").startswith("2001")


def reason(payload, failures):
    """Why an event with such a fate is a dead letter."""
    if is_expired(payload):
        return "expired"
    return "rejected" if failures[-1] == "reject" else "attempts_spent"


@dataclasses.dataclass
class Deployment:
    """What may change from one reload to the next."""
    specs: dict  # of those workers that are there, by id
    strategy: str
    credits: dict  # of the others

    def copy(self):
        return Deployment(dict(self.specs), self.strategy, dict(self.credits))


class Topology:
    def __init__(self, seed, count, must_forget=False):
        self.random = random.Random(seed)
        self.seed = seed
        self.count = count
        self.keys = self.random.choice([3, 8, 20])
        self.batch = self.random.choice([2, 3, 5])
        self.every_ms = self.random.choice([20, 40])
        self.limits = {"catch_up": self.random.choice([2, 50, 500]),
                       "state_cache": self.random.choice([1, 10000]),
                       "commit": self.random.choice([1, 4, 1024]),
                       "transient_queue": self.random.choice([10, 10000]),
                       "memory": self.random.choice(["64KiB", "16MiB"])}
        self.overflow = self.random.choice(["drop_newest", "drop_oldest", "keep_latest_per_key", "block"])
        self.retain = self.random.choice(["", "count: 20", "count: 150", "size: 64KiB"][must_forget:])
        if self.retain:
            self.retain += self.random.choice(["", ", orphans: {keep: 1h}"])
        firsts = self.random.randint(2, 3)
        names = [f"first{i + 1}" for i in range(firsts)]
        names += [f"second{i + 1}" for i in range(self.random.randint(1, 2))]
        # One at least goes back, and at least one is let alone.
        seeks = [self.random.choice(["keep", "reset"]), "",
                 *(self.random.choice(["", "forward", "reset"]) for _ in names[2:])]
        self.random.shuffle(seeks)
        self.workers = [self.worker(name, x) for name, x in zip(names, seeks)]
        self.workers += [self.guest(f"guest{i + 1}") for i in range(self.random.randint(1, 2))]

    def worker_of(self, id):
        return next(worker for worker in self.workers if worker.id == id)

    def worker(self, name, seeks):
        roll = self.random
        is_last = name.startswith("second")
        goes_back = seeks in ("keep", "reset")
        # Whose letters nobody touches lets nothing go of the journal.
        fails = not (goes_back and self.retain)
        pattern = "handled.first" if is_last else roll.choice(
            ["arrived.>", "arrived.*", "arrived.red", "arrived.blue"][0 if fails else 2:])
        # No seek goes back over a letter that holds its key.
        return Worker(name, pattern, is_last, holds=not goes_back and roll.random() < 0.6,
                      timers_every=roll.choice([4, 6]), seeks=seeks,
                      has_effects=goes_back and roll.random() < 0.5, is_guest=False, fails=fails,
                      spec=self.spec(0))

    def guest(self, name):
        roll = self.random
        pattern = roll.choice(["arrived.red", "arrived.blue", "handled.first"])
        return Worker(name, pattern, is_last=True, holds=roll.random() < 0.3,
                      timers_every=roll.choice([4, 6]), seeks="", has_effects=False, is_guest=True,
                      fails=not self.retain, spec=None)

    def spec(self, said, start="", roll=None):
        roll = roll or self.random
        policy = Policy(roll.randint(2, 5),
                        {"crash": roll.randint(1, 6), "timeout": roll.randint(1, 2),
                         "signal": roll.randint(1, 3)})
        return Spec(said, policy, credit=roll.choice([1, 4, 32, 256]),
                    thread=roll.choice(["pool", "pool", "own"]), instances=roll.randint(1, 4),
                    breaker=roll.choice(["none", "{failures: 2, share: none, pause: 20ms, max: 200ms}",
                                         "{failures: none, share: 0.3, minimum: 4, window: 1s,"
                                         " pause: 10ms, max: 100ms}"]), start=start)

    def deployment(self):
        """What it says at the begin, before anybody changes it."""
        return Deployment({worker.id: worker.spec for worker in self.workers if worker.spec},
                          self.random.choice(STRATEGIES),
                          dict.fromkeys((CLOCK, LISTENER, GAUGE, SOURCE), 256))

    def text(self, what, retain="", starts=""):
        """The deployment's file. With `starts` a service is in it that does not start."""
        failing = [worker.id for worker in self.workers if worker.fails]
        limits = ", ".join(f"{name}: {value}" for name, value in self.limits.items())
        children = "".join(self.child(worker, what.specs[worker.id]) for worker in self.workers
                           if worker.id in what.specs)
        if starts:
            children += STILLBORN.format(starts=starts)
        journal = f"path: shop.db, retain: {{{retain}}}" if retain else "path: shop.db"
        credits = what.credits
        return f"""# Made by seed {self.seed}.
troupe: 1
name: attack
modules: [chaos]
journal: {{{journal}}}
defaults:
  retry: {{first: 15ms, factor: 2, max: 100ms, jitter: 0.5}}
  backoff: none
  handler_timeout: 1s
  handler_grace: 1s
tree:
  intensity: 100000
  children:
    - id: workers
      strategy: {what.strategy}
      intensity: 100000
      children:
{children}    - {{id: {CLOCK}, service: chaos.clockwork, credit: {credits[CLOCK]}, options: {{every: {TICK_MS}ms}}}}
    - {{id: {LISTENER}, service: chaos.listener, credit: {credits[LISTENER]}}}
    - {{id: {GAUGE}, service: chaos.gauge, credit: {credits[GAUGE]}, instances: 2}}
    - id: {SOURCE}
      service: chaos.source
      credit: {credits[SOURCE]}
      options: {{seed: {self.seed}, count: {self.count}, batch: {self.batch}, every: {self.every_ms}ms,
                keys: {self.keys}, services: [{", ".join(failing)}]}}
topics:
  noted.briefly: {{transient: true, overflow: {self.overflow}}}
  arrived.green: {{time_to_live: 1h}}
  {COMPACTED}: {{keep: latest}}
guard: {{intensity: 100000, backoff: none}}
limits: {{crashes: 100000, zombies: 10000, stop: 20s, {limits}}}
"""

    @staticmethod
    def child(worker, spec):
        of_class = ", ".join(f"{name}: {{attempts: {most}}}"
                             for name, most in spec.policy.of_class.items())
        start = f"          start: {spec.start}\n" if spec.start else ""
        return f"""        - id: {worker.id}
          service: chaos.worker
          instances: {spec.instances}
          thread: {spec.thread}
          credit: {spec.credit}
{start}          shutdown: 1s
          retry: {{attempts: {spec.policy.attempts}, {of_class}}}
          breaker: {spec.breaker}
          after_dead_letter: {"hold" if worker.holds else "continue"}
          options: {{id: {worker.id}, topics: "{worker.pattern}", last: {str(worker.is_last).lower()},
                    timers_every: {worker.timers_every}, remembers: {str(worker.goes_back).lower()},
                    said: {spec.said}}}
"""
