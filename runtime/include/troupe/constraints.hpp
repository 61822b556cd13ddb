// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/constraint.hpp"
#include "troupe/json/kinds.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Constraints are what an event says of its members' values beyond their types.
///
///     struct order_placed {
///       static constexpr troupe::event_type type{"orders.placed", 1};
///       std::string order_id;
///       std::string country;
///       std::vector<order_line> lines;
///       std::vector<std::string> tags;
///       static constexpr auto constraints = troupe::constraints(
///           troupe::length(&order_placed::order_id, 1, 40), // characters
///           troupe::matches(&order_placed::country, "[A-Z]{2}"), // the whole text
///           troupe::items(&order_placed::lines, 1),
///           troupe::inside(&order_placed::lines, troupe::at_least(&order_line::quantity, 1)),
///           troupe::each(&order_placed::tags, troupe::length(1, 20)));
///     };
///
/// They are part of the event's definition: its JSON Schema has them, the catalog shows them, and
/// what is published is checked against them, unless the deployment says `constraints: ignore`.
/// Those that a struct declares hold wherever it is part of an event; where nothing is declared,
/// nothing is looked at. Of a `std::optional` they hold where it has a value. What was published
/// before, or is read, is not checked. A derived struct that declares some has those alone.
namespace troupe {

/// A constraint of a member.
template <class T, class Member>
struct member_constraint {
  Member T::*member;
  constraint what;
};

/// Constraints of the members of a member.
template <class T, class Member, class... Rules>
struct inner_constraints {
  Member T::*member;
  std::tuple<Rules...> rules;
};

/// Constraints of what a list or a map holds.
template <class T, class Member, std::size_t Count>
struct each_constraint {
  Member T::*member;
  std::array<constraint, Count> what;
};

/// A constraint whose type of value is not known yet; `of` makes it for one.
template <class Of>
struct value_constraint {
  Of of;
};

/// All that a struct declares.
template <class... Rules>
struct constraint_set {
  std::tuple<Rules...> rules;
};

/// Thrown where a handler publishes an event, or sets a timer for one, that breaks its constraints;
/// nothing is published then. A handler that lets it through is as one that returned
/// `troupe::reject` with this text: what it was given is a dead letter, for it would do the same
/// again.
class [[gnu::visibility("default")]] broken_constraints : public std::invalid_argument {
public:
  using invalid_argument::invalid_argument;
};

namespace detail {

/// What is constrained of a member.
template <class Member>
struct constrained_value {
  using type = Member;
};
template <class T>
struct constrained_value<std::optional<T>> {
  using type = T;
};
template <class Member>
using constrained = typename constrained_value<Member>::type;

/// What a list or a map holds in the end, whatever is around it.
template <class T>
struct held_value {
  using type = T;
};
template <class T>
struct held_value<std::optional<T>> : held_value<T> {};
template <class T>
requires is_vector<T>
struct held_value<T> : held_value<typename T::value_type> {
};
template <class T>
requires is_text_map<T>
struct held_value<T> : held_value<typename T::mapped_type> {
};
template <class T>
using held = typename held_value<T>::type;

template <class T>
inline constexpr bool is_rule = false;
template <class T, class Member>
inline constexpr bool is_rule<member_constraint<T, Member>> = true;
template <class T, class Member, class... Rules>
inline constexpr bool is_rule<inner_constraints<T, Member, Rules...>> = true;
template <class T, class Member, std::size_t Count>
inline constexpr bool is_rule<each_constraint<T, Member, Count>> = true;

template <class T>
inline constexpr bool is_value_rule = false;
template <class Of>
inline constexpr bool is_value_rule<value_constraint<Of>> = true;

template <class T>
inline constexpr bool is_constraint_set = false;
template <class... Rules>
inline constexpr bool is_constraint_set<constraint_set<Rules...>> = true;

template <class T, class Member>
constexpr auto of_member(Member T::*member, const constraint& what) {
  return member_constraint<T, Member>{member, what};
}

/// What is constrained is told later, by a type.
template <class Of>
constexpr auto of_value(Of of) {
  return value_constraint<Of>{of};
}

template <std::size_t Count>
constexpr std::size_t count_patterns(const std::array<constraint, Count>& all) {
  std::size_t count = 0;
  for (const auto& one : all)
    count += one.kind == constraint::kinds::pattern ? 1 : 0;
  return count;
}

template <class A, class B>
constexpr bool are_patterns_of_one(const A&, const B&) {
  return false;
}
template <class T, class Member>
constexpr bool are_patterns_of_one(const member_constraint<T, Member>& a,
                                   const member_constraint<T, Member>& b) {
  return a.member == b.member && a.what.kind == constraint::kinds::pattern &&
         b.what.kind == constraint::kinds::pattern;
}

template <class T, class Member, std::size_t A, std::size_t B>
constexpr bool are_patterns_of_one(const each_constraint<T, Member, A>& a,
                                   const each_constraint<T, Member, B>& b) {
  return a.member == b.member && count_patterns(a.what) + count_patterns(b.what) > 1;
}

template <class Rule>
constexpr void check_rules(const Rule&) {}
template <class First, class... Rules>
constexpr void check_rules(const First& first, const Rules&... rest) {
  if ((are_patterns_of_one(first, rest) || ...))
    throw std::invalid_argument{"a member has one pattern: make one of both"};
  check_rules(rest...);
}

} // namespace detail

/// The member is this or more.
template <class T, class Member, class Bound>
constexpr auto at_least(Member T::*member, Bound least) {
  return detail::of_member(member, detail::lower<detail::constrained<Member>>(least));
}

/// The member is this or less.
template <class T, class Member, class Bound>
constexpr auto at_most(Member T::*member, Bound most) {
  return detail::of_member(member, detail::upper<detail::constrained<Member>>(most));
}

/// Both.
template <class T, class Member, class Bound>
constexpr auto between(Member T::*member, Bound least, Bound most) {
  return detail::of_member(member,
                           detail::lower_and_upper<detail::constrained<Member>>(least, most));
}

/// The member is more than this, and not this itself.
template <class T, class Member>
constexpr auto above(Member T::*member, double low) {
  return detail::of_member(member, detail::more_than<detail::constrained<Member>>(low));
}

/// The member is less than this, and not this itself.
template <class T, class Member>
constexpr auto below(Member T::*member, double high) {
  return detail::of_member(member, detail::less_than<detail::constrained<Member>>(high));
}

/// The text has so many characters (code points, not bytes).
template <class T, class Member>
constexpr auto length(Member T::*member, std::size_t least,
                      std::size_t most = std::numeric_limits<std::size_t>::max()) {
  return detail::of_member(member,
                           detail::text_of_length<detail::constrained<Member>>(least, most));
}

/// The whole text matches a regular expression, as ECMAScript has them.
template <class T, class Member>
constexpr auto matches(Member T::*member, std::string_view pattern) {
  return detail::of_member(member, detail::text_like<detail::constrained<Member>>(pattern));
}

/// The list or map has so many items.
template <class T, class Member>
constexpr auto items(Member T::*member, std::size_t least,
                     std::size_t most = std::numeric_limits<std::size_t>::max()) {
  using value = detail::constrained<Member>;
  static_assert(detail::is_vector<value> || detail::is_text_map<value>,
                "troupe::items is for a member that is a std::vector or a map; of a text say "
                "troupe::length");
  return member_constraint<T, Member>{member, detail::sizes(constraint::kinds::items, least, most)};
}

// The same of what a list or a map holds, for `troupe::each`.
template <class Bound>
requires std::is_arithmetic_v<Bound>
constexpr auto at_least(Bound least) {
  return detail::of_value(
      [least]<class Value>(std::type_identity<Value>) { return detail::lower<Value>(least); });
}
template <class Bound>
requires std::is_arithmetic_v<Bound>
constexpr auto at_most(Bound most) {
  return detail::of_value(
      [most]<class Value>(std::type_identity<Value>) { return detail::upper<Value>(most); });
}
template <class Bound>
requires std::is_arithmetic_v<Bound>
constexpr auto between(Bound least, Bound most) {
  return detail::of_value([least, most]<class Value>(std::type_identity<Value>) {
    return detail::lower_and_upper<Value>(least, most);
  });
}
constexpr auto above(double low) {
  return detail::of_value(
      [low]<class Value>(std::type_identity<Value>) { return detail::more_than<Value>(low); });
}
constexpr auto below(double high) {
  return detail::of_value(
      [high]<class Value>(std::type_identity<Value>) { return detail::less_than<Value>(high); });
}
constexpr auto length(std::size_t least,
                      std::size_t most = std::numeric_limits<std::size_t>::max()) {
  return detail::of_value([least, most]<class Value>(std::type_identity<Value>) {
    return detail::text_of_length<Value>(least, most);
  });
}
constexpr auto matches(std::string_view pattern) {
  return detail::of_value([pattern]<class Value>(std::type_identity<Value>) {
    return detail::text_like<Value>(pattern);
  });
}

/// Constraints of each number or text in a list or a map, however deep it lies in others:
/// `troupe::each(&order_placed::tags, troupe::length(1, 20))`. Of structs say `troupe::inside`.
template <class T, class Member, class... Rules>
constexpr auto each(Member T::*member, Rules... rules) {
  using value = detail::held<Member>;
  static_assert(!std::is_same_v<value, detail::constrained<Member>>,
                "troupe::each is for a member that is a std::vector or a map");
  static_assert(detail::json_integer<value> || detail::json_number<value> ||
                    std::is_same_v<value, std::string>,
                "troupe::each is for a list or a map of numbers or texts; of structs say "
                "troupe::inside");
  static_assert(sizeof...(Rules) > 0 && (detail::is_value_rule<Rules> && ...),
                "troupe::each takes a member and constraints of what it holds: "
                "troupe::at_least(1), ...");
  each_constraint<T, Member, sizeof...(Rules)> made{member,
                                                    {rules.of(std::type_identity<value>{})...}};
  if (detail::count_patterns(made.what) > 1)
    throw std::invalid_argument{"a member has one pattern: make one of both"};
  return made;
}

/// Constraints of the members of a struct that declares none, here alone: `troupe::inside(
/// &order_line::price, troupe::at_least(&troupe::money::amount_minor, 0))`. Of a list or a map of
/// structs they hold for each: `troupe::inside(&order_placed::lines, troupe::at_least(
/// &order_line::quantity, 1))`.
template <class T, class Member, class... Rules>
constexpr auto inside(Member T::*member, Rules... rules) {
  static_assert((detail::is_rule<Rules> && ...),
                "troupe::inside takes a member and constraints of its members");
  detail::check_rules(rules...);
  return inner_constraints<T, Member, Rules...>{member, std::tuple<Rules...>{rules...}};
}

/// All that a struct declares.
template <class... Rules>
constexpr auto constraints(Rules... rules) {
  static_assert(sizeof...(Rules) > 0 && (detail::is_rule<Rules> && ...),
                "troupe::constraints takes constraints of the struct's members: "
                "troupe::at_least(&order_line::quantity, 1), ...");
  detail::check_rules(rules...);
  return constraint_set<Rules...>{std::tuple<Rules...>{rules...}};
}

namespace detail {

template <class T>
concept declares_constraints =
    described_struct<T> && is_constraint_set<std::remove_cvref_t<decltype(T::constraints)>>;

/// Compiles unless the struct has a static member of that name which is something else.
template <class T>
constexpr bool constraints_are_sound() {
  if constexpr (requires { &T::constraints; })
    return is_constraint_set<std::remove_cvref_t<decltype(T::constraints)>> ||
           std::is_member_pointer_v<decltype(&T::constraints)>;
  else
    return true;
}

} // namespace detail
} // namespace troupe
