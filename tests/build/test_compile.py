"""A library that is brought up to date says what it would say if it were compiled anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.build.dump import dump
from tests.library.libraries import problems_of, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.database import Connection, rows
from xiaomi_cli.library import loader
from xiaomi_cli.model.problem import BrokenLibraryError

BROKEN = Path(__file__).parents[1] / "content" / "broken"
SOURCES = """\
- {id: source/book, title: A book, summary: Two parts., type: document, voice: mixed,
   published: 2020-03, author: Ann, outline: [{n: 1, head: One, print: "1", speaker: person/ann},
   {n: 2, head: Two, print: "2"}, {n: 3, head: Three, print: "3"}]}
- {id: source/first, title: Its first part, summary: One., type: part, part_of: source/book,
   first: 1, last: 2, voice: company, primary: true, published: 2019}
"""
PAGES = (
    "- {id: source/page, title: A page, summary: P., type: page, voice: press, publisher: Daily}\n"
)
PEOPLE = """\
- {id: person/ann, title: Ann, zh: 雷军, aliases: [Annie], summary: Writes., cite: book¶1,
   claims: [{text: She wrote 63.6 billion letters., cite: [book¶3, page], by: person/bob}]}
- {id: person/bob, title: Bob, summary: Reads., see: [person/ann], themes: [cars]}
"""
IDEAS = """\
- {id: framework/big, title: Big, summary: All., form: list, parts: [principle/one, framework/small]}
- {id: framework/small, title: Small, summary: Some., form: list, parts: [principle/two]}
- {id: principle/one, title: One, summary: First., against: [{text: No., cite: page}]}
- {id: principle/two, title: Two, summary: Second., see: [principle/one]}
- {id: lesson/learn, title: Learn, summary: Do., about: [principle/one, principle/two]}
"""
HAPPENED = """\
- {id: event/b, title: Later, summary: L., date: 2021-05, type: launch, entities: [person/ann],
   claims: [{text: It began., cite: book¶2, date: 2021}]}
- {id: event/a, title: Earlier, summary: E., date: 2020, type: launch, major: true}
- {id: dispute/when, title: When, summary: Unclear., nature: date, question: When?, touches: [event/a],
   conclusion: Nobody knows., positions: [{holder: person/ann, text: Now., cite: book¶1},
   {holder: Others, text: Then., cite: page}]}
"""
FILES: dict[str, str | bytes] = {
    "library.yaml": "title: Small\nthemes: {cars: Cars}\n",
    "glossary.yaml": "letters: [mail, 信件]\n",
    "ideas.yaml": IDEAS, "people.yaml": PEOPLE, "what/happened.yaml": HAPPENED,
    "what/pages.yaml": PAGES, "seeds/book.yaml": SOURCES,
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "library", FILES)


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))

    return change


def moved(name: str, to: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).rename(root / to)

    return change


def written(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        write(root, {name: text})

    return change


def turned_round(root: Path) -> None:
    """The records of a file in the opposite order, so that all of them get other numbers."""
    records = (root / "ideas.yaml").read_text().splitlines(keepends=True)
    (root / "ideas.yaml").write_text("".join(reversed(records)))


def gathered(root: Path) -> None:
    """Everything in one file."""
    whole = "".join(
        (root / n).read_text() for n in ("people.yaml", "ideas.yaml", "what/pages.yaml")
    )
    for name in ("people.yaml", "ideas.yaml"):
        (root / name).unlink()
    (root / "what" / "pages.yaml").write_text(whole)


CHANGES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda root: None,
    "a word": replaced("people.yaml", "Writes", "Wrote at length"),
    "a name": replaced("people.yaml", "[Annie]", "[Anna, 小米]"),
    "a theme": replaced("people.yaml", "Writes.,", "Writes., themes: [cars],"),
    "an order": turned_round,
    "a link": replaced("ideas.yaml", "see: [principle/one]", "see: [framework/big, person/bob]"),
    "a part less": replaced("ideas.yaml", "[principle/one, framework/small]", "[framework/small]"),
    "a lesson less": replaced("ideas.yaml", "[principle/one, principle/two]", "[principle/two]"),
    "what is disputed": replaced("what/happened.yaml", "touches: [event/a]", "touches: [event/b]"),
    "a date": replaced("what/happened.yaml", "date: 2020,", "date: 2022-03-01,"),
    "when a source was out": replaced("seeds/book.yaml", "2020-03", "2018-01-02"),
    "whose voice a part is": replaced("seeds/book.yaml", "voice: company", "voice: independent"),
    "where a part ends": replaced("seeds/book.yaml", "last: 2", "last: 3"),
    "who published a page": replaced("what/pages.yaml", "Daily", "Weekly"),
    "a record more": written("new.yaml", "- {id: event/c, title: C, summary: C., date: 2019, type: launch}"),
    "a part more": written("seeds/more.yaml", "- {id: source/last, title: L, summary: L., type: part, "
                           "part_of: source/book, first: 3, last: 3, voice: press, author: Carl}"),
    "a file's name": moved("people.yaml", "what/people.yml"),
    "a file between two": written("jests.yaml", "- {id: person/zoe, title: Zoe, summary: Z.}"),
    "one file for all": gathered,
    "the settings": written("library.yaml", "title: Other\nthemes: {cars: Motors, boats: Boats}\n"),
    "the glossary": written("glossary.yaml", "letters: [post]\n"),
    "a record out and in": lambda root: None,
}  # fmt: skip


def compiled(root: Path, earlier: Path | None = None) -> tuple[Path, Connection]:
    path = root.parent / f"{len(list(root.parent.iterdir()))}.sqlite"
    return path, compile_folder(root, path, earlier=earlier)


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_library_says_what_a_new_one_says(root: Path, name: str) -> None:
    earlier, connection = compiled(root)
    before = dump(connection)
    CHANGES[name](root)
    _, brought_up = compiled(root, earlier)
    _, new = compiled(root)
    said = dump(new)
    assert dump(brought_up) == said
    assert (said == before) == (name in {"nothing", "a record out and in"})


def test_many_changes_one_after_the_other_add_up(root: Path) -> None:
    earlier, _ = compiled(root)
    for name in ("a word", "an order", "a record more", "a date", "a part more", "a file's name"):
        CHANGES[name](root)
        earlier, last = compiled(root, earlier)
    assert dump(last) == dump(compiled(root)[1])


def test_only_changed_files_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = loader.Reader.parse

    def noted(self: loader.Reader, file: loader.File, data: bytes) -> Iterator[loader.Placed]:
        parsed.append(file.name)
        return parse(self, file, data)

    monkeypatch.setattr(loader.Reader, "parse", noted)
    earlier, _ = compiled(root)
    parsed.clear()
    CHANGES["a word"](root)
    compiled(root, earlier)
    assert sorted(parsed) == ["glossary.yaml", "library.yaml", "people.yaml"]


BREAKS: dict[str, Callable[[Path], None]] = {
    "a record that others link to": replaced("people.yaml", "id: person/ann", "id: person/anna"),
    "a file that others link to": lambda root: (root / "people.yaml").unlink(),
    "a source that is cited": lambda root: (root / "what" / "pages.yaml").unlink(),
    "a paragraph that is cited": replaced("seeds/book.yaml", ', {n: 3, head: Three, print: "3"}', ""),
    "a page that becomes a document": replaced("what/pages.yaml", "type: page", "type: document"),
    "an id that is taken": written("new.yaml", "- {id: person/ann, title: A, summary: A.}\n"),
    "a circle": replaced("ideas.yaml", "parts: [principle/two]", "parts: [framework/big]"),
    "parts that overlap": written("seeds/more.yaml", "- {id: source/p, title: P, summary: P., voice: press, "
                                  "type: part, part_of: source/book, first: 2, last: 3}"),
    "a theme": replaced("people.yaml", "themes: [cars]", "themes: [boats]"),
    "the settings": written("library.yaml", "themes: {boats: Boats}\n"),
    "no YAML": written("people.yaml", "- {id: person/ann, title: [\n"),
    "two links to one that is gone": replaced("what/happened.yaml", "id: event/a,", "id: event/z,"),
}  # fmt: skip


def told(root: Path, earlier: Path | None) -> list[str]:
    with pytest.raises(BrokenLibraryError) as found:
        compiled(root, earlier)
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_a_library_is_told_alike_by_every_way_to_check_it(
    root: Path, name: str
) -> None:
    earlier, _ = compiled(root)
    BREAKS[name](root)
    expected = problems_of(root)
    assert expected
    assert told(root, None) == expected
    assert told(root, earlier) == expected


@pytest.mark.parametrize("case", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_compiling_tells_the_problems_that_checking_in_memory_tells(
    case: str, tmp_path: Path
) -> None:
    root = write(tmp_path / "library", {"x.yaml": (BROKEN / f"{case}.yaml").read_bytes()})
    assert told(root, None) == problems_of(root) != []


def test_a_library_mended_after_it_was_broken_is_whole_again(root: Path) -> None:
    earlier, connection = compiled(root)
    before = dump(connection)
    BREAKS["a record that others link to"](root)
    told(root, earlier)
    replaced("people.yaml", "id: person/anna", "id: person/ann")(root)
    assert dump(compiled(root, earlier)[1]) == before


def test_the_same_files_give_the_same_bytes(root: Path) -> None:
    paths = []
    for _ in range(2):
        path, connection = compiled(root)
        connection.close()
        paths.append(path.read_bytes())
    assert paths[0] == paths[1]


def test_progress_rises_to_nearly_all(root: Path) -> None:
    shares: list[float] = []
    compile_folder(root, None, progress=shares.append).close()
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1


def test_files_get_numbers_between_those_of_their_neighbours(root: Path) -> None:
    """As long as there is room; then everything is compiled anew, and there is room again."""
    earlier, _ = compiled(root)
    for number in range(40):  # always right before the same file
        write(
            root, {f"ideaz{number:02}.yaml": f"- {{id: person/p{number}, title: P, summary: P.}}"}
        )
        earlier, last = compiled(root, earlier)
    names = [name for (name,) in rows(last, "SELECT name FROM files ORDER BY number")]
    assert names == sorted(names)
    assert dump(last) == dump(compiled(root)[1])
