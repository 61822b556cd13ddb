// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "troupe/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <cmath>
#include <limits>

namespace troupe {

namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Builds a value from what Boost.JSON's parser finds. It differs from Boost.JSON's own in one
/// thing: doubles are made from their text by std::from_chars, exactly; 1.81 computes them from a
/// mantissa and a power of ten and is off by a bit in many.
class value_builder {
public:
  static constexpr std::size_t max_object_size = boost::json::object::max_size();
  static constexpr std::size_t max_array_size = boost::json::array::max_size();
  static constexpr std::size_t max_key_size = boost::json::string::max_size();
  static constexpr std::size_t max_string_size = boost::json::string::max_size();

  value_builder(boost::json::storage_ptr memory, unsigned char* buffer, std::size_t size)
      : stack_(boost::json::storage_ptr{}, buffer, size) {
    stack_.reset(std::move(memory));
  }

  boost::json::value release() { return stack_.release(); }
  /// What it stands for cannot be written again.
  bool has_infinite() const { return has_infinite_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

  bool on_object_end(std::size_t members, error_code&) {
    stack_.push_object(members);
    return true;
  }
  bool on_array_end(std::size_t items, error_code&) {
    stack_.push_array(items);
    return true;
  }
  bool on_key_part(string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_key(string_view key, std::size_t, error_code&) {
    stack_.push_key(key);
    return true;
  }
  bool on_string_part(string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(string_view text, std::size_t, error_code&) {
    stack_.push_string(text);
    return true;
  }
  bool on_number_part(string_view part, error_code&) {
    number_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t number, string_view, error_code&) {
    stack_.push_int64(number);
    number_.clear();
    return true;
  }
  bool on_uint64(std::uint64_t number, string_view, error_code&) {
    stack_.push_uint64(number);
    number_.clear();
    return true;
  }
  bool on_double(double rough, string_view text, error_code&) {
    if (!number_.empty())
      text = number_.append(text.data(), text.size());
    const auto number = exactly(text, rough);
    has_infinite_ = has_infinite_ || std::isinf(number);
    stack_.push_double(number);
    number_.clear();
    return true;
  }
  bool on_bool(bool truth, error_code&) {
    stack_.push_bool(truth);
    return true;
  }
  bool on_null(error_code&) {
    stack_.push_null();
    return true;
  }

private:
  /// Infinite where the text is too large a number, zero where it is too small a one.
  static double exactly(string_view text, double rough) {
    double number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc::result_out_of_range)
      return number;
    const double size = std::fabs(rough) < 1 ? 0.0 : std::numeric_limits<double>::infinity();
    return std::copysign(size, rough);
  }

  boost::json::value_stack stack_;
  std::string number_;
  bool has_infinite_ = false;
};

error too_large() {
  return {ec::malformed, "it holds a number that is too large"};
}

struct document {
  boost::json::value is;
  bool has_infinite = false;
};

result<document> parse(std::string_view text, boost::json::storage_ptr memory) {
  unsigned char buffer[2048];
  boost::json::basic_parser<value_builder> parser{boost::json::parse_options{}, std::move(memory),
                                                  buffer, sizeof(buffer)};
  error_code problem;
  const auto end = parser.write_some(false, text.data(), text.size(), problem);
  if (!problem && end < text.size())
    problem = boost::json::error::extra_data;
  if (problem)
    return error{ec::malformed,
                 "not JSON: " + problem.message() + " at byte " + std::to_string(end)};
  auto& built = parser.handler();
  return document{built.release(), built.has_infinite()};
}

} // namespace

result<boost::json::value> parse_json(std::string_view text) {
  auto parsed = parse(text, {});
  if (!parsed)
    return std::move(parsed).failure();
  if (parsed->has_infinite)
    return too_large();
  return std::move(parsed->is);
}

void detail::read_document(std::string_view text, read_function read, void* into, reading& r) {
  unsigned char buffer[4096];
  boost::json::monotonic_resource memory{buffer};
  const place root{""};
  auto parsed = parse(text, &memory);
  if (!parsed)
    return r.refuse(std::move(parsed).failure(), root);
  read(parsed->is, into, root, r);
  // Also where it is of no member, or of one that takes anything.
  if (parsed->has_infinite && !r.stopped())
    r.refuse(too_large(), root);
}

} // namespace troupe
