// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace troupe::supervision {

/// Children in the order of their start, found by id at once however many there are.
///
/// A `Child` has an `id`, which does not change. Its address stays the same until it is removed.
template <class Child>
class ordered_children {
public:
  using iterator = typename std::list<Child>::iterator;

  ordered_children() = default;
  ordered_children(const ordered_children&) = delete;
  ordered_children(ordered_children&&) = default;
  ordered_children& operator=(const ordered_children&) = delete;
  ordered_children& operator=(ordered_children&&) = default;

  /// As the last one. There must be none with its id.
  Child& add(Child x) {
    children_.push_back(std::move(x));
    const auto where = std::prev(children_.end());
    index_.emplace(where->id, where);
    return *where;
  }

  void remove(const Child& x) {
    const auto known = index_.find(x.id);
    const auto where = known->second;
    index_.erase(known);
    children_.erase(where);
  }

  /// Moves it to the end.
  void move_last(const Child& x) { children_.splice(children_.end(), children_, where(x)); }

  /// Null if there is none.
  Child* find(std::string_view id) {
    const auto known = index_.find(id);
    return known == index_.end() ? nullptr : &*known->second;
  }
  const Child* find(std::string_view id) const {
    const auto known = index_.find(id);
    return known == index_.end() ? nullptr : &*known->second;
  }

  iterator where(const Child& x) { return index_.at(x.id); }
  iterator begin() { return children_.begin(); }
  iterator end() { return children_.end(); }
  auto begin() const { return children_.begin(); }
  auto end() const { return children_.end(); }
  std::size_t size() const noexcept { return index_.size(); }
  bool empty() const noexcept { return index_.empty(); }

private:
  std::list<Child> children_;
  // The keys are the ids in the list's nodes, which stay where they are.
  std::unordered_map<std::string_view, iterator> index_;
};

} // namespace troupe::supervision
