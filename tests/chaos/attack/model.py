# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What a journal must hold after an attack, whatever happened: computed from the events and their
plans alone, and compared with the rest.

Each handling of an event is an event itself, so effects are counted where they happened.
"""
import collections
import json
import re

import derived
import rereading
from topology import CLOCK, COMPACTED, FIRST_TOPICS, GAUGE, LISTENER, SOURCE, TICK_MS, reason

HANDLED = ("handled.first", "handled.second")
# What is more was published from outside.
FROM_OUTSIDE = 10_000
# What is more was edited.
EDITED = 1_000_000
# So many come at most while a run stops.
STOP_TICKS = 50


def edited(payload):
    """As somebody writes it who mends a dead letter."""
    return {**payload, "asks": {**payload["asks"], "number": payload["asks"]["number"] + EDITED}}


class Findings:
    """What is not as it must be, by kind."""

    def __init__(self):
        self.lost, self.doubled, self.order, self.other = [], [], [], []

    def all(self):
        return self.lost + self.doubled + self.order + self.other


class Journal:
    """The journal of a stage, read once; also what it has let go of."""

    def __init__(self, stage):
        rows = stage.query("SELECT sequence, topic, time, payload, lower(hex(id)) FROM every_event"
                           " ORDER BY sequence")
        self.events = [(sequence, topic, time, json.loads(payload))
                       for sequence, topic, time, payload, _ in rows]
        self.ids = {sequence: id for sequence, *_, id in rows}
        self.letters = collections.defaultdict(list)
        self.letter_ids = collections.defaultdict(list)
        for service, sequence, reason, failures, id in stage.query(
                "SELECT service, event_sequence, reason, failures, lower(hex(id)) FROM dead_letters"):
            self.letters[service, sequence].append((reason, [x["class"] for x in json.loads(failures)]))
            self.letter_ids[service, sequence].append(id)
        self.deeds = collections.defaultdict(list)
        for service, sequence, what in stage.query(
                "SELECT service, sequence, what FROM dead_letter_audits ORDER BY number"):
            self.deeds[service, sequence].append(what)
        self.states = {(service, key): json.loads(value) for service, key, value in stage.query(
            "SELECT subscriptions.name, key, value FROM states JOIN subscriptions"
            " ON subscriptions.number = states.subscription")}
        self.last = stage.last_sequence()
        self.first = stage.first_sequence()
        self.kept = {sequence for sequence, in stage.query("SELECT sequence FROM events")}
        self.compacted = stage.value("SELECT coalesce(max(value), 0) FROM counters"
                                     " WHERE name = 'compacted'")
        self.notes = len(self.of_topics("counted.notes"))
        self.parked = stage.value("SELECT count(*) FROM parked")
        self.integrity = stage.value("PRAGMA integrity_check")

    def forget_letters(self, lives):
        """Those of subscriptions that were deleted since."""
        for service, some in lives.items():
            old = {letter for life in some for letter in life.letters}
            for key in [key for key in self.letters if key[0] == service]:
                self.letters[key] = [letter for letter, id in zip(self.letters[key], self.letter_ids[key])
                                     if id not in old]

    def of_topics(self, *topics):
        return [(sequence, payload) for sequence, topic, _, payload in self.events
                if topic in topics]


def check(topology, journal, operators, lives, found):
    """Adds to `found`. `lives` are those of guests' subscriptions."""
    check_whole(journal, found)
    check_arrivals(topology, journal, found)
    check_brought(operators.brought, journal, found)
    handled = collections.defaultdict(list)
    for sequence, payload in journal.of_topics(*HANDLED):
        handled[payload["service"]].append((sequence, payload))
    for worker in topology.workers:
        mine = handled[worker.id]
        check_versions(worker, mine, found)
        if worker.is_guest:
            mine = check_lives(worker, journal, mine, lives[worker.id], found)
        check_fates(worker, journal, mine, operators, lives[worker.id], found)
        check_keys(worker, journal, mine, found)
    derived.check_ids(journal, found)
    derived.check_alarms(journal, lives, found)
    check_newest(journal, found)
    check_notes(journal, found)
    check_ticks(journal, found)


def failures(topology, journal):
    """How many attempts were planned to fail, by class."""
    count = collections.Counter()
    for worker in topology.workers:
        for sequence, topic, _, payload in journal.events:
            if worker.matches(topic):
                count.update(worker.fates(sequence, payload)[0][1])
    return count


def story(journal, finding):
    """What the journal tells of the key that a finding names, as few lines as may be."""
    named = re.search(r"key (\w+)", finding)
    if not named:
        return
    service = finding.split(",")[0]
    for sequence, topic, _, payload in journal.events:
        if payload.get("about") != named[1] or payload.get("service", service) != service:
            continue
        what = (f"plan '{payload['asks']['plans'].get(service, '')}'" if topic in FIRST_TOPICS else
                ", ".join(f"{name} {value}" for name, value in payload.items()
                          if name not in ("asks", "about")))
        yield f"{sequence} {topic} {named[1]}: {what}"
    for (who, sequence), letters in journal.letters.items():
        if who == service and letters:
            yield f"dead letter of {sequence}: {letters}"
    for (who, sequence), deeds in journal.deeds.items():
        if who == service and deeds:
            yield f"{sequence} was {', '.join(deeds)}"


def check_whole(journal, found):
    if journal.integrity != "ok":
        found.other.append(f"SQLite says of the file: {journal.integrity}")
    if len(journal.kept) != journal.last + 1 - journal.first - journal.compacted:
        found.lost.append(f"of {journal.last} events those before {journal.first} were let go of,"
                          f" {journal.compacted} went for a newer one of their key, and"
                          f" {len(journal.kept)} are there")
    if [sequence for sequence, *_ in journal.events] != list(range(1, journal.last + 1)):
        found.lost.append("some events are neither there nor in the attic")
    if journal.parked:
        found.other.append(f"{journal.parked} deliveries are parked and nobody handles them")


def check_arrivals(topology, journal, found):
    numbers = [payload["asks"]["number"] for _, payload in journal.of_topics(*FIRST_TOPICS)
               if payload["asks"]["number"] < FROM_OUTSIDE]
    count = collections.Counter(numbers)
    found.lost += [f"arrival {n} was not brought in" for n in range(1, topology.count + 1)
                   if count[n] == 0]
    found.doubled += [f"arrival {n} was brought in {count[n]} times" for n in count if count[n] > 1]
    if numbers != sorted(numbers):
        found.order.append("arrivals were brought in out of order")
    if journal.states.get((SOURCE, ""), {}).get("count") != topology.count:
        found.other.append("the source's state does not agree with what it brought in")


def check_brought(brought, journal, found):
    """What came from outside is there once, however often it came, and is what came first."""
    by_number = collections.defaultdict(list)
    for sequence, payload in journal.of_topics(*FIRST_TOPICS):
        if payload["asks"]["number"] >= FROM_OUTSIDE:
            by_number[payload["asks"]["number"]].append(sequence)
    for event in brought:
        sequences = by_number.pop(event.number, [])
        what = f"{event.id} from outside, acknowledged as {event.sequence}: it is {sequences}"
        if event.sequence not in sequences:
            found.lost.append(what)
        elif len(sequences) > 1:
            found.doubled.append(what)
    found.doubled += [f"{number} from outside came second and is {sequences}"
                      for number, sequences in by_number.items()]


def check_versions(worker, handled, found):
    """What is said of a service holds from its reload on, until the next one. One that did not come
    to be never held."""
    for sequence, payload in handled:
        if payload["said"] not in [x.said for x in worker.said_for(sequence, sequence)]:
            found.other.append(f"{worker.id}, key {payload['about']}: event {sequence} was published by"
                               f" number {payload['said']} of {worker.versions}")


def check_lives(worker, journal, handled, lives, found):
    """Of a subscription that was deleted only this is known: what it had handled came once, in order.
    Returns what the last one has handled."""
    begin = 0
    for life in [life for life in lives if life.ends]:
        some = [x for x in handled if begin < x[0] <= life.ends[0]]
        check_keys(worker, None, some, found)
        found.other += [f"{worker.id}: handled {payload} and begins behind {life.low}"
                        for _, payload in some if payload["of"] <= life.low]
        begin = life.ends[0]
    rest = [x for x in handled if x[0] > begin]
    if not lives or lives[-1].ends:
        found.other += [f"{worker.id} has no subscription and has handled {x}" for x in rest]
    return rest


def check_fates(worker, journal, handled, operators, lives, found):
    """Each event's planned fate is its fate."""
    by_event = collections.defaultdict(list)
    for _, payload in handled:
        by_event[payload["of"]].append(payload)
    wanted = [(sequence, payload) for sequence, topic, _, payload in journal.events
              if worker.matches(topic)]
    if worker.is_guest:
        wanted = wanted_in(lives, wanted, by_event, worker, journal)
    skipped = never_handled(worker, wanted, by_event, journal, operators, found)
    published = {sequence: payload for sequence, payload in handled if not payload["replay"]}
    upto = {payload["of"]: sequence for sequence, payload in published.items()}
    fates = {sequence: worker.fates(sequence, payload, upto.get(sequence))
             for sequence, payload in wanted}
    if worker.goes_back:
        one_each = [(sequence, payload["about"], fates[sequence][0][0]) for sequence, payload in wanted]
        rereading.check_histories(worker, journal, handled, operators.sought[worker.id], one_each, found)
    for sequence, payload in wanted:
        if sequence in skipped:
            continue
        plan = payload["asks"]["plans"].get(worker.id, "")
        what = f"{worker.id}, event {sequence}, key {payload['about']}, plan '{plan}'"
        check_fate(worker, payload, fates[sequence], by_event.pop(sequence, []),
                   journal.letters[worker.id, sequence], journal.deeds[worker.id, sequence], what, found)
    found.other += [f"{worker.id} handled event {of}, which it does not subscribe to"
                    for of in by_event]


def wanted_in(lives, wanted, by_event, worker, journal):
    """Where a subscription begins, is known but for some events; behind the first that it has had
    to do with, it has to do with all."""
    if not lives or lives[-1].ends:
        return []
    life = lives[-1]
    taken = [sequence for sequence, _ in wanted
             if by_event.get(sequence) or journal.letters[worker.id, sequence]]
    begin = min([life.high, *(sequence - 1 for sequence in taken if sequence > life.low)])
    return [(sequence, payload) for sequence, payload in wanted if sequence > begin]


def never_handled(worker, wanted, by_event, journal, operators, found):
    """Of an event that somebody sent the service past, nothing tells."""
    by_key = collections.defaultdict(list)
    for sequence, payload in wanted:
        tells = (by_event.get(sequence), journal.letters[worker.id, sequence],
                 journal.deeds[worker.id, sequence])
        by_key[payload["about"]].append((sequence, any(tells)))
    skipped = set()
    for key, events in by_key.items():
        skipped |= rereading.skipped(worker, key, events, operators.skips[worker.id], found)
    return skipped


def fate_of(possible, letters, deeds):
    """Where what is said of a service has changed, what became of an event tells which held."""
    last = [fate for fate in possible if not fate[0]]
    if letters:
        return next((fate for fate in last if fate[1] == letters[0][1]), possible[-1])
    return last[0] if last and deeds else possible[-1]


def check_fate(worker, payload, possible, effects, letters, deeds, what, found):
    is_handled, failures = fate_of(possible, letters, deeds)
    if worker.has_effects:
        effects = effects[:1]  # Those of the readings anew are known by their history.
    if len(effects) > 1:
        found.doubled.append(f"{what}: handled {len(effects)} times")
        return
    if is_handled:
        if letters or deeds:
            found.other.append(f"{what}: is a dead letter {letters} {deeds} against its plan")
        elif not effects:
            found.lost.append(f"{what}: not handled")
        elif effects[0]["attempt"] != len(failures) + 1 or effects[0]["replay"]:
            found.other.append(f"{what}: handled by attempt {effects[0]['attempt']}")
        return
    last_deeds = [deed for deed in deeds if deed != "edited"]
    is_gone = last_deeds != []
    is_replayed = last_deeds[:1] == ["replayed"]
    if len(last_deeds) > 1:
        found.other.append(f"{what}: somebody did {deeds} to it")
    if is_replayed and effects and "asks" in effects[0]:
        is_edited = effects[0]["asks"]["number"] > EDITED
        if is_edited != ("edited" in deeds):
            found.other.append(f"{what}: handled as {effects[0]['asks']}, after {deeds}")
    if is_replayed and (len(effects) != 1 or not effects[0]["replay"]):
        found.lost.append(f"{what}: replayed and not handled as a replay: {effects}")
    if not is_replayed and effects:
        found.other.append(f"{what}: handled against its plan")
    expected = [] if is_gone else [(reason(payload, failures), failures)]
    if letters != expected:
        (found.other if letters else found.lost).append(
            f"{what}: its dead letters are {letters} and not {expected}, after {deeds}")


def check_keys(worker, journal, handled, found):
    """The order of each key, and that its state is the sum of what was handled, no more, no less."""
    by_key = collections.defaultdict(list)
    for sequence, payload in handled:
        by_key[payload["about"]].append((sequence, payload))
    for key, effects in by_key.items():
        counts = [payload["count"] for _, payload in effects]
        if worker.has_effects:
            continue  # That is its history.
        if not worker.goes_back and counts != list(range(1, len(counts) + 1)):
            found.other.append(f"{worker.id}, key {key}: its states were {counts}")
        in_order = [p["of"] for _, p in effects if worker.holds or not p["replay"]]
        if any(a >= b for a, b in zip(in_order, in_order[1:])):
            found.order.append(f"{worker.id}, key {key}: handled in the order {in_order}")
        for at, (_, payload) in enumerate(effects):
            if payload["replay"] and not payload["late"] and any(
                    p["of"] > payload["of"] for _, p in effects[:at]):
                found.order.append(f"{worker.id}, key {key}: replay of {payload['of']} came late"
                                   " and was not told so")
    if worker.goes_back or journal is None:
        return
    states = {key: state["count"] for (service, key), state in journal.states.items()
              if service == worker.id}
    expected = {key: len(effects) for key, effects in by_key.items()}
    if states != expected:
        found.other.append(f"{worker.id}: its states are {states} and not {expected}")


def check_newest(journal, found):
    """Of what may go for a newer one nothing else went, and who reads it has seen each, once."""
    reached = collections.defaultdict(list)
    for sequence, payload in journal.of_topics(COMPACTED):
        reached[payload["whose"]].append((sequence, payload["of"], payload["count"]))
    # Each is published beside another that tells the same.
    handled = collections.defaultdict(list)
    for sequence, payload in journal.of_topics(*HANDLED):
        handled[f"{payload['service']} {payload['about']}"].append(
            (sequence - 1, payload["of"], payload["count"]))
    if handled != reached:
        found.lost.append(f"what was published of {COMPACTED} does not agree with what was handled")
    gone = 0
    for whose, some in reached.items():
        there = [sequence for sequence, *_ in some if sequence in journal.kept]
        if some[-1][0] >= journal.first and there[-1:] != [some[-1][0]]:
            found.lost.append(f"{whose}: of {some} the newest is gone, and {there} are kept")
        gone += sum(journal.first <= sequence not in journal.kept for sequence, *_ in some)
    if gone != journal.compacted:
        found.lost.append(f"{gone} events of {COMPACTED} are not there, and {journal.compacted} went"
                          " for a newer one")
    states = {key: (state["of"], state["count"], state["seen"])
              for (service, key), state in journal.states.items() if service == GAUGE}
    expected = {whose: (*some[-1][1:], len(some)) for whose, some in reached.items()}
    if states != expected:
        found.other.append(f"{GAUGE}: its states are {states} and not {expected}")


def check_notes(journal, found):
    """What skips the journal comes once at most, and never of what was rolled back."""
    handled, noted, counts = collections.Counter(), collections.Counter(), collections.Counter()
    for sequence, topic, _, payload in journal.events:
        if topic in HANDLED:
            handled[payload["service"], payload["of"]] += 1
        elif topic == "counted.notes":
            note = payload["service"], payload["of"]
            noted[note] += 1
            if noted[note] > handled[note] > 0:
                found.doubled.append(f"event {sequence}: the note of {note} was counted before")
            if handled[note] == 0 or payload["of"] % 20 in (3, 7):
                found.other.append(f"event {sequence}: the note of {note} cannot be counted")
            counts[payload["about"]] += 1
            if payload["count"] != counts[payload["about"]]:
                found.other.append(f"event {sequence}: {payload} is number {counts[payload['about']]}")
    states = {key: state["count"] for (service, key), state in journal.states.items()
              if service == LISTENER}
    if states != dict(counts):
        found.other.append(f"{LISTENER}: its states are {states} and not {dict(counts)}")


def check_ticks(journal, found):
    """A recurring timer that makes up for what it missed fires at each of its times, each once."""
    times = [time for _, topic, time, _ in journal.events if topic == "ticked.regularly"]
    for before, after in zip(times, times[1:]):
        if after - before != TICK_MS * 1000:
            (found.lost if after > before else found.doubled).append(
                f"a tick of {after} came after that of {before}")
    ticks = [sequence for sequence, topic, *_ in journal.events if topic == "ticked.regularly"]
    counted = journal.of_topics("counted.ticks")
    # It ticks on while the last run stops.
    if [payload["of"] for _, payload in counted] != ticks[:len(counted)]:
        found.lost.append("ticks were not counted in order, each once")
    if len(ticks) - len(counted) > STOP_TICKS:
        found.lost.append(f"{len(ticks) - len(counted)} ticks were not counted")
    if [payload["count"] for _, payload in counted] != list(range(1, len(counted) + 1)):
        found.other.append(f"the state of {CLOCK} does not agree with what it counted")
