# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""A deployment of the services of module/chaos.cpp, made by a seed, and what is planned for it."""
import dataclasses
import random
import re

CLASSES = {"r": "retry", "w": "retry", "t": "crash", "a": "signal", "h": "timeout", "j": "reject"}
TICK_MS = 200
SOURCE, CLOCK = "intake", "clock"
FIRST_TOPICS = ("arrived.red", "arrived.green", "arrived.blue")


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

    def matches(self, topic):
        pattern = re.escape(self.pattern).replace(r"\*", "[^.]+").replace(">", ".+")
        return re.fullmatch(pattern, topic) is not None

    def fate(self, plan):
        """(whether it is handled, the classes of its failures), as the retry policy says."""
        failures = []
        for letter in plan:
            failures.append(CLASSES[letter])
            most = self.of_class.get(failures[-1], self.attempts)
            if (letter == "j" or len(failures) >= self.attempts
                    or failures.count(failures[-1]) >= most):
                return False, failures
        return True, failures


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
                       "memory": self.random.choice(["64KiB", "16MiB"])}
        self.strategy = self.random.choice(["one_for_one", "one_for_all", "rest_for_one"])
        firsts = self.random.randint(2, 3)
        self.workers = [self.worker(f"first{i + 1}", False) for i in range(firsts)]
        self.workers += [self.worker(f"second{i + 1}", True)
                         for i in range(self.random.randint(1, 2))]

    def worker(self, name, is_last):
        roll = self.random
        pattern = "handled.first" if is_last else roll.choice(
            ["arrived.>", "arrived.*", "arrived.red", "arrived.blue"])
        return Worker(name, pattern, is_last, holds=roll.random() < 0.5,
                      attempts=roll.randint(2, 5),
                      of_class={"crash": roll.randint(1, 6), "timeout": roll.randint(1, 2),
                                "signal": roll.randint(1, 3)},
                      credit=roll.choice([1, 4, 32, 256]),
                      thread=roll.choice(["pool", "pool", "own"]),
                      timers_every=roll.choice([4, 6]), instances=roll.randint(1, 4))

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
    - id: {SOURCE}
      service: chaos.source
      options: {{seed: {self.seed}, count: {self.count}, batch: {self.batch}, every: {self.every_ms}ms,
                keys: {self.keys}, services: [{", ".join(services)}]}}
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
          after_dead_letter: {"hold" if worker.holds else "continue"}
          options: {{id: {worker.id}, topics: "{worker.pattern}", last: {str(worker.is_last).lower()},
                    timers_every: {worker.timers_every}}}
"""
