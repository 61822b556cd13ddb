# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""Other processes, as /proc shows them."""
import pathlib


def children_of(parent):
    try:
        return [int(x) for x in
                pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def child_of(parent):
    """Its only child."""
    (child,) = children_of(parent)
    return child


def state_of(process):
    """R, S, D, T, Z as in `ps`; X where it is gone."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "X"


def has_ended(process):
    return state_of(process) in "XZ"
