// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "commerce/intake.hpp"

#include "commerce/events.hpp"
#include "commerce/file.hpp"
#include "commerce/order_generator.hpp"
#include "commerce/pace.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace commerce {
namespace {

using intake_service = troupe::service<intake_position, intake_options>;

/// Publishes what was read, and counts it.
class announcer {
public:
  explicit announcer(intake_service& self) : self_(self) {}

  std::uint64_t events() const { return events_; }

  void operator()(order_invoice& order) {
    publish(order_placed{std::move(order.order_id), order.placed_at, std::move(order.customer),
                         std::move(order.country), std::move(order.lines), order.total_minor});
  }
  void operator()(return_invoice& returned) {
    for (auto& one : returned.returned)
      publish(stock_returned{std::move(one.sku), one.quantity, returned.return_id});
    publish(return_received{std::move(returned.return_id), std::move(returned.country),
                            returned.refund_minor});
  }
  void operator()(stock_adjustment& adjustment) {
    for (auto& one : adjustment.changes)
      publish(stock_adjusted{std::move(one.sku), one.quantity, adjustment.adjustment_id});
    publish(adjustment_received{std::move(adjustment.adjustment_id)});
  }
  void operator()(bad_input& bad) {
    auto place =
        (bad.lines.find_first_of("-,") == std::string::npos ? "line " : "lines ") + bad.lines;
    auto what = bad.invoice_no.empty() ? place : place + ", invoice " + bad.invoice_no;
    self_.dead_letter(std::move(bad.text), what + ": " + bad.reason);
    ++events_;
  }

private:
  template <class Event>
  void publish(const Event& fact) {
    self_.publish(fact);
    ++events_;
  }

  intake_service& self_;
  std::uint64_t events_ = 0;
};

/// Where invoices come from.
class input {
public:
  virtual ~input() = default;
  /// Announces the next invoice and moves the position behind it; false at the end.
  virtual bool announce_next(announcer& announce, intake_position& position) = 0;
};

class file_input final : public input {
public:
  explicit file_input(invoice_reader reader) : reader_(std::move(reader)) {}

  bool announce_next(announcer& announce, intake_position& position) override {
    auto next = reader_.next();
    if (!next)
      throw std::runtime_error(to_string(next.failure()));
    if (!*next)
      return false;
    std::visit(announce, (*next)->item);
    position.file = std::move((*next)->after);
    return true;
  }

private:
  invoice_reader reader_;
};

class generated_input final : public input {
public:
  generated_input(const generated_position& from, std::uint64_t count)
      : position_(from), count_(count), generate_(from.seed, from.lines) {}

  bool announce_next(announcer& announce, intake_position& position) override {
    if (position_.next >= count_)
      return false;
    auto order = generate_(position_.next);
    announce(order);
    ++position_.next;
    position.generated = position_;
    return true;
  }

private:
  generated_position position_;
  std::uint64_t count_;
  order_generator generate_;
};

class no_input final : public input {
public:
  bool announce_next(announcer&, intake_position&) override { return false; }
};

[[noreturn]] void refuse_file(const troupe::error& why) {
  throw std::runtime_error("intake.file: " + to_string(why));
}

// What is wrong with the file is better said at the start than at the first event.
void check(const intake_options& options) {
  if (options.file.empty())
    return;
  if (auto opened = file::open_to_read(options.file); !opened)
    refuse_file(opened.failure());
}

std::unique_ptr<input> open_file(intake_service& self) {
  const auto& options = self.options();
  const auto& from = std::as_const(self).state().file;
  auto reader = invoice_reader::open(options.file, options.date_format, from);
  if (!reader)
    refuse_file(reader.failure());
  switch (reader->started()) {
  case invoice_reader::start::beginning:
    self.log(troupe::log_level::info, "reading " + options.file + " from its beginning");
    break;
  case invoice_reader::start::position:
    self.log(troupe::log_level::info, "reading " + options.file + " from line " +
                                          std::to_string(from->line) + ", where it stopped");
    break;
  case invoice_reader::start::other_file:
    self.log(troupe::log_level::warning, "reading " + options.file +
                                             " from its beginning: its size or content is not that "
                                             "of the file that was read before");
    break;
  }
  return std::make_unique<file_input>(std::move(*reader));
}

std::unique_ptr<input> open_generator(intake_service& self) {
  const auto& options = self.options();
  generated_position from{options.seed, options.lines, 0};
  const auto& stored = std::as_const(self).state().generated;
  if (stored && stored->seed == from.seed && stored->lines == from.lines)
    from.next = stored->next;
  else if (stored)
    self.log(
        troupe::log_level::warning,
        "making orders from the first on: seed or lines are not those of the orders made before");
  return std::make_unique<generated_input>(from, options.generate);
}

std::unique_ptr<input> open_input(intake_service& self) {
  if (!self.options().file.empty())
    return open_file(self);
  if (self.options().generate > 0)
    return open_generator(self);
  self.log(troupe::log_level::info,
           "neither file nor generate is set: there is nothing to bring in");
  return std::make_unique<no_input>();
}

/// The source: what it has in memory is what its state says, for both move together.
class bringing {
public:
  explicit bringing(intake_service* self) : self_(self), pace_(self->options().rate) {}

  troupe::progress operator()(std::size_t demand) {
    if (!input_)
      input_ = open_input(*self_);
    auto most = most_invoices(demand);
    announcer announce{*self_};
    auto& position = self_->state();
    std::uint64_t invoices = 0;
    while (invoices < most && announce.events() < demand) {
      if (!input_->announce_next(announce, position))
        return troupe::progress::end();
      ++invoices;
    }
    auto wait = pace_.wait_after(self_->now(), invoices);
    return wait.count() > 0 ? troupe::progress::later(wait) : troupe::progress::more();
  }

private:
  // At a rate, they come in small portions: fifty a second, or one at a time.
  std::size_t most_invoices(std::size_t demand) const {
    if (!pace_.is_limited() || pace_.per_second() > 50.0 * static_cast<double>(demand))
      return demand;
    return std::max<std::size_t>(1, static_cast<std::size_t>(pace_.per_second() / 50));
  }

  intake_service* self_;
  pace pace_;
  std::shared_ptr<input> input_;
};

} // namespace

std::vector<troupe::option_complaint> intake_options::complaints() const {
  auto found = complaints_about_rate(rate);
  if (lines > order_generator::most_lines)
    found.push_back({"lines", "an order has at most " +
                                  std::to_string(order_generator::most_lines) +
                                  " lines; use 0 for one to five"});
  return found;
}

troupe::behavior intake(intake_service* self) {
  return {
      troupe::on_start([self] { check(self->options()); }),
      troupe::pull(bringing{self}),
  };
}

} // namespace commerce
