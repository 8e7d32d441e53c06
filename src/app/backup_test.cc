#include "app/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "app/doctor.h"
#include "app/house.h"
#include "store/installation.h"

namespace byte8::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    std::string pattern = testing::TempDir() + "byte8-backup-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    auto house = open_house(config());
    EXPECT_TRUE(house.ok()) << house.error().message;
  }
  ~BackupTest() override { fs::remove_all(folder_); }

  Config config(const std::string& name = "data") const {
    Config config;
    config.data_dir = folder_ + "/" + name;
    config.database_path = config.data_dir + "/byte8-ledger.db";
    config.master_key_file = config.data_dir + "/master.key";
    config.sage_api_url = "http://127.0.0.1:9";
    return config;
  }
  std::string file() const { return folder_ + "/backup"; }
  void make() {
    const auto made = create_backup(config(), file(), SecretText());
    ASSERT_TRUE(made.ok()) << made.error().message;
  }

  std::string folder_;
};

TEST_F(BackupTest, B024_is_made_beside_a_writer_and_restored_with_a_mark) {
  {
    auto serving = open_house(config());
    ASSERT_TRUE(serving.ok());
    make();
  }
  struct stat about = {};
  ASSERT_EQ(::stat(file().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  ASSERT_TRUE(verify_backup(file()).ok());
  const auto restored = restore_backup(config("other"), file(), SecretText());
  ASSERT_TRUE(restored.ok()) << restored.error().message;
  fs::copy_file(config().master_key_file, config("other").master_key_file);
  auto house = open_house(config("other"));
  ASSERT_TRUE(house.ok()) << house.error().message;
  const auto mark = house->db->connection().run(store::installation::restored_at());
  ASSERT_TRUE(mark.ok());
  EXPECT_EQ(mark->rows.size(), 1U);
}

TEST_F(BackupTest, B024_any_changed_byte_is_found) {
  make();
  const auto size = static_cast<std::streamoff>(fs::file_size(file()));
  for (const std::streamoff at : {std::streamoff{5}, size / 3, size / 2, size - 1}) {
    std::fstream stream(file(), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(at);
    const int byte = stream.get();
    stream.seekp(at);
    stream.put(static_cast<char>(byte ^ 1));
    stream.close();
    EXPECT_FALSE(verify_backup(file()).ok()) << "at " << at;
    std::fstream back(file(), std::ios::in | std::ios::out | std::ios::binary);
    back.seekp(at);
    back.put(static_cast<char>(byte));
  }
  EXPECT_TRUE(verify_backup(file()).ok());
  fs::resize_file(file(), static_cast<std::uintmax_t>(size - 1));
  EXPECT_EQ(verify_backup(file()).error().code, "backup_damaged");
}

TEST_F(BackupTest, holds_the_master_key_only_when_asked_and_only_sealed) {
  const SecretText passphrase("correct horse battery");
  const auto made = create_backup(config(), file(), passphrase);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_FALSE(made->sealed_key.empty());
  EXPECT_EQ(restore_backup(config("other"), file(), SecretText("wrong")).error().code,
            "wrong_passphrase");
  ASSERT_TRUE(restore_backup(config("other"), file(), passphrase).ok());
  const auto read = [](const std::string& path) {
    std::ifstream stream(path);
    return std::string{std::istreambuf_iterator<char>(stream), {}};
  };
  EXPECT_EQ(read(config("other").master_key_file), read(config().master_key_file));
  EXPECT_EQ(read(file()).find(read(config().master_key_file).substr(0, 64)), std::string::npos);
}

TEST_F(BackupTest, overwrites_nothing_and_refuses_beside_a_serve) {
  make();
  EXPECT_EQ(create_backup(config(), file(), SecretText()).error().code, "exists");
  auto serving = open_house(config());
  ASSERT_TRUE(serving.ok());
  EXPECT_EQ(restore_backup(config(), file(), SecretText()).error().code, "locked");
}

TEST_F(BackupTest, doctor_tells_what_stops_from_what_only_warns) {
  const std::vector<Finding> well = examine(config());
  EXPECT_FALSE(stops(well)) << text(well);
  EXPECT_THAT(text(well), HasSubstr("warning sage"));
  fs::remove(config().master_key_file);
  const std::vector<Finding> keyless = examine(config());
  EXPECT_TRUE(stops(keyless));
  EXPECT_THAT(text(keyless), HasSubstr("put it back"));
}

}  // namespace
}  // namespace byte8::app
