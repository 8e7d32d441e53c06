#include "app/cli.h"

int main(int argc, char** argv) {
  return byte8::app::run_cli(argc, argv);
}
