// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

namespace troupe {

/// How an attempt to handle a delivery failed. The journal keeps it by name.
enum class failure {
  unsaid, ///< a journal of an older version does not say it
  retry,
  reject,
  undecodable,
  crash,
  timeout, ///< its handler did not return, and was left behind
  signal,  ///< its handler ended the process
};

} // namespace troupe
