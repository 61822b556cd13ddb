# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""An episode of services that fail by plan, in a tree that the seed makes."""
import model
import rereading
from episode import Episode
from operators import Operators
from stage import Stage, wait_for
from topology import Topology

ARRIVALS = 150


class Generated(Episode):
    def __init__(self, attack, seed):
        super().__init__(attack, seed, Stage())
        self.topology = Topology(seed, ARRIVALS)
        self.stage.play("attack.yaml", self.topology.text())
        self.operators = Operators(self.stage, self.topology, self.random)

    def is_done(self):
        """Whether the source has brought in all; what is left goes on in the last life."""
        return self.stage.value("SELECT count(*) FROM readable_events"
                                " WHERE topic LIKE 'arrived.%'") >= self.topology.count

    def settings(self):
        return {f"{worker.id}__instances": self.random.randint(1, 4)
                for worker in self.topology.workers if self.random.random() < 0.5}

    def life(self):
        """Who is paused when it begins, and whom nobody resumes, handles nothing in it."""
        self.stage.touched.clear()
        before, pauses = self.stage.handled(), self.stage.pauses()
        super().life()
        after = self.stage.handled()
        for id in pauses - self.stage.touched:
            if after.get(id) != before.get(id):
                raise AssertionError(f"{id} was paused and has handled {after.get(id)} and not"
                                     f" {before.get(id)} events")
        self.stage.paused = {worker.id: worker.id in self.stage.pauses()
                             for worker in self.topology.workers}
        if self.random.random() < 0.2:
            self.operators.skip_on(is_stopped=True)
        if self.random.random() < 0.2:
            self.operators.compact()
        self.stage.look("journal verify")

    def disturb(self, run):
        super().disturb(run)
        if run.poll() is None:
            self.operators.work(self.work)

    def drain(self):
        """Held keys go on when somebody resolves or replays what holds them."""
        self.operators.resume_all()
        self.operators.bring_rest()
        self.run_until_idle()
        self.operators.replay_left_out()
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
        self.stage.tell("journal verify")
        journal = model.Journal(self.stage)
        model.check(self.topology, journal, self.operators, self.found)
        if self.found.all():
            self.story = list(model.story(journal, self.found.all()[0]))
        self.attack.failures.update(model.failures(self.topology, journal))
        self.attack.figures["replays"] += sum(deeds.count("replayed")
                                              for deeds in journal.deeds.values())
        self.attack.figures["letters"] += sum(map(len, journal.letters.values()))
        self.attack.figures["expired"] += sum(letter[0] == "expired" for letters in
                                              journal.letters.values() for letter in letters)
        self.attack.figures["reread"] += rereading.repeats(journal)
        self.attack.figures["notes"] += journal.notes
        self.attack.figures["compacted"] += journal.compacted
        self.attack.figures["breakers"] += self.stage.log().count(": breaker opens: ")
        self.attack.figures.update(self.operators.figures())
