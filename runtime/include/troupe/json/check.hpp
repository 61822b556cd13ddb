// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/constraints.hpp"
#include "troupe/json/reading.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Whether a value keeps the constraints of its type and of those that it is made of. What declares
/// none costs nothing here, neither when it runs nor when it is compiled.
namespace troupe {
namespace detail {

template <class... Around>
struct within {};

template <class T, class... Around>
constexpr bool has_constraints(within<Around...> = {});

template <class... Alternative, class... Around>
constexpr bool any_has_constraints(std::variant<Alternative...>*, within<Around...> around) {
  return (has_constraints<Alternative>(around) || ...);
}

template <class T, class... Member, class... Around>
constexpr bool any_member_has_constraints(boost::mp11::mp_list<Member...>,
                                          [[maybe_unused]] within<Around...> around) {
  return (
      has_constraints<std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>>(around) ||
      ...);
}

/// Whether values of the type have something that can be checked. `Around` are the structures that
/// hold it, for one may hold itself.
template <class T, class... Around>
constexpr bool has_constraints([[maybe_unused]] within<Around...> around) {
  if constexpr (is_optional<T> || is_vector<T>)
    return has_constraints<typename T::value_type>(around);
  else if constexpr (is_text_map<T>)
    return has_constraints<typename T::mapped_type>(around);
  else if constexpr (is_variant<T>)
    return any_has_constraints(static_cast<T*>(nullptr), around);
  else if constexpr (has_text_form<T> || (std::same_as<T, Around> || ...))
    return false;
  else if constexpr (declares_constraints<T>)
    return true;
  else if constexpr (described_struct<T>)
    return any_member_has_constraints<T>(
        boost::mp11::mp_rename<members_of<T>, boost::mp11::mp_list>{}, within<T, Around...>{});
  else
    return false;
}

/// What breaks its constraints, the first few of it, each with its path.
class [[gnu::visibility("default")]] breaches {
public:
  void add(const constraint& broken, std::int64_t was, const place& at);
  void add(const constraint& broken, std::uint64_t was, const place& at);
  void add(const constraint& broken, double was, const place& at);
  void add(const constraint& broken, std::string_view was, const place& at);

  std::vector<error> found;

private:
  void add_text(const constraint& broken, const std::string& was, const place& at);
};

/// Of a text: its characters are counted, or its pattern is matched, which is made once.
[[gnu::visibility("default")]] bool keeps(const constraint&, std::string_view text);

template <json_integer T>
bool keeps(const constraint& what, T x) {
  return !std::cmp_less(x, what.least) && !std::cmp_greater(x, what.most);
}

inline bool keeps(const constraint& what, double x) {
  return (what.above_low ? x > what.low : x >= what.low) &&
         (what.below_high ? x < what.high : x <= what.high);
}

template <class T>
auto as_checked(const T& x) {
  if constexpr (std::same_as<T, std::string>)
    return std::string_view{x};
  else if constexpr (json_number<T>)
    return static_cast<double>(x);
  else if constexpr (std::unsigned_integral<T>)
    return static_cast<std::uint64_t>(x);
  else if constexpr (std::signed_integral<T>)
    return static_cast<std::int64_t>(x);
  else
    return static_cast<std::uint64_t>(x.size());
}

template <class T, class U, class Member>
void check_rule(const T& x, const member_constraint<U, Member>& rule, const place& at,
                breaches& to) {
  static_assert(std::is_base_of_v<U, T>, "a constraint is of a member of the struct that says it");
  const auto check = [&](const auto& value) {
    const auto seen = as_checked(value);
    if (!keeps(rule.what, seen))
      to.add(rule.what, seen, at.member(name_of_member<T>(rule.member)));
  };
  if constexpr (!is_optional<Member>)
    check(x.*rule.member);
  else if (x.*rule.member)
    check(*(x.*rule.member));
}

/// Calls it for the value, or for each that is in there.
template <class T, class F>
void for_each_inside(const T& x, const place& at, F call) {
  if constexpr (is_optional<T>) {
    if (x)
      for_each_inside(*x, at, call);
  } else if constexpr (is_vector<T>) {
    for (std::size_t i = 0; i < x.size(); ++i)
      for_each_inside(x[i], at.item(i), call);
  } else if constexpr (is_text_map<T>) {
    for (const auto& [name, item] : x)
      for_each_inside(item, at.member(name), call);
  } else {
    call(x, at);
  }
}

template <class T, class U, class Member, std::size_t Count>
void check_rule(const T& x, const each_constraint<U, Member, Count>& rule, const place& at,
                breaches& to) {
  static_assert(std::is_base_of_v<U, T>, "a constraint is of a member of the struct that says it");
  for_each_inside(x.*rule.member, at.member(name_of_member<T>(rule.member)),
                  [&](const auto& part, const place& there) {
                    const auto seen = as_checked(part);
                    for (const auto& what : rule.what)
                      if (!keeps(what, seen))
                        to.add(what, seen, there);
                  });
}

template <class T, class U, class Member, class... Rules>
void check_rule(const T& x, const inner_constraints<U, Member, Rules...>& rule, const place& at,
                breaches& to) {
  static_assert(std::is_base_of_v<U, T>, "a constraint is of a member of the struct that says it");
  const auto check = [&]<class Part>(const Part& part, const place& there) {
    static_assert(described_struct<Part>,
                  "troupe::inside is for a member that is a described struct, or holds some");
    std::apply([&](const auto&... each) { (check_rule(part, each, there, to), ...); }, rule.rules);
  };
  for_each_inside(x.*rule.member, at.member(name_of_member<T>(rule.member)), check);
}

template <class T>
void check_value(const T& x, const place& at, breaches& to);

template <described_struct T>
void check_struct(const T& x, const place& at, breaches& to) {
  if constexpr (declares_constraints<T>)
    std::apply([&](const auto&... each) { (check_rule(x, each, at, to), ...); },
               T::constraints.rules);
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    using type = std::remove_cvref_t<decltype(x.*member.pointer)>;
    if constexpr (has_constraints<type>())
      check_value(x.*member.pointer, at.member(member.name), to);
  });
}

template <class... Alternative>
void check_variant_value(const std::variant<Alternative...>& x, const place& at, breaches& to) {
  std::visit(
      [&]<class Chosen>(const Chosen& chosen) {
        check_struct(chosen, at.member(alternative_name<Chosen>()), to);
      },
      x);
}

template <class T>
void check_value(const T& x, const place& at, breaches& to) {
  for_each_inside(x, at, [&]<class Part>(const Part& part, const place& there) {
    if constexpr (is_variant<Part>)
      check_variant_value(part, there, to);
    else
      check_struct(part, there, to);
  });
}

} // namespace detail

/// All that breaks the value's constraints, the first ten of it: `.lines[0].quantity`, "expected at
/// least 1, was 0".
template <class T>
std::vector<error> broken_constraints_of(const T& x) {
  detail::breaches all;
  if constexpr (detail::has_constraints<T>())
    detail::check_value(x, detail::place{""}, all);
  return std::move(all.found);
}

} // namespace troupe
