// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "journal/write_alone.hpp"

#include <utility>

namespace troupe::journal {

result<verdict> write_alone(engine& to, commit one) {
  auto verdicts = to.write({&one, 1});
  if (!verdicts)
    return std::move(verdicts).failure();
  if (const auto& only = verdicts->front(); !only.accepted())
    return *only.failure;
  return std::move(verdicts->front());
}

} // namespace troupe::journal
