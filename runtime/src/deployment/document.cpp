// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "deployment/document.hpp"

#include <exception>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "deployment/scalar.hpp"

namespace troupe::deploy {
namespace {

/// Ends the parsing of a document that grows past its bounds.
struct too_large : std::exception {
  too_large(place where, std::string limit) : at(where), what_limit(std::move(limit)) {}
  const char* what() const noexcept override { return what_limit.c_str(); }

  place at;
  std::string what_limit;
};

struct extent {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
};

extent extent_of(const node& x) {
  extent result{1, x.text.size()};
  const auto add = [&result](const node& y) {
    const auto more = extent_of(y);
    result.nodes += more.nodes;
    result.bytes += more.bytes;
  };
  for (const auto& y : x.items)
    add(y);
  for (const auto& y : x.members) {
    result.bytes += y.key.size();
    add(y.value);
  }
  return result;
}

/// Builds the tree from yaml-cpp's events, which carry the mark that its own nodes lose for keys.
class tree_builder final : public YAML::EventHandler {
public:
  tree_builder(std::optional<place> fixed, complaints& to) : fixed_(fixed), to_(to) {}

  place start() const { return start_; }
  node root() && { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override { start_ = at(mark); }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    node x;
    x.at = at(mark);
    finish(std::move(x), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    node x;
    x.kind = node::kinds::scalar;
    x.at = at(mark);
    x.text = text;
    x.plain = tag == "?";
    refuse_tag(tag, x.at);
    if (x.plain)
      refuse_octal(x, to_);
    finish(std::move(x), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) {
      to_.add(at(mark), "this alias stands inside the value that it names",
              "write the value out where it is needed");
      return OnNull(mark, 0);
    }
    grow(extent_of(known->second), at(mark));
    attach(known->second);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(node::kinds::sequence, mark, tag, anchor);
  }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(node::kinds::map, mark, tag, anchor);
  }

  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

private:
  /// A map or list that is being read. In a map, `key` is set between a key and its value.
  struct open_node {
    node value;
    YAML::anchor_t anchor;
    std::optional<node> key;
  };

  place at(const YAML::Mark& mark) const {
    return fixed_.value_or(place{0, mark.line + 1, mark.column + 1});
  }

  void open(node::kinds kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    node x;
    x.kind = kind;
    x.at = at(mark);
    refuse_tag(tag, x.at);
    if (open_.size() == deepest_document)
      throw too_large(x.at, "maps and lists are nested more than " +
                                std::to_string(deepest_document) + " deep");
    open_.push_back({std::move(x), anchor, std::nullopt});
  }

  void close() {
    auto done = std::move(open_.back());
    open_.pop_back();
    finish(std::move(done.value), done.anchor);
  }

  void finish(node x, YAML::anchor_t anchor) {
    grow({1, x.text.size()}, x.at);
    if (anchor != 0) {
      grow(extent_of(x), x.at);
      anchors_[anchor] = x;
    }
    attach(std::move(x));
  }

  void attach(node x) {
    if (open_.empty()) {
      root_ = std::move(x);
      return;
    }
    auto& parent = open_.back();
    // The parser marks a value that is not there at whatever comes next, lines below perhaps.
    if (x.is_null())
      x.at = parent.key ? parent.key->at : parent.value.at;
    if (parent.value.is_sequence())
      parent.value.items.push_back(std::move(x));
    else if (!parent.key)
      parent.key = std::move(x);
    else
      attach_member(parent, std::move(x));
  }

  void attach_member(open_node& parent, node x) {
    auto key = std::move(*parent.key);
    parent.key.reset();
    if (!key.is_scalar())
      to_.add(key.at, "a key must be text, and this is " + shown(key), "write a name, or quote it");
    else if (key.plain && key.text == "<<")
      to_.add(key.at, "merging maps with '<<' is not allowed",
              "write what several services share under 'defaults'");
    else if (const auto* first = parent.value.find(key.text))
      to_.add(key.at, "the key '" + key.text + "' stands here a second time" + first_at(first->at),
              "keep one of them");
    else
      parent.value.members.push_back({std::move(key.text), key.at, std::move(x)});
  }

  void refuse_tag(const std::string& tag, place where) {
    if (!tag.empty() && tag != "?" && tag != "!")
      to_.add(where, "tags are not allowed", "remove the '!' and what belongs to it; quote text");
  }

  void grow(extent more, place where) {
    size_.nodes += more.nodes;
    size_.bytes += more.bytes;
    if (size_.nodes > most_nodes || size_.bytes > most_expanded)
      throw too_large(where, "the document, with its aliases expanded, has more than " +
                                 std::to_string(most_nodes) + " values or " +
                                 std::to_string(most_expanded) + " bytes");
  }

  std::optional<place> fixed_;
  complaints& to_;
  place start_;
  node root_;
  std::vector<open_node> open_;
  std::map<YAML::anchor_t, node> anchors_;
  extent size_;
};

std::optional<node> load(std::string_view text, std::optional<place> fixed, complaints& to) {
  if (text.size() > longest_document) {
    to.add(fixed.value_or(place{}),
           "the text has more than " + std::to_string(longest_document) + " bytes",
           "make it smaller");
    return std::nullopt;
  }
  std::istringstream in{std::string(text)};
  tree_builder builder{fixed, to};
  try {
    YAML::Parser parser{in};
    parser.HandleNextDocument(builder);
    complaints of_the_rest;
    tree_builder rest{fixed, of_the_rest};
    if (parser && parser.HandleNextDocument(rest))
      to.add(rest.start(), "there are several documents, separated by '---'",
             "keep one document; write one file for each deployment");
  } catch (const YAML::Exception& failure) {
    const auto& mark = failure.mark;
    const auto where = mark.is_null() ? place{} : place{0, mark.line + 1, mark.column + 1};
    to.add(fixed.value_or(where), "this is not YAML: " + failure.msg,
           "mend it; inside [ ] and { }, text with ${...} or ':' needs quotes");
    return std::nullopt;
  } catch (const too_large& limit) {
    to.add(limit.at, limit.what_limit, "make it smaller");
    return std::nullopt;
  }
  return std::move(builder).root();
}

} // namespace

std::optional<node> load_document(std::string_view text, complaints& to) {
  return load(text, std::nullopt, to);
}

std::optional<node> load_value(std::string_view text, place at, complaints& to) {
  return load(text, at, to);
}

node plain_value(std::string_view text, place at, complaints& to) {
  node x;
  x.kind = node::kinds::scalar;
  x.at = at;
  x.text = text;
  x.plain = !text.empty();
  if (x.plain)
    refuse_octal(x, to);
  return x;
}

} // namespace troupe::deploy
