# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What services published and set: each with the id that follows from the event handled, also where it
was handled anew, and timers once for each time that they were set.
"""
import collections

HANDLED = ("handled.first", "handled.second")


def check_ids(journal, found):
    """Who handles an event once more publishes what has the same ids, and nobody else does."""
    by_origin, by_id = {}, {}
    for sequence, topic, _, payload in journal.events:
        if topic not in HANDLED and topic != "rung.alarm" and topic != "reached.count":
            continue
        service = payload["service"] if "service" in payload else payload["whose"].split()[0]
        if "edited" in journal.deeds[service, payload["of"]]:
            continue  # What is handled then is another payload of the same event.
        origin = service, topic, payload.get("bell"), journal.ids[payload["of"]]
        id = journal.ids[sequence]
        if by_origin.setdefault(origin, id) != id:
            found.doubled.append(f"event {sequence}: {topic} of {service} has the id {id}, and"
                                 f" {by_origin[origin]} when {payload['of']} was handled before")
        if by_id.setdefault(id, origin) != origin:
            found.other.append(f"event {sequence}: {origin} has the id of {by_id[id]}")


def check_alarms(journal, lives, found):
    """Each timer fires once; one that was replaced or cancelled does not, nor one whose service's
    subscription was deleted."""
    ends = sorted((*life.ends, service) for service, some in lives.items()
                  for life in some if life.ends)
    alarms = Alarms(journal, found)
    for sequence, topic, _, payload in journal.events:
        while ends and sequence > ends[0][1]:
            alarms.forget(*ends.pop(0))
        if topic in HANDLED:
            alarms.handled(payload)
        elif topic == "rung.alarm":
            alarms.rung(sequence, payload)
    for each in ends:
        alarms.forget(*each)
    found.lost += [f"the timer of {x} has not fired" for x in sorted(alarms.awaited)]
    found.lost += [f"the bell of {x} has not rung" for x in sorted(alarms.bells)]


class Alarms:
    def __init__(self, journal, found):
        self.journal = journal
        self.found = found
        self.awaited = {}  # by service and the id of the event handled: those that tell of it
        self.bells = {}  # by service and key
        self.rings = collections.defaultdict(list)

    def origin(self, payload):
        return payload["service"], self.journal.ids[payload["of"]]

    def handled(self, payload):
        who = payload["service"], payload["about"]
        if payload["timer"] == "sets":
            # Set again before it has fired, it is the same timer.
            self.awaited.setdefault(self.origin(payload), set()).add(payload["of"])
        elif payload["timer"] == "sets_bell":
            self.bells[who] = payload["of"]
        elif payload["timer"] == "cancels_bell":
            self.bells.pop(who, None)

    def rung(self, sequence, payload):
        what = f"event {sequence}: the timer of {payload}"
        if payload["bell"]:
            if self.bells.pop((payload["service"], payload["about"]), None) != payload["of"]:
                self.found.doubled.append(f"{what} fired and was not set any more")
        elif payload["of"] not in self.awaited.pop(self.origin(payload), ()):
            self.found.doubled.append(f"{what} fired and was not set, or fired twice")

    def forget(self, low, high, service):
        """What is still awaited of a service whose subscription is gone."""
        for all_of_it in (self.awaited, self.bells):
            for key in [key for key in all_of_it if key[0] == service]:
                del all_of_it[key]
