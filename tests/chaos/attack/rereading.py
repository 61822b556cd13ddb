# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""What a service must remember that was sent back and forth in the journal."""
import dataclasses

from topology import partition_of


@dataclasses.dataclass
class Seek:
    """A subscription goes on behind `to`; or further on, where the retention has let go of some."""
    to: int
    upto: int
    resets: bool
    is_certain: bool  # else it may never have come to be


@dataclasses.dataclass
class Skip:
    """A subscription went forward to `to`; what had not been reached by then is never handled."""
    floors: list = dataclasses.field(repr=False)  # by partition: what had been reached for certain
    to: int
    is_exact: bool  # the floors are where it stood; else it may have come further, also to all

    def may_skip(self, sequence, key):
        return self.floors[partition_of(key)] < sequence <= self.to


def is_history(wanted, history, seeks):
    """Whether a key's history is one that its events and the seeks back can have made.

    `wanted` are those that are handled, in order. Each seek may have come whenever, so what was handled
    before it is any beginning; what was handled behind it goes on at its place, and after the last one
    nothing is left out.
    """
    all_seeks = [Seek(0, 0, True, True), *seeks]
    last = max(i for i, x in enumerate(all_seeks) if x.resets and x.is_certain)
    return any(is_history_from(wanted, history, all_seeks[i:])
               for i in range(last, len(all_seeks)) if all_seeks[i].resets)


def is_history_from(wanted, history, seeks):
    """The same from a reset on, behind which none was done."""
    def places(seek):
        return range(sum(sequence <= seek.to for sequence in wanted),
                     sum(sequence <= seek.upto for sequence in wanted) + 1)

    # Each (how much of the history is explained, which of the wanted comes next). What was parked and
    # stands before the place comes first.
    ways = explained(wanted, history, {(0, at) for at in range(places(seeks[0])[-1] + 1)})
    for seek in seeks[1:]:
        if seek.resets and not seek.is_certain:
            continue
        new = {(done, min(at, place)) for done, at in ways for place in places(seek)}
        ways = explained(wanted, history, new if seek.is_certain else new | ways)
    return (len(history), len(wanted)) in ways


def explained(wanted, history, ways):
    """All that can be reached by handling some more of what comes next."""
    reached = set()
    for done, at in ways:
        reached.add((done, at))
        while done < len(history) and at < len(wanted) and history[done] == wanted[at]:
            done, at = done + 1, at + 1
            reached.add((done, at))
    return reached


def check_histories(worker, journal, handled, seeks, fates, found):
    """`fates` are (sequence, key, whether it is handled) of all events that it subscribes to. Its dead
    letters are replayed when no seek comes any more."""
    keys = {key for _, key, _ in fates}
    states = {key: state for (service, key), state in journal.states.items() if service == worker.id}
    for key in keys | set(states):
        wanted = [sequence for sequence, of, is_handled in fates if of == key and is_handled]
        state = states.get(key, {"count": 0, "history": []})
        if state["count"] != len(state["history"]):
            found.other.append(f"{worker.id}, key {key}: its state is {state}")
        replayed = [sequence for sequence, of, _ in fates
                    if of == key and "replayed" in journal.deeds[worker.id, sequence]]
        history = [sequence for sequence in state["history"] if sequence not in replayed]
        if sorted(set(state["history"]) - set(history)) != replayed or len(history) + len(
                replayed) != len(state["history"]):
            found.other.append(f"{worker.id}, key {key}: {replayed} were replayed, and it handled"
                               f" {state['history']}")
        if not is_history(wanted, history, seeks):
            found.other.append(f"{worker.id}, key {key}: it handled {history}, of {wanted},"
                               f" and was sent back by {seeks}")
        if worker.has_effects:
            mine = [payload for _, payload in handled if payload["about"] == key]
            check_published(worker, key, wanted, mine, replayed, state, seeks, found)


def check_published(worker, key, wanted, handled, replayed, state, seeks, found):
    """Who is sent back with effects tells of each reading anew what he tells of the first."""
    published = [payload["of"] for payload in handled]
    what = f"{worker.id}, key {key}: it published that it handled {published}, of {wanted},"
    counts = [payload["count"] for payload in handled]
    begins = [at for at, count in enumerate(counts) if count == 1]
    if counts != [at - max(b for b in begins if b <= at) + 1 for at in range(len(counts))
                  if begins and begins[0] == 0] or worker.seeks == "keep" and len(begins) > 1:
        found.other.append(f"{what} and counted {counts}")
    elif state["count"] > 0 and published[begins[-1]:] != state["history"]:
        found.other.append(f"{what} and its state is {state}")
    kept = [dataclasses.replace(seek, resets=False) for seek in seeks]
    history = [sequence for sequence in published if sequence not in replayed]
    if not is_history_from(wanted, history, [Seek(0, 0, True, True), *kept]):
        found.lost.append(f"{what} and was sent back by {seeks}")


def repeats(journal):
    """How many deliveries were handled more than once, as states that were kept show it."""
    histories = [state.get("history", []) for state in journal.states.values()]
    return sum(len(history) - len(set(history)) for history in histories)


def skipped(worker, key, events, skips, found):
    """Which of a key's events a service never handles that was sent forward.

    `events` are (sequence, whether the journal shows that it was handled or has failed), in order.
    """
    taken = [sequence for sequence, is_taken in events if is_taken]
    missing = set()
    for sequence, is_taken in events:
        over = [skip for skip in skips if skip.may_skip(sequence, key)]
        if is_taken:
            if any(skip.is_exact for skip in over):
                found.other.append(f"{worker.id}, key {key}: handled {sequence}, in spite of {over}")
        elif over:
            missing.add(sequence)
            # Whoever went past it handled nothing of its key on the way.
            if all(any(sequence < other <= skip.to for other in taken) for skip in over):
                found.order.append(f"{worker.id}, key {key}: handled {taken} and not {sequence},"
                                   f" and was sent forward by {over}")
    return missing
