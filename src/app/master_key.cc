#include "app/master_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"

namespace byte8::app {
namespace {

constexpr std::size_t key_bytes = 32;

class File {
 public:
  File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Error failed(const std::string& what, const std::string& path) {
  return Error::make(Fault::internal,
                     what + " the master key " + path + ": " + std::strerror(errno));
}

int hex_digit(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

Result<SecretText> decode(std::string_view text, const std::string& path) {
  text = text::trim(text);
  std::string raw;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) break;
    raw.push_back(static_cast<char>(high * 16 + low));
  }
  if (text.size() != key_bytes * 2 || raw.size() != key_bytes) {
    return Error::make(Fault::internal, "the master key " + path +
                                            " must be 64 hexadecimal digits in lower case: put the "
                                            "right file there");
  }
  return SecretText(std::move(raw));
}

Result<SecretText> read(const std::string& path) {
  const File file(path, O_RDONLY);
  if (file.get() < 0) return failed("cannot open", path);
  struct stat about = {};
  if (::fstat(file.get(), &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    log::warn("master_key_readable_by_others", {{"file", path}});
  }
  std::array<char, 256> buffer{};
  const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
  if (size < 0) return failed("cannot read", path);
  return decode({buffer.data(), static_cast<std::size_t>(size)}, path);
}

// Under another name first, so that a crash never leaves half a key under the right one.
Status put(const std::string& path, const std::string& raw) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());
  const std::string text = crypto::hex(raw) + "\n";
  const File file(fresh, O_WRONLY | O_CREAT | O_EXCL);
  if (file.get() < 0) return failed("cannot make", path);
  const bool written =
      ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file.get()) == 0;
  if (!written || ::rename(fresh.c_str(), path.c_str()) != 0) return failed("cannot write", path);
  const File folder(path.substr(0, path.find_last_of('/') + 1), O_RDONLY | O_DIRECTORY);
  if (folder.get() >= 0) ::fsync(folder.get());
  return {};
}

Result<SecretText> make(const std::string& path) {
  const std::string raw = crypto::random_bytes(key_bytes);
  if (Status kept = put(path, raw); !kept) return kept.error();
  log::info("master_key_made", {{"file", path}});
  return SecretText(raw);
}

}  // namespace

Result<SecretText> master_key(const std::string& path, bool may_make) {
  if (::access(path.c_str(), F_OK) == 0) return read(path);
  if (may_make) return make(path);
  return Error::coded(Fault::internal, "no_master_key",
                      "there is a database, but not the master key " + path +
                          " that its secrets are sealed with: put the file back");
}

Status write_master_key(const std::string& path, const SecretText& key) {
  return put(path, key.reveal());
}

}  // namespace byte8::app
