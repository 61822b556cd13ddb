// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "execution/crash.hpp"

#include <boost/core/demangle.hpp>

#include <cxxabi.h>
#include <typeinfo>

namespace troupe::execution {
crash read_crash(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& x) {
    return {boost::core::demangle(typeid(x).name()), x.what()};
  } catch (const std::string& x) {
    return {"std::string", x};
  } catch (const char* x) {
    return {"const char*", x};
  } catch (...) {
    return {boost::core::demangle(abi::__cxa_current_exception_type()->name()),
            "no std::exception, so it says nothing"};
  }
}

std::string to_string(const crash& x) {
  const auto what = x.exception + ": " + x.text;
  if (x.event.is_nil())
    return what;
  auto in_hand = x.topic;
  if (!x.key.empty())
    in_hand += ' ' + x.key;
  auto where = " (event " + to_string(x.event);
  if (!x.way.is_nil())
    where += ", trace " + to_traceparent(x.way);
  return "handling " + in_hand + ": " + what + where + ")";
}

} // namespace troupe::execution
