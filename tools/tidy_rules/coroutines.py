"""Parameters of coroutines. A coroutine outlives the call that made it, so what it takes by
reference, pointer or view may be gone when it goes on. By value, or with a line that says what
keeps it alive:

    // outlives: the core owns both and drops its runs first
    Task<Status> settle(Core& core, std::int64_t id);
"""

import re

TASK = re.compile(r"(?<![\w])(?:byte8::)?Task\s*<")
NAME = re.compile(r"\s*(?:[A-Za-z_][\w:]*(?:<[^;{}()]*>)?::)?[A-Za-z_]\w*\s*\(")
OUTLIVES = re.compile(r"//.*\boutlives:\s*\S.{7,}")
BORROWED = re.compile(r"&|\*|\b(?:w?string_view|span)\b")
# What a function taken by value is called with later is no borrowing: std::function<A(const B&)>.
SIGNATURE = re.compile(r"(?<=[\w>])\((?!\s*[&*])[^()]*\)(?=\s*>)")
DEFINES_TASK = "src/base/task.h"


def _close(code, at, opening, closing):
    """Index after the bracket that closes the one before `at`; `->` closes no angle."""
    depth = 1
    while at < len(code) and depth:
        if code[at] == opening:
            depth += 1
        elif code[at] == closing and not (closing == ">" and code[at - 1] == "-"):
            depth -= 1
        at += 1
    return at


def _open(code, at):
    """Index of the parenthesis that opens the one which closes at `at`."""
    depth = 0
    while at >= 0:
        depth += {")": 1, "(": -1}.get(code[at], 0)
        if depth == 0:
            return at
        at -= 1
    return 0


def parameters(text):
    """A parameter list cut at its outer commas."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter in "(<[{":
            depth += 1
        elif letter in ")>]}":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in parts + [text[start:]] if part.strip()]


def _signatures(code):
    """(start, end) of the parameters of all that returns a Task: functions, lambdas, types."""
    for match in TASK.finditer(code):
        after = _close(code, match.end(), "<", ">")
        named = NAME.match(code, after)
        typed = re.compile(r"\s*\(").match(code, after)  # std::function<Task<T>(A, B)>
        arrow = re.search(r"\)\s*(?:mutable\s*|noexcept\s*|const\s*)*->\s*$", code[: match.start()])
        if arrow:
            close = code.rindex(")", 0, arrow.end())
            yield _open(code, close) + 1, close
        elif named or typed:
            start = (named or typed).end()
            if not named and code[start : start + 1] in "*&":  # Task<T> (*)(A, B)
                start = code.index("(", start) + 1
            yield start, _close(code, start, "(", ")") - 1


def borrows(parameter):
    return bool(BORROWED.search(SIGNATURE.sub("", parameter.split("=")[0])))


def _excused(file, first, last):
    """Whether the declaration, or the comment right above it, gives a reason."""
    above = first - 1
    while above > 0 and file.lines[above - 1].lstrip().startswith("//"):
        above -= 1
    return any(OUTLIVES.search(line) for line in file.lines[above:last])


def check(files):
    found = []
    for file in files:
        if not file.is_cpp or file.path == DEFINES_TASK or file.is_test:
            continue
        for start, end in _signatures(file.code):
            bad = [p for p in parameters(file.code[start:end]) if borrows(p)]
            first = file.code.count("\n", 0, start) + 1
            last = file.code.count("\n", 0, end) + 1
            if bad and not _excused(file, first, last):
                shown = re.sub(r"\s+", " ", bad[0])
                text = f"coroutine parameter `{shown}` may be gone when it goes on: "
                advice = "take it by value, or say `// outlives: why` above"
                found.append(file.at(start, text + advice))
    return found
