#pragma once
// Brings a database up to date: numbered migrations, one transaction each, refused when the
// database is newer than this program.

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/connection.h"

namespace byte8::sqlite {

// Keeps only what this database should run of a text for both: `-- sqlite:` and `-- postgres:` open
// a section, `-- both:` ends it.
std::string text_for(std::string_view text, std::string_view dialect);

// How many were applied. Fault::database, code "database_newer" when the database knows more than
// we do.
Result<int> migrate(Connection& connection, const std::vector<port::Migration>& migrations);

}  // namespace byte8::sqlite
