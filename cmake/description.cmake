# Embeds spec/openapi.yaml into the binary, which serves it at /openapi.yaml: generated/description.cc,
# compiled into the module api.
set(openapi_file ${CMAKE_SOURCE_DIR}/spec/openapi.yaml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${openapi_file})
file(READ ${openapi_file} openapi_text)
# A compiler need not take literals above 64 KiB, joined ones neither: the text is a list of parts, cut
# at the ends of lines.
string(LENGTH "${openapi_text}" openapi_length)
set(openapi_literals "")
set(openapi_at 0)
while(openapi_at LESS openapi_length)
  string(SUBSTRING "${openapi_text}" ${openapi_at} 12000 openapi_part)
  string(FIND "${openapi_part}" "\n" openapi_end REVERSE)
  math(EXPR openapi_end "${openapi_end} + 1")
  string(SUBSTRING "${openapi_part}" 0 ${openapi_end} openapi_part)
  string(APPEND openapi_literals "      R\"yaml(${openapi_part})yaml\",\n")
  math(EXPR openapi_at "${openapi_at} + ${openapi_end}")
endwhile()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/description.cc CONTENT "// Generated from spec/openapi.yaml by cmake/description.cmake.
#include \"api/description.h\"

#include <string>

namespace byte8::api {

std::string_view openapi_text() {
  static constexpr std::string_view parts[] = {
${openapi_literals}  };
  static const std::string text = [] {
    std::string whole;
    for (const std::string_view part : parts) whole += part;
    return whole;
  }();
  return text;
}

}  // namespace byte8::api
")
set(BYTE8_EXTRA_api ${CMAKE_BINARY_DIR}/generated/description.cc)
