#include "desk.hpp"

#include "events/accepted.hpp"
#include "events/refused.hpp"
#include "events/requested.hpp"

namespace module_name {

std::vector<troupe::option_complaint> desk_options::complaints() const {
  if (limit < 1)
    return {{"limit", "it is less than 1, so all would be refused; write 1 or more"}};
  return {};
}

// A handler is a subscription, and a transaction: when it returns, its event is handled, the state
// is kept and what was published is announced, all or nothing. When it throws, nothing happened.
troupe::behavior desk(troupe::service<standing, desk_options>* self) {
  return {
      [self](const requested& wish) {
        auto& so_far = self->state();
        if (so_far.accepted + wish.quantity > self->options().limit)
          return self->publish(refused{wish.account, wish.quantity});
        so_far.accepted += wish.quantity;
        self->publish(accepted{wish.account, wish.quantity});
      },
      [](const get_account&, const troupe::service<standing, desk_options>& committed) {
        return committed.state();
      },
  };
}

} // namespace module_name
