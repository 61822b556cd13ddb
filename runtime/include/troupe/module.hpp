// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#pragma once

#include "troupe/options.hpp"
#include "troupe/service.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A module offers services: one function, which the loader calls with the catalog to register
/// into.
///
///     void troupe_module(troupe::catalog& offers) {
///       offers.service("inventory", inventory, troupe::publishes<stock_reserved, stock_refused>);
///     }
namespace troupe {

/// How a state is made, copied, read and written, its type erased.
struct state_codec {
  std::function<std::shared_ptr<void>()> make;
  std::function<std::shared_ptr<void>(const void*)> copy;
  std::function<result<std::shared_ptr<void>>(std::string_view)> decode;
  std::function<void(const void*, std::string&)> encode;
  json_shape (*shape)() = nullptr;
  version_range versions{};
};

/// One instance of a service: its handlers, and what they point into.
struct live_service {
  std::shared_ptr<const void> options;
  std::shared_ptr<void> self;
  behavior handlers;
};

/// What a module says of a service, its types erased.
struct service_offer {
  std::string name; ///< within its module; a deployment says "module.name"
  std::vector<std::string> publishes;
  bool declares_publishes = false;    ///< false: it may publish whatever it likes
  std::vector<event_definer> defines; ///< what it publishes
  std::vector<std::string> option_names;
  std::string default_options; ///< as JSON
  state_codec states;
  /// All that is wrong with options from a deployment: unknown names and values of other types are
  /// errors, and so is what the options' own rules complain about.
  std::function<std::vector<error>(const boost::json::value&)> check_options;
  /// Options that were checked become part of an instance; null means the defaults.
  std::function<live_service(service_host&, const boost::json::value&)> make;
};

/// What a service publishes, told where it is offered; checked when it publishes.
template <event... Events>
struct publishes_t {};
template <event... Events>
inline constexpr publishes_t<Events...> publishes{};

namespace detail {

template <class T>
struct served;
template <class S, class O>
struct served<service<S, O>> {
  using state = S;
  using options = O;
};

template <class State>
state_codec codec_of() {
  static_assert(fully_described<State>,
                "a state's description misses a field: name every member in BOOST_DESCRIBE_STRUCT");
  return {[] { return std::static_pointer_cast<void>(std::make_shared<State>()); },
          [](const void* from) {
            return std::static_pointer_cast<void>(
                std::make_shared<State>(*static_cast<const State*>(from)));
          },
          [](std::string_view text) -> result<std::shared_ptr<void>> {
            auto read = read_state<State>(text);
            if (!read)
              return std::move(read).failure();
            return std::static_pointer_cast<void>(std::make_shared<State>(*std::move(read)));
          },
          [](const void* value, std::string& out) {
            write_state(out, *static_cast<const State*>(value));
          },
          &json_shape_of<State>,
          versions_of_state<State>()};
}

} // namespace detail

/// What a deployment's modules offer. A name that is offered twice is an error of the module's
/// loading.
class catalog {
public:
  /// `make` is a function `troupe::behavior (troupe::service<State, Options>*)`. The service may
  /// publish what it likes.
  template <class F>
  void service(std::string_view name, F make) {
    add(offer_of(name, make));
  }

  /// The service publishes these events and no others; `troupe::publishes<>` says none.
  template <class F, event... Events>
  void service(std::string_view name, F make, publishes_t<Events...>) {
    auto offer = offer_of(name, make);
    (offer.publishes.emplace_back(Events::type.name), ...);
    offer.defines = {&define<Events>...};
    offer.declares_publishes = true;
    add(std::move(offer));
  }

  const std::vector<service_offer>& services() const { return services_; }

private:
  template <class F>
  static service_offer offer_of(std::string_view name, F make) {
    static_assert(detail::inspectable<F> && detail::arity<F> == 1,
                  "a service is a function troupe::behavior (troupe::service<State>* self)");
    using self_type = std::remove_pointer_t<detail::parameter<F, 0>>;
    using state = typename detail::served<self_type>::state;
    using options = typename detail::served<self_type>::options;
    static_assert(
        fully_described<options>,
        "the options' description misses a field: name every member in BOOST_DESCRIBE_STRUCT");
    static_assert(
        ruled_options<options> || !requires { &options::complaints; },
        "the options' complaints() is const and returns a "
        "std::vector<troupe::option_complaint>");
    service_offer offer;
    offer.name = std::string{name};
    for (const auto option : detail::member_names<options>())
      offer.option_names.emplace_back(option);
    offer.default_options = to_json(options{});
    offer.states = detail::codec_of<state>();
    offer.check_options = [](const boost::json::value& given) {
      options into{};
      std::vector<error> problems;
      read_json(given, into, "", unknown_members::refuse, problems);
      if constexpr (ruled_options<options>)
        for (auto& each : into.complaints())
          problems.push_back({ec::invalid, std::move(each.what),
                              each.option.empty() ? std::string{} : '.' + each.option});
      return problems;
    };
    offer.make = [make](service_host& host, const boost::json::value& given) {
      auto chosen = std::make_shared<options>();
      std::vector<error> problems;
      if (!given.is_null())
        read_json(given, *chosen, "", unknown_members::refuse, problems);
      auto self = std::make_shared<self_type>(host, *chosen);
      auto handlers = make(self.get());
      for (const auto& q : handlers.queries)
        if (q.asks != typeid(void) && q.asks != typeid(self_type))
          throw std::logic_error("the handler of query " + q.name +
                                 " takes another troupe::service than its service is");
      return live_service{std::move(chosen), std::move(self), std::move(handlers)};
    };
    return offer;
  }

  void add(service_offer offer) { services_.push_back(std::move(offer)); }

  std::vector<service_offer> services_;
};

} // namespace troupe
