// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <string_view>
#include <type_traits>
#include <utility>

namespace troupe {

/// Memory for events that are published together: one piece for many of them, which is given back
/// when the last of them is let go of. A copy is the same memory. Used by one thread at a time
/// while events are put into it; what was put in may be read and let go of from any thread.
class event_memory {
public:
  event_memory() : content_(std::make_shared<content>()) {}

  /// A value and a copy of a text.
  template <class T>
  std::pair<const T*, std::string_view> keep(T&& value, std::string_view text) const {
    auto* room = static_cast<char*>(
        content_->memory.allocate(sizeof(held<T>) + text.size(), alignof(held<T>)));
    auto* made = new (room) held<T>(std::move(value));
    if constexpr (!std::is_trivially_destructible_v<T>)
      made->next = std::exchange(content_->last, made);
    std::copy(text.begin(), text.end(), room + sizeof(held<T>));
    return {&made->value, {room + sizeof(held<T>), text.size()}};
  }

  /// Whoever holds a copy of this keeps all that was put in.
  const std::shared_ptr<const void>& owner() const noexcept { return owner_; }

private:
  struct ending {
    void (*destroy)(ending*) noexcept;
    ending* next = nullptr;
  };
  template <class T>
  struct held : ending {
    explicit held(T&& x)
        : ending{[](ending* me) noexcept { static_cast<held*>(me)->~held(); }},
          value(std::move(x)) {}
    T value;
  };
  struct content {
    content() = default;
    content(const content&) = delete;
    content& operator=(const content&) = delete;
    ~content() {
      while (last != nullptr) {
        auto* next = last->next;
        last->destroy(last);
        last = next;
      }
    }

    std::pmr::monotonic_buffer_resource memory{4096};
    ending* last = nullptr;
  };

  std::shared_ptr<content> content_;
  std::shared_ptr<const void> owner_ = content_;
};

} // namespace troupe
