#pragma once

#include <troupe/event.hpp>

#include <string>

namespace module_name {

/// Say here what happened. An event is a fact: it is named for what happened, never changes, and
/// its topic and version say what it is. By its key, order is kept and state divided.
struct event_struct {
  static constexpr troupe::event_type type{"event_topic", 1};
  std::string id;
  static constexpr auto key = &event_struct::id;
};
BOOST_DESCRIBE_STRUCT(event_struct, (), (id))

} // namespace module_name
