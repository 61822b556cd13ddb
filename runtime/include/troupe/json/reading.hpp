// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/error.hpp"

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What stays the same while one JSON document is read: the rules and the problems found.
namespace troupe {

/// What happens to members that the type does not have.
enum class unknown_members {
  /// Stored records: a newer program may have written more than we know.
  ignore,
  /// Configuration: a name that nobody reads is a mistake.
  refuse,
};

namespace detail {

/// Where the reader stands. It lives on the stack and becomes text only for an error; `name` must
/// outlive it.
class [[gnu::visibility("default")]] place {
public:
  explicit place(std::string_view root) : name_(root) {}

  place member(std::string_view name) const {
    return {this, name, no_index};
  }
  place item(std::size_t index) const {
    return {this, {}, index};
  }

  /// `.lines[0].quantity`; names that are no plain words stand in quotes: `.by_name["a b"]`.
  std::string path() const;

private:
  static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

  place(const place* outer, std::string_view name, std::size_t index)
      : outer_(outer), name_(name), index_(index) {}

  const place* outer_ = nullptr;
  std::string_view name_;
  std::size_t index_ = no_index;
};

/// Collects problems, at most `most`; reading goes on behind each until then.
class [[gnu::visibility("default")]] reading {
public:
  reading(unknown_members unknown, std::vector<error> & problems, std::size_t most)
      : unknown_(unknown), problems_(problems), limit_(problems.size() + most) {}

  bool stopped() const {
    return problems_.size() >= limit_;
  }
  bool refuses_unknown() const {
    return unknown_ == unknown_members::refuse;
  }

  void refuse(error problem, const place& at);
  void expected(std::string_view what, const boost::json::value& was, const place& at);
  void expected_one_of(const std::vector<std::string_view>& names, const boost::json::value& was,
                       const place& at);
  void unknown_name(std::string_view name, const std::vector<std::string_view>& known,
                    const place& at);
  void refuse_others(const boost::json::object& object, const std::vector<std::string_view>& known,
                     const place& at);

  void read_bool(const boost::json::value& from, bool& into, const place& at);
  void read_text(const boost::json::value& from, std::string& into, const place& at);

  /// The numbers return what was read, or `otherwise` when that was refused.
  std::int64_t read_signed(const boost::json::value& from, std::int64_t least, std::int64_t most,
                           std::int64_t otherwise, const place& at);
  std::uint64_t read_unsigned(const boost::json::value& from, std::uint64_t most,
                              std::uint64_t otherwise, const place& at);
  double read_number(const boost::json::value& from, double most, double otherwise,
                     const place& at);

private:
  unknown_members unknown_;
  std::vector<error>& problems_;
  std::size_t limit_;
};

using read_function = void (*)(const boost::json::value& from, void* into, const place& at,
                               reading& r);

/// Parses the text and hands the value to `read`; what fails becomes problems.
[[gnu::visibility("default")]] void read_document(std::string_view text, read_function read,
                                                  void* into, reading& r);

} // namespace detail
} // namespace troupe
