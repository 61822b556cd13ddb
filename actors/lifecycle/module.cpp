// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/module.hpp"

#include "lifecycle/crm.hpp"
#include "lifecycle/funnel.hpp"
#include "lifecycle/mail.hpp"
#include "lifecycle/onboarding.hpp"
#include "lifecycle/signups.hpp"

void troupe_module(troupe::catalog& offers) {
  using namespace lifecycle;
  using troupe::publishes;
  offers.service("signups", signups, publishes<user_signed_up, step_completed, user_unsubscribed>);
  offers.service("mail", mail, publishes<mail_sent>);
  offers.service("crm", crm, publishes<>);
  offers.service("onboarding", onboarding,
                 publishes<deadline_passed, step_missed, onboarding_ended>);
  offers.service("funnel", funnel, publishes<>);
}
