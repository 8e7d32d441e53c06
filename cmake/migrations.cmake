# Embeds sql/NNNN_name.sql into the binary: generated/migrations.cc, compiled into the module store.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/*.sql)
list(SORT migration_files)
set(entries "")
foreach(file ${migration_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${name})
  math(EXPR number "1${number} - 10000")
  file(READ ${file} text)
  string(APPEND entries "    {${number}, \"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
set(generated_text "// Generated from sql/*.sql by cmake/migrations.cmake.
#include \"store/migrations.h\"

namespace byte8::store {

const std::vector<port::Migration>& migrations() {
  static const std::vector<port::Migration> all = {
${entries}  };
  return all;
}

}  // namespace byte8::store
")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/migrations.cc CONTENT "${generated_text}")
set(BYTE8_EXTRA_store ${CMAKE_BINARY_DIR}/generated/migrations.cc)
