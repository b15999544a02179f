"""A library is compiled in two passes: the same files give the same bytes, or the same problems."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.library.libraries import problems_of, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.database import Connection
from xiaomi_cli.model.problem import BrokenLibraryError

BROKEN = Path(__file__).parents[1] / "library" / "broken"
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
- {id: principle/one, title: One, summary: First., against: [{text: No., cite: page}],
   cases: ["event/b#began", "event/a#summary"]}
- {id: principle/two, title: Two, summary: Second., see: [principle/one]}
- {id: lesson/learn, title: Learn, summary: Do., about: [principle/one, principle/two]}
"""
HAPPENED = """\
- {id: event/b, title: Later, summary: L., date: 2021-05, type: launch, entities: [person/ann],
   claims: [{id: began, text: It began., cite: book¶2, date: 2021}]}
- {id: event/a, title: Earlier, summary: E., date: 2020, type: launch, major: true}
- {id: dispute/when, title: When, question: When?, verdict: Nobody knows., consequence: low,
   positions: [{at: "event/a#date", says: "2020"}, {at: "event/b#began", says: in 2021},
   {holder: Others, says: then, text: Then., cite: page}]}
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


def written(name: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        write(root, {name: text})

    return change


def compiled(root: Path) -> tuple[Path, Connection]:
    path = root.parent / f"{len(list(root.parent.iterdir()))}.sqlite"
    return path, compile_folder(root, path)


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
    "a statement that is drawn in": replaced("what/happened.yaml", "id: began, ", ""),
    "a statement under another id": replaced("what/happened.yaml", "id: began, ", "id: begun, "),
    "an id twice in a record": replaced("what/happened.yaml", "claims: [{id: began,", "claims: [{id: began, text: A., cite: []}, {id: began,"),
    "a record that is gone": written("renamed.yaml", "person/carl: person/karl\\n"),
    "a record that is not gone": written("renamed.yaml", "person/bob: person/ann\\n"),
}  # fmt: skip


def told(root: Path) -> list[str]:
    with pytest.raises(BrokenLibraryError) as found:
        compiled(root)
    return [str(problem) for problem in found.value.problems]


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_a_library_is_told_alike_by_both_ways_to_check_it(
    root: Path, name: str
) -> None:
    assert problems_of(root) == []
    BREAKS[name](root)
    assert told(root) == problems_of(root) != []


@pytest.mark.parametrize("case", sorted(path.stem for path in BROKEN.glob("*.yaml")))
def test_compiling_tells_the_problems_that_checking_in_memory_tells(
    case: str, tmp_path: Path
) -> None:
    root = write(tmp_path / "library", {"x.yaml": (BROKEN / f"{case}.yaml").read_bytes()})
    assert told(root) == problems_of(root) != []


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
