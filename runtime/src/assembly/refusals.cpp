// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "assembly/refusals.hpp"

namespace troupe::assembly {

error refusal_of(const control::change_child& what, const supervision::answer& said) {
  using supervision::refusal;
  const auto child = '\'' + what.id + '\'';
  switch (*said.refused) {
  case refusal::not_found:
    return {ec::not_found, child + " is not there any more; its supervisor forgets a temporary "
                                   "child that has ended, and starts none of the kind again"};
  case refusal::running:
    return {ec::exists, child + " runs; 'restart' stops it and starts it anew"};
  case refusal::restarting:
    return {ec::refused, child + " waits for its restart by its supervisor; let it, or terminate "
                                 "it first and then start it"};
  case refusal::start_failed:
    return {ec::refused, child +
                             " did not start and stays down; mend the cause and start it again"
                             ":\n" +
                             supervision::to_string(said.causes)};
  case refusal::noproc:
    return {ec::stopped, "the supervisor of " + child +
                             " ends or has ended; see what became of it "
                             "with 'troupe status', and try again"};
  case refusal::already_started:
  case refusal::already_present:
  case refusal::simple_one_for_one:
  case refusal::bad_spec:
    break;
  }
  return {ec::internal, "the supervisor of " + child + " refused by " +
                            supervision::to_string(*said.refused) + "; please report this"};
}

error temporary_is_for_once(const std::string& id) {
  return {ec::invalid, '\'' + id +
                           "' is temporary: its supervisor forgets it when it ends and cannot "
                           "start it again; 'terminate' ends it for good"};
}

error temporary_is_gone(const std::string& id) {
  return {ec::invalid, '\'' + id +
                           "' is temporary and has ended; its supervisor has forgotten it, and "
                           "only a restart of that starts it again"};
}

error has_no_supervisor(const std::string& id) {
  return {ec::busy, "the supervisor of '" + id +
                        "' does not run now, or is about to start it; see 'troupe children list', "
                        "and start the supervisor or try again"};
}

error is_being_changed(const std::string& deployment) {
  return {ec::busy, "a reload of " + deployment + " is under way; try again soon"};
}

error root_is_no_child(const std::string& id) {
  return {ec::invalid, '\'' + id +
                           "' is the root of the tree and nobody's child; to end it, end the "
                           "program, and to start it, run it"};
}

} // namespace troupe::assembly
