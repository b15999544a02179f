"""YAML becomes texts with line numbers and nothing else, whatever the file holds."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.library.libraries import entries_of, plain
from xiaomi_cli.library import yaml_nodes
from xiaomi_cli.library.yaml_nodes import MAX_DEPTH, MAX_VALUES

TRAPS = [
    "NO", "no", "Yes", "on", "off", "y", "12:30", "1:30:45", "010", "0o10", "1_000", "2014-05-06",
    "2014-05", "2014", "0x1f", "0b101", "nil", "nUll", "1e3", "1.50", "+1", ".inf", ".nan", "true",
    "=", "<<", "2001-12-14t21:59:43.10-05:00", "小米", "£5", "50%",
]  # fmt: skip
NOTHING = ["null", "Null", "NULL", "~"]


@pytest.mark.parametrize("text", TRAPS)
def test_a_scalar_keeps_the_text_that_was_typed(text: str) -> None:
    for written in (text, f"'{text}'", f'"{text}"'):
        nodes, problems = entries_of(f"- {{key: {written}}}\n- {written}\n")
        assert [plain(node) for node in nodes] == [{"key": text}, text]
        assert problems == []


@pytest.mark.parametrize("text", NOTHING)
def test_a_word_for_nothing_is_nothing_unless_in_quotes(text: str) -> None:
    nodes, problems = entries_of(f"- {{a: {text}, b: '{text}', c: [{text}]}}\n")
    assert ([plain(node) for node in nodes], problems) == ([{"a": "", "b": text, "c": [""]}], [])


@pytest.mark.parametrize("text", [t for t in TRAPS + NOTHING if t not in {"~", "<<"}])
def test_a_key_keeps_its_text_too(text: str) -> None:
    nodes, problems = entries_of(f"{text}: x")
    assert (plain(nodes[0]), problems) == ({text: "x"}, [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", []),
        ("# only a comment\n", []),
        ("---\n", []),
        ("---\n...\n---\n", []),
        ("[]", []),
        ("\ufeff", []),
        ("\ufeff- a\n", ["a"]),
        ("- a\r\n- b\r\n", ["a", "b"]),
        ("- a\r- b\r", ["a", "b"]),
        ("---\n- a\n...\n---\n- b\n", ["a", "b"]),
        ("%YAML 1.1\n---\n- a\n", ["a"]),
        ("a: 1\n---\nb: 2\n", [{"a": "1"}, {"b": "2"}]),
        ("- &x [a, b]\n- *x\n", [["a", "b"], ["a", "b"]]),
        ("- &x a\n- {*x : *x}\n", ["a", {"a": "a"}]),
        ("- |\n  two\n  lines\n- >\n  folded\n  text\n", ["two\nlines\n", "folded text\n"]),
        ('- "\\x41\\u4e2d\\0"\n', ["A中\0"]),
        ("- {a: , b: ''}\n", [{"a": "", "b": ""}]),
        ("- - - a\n", [[["a"]]]),
        ("- ! a\n", ["a"]),
        (
            "- Zero\u200bwidth \u202eand bidi\u202c 🚗\n",
            ["Zero\u200bwidth \u202eand bidi\u202c 🚗"],
        ),
        ('{"id": "json/works", "list": ["too"]}', [{"id": "json/works", "list": ["too"]}]),
    ],
)
def test_what_is_no_mistake_is_read(content: str, expected: list[object]) -> None:
    nodes, problems = entries_of(content)
    assert [plain(node) for node in nodes] == expected
    assert problems == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # Syntax: the place is the parser's, the words are YAML's own.
        ("- [1\n- b\n", "2: YAML syntax: while parsing a flow sequence (line 1) did not find"),
        ("a: {b: c\n\n\n", "1: YAML syntax: while parsing a flow mapping"),
        ("a: b: c\n", "1: YAML syntax: mapping values are not allowed in this context"),
        ("- a\n\tb: c\n", "2: YAML syntax: while scanning"),
        ("a: 'open\n\n\n", "1: YAML syntax: while scanning a quoted scalar"),
        ('- "\\ud800"\n', "1: YAML syntax: while parsing a quoted scalar"),
        ("%YAML 3.0\n---\na\n", "1: YAML syntax: found incompatible YAML document"),
        ("a: 1\n b: 2\n", "2: YAML syntax:"),
        # Text that is none.
        (b"\xff\xfe-\0 \0a\0", "1: this is not UTF-8 text; save the file as UTF-8"),
        (b"\xfe\xff\0-\0 \0a", "1: this is not UTF-8 text"),
        (b"-\0 \0a\0\n\0", "1: the character '\\x00' is not allowed"),
        (b"- a\r\n- b\r\n- \xe9\r\n", "3: this is not UTF-8 text"),
        ("- 小米\n- 雷军\n".encode("gb18030"), "1: this is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "1: this is not UTF-8 text"),
        (b"SQLite format 3\0", "1: the character '\\x00' is not allowed"),
        ("- a\n- b\x1b[31m\n", "2: the character '\\x1b' is not allowed"),
        ("- a\r- b\x9bm\n", "2: the character '\\x9b' is not allowed"),
        ("- a\n- \x7f\n", "2: the character '\\x7f' is not allowed"),
        ("- \ufffe\n", "1: the character '\\ufffe' is not allowed"),
        # What YAML allows and a library does not.
        ("- a: 1\n  b: 2\n  a: 3\n", "3: the key 'a' stands twice (first on line 1)"),
        ("- &x {a: 1}\n- {? [k] : v, a: 1}\n", "2: a key must be a plain text"),
        ("- !!python/object/apply:os.system [x]\n", "1: tags are not allowed: 'tag:yaml.org"),
        ("- !!binary aGk=\n", "1: tags are not allowed: 'tag:yaml.org,2002:binary'"),
        ("- !!str 5\n", "1: tags are not allowed: 'tag:yaml.org,2002:str'"),
        ("- !local {a: b}\n", "1: tags are not allowed: '!local'"),
        ("- &x {a: 1}\n- {*x : v}\n", "1: a key must be a plain text"),
        ("- a\n- *x\n", "2: alias '*x' has no anchor"),
        ("- &x a\n---\n- *x\n", "3: alias '*x' has no anchor"),
        ("- a\n- &x [b, *x]\n", "2: alias '*x' has no anchor before it"),
        ("&x\n- *x\n", "2: alias '*x' has no anchor before it"),
        ("&x {a: *x}\n", "1: alias '*x' has no anchor before it"),
        ("- a\n- 'b\x85c'\n", "2: the character '\\x85' is not allowed"),
        ("- a\n- 'b\u2028c'\n", "2: the character '\\u2028' is not allowed"),
    ],
)  # fmt: skip
def test_a_defect_is_one_problem_at_its_line(content: str | bytes, expected: str) -> None:
    _, problems = entries_of(content)
    assert len(problems) == 1
    assert problems[0].startswith(expected)


def test_a_merge_key_is_a_key_like_any_other() -> None:
    nodes, problems = entries_of("- &x {a: 1}\n- {<<: *x, b: 2}\n")
    assert [plain(node) for node in nodes] == [{"a": "1"}, {"<<": {"a": "1"}, "b": "2"}]
    assert problems == []


def test_what_stands_before_a_defect_is_still_read() -> None:
    nodes, problems = entries_of("- a\n- b\n- [c\n- d\n")
    assert [plain(node) for node in nodes] == ["a", "b"]
    assert len(problems) == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor(line_end: str) -> None:
    nodes, _ = entries_of(
        "# comment\r\n\r\n- id: a\r\n  list:\r\n  - x\r\n  - y\r\n---\r\nb: |\r\n  z\r\n"
    )
    first, second = nodes
    assert isinstance(first.value, dict)
    assert isinstance(second.value, dict)
    listed = first.value["list"]
    assert (first.line, first.value["id"].place, listed.place, listed.line) == (3, 3, 4, 5)
    assert (second.line, second.value["b"].line) == (8, 8)


DEEP = f"nested more than {MAX_DEPTH} deep"
BOMBS = {
    "lists": ("[" * 100_000, DEEP),
    "mappings": ("{a: " * 100_000, DEEP),
    "dashes": ("- " * 100_000, DEEP),
    "question marks": ("? " * 100_000, DEEP),
    "indentation": ("".join(" " * n + "a:\n" for n in range(2000)), DEEP),
    "billion laughs": (
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefghi")),
        "aliases repeat too much",
    ),
    "merge keys": (
        "- &a {k: v, l: w, m: x, n: y}\n"
        + "- {<<: *a, b: *a, c: *a, d: *a, e: *a, f: *a}\n" * 5000,
        "aliases repeat too much",
    ),
    "a little in each document": (
        "---\n- &a [x, x, x, x, x, x, x, x]\n- [*a, *a, *a, *a, *a]\n" * 5000,
        "aliases repeat too much",
    ),
    "a long text again and again": (
        f"- &a {'x' * 1_000_000}\n- [" + "*a, " * 20 + "]\n",
        "aliases repeat too much",
    ),
    "values": ("- {a: [" + "x, " * (MAX_VALUES + 1) + "]}\n", "may hold 100,000 values at most"),
    "documents": ("---\n" * 100_002, "may hold 100,000 values at most"),
    "alias name": ("- *" + "a" * 1_000_000, "has no anchor"),
    "tag": ("- !" + "a" * 1_000_000 + " b", "tags are not allowed"),
    "key": ("{" + "a" * 1000 + ": 1, " + "a" * 1000 + ": 2}", "stands twice"),
    "open keys": ("- " + "{a: " * 20 + "? " * 100_000, "YAML syntax"),
    "open quote": ('- "' + "x\n\n" * 300_000, "YAML syntax"),
    "words without a comma": ("[" + "a, " * 10 + "'a' " * 300_000, "YAML syntax"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_in_one_short_line(bomb: str) -> None:
    content, expected = BOMBS[bomb]
    _, problems = entries_of(content)
    assert len(problems) == 1
    assert expected in problems[0]
    assert len(problems[0]) < 250


def test_a_huge_scalar_is_only_a_text() -> None:
    nodes, problems = entries_of(f"- {{title: {'x' * 10_000_000}}}\n- b\n")
    assert (len(nodes), problems) == (2, [])


def test_a_large_file_is_handed_out_record_by_record() -> None:
    reader = yaml_nodes.read_entries(b"- {id: a, see: [b, c]}\n" * 1000, "x.yaml", [])
    first = next(reader)
    assert plain(first) == {"id": "a", "see": ["b", "c"]}
    assert sum(1 for _ in reader) == 999


def test_aliases_may_repeat_what_people_repeat() -> None:
    shared = "- &cite [doc¶1, doc¶2]\n" + "- {text: Some statement., cite: *cite, by: me}\n" * 2000
    nodes, problems = entries_of(shared)
    assert (len(nodes), problems) == (2001, [])


def test_nothing_in_a_file_is_executed(tmp_path: Path) -> None:
    witness = tmp_path / "executed"
    for call in (
        f"!!python/object/apply:os.system ['touch {witness}']",
        f"!!python/object/new:subprocess.Popen [['touch', '{witness}']]",
        f"!!python/object/apply:builtins.exec [\"open('{witness}', 'w')\"]",
    ):
        _, problems = entries_of(f"- {call}\n")
        assert "tags are not allowed" in problems[0]
    assert not witness.exists()


YAML_LIKE = st.text("ab:-? \n\t[]{},&*!|>'\"%@`#~0\\\r", max_size=60)


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode) | YAML_LIKE.map(str.encode))
@example(b"- &a a\n- &a [*a]\n- *a\n")
def test_any_bytes_are_entries_or_problems(data: bytes) -> None:
    nodes, problems = entries_of(data)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= int(problem.partition(":")[0]) <= lines for problem in problems)
    assert all(1 <= node.line <= lines for node in nodes)
    assert all(len(problem) < 300 for problem in problems)


@given(YAML_LIKE)
def test_the_tree_is_the_one_that_pyyaml_builds(text: str) -> None:
    """Where PyYAML reads a file of plain texts, we read the same, and else we say why not."""
    nodes, problems = entries_of(text)
    if problems:
        return
    expected: list[object] = []
    for document in yaml.load_all(text, Loader=yaml.CBaseLoader):
        if isinstance(document, list):
            expected += document
        elif document not in {"", None} if isinstance(document, str | None) else True:
            expected.append(document)
    assert [plain(node) for node in nodes] == expected


def test_both_parsers_of_pyyaml_give_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Path("data").glob("**/*.yaml")
    contents = [path.read_bytes() for path in sorted(sample)[::12]]
    assert contents
    fast = [entries_of(content) for content in contents]
    monkeypatch.setattr(yaml_nodes, "_Parser", yaml.SafeLoader)
    slow = [entries_of(content) for content in contents]
    for (nodes, problems), (others, other_problems) in zip(fast, slow, strict=True):
        assert [plain(node) for node in nodes] == [plain(node) for node in others]
        assert [node.line for node in nodes] == [node.line for node in others]
        assert problems == other_problems == []


def test_aliases_add_no_more_than_allowed() -> None:
    """The bound itself: one alias less than too many is accepted."""
    written = "- &a [" + "x, " * 99 + "]\n"  # 100 values
    for repeats, accepted in ((14, True), (15, False)):
        _, problems = entries_of(written + "- [" + "*a, " * repeats + "]\n")
        assert (problems == []) is accepted


@pytest.mark.parametrize(("depth", "told"), [(32, []), (33, ["1: nested more than 32 deep"])])
def test_nesting_has_an_edge(depth: int, told: list[str]) -> None:
    assert entries_of("[" * depth + "]" * depth)[1] == told


@pytest.mark.parametrize(("values", "told"), [(99_998, 0), (100_000, 1)])
def test_a_record_has_so_many_values_and_no_more(values: int, told: int) -> None:
    record = "- [" + "a," * values + "]\n"
    assert len(entries_of(record + record)[1]) == told
