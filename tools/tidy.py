#!/usr/bin/env python3
"""The rules of the house as a test: tools/tidy.py reads the repository and prints what breaks
one, as `path:line: what it is and what to do`. ctest runs it; it ends 1 when it printed something.

  tools/tidy.py                      all rules
  tools/tidy.py --no-headers         all but compiling every header alone
  tools/tidy.py --format [--fix]     the format of every C++ file
  tools/tidy.py --clang-tidy [--all] clang-tidy on what changed since the last tag (else since
                                     HEAD~1), or on all
"""

import argparse
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from tidy_rules import calls, clang, coroutines, includes, shape, source, words  # noqa: E402

RULES = [
    calls.check_banned,
    calls.check_floating,
    calls.check_select_all,
    shape.check_lengths,
    shape.check_functions,
    shape.check_headers,
    shape.check_names,
    shape.check_white_space,
    shape.check_migrations,
    words.check,
    coroutines.check,
]


def findings(root, headers=True):
    """Everything that breaks a rule below `root`."""
    files = source.load(root)
    with open(os.path.join(root, "tools", "floors.txt"), encoding="utf-8") as handle:
        floors = includes.read_floors(handle.read())
    found = includes.check_table(floors) + includes.check(files, floors)
    for rule in RULES:
        found += rule(files)
    if headers:
        found += clang.check_headers_alone(root, files)
    return sorted(set(found), key=lambda f: (f.path, f.line, f.text))


def main():
    parser = argparse.ArgumentParser(description="The rules of the house as a test.")
    parser.add_argument("--root", default=os.path.dirname(HERE))
    parser.add_argument("--no-headers", action="store_true", help="do not compile the headers")
    parser.add_argument("--format", action="store_true", help="check the format of C++ files")
    parser.add_argument("--fix", action="store_true", help="with --format: set it")
    parser.add_argument("--clang-tidy", action="store_true", help="run clang-tidy on what changed")
    parser.add_argument("--all", action="store_true", help="with --clang-tidy: on all files")
    given = parser.parse_args()
    root = os.path.abspath(given.root)
    if given.format:
        return 0 if clang.clang_format(root, source.load(root), given.fix) else 1
    if given.clang_tidy:
        return 0 if clang.clang_tidy(root, source.load(root), given.all) else 1
    found = findings(root, headers=not given.no_headers)
    for finding in found:
        print(finding)
    print(f"tidy: {len(found)} findings" if found else "tidy: all rules hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
