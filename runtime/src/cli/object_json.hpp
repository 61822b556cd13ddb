// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json.hpp"

#include <string>
#include <string_view>

namespace troupe::cli {

/// The JSON of an object, written a member at a time.
class object_json {
public:
  template <class T>
  object_json& with(std::string_view name, const T& x) {
    return with_json(name, to_json(x));
  }

  /// A member whose JSON is there already.
  object_json& with_json(std::string_view name, std::string_view json) {
    text_ += text_.size() > 1 ? "," : "";
    write_json(text_, std::string{name});
    text_ += ':';
    text_ += json;
    return *this;
  }

  std::string text() const { return text_ + '}'; }

private:
  std::string text_ = "{";
};

} // namespace troupe::cli
