# Embeds dashboard/dist (script/lib/node.sh builds it) into the binary, which serves it:
# generated/dashboard.cc, compiled into the module api. Files that compress well have a .gz beside
# them, made by the same build; both are kept, nothing is compressed while serving.
#
# BYTE8_DASHBOARD: ON fails where the dashboard is not built, IF_BUILT goes on with a plain page
# (so do the fuzzers and the sanitizers), OFF leaves it out.
set(BYTE8_DASHBOARD IF_BUILT CACHE STRING "embed dashboard/dist: ON, IF_BUILT or OFF")
set(dashboard_dist ${CMAKE_SOURCE_DIR}/dashboard/dist)
file(GLOB dashboard_files CONFIGURE_DEPENDS RELATIVE ${dashboard_dist}
     ${dashboard_dist}/*.html ${dashboard_dist}/assets/*)
list(FILTER dashboard_files EXCLUDE REGEX "\\.gz$")
if(BYTE8_DASHBOARD STREQUAL "OFF")
  set(dashboard_files "")
elseif(BYTE8_DASHBOARD STREQUAL "ON" AND NOT dashboard_files)
  message(FATAL_ERROR "dashboard/dist is missing, and this build is to embed it. Build it first "
          "(script/demo and script/test do: npm ci and npm run build in dashboard/), "
          "or configure with -DBYTE8_DASHBOARD=OFF.")
endif()

set(dashboard_types ".html|text/html\; charset=utf-8" ".js|text/javascript\; charset=utf-8"
    ".css|text/css\; charset=utf-8" ".svg|image/svg+xml")
set(dashboard_bytes "")
set(dashboard_symbols "")
set(dashboard_rows "")
set(dashboard_number 0)

# The bytes of a file between two symbols. The assembler reads them itself: a literal of that size
# takes compilers minutes.
function(byte8_dashboard_bytes symbol file)
  string(APPEND dashboard_bytes "    \".globl ${symbol}\\n.hidden ${symbol}\\n${symbol}:\\n\"\n"
         "    \".incbin \\\"${file}\\\"\\n\"\n"
         "    \".globl ${symbol}_end\\n.hidden ${symbol}_end\\n${symbol}_end:\\n\"\n")
  string(APPEND dashboard_symbols "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
  set(dashboard_bytes "${dashboard_bytes}" PARENT_SCOPE)
  set(dashboard_symbols "${dashboard_symbols}" PARENT_SCOPE)
endfunction()

# A copy of this build's own: the dashboard may be built anew while this one is compiled.
set(dashboard_copy ${CMAKE_BINARY_DIR}/generated/dashboard)
file(REMOVE_RECURSE ${dashboard_copy})
foreach(name ${dashboard_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${dashboard_dist}/${name})
  foreach(one ${name} ${name}.gz)
    if(EXISTS ${dashboard_dist}/${one})
      configure_file(${dashboard_dist}/${one} ${dashboard_copy}/${one} COPYONLY)
    endif()
  endforeach()
  set(file ${dashboard_copy}/${name})
  get_filename_component(ending ${name} LAST_EXT)
  set(type "application/octet-stream")
  foreach(known ${dashboard_types})
    if(known MATCHES "^\\${ending}\\|(.*)$")
      set(type "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  # In the source, so that a compiler cache sees a change of the bytes; and the ETag.
  file(SHA256 ${file} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  set(symbol byte8_dashboard_${dashboard_number})
  byte8_dashboard_bytes(${symbol} ${file})
  set(packed "{}")
  if(EXISTS ${file}.gz)
    byte8_dashboard_bytes(${symbol}_gz ${file}.gz)
    set(packed "{${symbol}_gz, ${symbol}_gz_end}")
  endif()
  string(APPEND dashboard_rows
         "      {\"${name}\", \"${type}\", \"${digest}\", {${symbol}, ${symbol}_end}, ${packed}},\n")
  math(EXPR dashboard_number "${dashboard_number} + 1")
endforeach()

if(dashboard_files)
  set(dashboard_assembly "asm(\n    \".section .rodata\\n\"\n${dashboard_bytes}    \".previous\\n\");
extern \"C\" {\n${dashboard_symbols}}\n\n")
endif()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/generated/dashboard.cc CONTENT "// Generated from dashboard/dist by cmake/dashboard.cmake.
#include \"api/assets.h\"

${dashboard_assembly}namespace byte8::api {

const std::vector<Asset>& assets() {
  static const std::vector<Asset> all = {
${dashboard_rows}  };
  return all;
}

}  // namespace byte8::api
")
list(APPEND BYTE8_EXTRA_api ${CMAKE_BINARY_DIR}/generated/dashboard.cc)
