# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""An episode of services that fail by plan, in a tree that the seed makes."""
import model
from episode import Episode
from stage import Stage, wait_for
from topology import Topology

ARRIVALS = 150


class Generated(Episode):
    def __init__(self, attack, seed):
        super().__init__(attack, seed, Stage())
        self.topology = Topology(seed, ARRIVALS)
        self.stage.play("attack.yaml", self.topology.text())

    def is_done(self):
        """Whether the source has brought in all; what is left goes on in the last life."""
        return self.stage.value("SELECT count(*) FROM readable_events"
                                " WHERE topic LIKE 'arrived.%'") >= self.topology.count

    def settings(self):
        return {f"{worker.id}__instances": self.random.randint(1, 4)
                for worker in self.topology.workers if self.random.random() < 0.5}

    def disturb(self, run):
        super().disturb(run)
        if self.random.random() < (0.3 if self.work == "replay" else 0.05):
            letters = [] if self.stage.is_cut() else self.stage.letters()
            if letters and run.poll() is None:
                self.change(*self.random.choice(letters))
        if self.random.random() < 0.03 and run.poll() is None and not self.stage.is_cut():
            self.restart()

    def change(self, letter, service):
        """Somebody works in the dead-letter office."""
        chance = self.random.random()
        if chance < 0.15:
            self.stage.edit_letter(letter, model.edited)
        elif chance < 0.3:
            self.stage.tell_anyway("dead-letters replay", "--service", service)
        elif chance < 0.85:
            self.stage.change_letters("replay", letter)
        else:
            holds = next(x.holds for x in self.topology.workers if x.id == service)
            self.stage.change_letters("resolve" if holds else "drop", letter)

    def restart(self):
        """Somebody restarts a service, or all of them."""
        ids = ["workers", *(worker.id for worker in self.topology.workers)]
        self.stage.tell_anyway("children restart", self.random.choice(ids))

    def drain(self):
        """Held keys go on when somebody resolves or replays what holds them."""
        for _ in range(60):
            self.finish()
            held = self.stage.held()
            if not held:
                return
            self.random.shuffle(held)
            half = len(held) // 2
            for deed, some in (("replay", held[:half]), ("resolve", held[half:])):
                if some and not self.stage.change_letters(deed, *some):
                    raise AssertionError(f"{deed} of {some} was refused")
        raise AssertionError("the keys that dead letters hold have no end")

    def finish(self):
        """Runs until no work is left, and no timer that comes once."""
        def timers():
            return self.stage.value("SELECT count(*) FROM timers WHERE recurrence IS NULL")
        self.run_until_idle()
        while timers():
            run = self.stage.start()
            wait_for("timers fire", lambda: run.poll() is not None or not timers(), seconds=90)
            run.terminate()
            if self.stage.end_of(run) != 0:
                raise AssertionError(f"the last run ended with {run.returncode}")
            self.run_until_idle()

    def check(self):
        journal = model.Journal(self.stage)
        model.check(self.topology, journal, self.found)
        if self.found.all():
            self.story = list(model.story(journal, self.found.all()[0]))
        self.attack.failures.update(model.failures(self.topology, journal))
        self.attack.figures["replays"] += sum(deeds.count("replayed")
                                              for deeds in journal.deeds.values())
        self.attack.figures["letters"] += sum(map(len, journal.letters.values()))
