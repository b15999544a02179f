"""Rules between records, where a pair in broken/ does not show enough."""

from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, problems_of, write


def person(slug: str, more: str = "") -> str:
    return f"- {{id: person/{slug}, title: {slug}, summary: x{more}}}\n"


def framework(slug: str, parts: list[str]) -> str:
    ids = ", ".join(f"framework/{part}" for part in parts)
    return f"- {{id: framework/{slug}, title: F, summary: x, form: list, parts: [{ids}]}}\n"


def test_a_sound_library_has_no_problem(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "library.yaml": "themes: {cars: Cars}\ndimensions: {pricing: Pricing}\n",
        "people/a.yaml": person("a", ", cite: [doc¶1-2, page], themes: cars, see: person/b"),
        "people/b.yml": person("b", ", cite: doc¶2"),
        "seeds/sources.yaml": SOURCES,
    }
    assert problems_of(write(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"a.yaml": person("a"), "b/c.yaml": "\n" + person("a")},
            ["b/c.yaml:2: the id person/a is already taken at a.yaml:1; choose another"],
        ),
        (
            {
                "a.yaml": person("a", ", themes: [cars, crs, boats]"),
                "library.yaml": "themes: {cars: C}",
            },
            [
                "a.yaml:1: themes: 'boats' is not in library.yaml; expected one of: cars",
                "a.yaml:1: themes: 'crs' is not in library.yaml; did you mean cars?",
            ],
        ),
        (
            {
                "a.yaml": "id: company/a\ntitle: A\nsummary: x\ndimensions:\n  pricng:\n"
                "  - {text: Cheap., cite: []}\n",
                "library.yaml": "dimensions: {pricing: P}",
            },
            ["a.yaml:5: dimensions: 'pricng' is not in library.yaml; did you mean pricing?"],
        ),
        ({"a.yaml": person("a", ", themes: [anything]")}, []),
        (
            {"library.yaml": "titel: X\neras:\n- {slug: one, title: One, from: 2010}\n"},
            [
                "library.yaml:1: library has no field 'titel'; did you mean title?",
                "library.yaml:3: eras needs the field 'to', such as 2016-05",
            ],
        ),
        (
            {"glossary.yaml": "lidar: laser radar\ncar:\n- [auto]\nev: {a: b}\nchip: ['']\nsoc:\n"},
            [
                "glossary.yaml:3: glossary.car must be a text, not a list",
                "glossary.yaml:4: glossary.ev must be a list, not a mapping",
                "glossary.yaml:5: glossary.chip has an empty entry; give it a value or leave it out",
                "glossary.yaml:6: glossary.soc has an empty entry; give it a value or leave it out",
            ],
        ),
        (
            {"seeds/a.yaml": SOURCES + person("a", ", cite: doc¶3")},
            ["seeds/a.yaml:17: cite: doc¶3: doc has 2 paragraphs"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_between_records_is_found(
    files: dict[str, str | bytes], expected: list[str], tmp_path: Path
) -> None:
    assert problems_of(write(tmp_path, files)) == expected


def test_a_wrong_citation_is_told_at_its_own_line(tmp_path: Path) -> None:
    head = "title: T\nsummary: x\n"
    dotted = "dimensions:\n  a.b[0]:\n  - {text: T., cite: doc¶9}\n"
    claim = "- text: T.\n  cite:\n  - doc¶1\n  - doc¶9\n"
    library = write(
        tmp_path,
        {
            "a.yaml": f"id: person/a\n{head}claims:\n{claim}",
            "b.yaml": f"id: company/b\n{head}{dotted}",
            "c.yaml": f"id: person/c\n{head}cite:\n- doc¶1\n- doc¶9\n",
            "seeds/sources.yaml": SOURCES,
        },
    )
    assert [line.partition(": ")[0] for line in problems_of(library)] == [
        "a.yaml:8", "b.yaml:6", "c.yaml:6",
    ]  # fmt: skip


def test_many_roads_to_one_framework_are_no_circle(tmp_path: Path) -> None:
    """Two parts on each of sixty levels: 2^60 roads, each link looked at once."""
    levels = "".join(
        framework(f"f{n}{side}", [f"f{n + 1}a", f"f{n + 1}b"]) for n in range(60) for side in "ab"
    )
    assert (
        problems_of(
            write(tmp_path, {"a.yaml": levels + framework("f60a", []) + framework("f60b", [])})
        )
        == []
    )


def test_a_chain_of_thousands_is_walked_without_recursion(tmp_path: Path) -> None:
    chain = "".join(framework(f"f{n}", [f"f{n + 1}"]) for n in range(3000))
    assert problems_of(write(tmp_path, {"a.yaml": chain + framework("f3000", [])})) == []
    told = problems_of(write(tmp_path, {"a.yaml": chain + framework("f3000", ["f0"])}))
    assert len(told) == 1
    assert told[0].startswith(
        "a.yaml:3001: parts: this closes a circle: framework/f0 → framework/f1"
    )
    assert told[0].endswith("… → framework/f0")


def test_every_link_that_closes_a_circle_is_told(tmp_path: Path) -> None:
    back = "".join(framework(f"f{n}", [f"f{n + 1}", "f0"]) for n in range(1, 400))
    text = framework("f0", ["f1"]) + back + framework("f400", [])
    told = problems_of(write(tmp_path, {"a.yaml": text}))
    assert [line.partition(": ")[0] for line in told] == [f"a.yaml:{n}" for n in range(2, 401)]


def test_thousands_of_dangling_links_are_told_in_time(tmp_path: Path) -> None:
    """Hints stop when they have cost enough; the problems themselves do not."""
    many = "".join(person(f"name{n}", f", see: person/nmae{n}") for n in range(1100))
    told = problems_of(write(tmp_path, {"a.yaml": many}))
    assert told[0] == "a.yaml:1: see: there is no record 'person/nmae0'; did you mean person/name0?"
    assert told[-1] == "a.yaml:1001: and 100 more problems in this file"


def test_a_long_id_is_refused_before_it_is_compared(tmp_path: Path) -> None:
    long = "a" * 1_000_000
    text = f"- {{id: person/{long}, title: A, summary: x, see: person/{long[1:]}}}\n"
    assert problems_of(write(tmp_path, {"a.yaml": text})) == [
        "a.yaml:1: id has 1000007 characters; at most 100 fit",
        "a.yaml:1: see has 1000006 characters; at most 100 fit",
    ]


@pytest.mark.parametrize(("count", "shown"), [(40, "t38, t39"), (41, "t38, t39, …")])
def test_so_many_themes_are_named_and_no_more(count: int, shown: str, tmp_path: Path) -> None:
    themes = "themes:\n" + "".join(f"  t{n}: T\n" for n in range(count))
    told = problems_of(
        write(tmp_path, {"library.yaml": themes, "a.yaml": person("a", ", themes: qq")})
    )
    assert told == [
        "a.yaml:1: themes: 'qq' is not in library.yaml; expected one of: "
        + "".join(f"t{n}, " for n in range(38))
        + shown
    ]


def test_what_points_to_a_broken_record_is_not_told_as_well(tmp_path: Path) -> None:
    broken = SOURCES.replace("published", "publishd", 1)
    part = (
        "- {id: source/part, title: P, summary: x, type: part, voice: press, part_of: source/doc, "
        "first: 1, last: 1}\n"
    )
    text = person("a", ", cite: doc¶9") + part
    told = problems_of(write(tmp_path, {"a.yaml": text, "seeds/s.yaml": broken}))
    assert [line.partition(":")[0] for line in told] == ["seeds/s.yaml"]


def test_paragraphs_that_are_counted_wrong_are_told_once(tmp_path: Path) -> None:
    wrong = SOURCES.replace("n: 2", "n: 3").replace("n: 1", "n: 2")
    assert problems_of(write(tmp_path, {"s.yaml": wrong})) == [
        "s.yaml:8: outline: n is 2; expected 1, counting from 1"
    ]


def test_a_part_leaves_out_only_what_is_within_it(tmp_path: Path) -> None:
    part = (
        "- {id: source/part, title: P, summary: x, type: part, voice: press, part_of: source/doc, "
        "first: 1, last: 1, without: [1, 2, 0]}\n"
    )
    message = "without: paragraph {} is not from 1 to 1"
    assert problems_of(write(tmp_path, {"a.yaml": part, "seeds/s.yaml": SOURCES})) == [
        f"a.yaml:1: {message.format(0)}",
        f"a.yaml:1: {message.format(2)}",
    ]


def test_who_speaks_of_himself_links_to_nobody(tmp_path: Path) -> None:
    text = person("a", ", claims: [{text: T., cite: page, type: opinion, by: person/a}]")
    assert problems_of(write(tmp_path, {"a.yaml": text, "s.yaml": SOURCES})) == []


def test_a_link_in_a_list_is_told_at_its_own_line(tmp_path: Path) -> None:
    text = "id: framework/a\ntitle: A\nsummary: x\nform: list\nsee:\n- framework/a\n- person/b\n"
    text += "parts:\n- framework/b\n- person/b\nversion_of:\n  person/b\n"
    library = write(tmp_path, {"a.yaml": text, "b.yaml": person("b")})
    assert problems_of(library) == [
        "a.yaml:6: see: framework/a links to itself",
        "a.yaml:9: parts: there is no record 'framework/b'; did you mean person/b?",
        "a.yaml:10: parts: person/b is neither a principle nor a framework",
        "a.yaml:11: version_of: person/b is no framework",
    ]


@pytest.mark.parametrize(("count", "way"), [(6, "f4 → framework/f5"), (7, "f4 → framework/f5 → …")])
def test_a_long_circle_is_told_by_its_beginning(count: int, way: str, tmp_path: Path) -> None:
    text = "".join(framework(f"f{n}", [f"f{(n + 1) % count}"]) for n in range(count))
    assert problems_of(write(tmp_path, {"a.yaml": text})) == [
        f"a.yaml:{count}: parts: this closes a circle: "
        + "".join(f"framework/f{n} → " for n in range(4))
        + f"framework/{way} → framework/f0"
    ]
