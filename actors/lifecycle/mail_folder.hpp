// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "lifecycle/outbox.hpp"

#include <filesystem>

namespace lifecycle {

/// A folder in which each mail is a file `MESSAGE-ID.eml`, which any mail program opens.
///
/// A file is there whole or not at all, also after a power cut. A mail whose file is there was
/// sent, so what is sent twice is there once.
class mail_folder final : public outbox {
public:
  /// The folder is made when the first mail is sent.
  explicit mail_folder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  troupe::outcome send(const letter& x) override;

private:
  std::filesystem::path folder_;
};

} // namespace lifecycle
