"""Size and form: lengths of files, lines and functions, names, headers, white space, migrations."""

import re

from tidy_rules.source import Finding, blank

LINES_MAX, TEST_LINES_MAX, COLUMNS_MAX, FUNCTION_MAX = 400, 600, 100, 70

SNAKE = re.compile(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")
BEFORE_TYPE = r"^(?:(?:typedef|inline|static|constexpr|const)\s+)*"
TYPE_WORD = re.compile(BEFORE_TYPE + r"(?:class|struct|union|enum)\b")
TABLE = re.compile(r"=\s*\{")
SECTION = re.compile(r"-- (sqlite|postgres|both):")
PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)


def _measured(file):
    return file.is_cpp or file.is_script or file.extension == "sql"


def check_lengths(files):
    found = []
    for file in files:
        if not _measured(file):
            continue
        limit = TEST_LINES_MAX if file.is_test or file.name.endswith("_test.py") else LINES_MAX
        count = file.text.count("\n")
        if count > limit:
            text = f"{count} lines, at most {limit}: one idea a file, give the second its own"
            found.append(Finding(file.path, limit + 1, text))
        for number, line in enumerate(file.lines, 1):
            if len(line) > COLUMNS_MAX:
                text = f"{len(line)} columns, at most {COLUMNS_MAX}: break the line"
                found.append(Finding(file.path, number, text))
    return found


def _without_templates(text):
    """`template <…>` heads taken out, so that their `class` is not taken for a type's."""
    out, at = [], 0
    for match in re.finditer(r"\btemplate\s*<", text):
        if match.start() < at:
            continue
        out.append(text[at : match.start()])
        depth, at = 1, match.end()
        while at < len(text) and depth:
            depth += {"<": 1, ">": -1}.get(text[at], 0)
            at += 1
    return "".join(out) + text[at:]


def _opens(head):
    """What the brace after `head` opens: "scope" (namespace, type), "function" or "other"."""
    head = _without_templates(head)
    head = re.sub(r"\[\[.*?\]\]|\balignas\s*\([^)]*\)", " ", head, flags=re.S).strip()
    head = re.sub(r"^(public|private|protected)\s*:(?!:)", "", head).strip()
    if re.match(r"(inline\s+)?namespace\b", head) or re.match(r'extern\s*"', head):
        return "scope"
    if TYPE_WORD.match(head) and not re.search(r"\)\s*(const|noexcept|override|\s)*$", head):
        return "scope"
    if head.endswith("="):
        return "other"
    return "function" if "(" in head else "other"


def functions(code):
    """(first line, lines) of every outermost function, by matching braces: an estimate, but one
    that looks only at namespaces and types from outside and skips bodies whole. The lines of a
    table (`= {…}`) do not count: it is data, not something to follow."""
    code = PREPROCESSOR.sub(lambda match: blank(match.group(0)), code)
    found, scopes, parens, start, at = [], [], 0, 0, 0
    while at < len(code):
        letter = code[at]
        if letter == "(":
            parens += 1
        elif letter == ")":
            parens = max(0, parens - 1)
        elif letter == "{":
            kind = "other" if parens else _opens(code[start:at])
            if kind == "scope":
                scopes.append(at)
                start = at + 1
            else:
                end = _matching(code, at)
                if kind == "function":
                    head = start + len(code[start:at]) - len(code[start:at].lstrip())
                    lines = code.count("\n", head, end) + 1 - _table_lines(code, at + 1, end)
                    found.append((code.count("\n", 0, head) + 1, lines))
                    start = end + 1
                at = end
        elif letter == "}":
            if scopes:
                scopes.pop()
            start, parens = at + 1, 0
        elif letter == ";" and not parens:
            start = at + 1
        at += 1
    return found


def _matching(code, at):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, at):
        depth += 1 if match.group(0) == "{" else -1
        if depth == 0:
            return match.start()
    return len(code) - 1


def _table_lines(code, at, end):
    count = 0
    while match := TABLE.search(code, at, end):
        at = _matching(code, match.end() - 1)
        count += code.count("\n", match.end(), at)
    return count


def check_functions(files):
    found = []
    for file in files:
        if not file.is_cpp or file.is_test:
            continue
        for first, lines in functions(file.code):
            if lines > FUNCTION_MAX:
                text = f"a function of {lines} lines, at most {FUNCTION_MAX}: move a part out"
                found.append(Finding(file.path, first, text))
    return found


def check_headers(files):
    found = []
    for file in files:
        if not file.is_header:
            continue
        if file.lines[0] != "#pragma once":
            found.append(Finding(file.path, 1, "a header starts with #pragma once"))
            continue
        rest = [line for line in file.lines[1:] if line.strip()]
        if not rest or not rest[0].startswith(("//", "/*")):
            text = "a header opens with a comment: what it promises, shapes, units, errors"
            found.append(Finding(file.path, 2, text))
    return found


def check_names(files):
    found = []
    for file in files:
        folders = file.path.split("/")[:-1]
        stem = file.name.rsplit(".", 1)[0]
        if file.is_cpp or file.path.startswith("tools/") and file.extension == "py":
            for part in folders + [stem]:
                if not SNAKE.match(part) and part != "__init__":
                    text = f"{part}: files and folders are snake_case"
                    found.append(Finding(file.path, 1, text))
    return found


def check_white_space(files):
    checked = ("h", "cc", "py", "sh", "sql", "txt", "cmake", "md", "json", "yaml")
    found = []
    for file in files:
        if file.path.startswith("spec/fixtures/"):
            continue  # recorded bytes stay as they were
        if file.extension not in checked and not file.is_script:
            continue
        for number, line in enumerate(file.lines, 1):
            if line != line.rstrip():
                found.append(Finding(file.path, number, "white space at the end of the line"))
        if file.text and not file.text.endswith("\n"):
            last = len(file.lines)
            found.append(Finding(file.path, last, "no line break at the end of the file"))
    return found


def check_migrations(files):
    found, expected = [], 1
    for file in files:
        if not file.path.startswith("sql/") or file.extension != "sql":
            continue
        match = re.match(r"^(\d{4})_[a-z0-9_]+\.sql$", file.name)
        if not match:
            found.append(Finding(file.path, 1, "name a migration NNNN_name.sql"))
            continue
        number = int(match.group(1))
        if number != expected:
            text = f"number {number:04d} where {expected:04d} comes next: no gaps, no doubles"
            found.append(Finding(file.path, 1, text))
        expected = number + 1
        first = file.lines[0]
        if not first.startswith("-- ") or len(first) < 30 or SECTION.match(first):
            text = "a migration starts with a comment that says why it is there"
            found.append(Finding(file.path, 1, text))
    return found
