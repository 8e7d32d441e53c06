# The programs: the binary itself at build/<preset>/byte8-ledger, and the two sandbox programs beside it.

# glibc's allocator takes a third of a run's time, and gives back little of what a burst needed. The
# sanitizers bring their own.
add_library(byte8_allocator INTERFACE)
if(NOT BYTE8_SANITIZE)
  find_library(JEMALLOC jemalloc REQUIRED)
  target_link_libraries(byte8_allocator INTERFACE -Wl,--no-as-needed ${JEMALLOC} -Wl,--as-needed)
endif()

function(byte8_program name source)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${source})
    add_executable(${name} ${source})
    target_link_libraries(${name} PRIVATE ${ARGN} byte8_allocator)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  endif()
endfunction()

byte8_program(byte8-ledger src/app/main.cc byte8_app)
byte8_program(byte8-sage-simulator sandbox/sage/main.cc byte8_sandbox_sage)
byte8_program(byte8-demo-store sandbox/shop/main.cc byte8_sandbox_shop)

file(GLOB test_folders CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/CMakeLists.txt ${CMAKE_SOURCE_DIR}/fuzz/CMakeLists.txt)
foreach(list_file ${test_folders})
  get_filename_component(folder ${list_file} DIRECTORY)
  add_subdirectory(${folder})
endforeach()
