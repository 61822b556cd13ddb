// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/event.hpp"
#include "troupe/event_memory.hpp"
#include "troupe/json.hpp"

#include <concepts>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

namespace troupe {
namespace detail {

/// Its address tells the type; hidden visibility gives each module its own.
template <class T>
[[gnu::visibility("hidden")]] inline const char type_tag = 0;

/// Allocates room behind what it was asked for, and says where that is.
template <class T>
struct allocator_with_room {
  using value_type = T;
  static constexpr bool is_aligned = alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__;

  std::size_t size;
  char** place;

  allocator_with_room(std::size_t room, char** where) : size(room), place(where) {}
  template <class Other>
  allocator_with_room(const allocator_with_room<Other>& x) : size(x.size), place(x.place) {}

  T* allocate(std::size_t count) {
    const auto before = count * sizeof(T);
    void* memory = nullptr;
    if constexpr (is_aligned)
      memory = ::operator new(before + size);
    else
      memory = ::operator new (before + size, std::align_val_t{alignof(T)});
    *place = static_cast<char*>(memory) + before;
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) noexcept {
    if constexpr (is_aligned)
      ::operator delete(memory);
    else
      ::operator delete (memory, std::align_val_t{alignof(T)});
  }

  template <class Other>
  friend bool operator==(const allocator_with_room&, const allocator_with_room<Other>&) {
    return true;
  }
};

} // namespace detail

/// An event as JSON, and as the struct that it was written from where that is known: one piece of
/// memory, immutable; a copy shares it. May be used from any thread.
class encoded {
public:
  encoded() = default;

  /// Copies a text. No struct is known.
  template <class Text>
  requires(std::convertible_to<const Text&, std::string_view> && !std::same_as<Text, encoded>)
      encoded(const Text& text)
      : encoded(std::string_view{text}, nullptr) {}

  /// In memory of its own. Throws what `to_json` throws.
  template <event Event>
  static encoded of(Event&& fact) {
    const detail::lent_buffer json;
    detail::write_value(*json, fact);
    const auto text = json->text();
    char* room = nullptr;
    std::shared_ptr<const Event> value = std::allocate_shared<Event>(
        detail::allocator_with_room<Event>{text.size(), &room}, std::move(fact));
    std::memcpy(room, text.data(), text.size());
    const auto* at = value.get();
    return encoded{std::move(value), {room, text.size()}, json->is_exact() ? at : nullptr};
  }

  /// In memory that it shares with others, which is kept as long as one of them. Throws what
  /// `to_json` throws.
  template <event Event>
  static encoded of(Event&& fact, const event_memory& memory) {
    const detail::lent_buffer json;
    detail::write_value(*json, fact);
    const auto [value, text] = memory.keep(std::move(fact), json->text());
    return encoded{memory.owner(), text, json->is_exact() ? value : nullptr};
  }

  std::string_view text() const noexcept { return text_; }
  operator std::string_view() const noexcept { return text_; }
  const char* data() const noexcept { return text_.data(); }
  std::size_t size() const noexcept { return text_.size(); }
  bool empty() const noexcept { return text_.empty(); }

  /// The address of the struct's tag, of which each module has its own; null where none is known.
  const void* type() const noexcept { return type_; }
  /// The struct; it lives as long as this or a copy.
  const void* value() const noexcept { return value_; }

  /// They are the same if their texts are.
  template <class Text>
  requires std::convertible_to<const Text&, std::string_view>
  friend bool operator==(const encoded& a, const Text& b) { return a.text_ == std::string_view{b}; }

  template <class Stream>
  requires requires(Stream& out, std::string_view text) { out << text; }
  friend Stream& operator<<(Stream& out, const encoded& x) {
    out << x.text_;
    return out;
  }

private:
  /// Without the struct where JSON could not say all of it: then everybody reads what JSON says.
  template <event Event>
  encoded(std::shared_ptr<const void> owner, std::string_view text, const Event* value)
      : owner_(std::move(owner)), text_(text),
        type_(value != nullptr ? &detail::type_tag<Event> : nullptr), value_(value) {}
  encoded(std::string_view text, std::nullptr_t) {
    if (text.empty())
      return;
    auto copy = std::make_shared_for_overwrite<char[]>(text.size());
    std::memcpy(copy.get(), text.data(), text.size());
    text_ = {copy.get(), text.size()};
    owner_ = std::move(copy);
  }

  std::shared_ptr<const void> owner_;
  std::string_view text_;
  const void* type_ = nullptr;
  const void* value_ = nullptr;
};

} // namespace troupe
