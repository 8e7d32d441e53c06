#!/usr/bin/env python3
"""Tests of tools/tidy.py: each plants a violation in an empty repository and expects a finding."""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tidy  # noqa: E402
from tidy_rules import clang, coroutines, shape, source  # noqa: E402

FLOORS = """\
base:
model: base
port: base model
net: base port
sqlite: base port
store: base model port
engine: base model port store
sandbox/sage: base port net
app: base model port net sqlite store engine
"""
HEADER = "#pragma once\n// Promises nothing, in whole sentences.\n"


class Planted(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)
        self.plant("tools/floors.txt", FLOORS)

    def plant(self, path, text):
        whole = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as handle:
            handle.write(textwrap.dedent(text))

    def found(self, headers=False):
        return [str(finding) for finding in tidy.findings(self.root, headers)]

    def expect(self, *pieces):
        """Exactly one finding, and all the pieces in it."""
        found = self.found()
        self.assertEqual(len(found), 1, found)
        for piece in pieces:
            self.assertIn(piece, found[0])

    def expect_none(self):
        self.assertEqual(self.found(), [])


class Includes(Planted):
    def test_a_floor_includes_floors_below_it(self):
        self.plant("src/engine/a.cc", '#include "store/runs.h"\n#include "engine/a.h"\n')
        self.expect_none()

    def test_a_floor_does_not_include_one_above_it(self):
        self.plant("src/store/a.cc", '\n#include "engine/core.h"\n')
        self.expect("src/store/a.cc:2:", "engine", "tools/floors.txt")

    def test_neighbours_do_not_see_each_other(self):
        self.plant("src/net/a.cc", '#include "sqlite/connection.h"\n')
        self.expect("src/net/a.cc:1:")

    def test_an_include_in_a_comment_is_none(self):
        self.plant("src/store/a.cc", '// #include "engine/core.h"\n/*\n#include "app/x.h"\n*/\n')
        self.expect_none()

    def test_an_include_names_its_folder(self):
        self.plant("src/store/a.cc", '#include "runs.h"\n')
        self.expect("store/runs.h")

    def test_a_source_file_is_not_included(self):
        self.plant("src/store/a.cc", '#include "store/runs.cc"\n')
        self.expect("include a header")

    def test_a_folder_without_a_line_is_found(self):
        self.plant("src/extra/a.cc", "int a;\n")
        self.expect("extra", "tools/floors.txt")

    def test_the_table_goes_from_low_to_high(self):
        self.plant("tools/floors.txt", "base: model\nmodel:\n")
        self.expect("tools/floors.txt:1:", "earlier lines")

    def test_a_test_beside_the_source_may_take_the_support(self):
        text = '#include <gtest/gtest.h>\n#include "tests/support/db.h"\n'
        self.plant("src/store/a_test.cc", text)
        self.expect_none()

    def test_the_product_does_not_take_the_support(self):
        self.plant("src/store/a.cc", '#include "tests/support/db.h"\n')
        self.expect("only tests")

    def test_the_product_does_not_take_a_test_library(self):
        self.plant("src/store/a.cc", "#include <gtest/gtest.h>\n")
        self.expect("test libraries")

    def test_what_tests_share_beside_the_source_is_theirs(self):
        self.plant("src/store/store_fixture.h", HEADER + "#include <gtest/gtest.h>\n")
        self.plant("src/store/a_test.cc", '#include "store/store_fixture.h"\n')
        self.expect_none()
        self.plant("src/store/a.cc", '#include "store/store_fixture.h"\n')
        self.expect("for tests only")

    def test_tests_stand_above_all_floors(self):
        text = '#include <sqlite3.h>\n#include "engine/core.h"\n#include "sandbox/sage/faults.h"\n'
        self.plant("tests/journeys/a.cc", text)
        self.expect_none()

    def test_the_sandbox_takes_json_log_and_sockets(self):
        text = '#include "base/json.h"\n#include "net/server.h"\n#include "sandbox/sage/a.h"\n'
        self.plant("sandbox/sage/a.cc", text)
        self.expect_none()

    def test_the_sandbox_shares_no_cryptography(self):
        self.plant("sandbox/sage/a.cc", '#include "base/crypto.h"\n')
        self.expect("must not share base/crypto.h")

    def test_the_sandbox_shares_no_money(self):
        self.plant("sandbox/sage/a.cc", '#include "model/money.h"\n')
        self.expect("must not share model/money.h")

    def test_every_library_has_its_folder(self):
        fenced = {
            "sqlite3.h": "src/store",
            "curl/curl.h": "src/app",
            "boost/beast/core.hpp": "src/engine",
            "boost/asio.hpp": "sandbox/sage",
            "boost/json.hpp": "src/store",
            "openssl/evp.h": "src/engine",
            "spdlog/spdlog.h": "src/net",
            "date/tz.h": "src/model",
            "CLI/CLI.hpp": "src/base",
            "toml++/toml.h": "src/base",
        }
        for header, folder in fenced.items():
            with self.subTest(header):
                self.plant(f"{folder}/a.cc", f"#include <{header}>\n")
                self.expect(f"<{header}>")
                self.plant(f"{folder}/a.cc", f'#include "{header}"\n')
                self.expect(f"<{header}>")
                self.plant(f"{folder}/a.cc", "int a;\n")

    def test_a_library_is_welcome_at_home(self):
        self.plant("src/sqlite/a.cc", "#include <sqlite3.h>\n")
        self.plant("src/net/a.cc", "#include <boost/beast.hpp>\n#include <curl/curl.h>\n")
        self.plant("sandbox/sage/a.cc", "#include <openssl/hmac.h>\n")
        self.expect_none()


class Calls(Planted):
    def test_clocks_chance_and_threads_are_inputs(self):
        for call in (
            "std::thread t;",
            "std::jthread t;",
            "std::this_thread::sleep_for(x);",
            "auto now = std::chrono::system_clock::now();",
            "auto now = std::chrono::steady_clock::now();",
            "std::random_device d;",
            "int x = rand();",
            "int x = std::rand();",
            'auto home = getenv("HOME");',
            'setenv("TZ", "UTC", 1);',
            "std::cout << 1;",
        ):
            with self.subTest(call):
                self.plant("src/engine/a.cc", f"void f() {{\n  {call}\n}}\n")
                self.expect("src/engine/a.cc:2:")

    def test_words_that_only_contain_them_are_free(self):
        text = 'int operand(int);\nint x = operand(1) + rng.rand(2);\n'
        text += 'auto s = "getenv std::cout";\n'
        self.plant("src/engine/a.cc", text + "// std::thread\nint y = 10'000 + 'a';\n")
        self.expect_none()

    def test_the_edge_is_free(self):
        for path in ("src/app/a.cc", "src/net/a.cc", "src/base/clock.cc", "sandbox/sage/main.cc"):
            self.plant(path, "auto now = std::chrono::steady_clock::now();\n")
        self.expect_none()

    def test_a_unit_test_may_have_threads_but_not_sleep(self):
        self.plant("src/engine/a_test.cc", "std::thread t;\n")
        self.expect_none()
        self.plant("src/engine/a_test.cc", "std::this_thread::sleep_for(x);\n")
        self.expect("wait for an input")

    def test_money_is_no_floating_point(self):
        for word in ("double", "float"):
            self.plant("src/model/a.cc", f"{word} price = 1;\n")
            self.expect(word, "model/money.h")

    def test_a_double_word_or_other_folder_is_free(self):
        self.plant("src/model/a.cc", '// a double entry\nint double_entry = 1; auto s = "float";\n')
        self.plant("src/engine/a.cc", "double seconds = 1;\n")
        self.expect_none()

    def test_select_all_is_refused(self):
        self.plant("src/store/a.cc", 'auto q = "SELECT * FROM run";\n')
        self.expect("name the columns")
        self.plant("src/store/a.cc", 'auto q = "select r.* from run r";\n')
        self.expect("name the columns")
        self.plant("src/store/a.cc", 'auto q = "SELECT COUNT(*) FROM run";\n')
        self.expect_none()


class Shape(Planted):
    def test_a_file_has_at_most_400_lines_and_a_test_600(self):
        self.plant("src/engine/a.cc", "int a;\n" * 401)
        self.expect("401 lines")
        self.plant("src/engine/a.cc", "int a;\n" * 400)
        self.plant("src/engine/a_test.cc", "int a;\n" * 600)
        self.expect_none()
        self.plant("src/engine/a_test.cc", "int a;\n" * 601)
        self.expect("601 lines")

    def test_a_line_has_at_most_100_columns(self):
        self.plant("src/engine/a.cc", "//" + "é" * 98 + "\n")
        self.expect_none()
        self.plant("src/engine/a.cc", "//" + "é" * 99 + "\n")
        self.expect("101 columns")

    def test_a_function_has_at_most_70_lines(self):
        self.plant("src/engine/a.cc", "void f() {\n" + "  g();\n" * 68 + "}\n")
        self.expect_none()
        self.plant("src/engine/a.cc", "\nvoid f() {\n" + "  g();\n" * 69 + "}\n")
        self.expect("src/engine/a.cc:2:", "71 lines")

    def test_a_header_opens_with_pragma_and_comment(self):
        self.plant("src/engine/a.h", "// A promise.\n#pragma once\n")
        self.expect("#pragma once")
        self.plant("src/engine/a.h", "#pragma once\n\n#include <string>\n")
        self.expect("opens with a comment")
        self.plant("src/engine/a.h", HEADER)
        self.expect_none()

    def test_names_are_snake_case(self):
        self.plant("src/engine/runBody.cc", "int a;\n")
        self.expect("runBody", "snake_case")

    def test_white_space_at_the_end_is_refused(self):
        self.plant("docs/a.md", "one \n")
        self.expect("docs/a.md:1:", "white space")
        self.plant("docs/a.md", "one")
        self.expect("no line break")

    def test_migrations_are_numbered_and_say_why(self):
        self.plant("sql/0001_first.sql", "-- The first schema: what came in and what it is now.\n")
        self.plant("sql/0003_third.sql", "-- The third, which has no second before it at all.\n")
        self.expect("0003", "0002 comes next")
        os.remove(os.path.join(self.root, "sql/0003_third.sql"))
        self.plant("sql/0002_second.sql", "CREATE TABLE a (b BIGINT);\n")
        self.expect("says why")


class Functions(unittest.TestCase):
    def lines(self, code):
        return shape.functions(textwrap.dedent(code).lstrip("\n"))

    def test_bodies_in_types_and_namespaces_are_seen(self):
        code = """
            namespace a {
            template <class T>
            class B : public C<T> {
             public:
              B() : x_{1}, y_(2) {
                f();
              }
              int f() const { return 1; }
            };
            enum class E { one, two };
            }  // namespace a
            """
        self.assertEqual([lines for _, lines in self.lines(code)[-2:]], [3, 1])

    def test_a_default_of_braces_is_no_body(self):
        self.assertEqual(self.lines("int f(X x = {}, Y y = Y{1}) {\n  g();\n}\n"), [(1, 3)])

    def test_a_function_after_a_table_is_seen(self):
        self.assertEqual(self.lines("const int t[] = {\n  1,\n};\nint f() {\n}\n"), [(4, 2)])

    def test_lines_of_a_table_do_not_count(self):
        code = "int f() {\n  static const int t[] = {\n    1,\n    2,\n  };\n  return t[0];\n}\n"
        self.assertEqual(self.lines(code), [(1, 4)])

    def test_macros_do_not_unbalance_it(self):
        code = "#define OPEN { \\\n  {\nint f() {\n}\nint g() {\n}\n"
        self.assertEqual([first for first, _ in self.lines(code)], [3, 5])


class Words(Planted):
    def test_a_value_of_the_same_letters_is_free(self):
        self.plant("src/engine/a.cc", 'auto none = "' + "X" + 'XX";\n')
        self.expect_none()

    def test_unfinished_work_is_refused(self):
        for word in ("TO" + "DO", "FIX" + "ME", "X" + "XX"):
            self.plant("src/engine/a.cc", f"// {word}: later\n")
            self.expect(word)

    def test_paths_of_one_machine_are_refused(self):
        for path in ("/wo" + "rk/main", "/ro" + "ot/x", "/ho" + "me/me"):
            self.plant("docs/a.md", f"Look in {path} for it.\n")
            self.expect("relative")
        self.plant("docs/a.md", "See https://example.com/ho" + "me/page.\n")
        self.expect_none()

    def test_registry_hosts_are_refused(self):
        self.plant("docs/a.md", "From https://registry.npm" + "js.org/x\n")
        self.expect("registry")


class Coroutines(Planted):
    def test_borrowed_parameters_are_refused(self):
        borrowed = ("const X& x", "X* x", "std::string_view x", "std::span<int> x", "P<A, B>&& x")
        for parameter in borrowed:
            with self.subTest(parameter):
                self.plant("src/engine/a.cc", f"Task<int> f(int a, {parameter}) {{\n}}\n")
                self.expect("take it by value")

    def test_values_are_welcome(self):
        text = "Task<std::map<int, X>> Core::f(std::string a, std::vector<int> b = {}) {\n}\n"
        text += "Task<void> task_;\nTask<int> g();\n"
        text += "Task<int> h(std::function<X<T>(const Y&)> f);\n"
        text += "using Change = Task<Status> (*)(Ctx, std::int64_t);\n"
        self.plant("src/engine/a.cc", text)
        self.expect_none()

    def test_lambdas_and_function_types_are_seen(self):
        self.plant("src/engine/a.cc", "auto f = [](X& x) -> Task<int> { co_return 1; };\n")
        self.expect("X& x")
        self.plant("src/engine/a.cc", "std::function<byte8::Task<int>(X&)> f;\n")
        self.expect("X&")

    def test_a_reason_excuses(self):
        line = "Task<int> f(X& x);"
        self.plant("src/engine/a.cc", f"// outlives: the core drops its runs first\n{line}\n")
        self.expect_none()
        self.plant("src/engine/a.cc", f"{line}  // outlives: the core drops runs first\n")
        self.expect_none()
        self.plant("src/engine/a.cc", f"// Does it. outlives: the core\n// drops it.\n{line}\n")
        self.expect_none()
        self.plant("src/engine/a.cc", f"// outlives:\n{line}\n")
        self.expect("outlives")

    def test_parameters_are_cut_at_outer_commas(self):
        self.assertEqual(coroutines.parameters("A<b, c> d, e f(g, h)"), ["A<b, c> d", "e f(g, h)"])


class Compiler(Planted):
    @unittest.skipUnless(shutil.which(clang.COMPILER), "no compiler here")
    def test_a_header_that_leans_on_others_is_found_and_good_ones_are_remembered(self):
        self.plant("src/engine/a.h", HEADER + "inline std::string a;\n")
        self.plant("src/engine/b.h", HEADER + "#include <string>\ninline std::string b;\n")
        found = self.found(headers=True)
        self.assertEqual(len(found), 1, found)
        self.assertIn("src/engine/a.h", found[0])
        self.assertEqual(list(clang.Memory(self.root, "headers.json").good), ["src/engine/b.h"])

    def test_a_digest_knows_what_is_included(self):
        self.plant("src/engine/a.h", HEADER + '#include "engine/b.h"\n')
        self.plant("src/engine/b.h", HEADER)
        before = clang.Digests(self.root, "").of("src/engine/a.h")
        self.plant("src/engine/b.h", HEADER + "int b;\n")
        self.assertNotEqual(before, clang.Digests(self.root, "").of("src/engine/a.h"))


class Changed(Planted):
    def git(self, *arguments):
        name = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", *name, *arguments], cwd=self.root, check=True, capture_output=True)

    @unittest.skipUnless(shutil.which("git"), "no git here")
    def test_what_changed_since_the_last_tag_or_commit_is_known(self):
        self.git("init", "-q")
        for number in (1, 2, 3):
            self.plant(f"src/engine/a{number}.cc", "int a;\n")
            self.git("add", ".")
            self.git("commit", "-qm", "engine: more")
            if number == 1:
                self.assertIsNone(clang.changed_files(self.root))
        self.plant("src/engine/new.cc", "int a;\n")
        last = {"src/engine/a3.cc", "src/engine/new.cc"}
        self.assertEqual(clang.changed_files(self.root), last)
        self.git("tag", "v1", "HEAD~2")
        self.assertEqual(clang.changed_files(self.root), last | {"src/engine/a2.cc"})


class Source(unittest.TestCase):
    def test_raw_strings_and_separators_are_read(self):
        file = source.File("", "src/a/a.cc")
        file.text = 'auto a = R"sql(x " // y)sql"; int b = 1\'000; char c = \'"\'; // d\n'
        self.assertNotIn("y", file.code)
        self.assertIn("int b = 1'000; char c", file.code)
        self.assertIn("// y", file.uncommented)
        self.assertNotIn("// d", file.uncommented)
        self.assertEqual(len(file.code), len(file.text))


if __name__ == "__main__":
    unittest.main()
