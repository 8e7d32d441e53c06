"""Files as the rules see them: the text, and the C++ with comments and strings blanked out."""

import os
import re
from dataclasses import dataclass
from functools import cached_property

SKIPPED_FOLDERS = {
    ".git", "build", "node_modules", "vendor", "dist", "test-results", "__pycache__", ".ccache"
}  # fmt: skip
CODE_FOLDERS = ("src", "sandbox", "tests", "fuzz")

# a_test.cc, and what only tests share: test_rig.h, server_fixture.h.
TEST_NAME = re.compile(r"(^|[_/])(test|fixture)(_\w+)?\.(h|cc)$")

# A comment, a raw string, a string, a number (its digit separators are no quotes) or a character.
TOKEN = re.compile(
    r"""//[^\n]*(?:\\\n[^\n]*)*
      | /\*.*?\*/
      | R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![\w])\d[\w.']*
      | '(?:\\.|[^'\\\n])*'""",
    re.S | re.X,
)


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


def blank(text):
    """The text with all but its line breaks turned into blanks: lines and columns stay."""
    return re.sub(r"[^\n]", " ", text)


def _without(text, strings_too):
    def replace(match):
        token = match.group(0)
        if token.startswith(("//", "/*")):
            return blank(token)
        if strings_too and token[0] in "\"'R":
            return token[0] + blank(token[1:-1]) + token[-1]
        return token

    return TOKEN.sub(replace, text)


class File:
    """One file of the repository, its path relative to the root and with forward slashes."""

    def __init__(self, root, path):
        self.root = root
        self.path = path
        self.name = path.rsplit("/", 1)[-1]
        self.extension = self.name.rsplit(".", 1)[-1] if "." in self.name else ""

    @cached_property
    def text(self):
        with open(os.path.join(self.root, self.path), encoding="utf-8", errors="replace") as handle:
            return handle.read()

    @cached_property
    def lines(self):
        return self.text.split("\n")

    @cached_property
    def code(self):
        """C++ without comments and without what stands in strings."""
        return _without(self.text, strings_too=True)

    @cached_property
    def code_lines(self):
        return self.code.split("\n")

    @cached_property
    def uncommented(self):
        """C++ without comments, with its strings."""
        return _without(self.text, strings_too=False)

    @cached_property
    def comments(self):
        """C++ with all but its comments blanked."""
        pairs = zip(self.text, self.uncommented)
        return "".join(" " if a == b and a != "\n" else a for a, b in pairs)

    @property
    def is_cpp(self):
        return self.extension in ("h", "cc") and self.path.startswith(
            tuple(folder + "/" for folder in CODE_FOLDERS)
        )

    @property
    def is_header(self):
        return self.is_cpp and self.extension == "h"

    @property
    def is_test(self):
        return bool(TEST_NAME.search(self.name)) or self.path.startswith(("tests/", "fuzz/"))

    @property
    def is_script(self):
        return self.path.startswith(("script/", ".ci/")) or self.extension in ("sh", "py")

    @cached_property
    def module(self):
        """`engine` for src/engine/…, `sandbox/sage` for sandbox/sage/…, else None."""
        parts = self.path.split("/")
        if parts[0] == "src" and len(parts) > 2:
            return parts[1]
        if parts[0] == "sandbox" and len(parts) > 2:
            return "sandbox/" + parts[1]
        return None

    def at(self, offset, text):
        return Finding(self.path, self.text.count("\n", 0, offset) + 1, text)


def load(root):
    """Every file below the root that the rules look at, in order of path."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS)
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            found.append(File(root, path))
    return sorted(found, key=lambda file: file.path)
