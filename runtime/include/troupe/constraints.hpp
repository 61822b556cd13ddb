// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/json/kinds.hpp"

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
///       static constexpr auto constraints = troupe::constraints(
///           troupe::length(&order_placed::order_id, 1, 40), // characters
///           troupe::matches(&order_placed::country, "[A-Z]{2}"), // the whole text
///           troupe::items(&order_placed::lines, 1));
///     };
///
/// They are part of the event's definition: its JSON Schema has them, the catalog shows them, and
/// what is published is checked against them, unless the deployment says `constraints: ignore`.
/// Those that a struct declares hold wherever it is part of an event; where nothing is declared,
/// nothing is looked at. Of a `std::optional` they hold where it has a value. What was published
/// before, or is read, is not checked. A derived struct that declares some has those alone.
namespace troupe {

/// One constraint, the member's type erased; what is not said is at its widest.
struct constraint {
  enum class kinds { range, length, items, pattern };
  kinds kind = kinds::range;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();  ///< an integer, or a size
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max(); ///< likewise
  double low = -std::numeric_limits<double>::infinity();          ///< a number
  double high = std::numeric_limits<double>::infinity();          ///< likewise
  bool above_low = false;                                         ///< `low` itself is outside
  bool below_high = false;                                        ///< likewise
  std::string_view pattern{};
};

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

template <class T>
inline constexpr bool is_rule = false;
template <class T, class Member>
inline constexpr bool is_rule<member_constraint<T, Member>> = true;
template <class T, class Member, class... Rules>
inline constexpr bool is_rule<inner_constraints<T, Member, Rules...>> = true;

template <class T>
inline constexpr bool is_constraint_set = false;
template <class... Rules>
inline constexpr bool is_constraint_set<constraint_set<Rules...>> = true;

/// The bound of an integer is one of its values, so that the schema says what is meant; a lower one
/// fits into 63 bits, and an upper one is not negative.
template <class Value, class Held, class Bound>
constexpr void check_bound(Bound bound) {
  static_assert(json_integer<Value> || json_number<Value>,
                "this constraint is for a member that is a number");
  if constexpr (json_integer<Value>) {
    static_assert(json_integer<Bound>, "an integer is constrained by an integer");
    if (!std::in_range<Value>(bound) || !std::in_range<Held>(bound))
      throw std::invalid_argument{"a constraint's bound lies outside of its member's type"};
  }
}

constexpr void check_order(bool is_in_order) {
  if (!is_in_order)
    throw std::invalid_argument{"a constraint's lower bound is above its upper one"};
}

constexpr constraint sizes(constraint::kinds kind, std::size_t least, std::size_t most) {
  check_order(least <= most);
  constraint made{kind};
  made.least = static_cast<std::int64_t>(least);
  made.most = most;
  return made;
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
  using value = detail::constrained<Member>;
  detail::check_bound<value, std::int64_t>(least);
  constraint what;
  if constexpr (detail::json_integer<value>)
    what.least = static_cast<std::int64_t>(least);
  else
    what.low = static_cast<double>(least);
  return member_constraint<T, Member>{member, what};
}

/// The member is this or less.
template <class T, class Member, class Bound>
constexpr auto at_most(Member T::*member, Bound most) {
  using value = detail::constrained<Member>;
  detail::check_bound<value, std::uint64_t>(most);
  constraint what;
  if constexpr (detail::json_integer<value>)
    what.most = static_cast<std::uint64_t>(most);
  else
    what.high = static_cast<double>(most);
  return member_constraint<T, Member>{member, what};
}

/// Both.
template <class T, class Member, class Bound>
constexpr auto between(Member T::*member, Bound least, Bound most) {
  detail::check_order(least <= most);
  auto made = at_least(member, least);
  const auto upper = at_most(member, most).what;
  made.what.most = upper.most;
  made.what.high = upper.high;
  return made;
}

/// The member is more than this, and not this itself.
template <class T, class Member>
constexpr auto above(Member T::*member, double low) {
  static_assert(detail::json_number<detail::constrained<Member>>,
                "troupe::above is for a double or a float; of an integer say troupe::at_least");
  constraint what;
  what.low = low;
  what.above_low = true;
  return member_constraint<T, Member>{member, what};
}

/// The member is less than this, and not this itself.
template <class T, class Member>
constexpr auto below(Member T::*member, double high) {
  static_assert(detail::json_number<detail::constrained<Member>>,
                "troupe::below is for a double or a float; of an integer say troupe::at_most");
  constraint what;
  what.high = high;
  what.below_high = true;
  return member_constraint<T, Member>{member, what};
}

/// The text has so many characters (code points, not bytes).
template <class T, class Member>
constexpr auto length(Member T::*member, std::size_t least,
                      std::size_t most = std::numeric_limits<std::size_t>::max()) {
  static_assert(
      std::is_same_v<detail::constrained<Member>, std::string>,
      "troupe::length is for a member that is a std::string; of a list say troupe::items");
  return member_constraint<T, Member>{member,
                                      detail::sizes(constraint::kinds::length, least, most)};
}

/// The whole text matches a regular expression, as ECMAScript has them.
template <class T, class Member>
constexpr auto matches(Member T::*member, std::string_view pattern) {
  static_assert(std::is_same_v<detail::constrained<Member>, std::string>,
                "troupe::matches is for a member that is a std::string");
  constraint what{constraint::kinds::pattern};
  what.pattern = pattern;
  return member_constraint<T, Member>{member, what};
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

/// Constraints of the members of a struct that declares none, here alone: `troupe::inside(
/// &order_line::price, troupe::at_least(&troupe::money::amount_minor, 0))`. Of a list or a map of
/// structs they hold for each.
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

} // namespace detail
} // namespace troupe
