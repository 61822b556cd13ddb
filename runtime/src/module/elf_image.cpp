// SPDX-License-Identifier: BSD-3-Clause
// Copyright (c) 2026, the Troupe authors
#include "module/elf_image.hpp"

#include <cstring>
#include <type_traits>

#include <elf.h>
#include <link.h>

/// Where the library or program that this is linked into begins; the linker says it.
extern "C" [[gnu::visibility("hidden")]] const ElfW(Ehdr) __ehdr_start;

namespace troupe::modules {
namespace {

constexpr std::string_view entry_name = "troupe_module_entry";
constexpr std::string_view stamp_name = "troupe_module_stamp";

error no_library(std::string why) {
  return {ec::malformed, std::move(why)};
}

error cut_short() {
  return no_library("it ends before its last section does, as a file that is still being written");
}

/// Reads structs at offsets, and never beyond the end.
class reader {
public:
  explicit reader(std::string_view bytes) : bytes_(bytes) {}

  bool has(std::size_t offset, std::size_t size) const {
    return offset <= bytes_.size() && bytes_.size() - offset >= size;
  }

  template <class T>
  std::optional<T> at(std::size_t offset) const {
    static_assert(std::is_trivially_copyable_v<T>);
    if (!has(offset, sizeof(T)))
      return std::nullopt;
    T made;
    std::memcpy(&made, bytes_.data() + offset, sizeof made);
    return made;
  }

  /// Empty where it is not there in full.
  std::string_view part(std::size_t offset, std::size_t size) const {
    return has(offset, size) ? bytes_.substr(offset, size) : std::string_view{};
  }

private:
  std::string_view bytes_;
};

using section = ElfW(Shdr);
using symbol = ElfW(Sym);

std::string text_at(std::string_view texts, std::size_t offset) {
  if (offset >= texts.size())
    return {};
  const auto rest = texts.substr(offset);
  return std::string{rest.substr(0, rest.find('\0'))};
}

/// Names that the compiler and the linker keep for themselves; `_Z` begins those of C++.
bool is_of_the_tools(std::string_view name) {
  return name.size() > 1 && name[0] == '_' && name[1] != 'Z';
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const auto end = text.find(':');
    if (end != 0)
      all.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return all;
}

class image_reader {
public:
  explicit image_reader(std::string_view bytes) : from_(bytes) {}

  result<elf_image> read() {
    const auto head = from_.at<ElfW(Ehdr)>(0);
    if (!head || std::memcmp(head->e_ident, ELFMAG, SELFMAG) != 0)
      return no_library("it is no ELF file");
    if (head->e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS] ||
        head->e_ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA] ||
        head->e_machine != __ehdr_start.e_machine)
      return no_library("it was built for another kind of processor");
    if (head->e_type != ET_DYN)
      return no_library("it is an ELF file of another kind");
    for (std::size_t i = 0; i < head->e_shnum; ++i) {
      const auto each = from_.at<section>(head->e_shoff + i * sizeof(section));
      if (!each || (each->sh_type != SHT_NOBITS && !from_.has(each->sh_offset, each->sh_size)))
        return cut_short();
      sections_.push_back(*each);
    }
    const auto* symbols = find(SHT_DYNSYM);
    if (symbols == nullptr)
      return no_library("it has no table of what it offers");
    read_symbols(*symbols);
    if (const auto* needs = find(SHT_DYNAMIC))
      read_needs(*needs);
    return std::move(made_);
  }

private:
  const section* find(ElfW(Word) type) const {
    for (const auto& each : sections_)
      if (each.sh_type == type)
        return &each;
    return nullptr;
  }

  std::string_view texts_of(const section& x) const {
    if (x.sh_link >= sections_.size())
      return {};
    const auto& texts = sections_[x.sh_link];
    return from_.part(texts.sh_offset, texts.sh_size);
  }

  void read_symbols(const section& table) {
    const auto texts = texts_of(table);
    for (std::size_t i = 0; i < table.sh_size / sizeof(symbol); ++i) {
      const auto each = from_.at<symbol>(table.sh_offset + i * sizeof(symbol));
      if (each && each->st_shndx != SHN_UNDEF)
        add(*each, text_at(texts, each->st_name));
    }
  }

  void add(const symbol& x, std::string name) {
    const auto bind = ELF64_ST_BIND(x.st_info); // The same for 32 bits.
    if (name == entry_name)
      made_.has_entry = true;
    else if (name == stamp_name)
      made_.stamp = ELF64_ST_TYPE(x.st_info) == STT_OBJECT ? text_of(x) : std::string{};
    else if (bind == STB_GNU_UNIQUE)
      made_.unique.push_back(std::move(name));
    else if (bind == STB_GLOBAL && !is_of_the_tools(name))
      made_.shown.push_back(std::move(name));
  }

  std::string text_of(const symbol& x) const {
    if (x.st_shndx >= sections_.size())
      return {};
    const auto& in = sections_[x.st_shndx];
    if (x.st_value < in.sh_addr || in.sh_type == SHT_NOBITS)
      return {};
    return text_at(from_.part(in.sh_offset + (x.st_value - in.sh_addr), x.st_size), 0);
  }

  void read_needs(const section& table) {
    const auto texts = texts_of(table);
    for (std::size_t i = 0; i < table.sh_size / sizeof(ElfW(Dyn)); ++i) {
      const auto each = from_.at<ElfW(Dyn)>(table.sh_offset + i * sizeof(ElfW(Dyn)));
      if (!each || each->d_tag == DT_NULL)
        return;
      if (each->d_tag == DT_NEEDED)
        made_.needed.push_back(text_at(texts, each->d_un.d_val));
      else if (each->d_tag == DT_RUNPATH || each->d_tag == DT_RPATH)
        made_.folders = split(text_at(texts, each->d_un.d_val));
    }
  }

  reader from_;
  std::vector<section> sections_;
  elf_image made_;
};

} // namespace

result<elf_image> read_image(std::string_view bytes) {
  return image_reader{bytes}.read();
}

} // namespace troupe::modules
