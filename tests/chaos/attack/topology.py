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


def partition_of(key):
    return zlib.crc32(key.encode()) % PARTITIONS


@dataclasses.dataclass
class Worker:
    id: str
    pattern: str
    is_last: bool
    holds: bool
    attempts: int
    of_class: dict  # attempts that may fail so, at most
    credit: int
    thread: str
    timers_every: int
    instances: int
    breaker: str
    seeks: str  # how it is sent elsewhere in the journal: back with "keep" or "reset", "forward", or ""

    @property
    def goes_back(self):
        return self.seeks in ("keep", "reset")

    def matches(self, topic):
        pattern = re.escape(self.pattern).replace(r"\*", "[^.]+").replace(">", ".+")
        return re.fullmatch(pattern, topic) is not None

    def fate(self, payload):
        """(whether it is handled, the classes of its failures), as the event and the retry policy say."""
        failures = []
        if is_expired(payload):
            return False, failures
        plan = payload["asks"]["plans"].get(self.id, "")
        for letter in plan:
            failures.append(CLASSES[letter])
            most = self.of_class.get(failures[-1], self.attempts)
            if (letter == "j" or len(failures) >= self.attempts
                    or failures.count(failures[-1]) >= most):
                return False, failures
        return True, failures


def is_expired(payload):
    """Those that expire have done so when they come, or will when nobody runs this any more."""
    return payload.get("until", "9").startswith("2001")


def reason(payload, failures):
    """Why an event with such a fate is a dead letter."""
    if is_expired(payload):
        return "expired"
    return "rejected" if failures[-1] == "reject" else "attempts_spent"


class Topology:
    def __init__(self, seed, count):
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
        self.strategy = self.random.choice(["one_for_one", "one_for_all", "rest_for_one"])
        firsts = self.random.randint(2, 3)
        names = [f"first{i + 1}" for i in range(firsts)]
        names += [f"second{i + 1}" for i in range(self.random.randint(1, 2))]
        # One at least goes back, and at least one is let alone.
        seeks = [self.random.choice(["keep", "reset"]), "",
                 *(self.random.choice(["", "forward", "reset"]) for _ in names[2:])]
        self.random.shuffle(seeks)
        self.workers = [self.worker(name, x) for name, x in zip(names, seeks)]

    def worker_of(self, id):
        return next(worker for worker in self.workers if worker.id == id)

    def worker(self, name, seeks):
        roll = self.random
        is_last = name.startswith("second")
        pattern = "handled.first" if is_last else roll.choice(
            ["arrived.>", "arrived.*", "arrived.red", "arrived.blue"])
        # No seek goes back over a letter that holds its key.
        may_hold = seeks not in ("keep", "reset")
        return Worker(name, pattern, is_last, holds=may_hold and roll.random() < 0.6,
                      attempts=roll.randint(2, 5),
                      of_class={"crash": roll.randint(1, 6), "timeout": roll.randint(1, 2),
                                "signal": roll.randint(1, 3)},
                      credit=roll.choice([1, 4, 32, 256]),
                      thread=roll.choice(["pool", "pool", "own"]),
                      timers_every=roll.choice([4, 6]), instances=roll.randint(1, 4),
                      breaker=roll.choice(["none", "{failures: 2, share: none, pause: 20ms, max: 200ms}",
                                           "{failures: none, share: 0.3, minimum: 4, window: 1s,"
                                           " pause: 10ms, max: 100ms}"]), seeks=seeks)

    def text(self):
        """The deployment's file."""
        services = [worker.id for worker in self.workers]
        limits = ", ".join(f"{name}: {value}" for name, value in self.limits.items())
        children = "".join(self.child(worker) for worker in self.workers)
        return f"""# Made by seed {self.seed}.
troupe: 1
name: attack
modules: [chaos]
journal: {{path: shop.db}}
defaults:
  retry: {{first: 15ms, factor: 2, max: 100ms, jitter: 0.5}}
  backoff: none
  handler_timeout: 1s
  handler_grace: 1s
tree:
  intensity: 100000
  children:
    - id: workers
      strategy: {self.strategy}
      intensity: 100000
      children:
{children}    - {{id: {CLOCK}, service: chaos.clockwork, options: {{every: {TICK_MS}ms}}}}
    - {{id: {LISTENER}, service: chaos.listener}}
    - {{id: {GAUGE}, service: chaos.gauge, instances: 2}}
    - id: {SOURCE}
      service: chaos.source
      options: {{seed: {self.seed}, count: {self.count}, batch: {self.batch}, every: {self.every_ms}ms,
                keys: {self.keys}, services: [{", ".join(services)}]}}
topics:
  noted.briefly: {{transient: true, overflow: {self.overflow}}}
  arrived.green: {{time_to_live: 1h}}
  {COMPACTED}: {{keep: latest}}
guard: {{intensity: 100000, backoff: none}}
limits: {{crashes: 100000, zombies: 10000, stop: 20s, {limits}}}
"""

    @staticmethod
    def child(worker):
        of_class = ", ".join(f"{name}: {{attempts: {most}}}"
                             for name, most in worker.of_class.items())
        return f"""        - id: {worker.id}
          service: chaos.worker
          instances: {worker.instances}
          thread: {worker.thread}
          credit: {worker.credit}
          shutdown: 1s
          retry: {{attempts: {worker.attempts}, {of_class}}}
          breaker: {worker.breaker}
          after_dead_letter: {"hold" if worker.holds else "continue"}
          options: {{id: {worker.id}, topics: "{worker.pattern}", last: {str(worker.is_last).lower()},
                    timers_every: {worker.timers_every}, remembers: {str(worker.goes_back).lower()}}}
"""
