// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "lifecycle/funnel.hpp"

#include "lifecycle/events.hpp"

namespace lifecycle {

troupe::behavior funnel(troupe::service<funnel_figures>* self) {
  return {
      troupe::single([self](const user_signed_up&) { ++self->state().signed_up; }),
      troupe::single([self](const mail_sent&) { ++self->state().mails_sent; }),
      troupe::single([self](const onboarding_ended& fact) {
        ++self->state().onboarding_ended[boost::describe::enum_to_string(fact.outcome, "")];
      }),
      [](const get_funnel&, const troupe::service<funnel_figures>& committed) {
        return committed.state();
      },
  };
}

} // namespace lifecycle
