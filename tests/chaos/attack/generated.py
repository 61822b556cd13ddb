# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""An episode of services that fail by plan, in a tree that the seed makes."""
import model
import rereading
from changes import Changes
from episode import Episode
from guests import Guests
from operators import Operators
from stage import Stage, wait_for
from topology import Topology

ARRIVALS = 200


class Generated(Episode):
    def __init__(self, attack, seed):
        super().__init__(attack, seed, Stage())
        self.topology = Topology(seed, ARRIVALS, attack.works == ["retention"])
        if not self.topology.retain:
            self.works = [work for work in self.works if work != "retention"]
        self.guests = Guests(self.stage, self.topology, self.random)
        self.changes = Changes(self.stage, self.topology, self.guests, self.random)
        self.stage.play("attack.yaml")
        self.changes.write(self.changes.runs)
        self.operators = Operators(self.stage, self.topology, self.changes, self.random)

    def prepare(self):
        """From its second run on the journal forgets, and what it forgets is kept beside."""
        run = self.stage.start()
        wait_for("the first run has begun", self.stage.runs)
        run.terminate()
        self.check_end(self.stage.end_of(run), set(), is_killed=False)
        self.stage.keep_what_goes()
        self.changes.retain = self.topology.retain

    def is_done(self):
        """Whether the source has brought in all; what is left goes on in the last life."""
        return self.stage.value("SELECT count(*) FROM every_event"
                                " WHERE topic LIKE 'arrived.%'") >= self.topology.count

    def settings(self):
        return self.changes.settings()

    def has_started(self):
        self.changes.has_begun = True
        self.guests.settle()
        if self.changes.is_untried:
            self.changes.check_subscriptions()

    def life(self):
        """Who is paused when it begins, and whom nobody resumes, handles nothing in it."""
        self.changes.change_stopped()
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
        self.operators.settle()
        self.changes.settle()
        if self.random.random() < 0.2:
            self.operators.compact()
        if self.random.random() < 0.2:
            self.changes.delete()
        self.stage.look("journal verify")

    def disturb(self, run):
        super().disturb(run)
        if run.poll() is None:
            self.operators.work(self.work)

    def drain(self):
        """Held keys go on when somebody resolves or replays what holds them."""
        self.changes.put_all_back()
        self.run_until_idle(may_leave_paused=True)
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
        self.changes.settle()
        self.stage.tell("journal verify")
        journal = model.Journal(self.stage)
        journal.forget_letters(self.guests.lives)
        model.check(self.topology, journal, self.operators, self.guests.lives, self.found)
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
        self.attack.figures["forgotten"] += journal.first - 1
        self.attack.figures["breakers"] += self.stage.log().count(": breaker opens: ")
        self.attack.figures.update(self.operators.figures())
