// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <boost/describe/bases.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>
#include <boost/pfr/tuple_size.hpp>

#include <string_view>
#include <type_traits>

/// A described type names its parts: BOOST_DESCRIBE_STRUCT for structs, BOOST_DESCRIBE_ENUM for
/// enums.
///
/// One description gives a type its JSON, its schema and its place in the journal, so a description
/// that forgets a field would lose data in silence. `fully_described` is the check against that.
namespace troupe {

template <class T>
concept described_struct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept described_enum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

/// The data members of a described struct, those of its described bases first.
template <described_struct T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_any_access |
                                                            boost::describe::mod_inherited>;

template <class T>
inline constexpr bool fully_described = false;

namespace detail {

template <class Base>
inline constexpr bool base_is_fully_described = fully_described<typename Base::type>;

template <class T>
consteval bool names_every_field() {
  using bases = boost::describe::describe_bases<T, boost::describe::mod_any_access>;
  using own = boost::describe::describe_members<T, boost::describe::mod_any_access>;
  if constexpr (!boost::mp11::mp_empty<bases>::value) {
    return []<class... Base>(boost::mp11::mp_list<Base...>) {
      return (base_is_fully_described<Base> && ...);
    }(boost::mp11::mp_rename<bases, boost::mp11::mp_list>{});
  } else if constexpr (std::is_aggregate_v<T>) {
    return boost::pfr::tuple_size_v<T> == boost::mp11::mp_size<own>::value;
  } else {
    return true;
  }
}

} // namespace detail

/// Whether the description of T names as many fields as T has.
///
/// The fields of an aggregate without bases are counted. A struct with bases is as complete as its
/// bases are, and a class that is no aggregate is believed: the language cannot count their fields.
template <described_struct T>
inline constexpr bool fully_described<T> = detail::names_every_field<T>();

namespace detail {

/// The name of the member that this points to.
template <class T, class Member>
std::string_view name_of_member(Member wanted) {
  std::string_view found;
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    if constexpr (requires { member.pointer == wanted; })
      if (member.pointer == wanted)
        found = member.name;
  });
  return found;
}

template <class T, class Member>
std::string_view name_of_pointed(Member T::*wanted) {
  return name_of_member<T>(wanted);
}

} // namespace detail

} // namespace troupe
