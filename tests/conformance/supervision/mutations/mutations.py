#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
# Copyright (c) 2026, the Troupe authors
"""mutations.py SOURCES OUT: copies the supervisor's decisions into OUT with bugs in them, each of
which is there only while `troupe_mutation` is its number. The sources themselves know nothing of it."""

import os
import sys

BUGS = [
    # (file, text that stands there once, what stands there instead, what it gets wrong)
    ("restart_window.cpp", "restarts_.front() < now - period_",
     "(MUTATED ? restarts_.front() <= now - period_ : restarts_.front() < now - period_)",
     "the window excludes a restart that is one period old"),
    ("restart_window.cpp", "restarts_.size() <= intensity_",
     "restarts_.size() + (MUTATED ? 1 : 0) <= intensity_", "it gives up one restart too early"),
    ("restart_window.cpp", "while (!restarts_.empty() &&", "while (!MUTATED && !restarts_.empty() &&",
     "old restarts count for ever"),
    ("plan_restarts.cpp", "!is_clean(exit.how)", "(MUTATED || !is_clean(exit.how))",
     "a transient child is always restarted"),
    ("plan_restarts.cpp", "spec_.strategy == strategy::one_for_all ? children_.begin()",
     "MUTATED || spec_.strategy == strategy::one_for_all ? children_.begin()",
     "rest_for_one restarts all"),
    ("plan_restarts.cpp", "  if (spec_.strategy == strategy::one_for_one) {",
     "  if (spec_.strategy == strategy::one_for_one || (MUTATED && spec_.strategy == strategy::one_for_all)) {",
     "one_for_all restarts one"),
    ("plan_restarts.cpp", "{exit_class::error, subject.failure}",
     "{MUTATED ? exit_class::delivery_crash : exit_class::error, subject.failure}",
     "retries do not count"),
    ("plan_restarts.cpp", "spec_.auto_shutdown == auto_shutdown::all && other",
     "(MUTATED || spec_.auto_shutdown == auto_shutdown::all) && other",
     "auto_shutdown any waits for the last"),
    ("plan_restarts.cpp", "_significant_lives(which.id))", "_significant_lives(which.id) && !MUTATED)",
     "auto_shutdown all does not wait for the last"),
    ("plan_restarts.cpp", "!which.spec.significant ||", "(!MUTATED && !which.spec.significant) ||",
     "every child is significant"),
    ("plan_restarts.cpp", "return x.spec.significant &&", "return (MUTATED || x.spec.significant) &&",
     "auto_shutdown all waits for children that are not significant"),
    ("plan.cpp", "if (which.spec.restart == restart_type::temporary && !is_renewed)",
     "if (!MUTATED && which.spec.restart == restart_type::temporary && !is_renewed)",
     "temporary children leave their spec behind"),
    ("plan.cpp", "policy.how == shutdown_policy::way::brutal",
     "!MUTATED && policy.how == shutdown_policy::way::brutal", "brutal asks first"),
    ("plan.cpp", "  auto& next = *to_stop_.back();\n  to_stop_.pop_back();",
     "  auto& next = *(MUTATED ? to_stop_.front() : to_stop_.back());\n"
     "  to_stop_.erase(MUTATED ? to_stop_.begin() : to_stop_.end() - 1);",
     "children are stopped in the order of their start"),
    ("plan.cpp", "      out.push_back({action::kind::retry, failed.id});",
     "      MUTATED ? void() : out.push_back({action::kind::retry, failed.id});",
     "a failed restart is not retried"),
    ("plan.cpp", "    failed.failure = std::move(exit.causes);\n    to_start_.clear();",
     "    failed.failure = std::move(exit.causes);\n    if (!MUTATED) to_start_.clear();",
     "after a failed restart those behind it are started"),
    ("plan_restarts.cpp", "if (x->spec.restart != restart_type::temporary)",
     "if (x->spec.restart != restart_type::temporary && !(MUTATED && &*x == &which))",
     "one_for_all and rest_for_one do not start the child that failed"),
    ("plan_calls.cpp", "if (call_->what == administration::kind::start_child)",
     "if (!MUTATED && call_->what == administration::kind::start_child)",
     "a child that did not start is kept"),
    ("plan_calls.cpp", "children_.add(*old).spec = x;",
     "children_.add(*old).spec = MUTATED ? old->spec : x;", "new specs do not count for old children"),
    ("plan_calls.cpp", "is_alive(present->state) ?", "!MUTATED && is_alive(present->state) ?",
     "a running child is called present, not started"),
    ("dynamic_plan.cpp", "!is_clean(exit.how)", "(MUTATED || !is_clean(exit.how))",
     "a transient dynamic child is always restarted"),
    ("dynamic_plan.cpp", "auto_shutdown::all && children_.empty()",
     "auto_shutdown::all && (MUTATED || children_.empty())",
     "auto_shutdown all does not wait for the last dynamic child"),
]


def main(sources, out):
    texts = {name: open(os.path.join(sources, name)).read() for name in {bug[0] for bug in BUGS}}
    changed = dict(texts)
    for number, (name, old, new, _) in enumerate(BUGS, start=1):
        if texts[name].count(old) != 1:
            sys.exit(f"mutations.py: {name} does not have {old!r} once; adapt bug {number}")
        new = new.replace("MUTATED", f"(troupe_mutation == {number})")
        if old in changed[name]:
            changed[name] = changed[name].replace(old, new)
        else:
            sys.exit(f"mutations.py: bug {number} overlaps an earlier one in {name}")
    os.makedirs(out, exist_ok=True)
    for name, text in changed.items():
        write(os.path.join(out, name), "extern int troupe_mutation;\n" + text)
    rows = ",\n".join(f'    "{what}"' for _, _, _, what in BUGS)
    write(os.path.join(out, "bugs.hpp"),
          "#pragma once\n#include <array>\n"
          f"inline constexpr std::array<const char*, {len(BUGS)}> bugs{{\n{rows}}};\n")


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
