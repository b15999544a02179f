"""What is fuzzed, and what must hold whatever the bytes are. Needs no fuzzer: any bytes will do."""

import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import given

from tests.fuzz.whole import CITED, libraries
from tests.library.libraries import write
from tests.verification.orchard import orchard
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.exports import FORMATS, export
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Store
from xiaomi_cli.library.lint import lint_library
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.rules import check_library
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.locators import LocatorError, parse_citation
from xiaomi_cli.model.records import decode, encode
from xiaomi_cli.queries.record_details import dossier
from xiaomi_cli.queries.resolve import UnclearNameError, resolve
from xiaomi_cli.render.layout import lay_out
from xiaomi_cli.render.sanitize import UNSAFE, visible
from xiaomi_cli.render.views.records import view
from xiaomi_cli.search.search import search
from xiaomi_cli.verification.verify import statement_digest, verify

_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
NAMES = {"a.yaml", "b.yaml", "library.yaml", "glossary.yaml", "seeds/s.yaml"}
_DIVIDER = re.compile(rb"^=== ([a-z/.]+)\n", re.MULTILINE)


def library(data: bytes) -> None:
    """Some files, divided by lines such as `=== library.yaml`, are a library or its problems."""
    folder = _folder()
    lines = _written(folder, data)
    read = Library(folder)
    problems = check_library(read)
    for problem in problems:
        assert problem.file in lines or problem.file == str(folder), problem
        assert 1 <= problem.line <= lines.get(problem.file, 1), problem
        assert 0 < len(problem.message) < 1500, problem
        assert not UNSAFE.search(visible(str(problem)))
    places = [(problem.file, problem.line) for problem in problems]
    assert places == sorted(places)
    assert len(set(problems)) == len(problems)
    for placed in read.placed:
        assert decode(encode(placed.record)) == placed.record
        for statement in statements(placed):
            assert 1 <= statement.line <= lines[placed.file]
            statement_digest(statement)
    if problems:
        return
    _use(read, folder)


@given(libraries())
def whole(text: str) -> None:
    """Any valid records are a library without a problem, which every view and export shows."""
    folder = _folder()
    _written(folder, text.encode() + b"\n=== seeds/s.yaml\n" + CITED.encode())
    read = Library(folder)
    assert check_library(read) == []
    _use(read, folder)


def _use(read: Library, folder: Path) -> None:
    """Whatever is done with a sound library is done without an error."""
    lint_library(read)
    verify(read, folder)
    store = Store(compile_folder(folder, None))
    entries = list(store.by_ids(placed.record.id for placed in read.placed).values())
    assert len(entries) == len(read.placed)
    for entry in entries:
        list(lay_out(view(dossier(store, entry)), 30))
    for name, form in FORMATS.items():
        if not form.binary:
            kept = [entry for entry in entries if entry.kind in (form.kinds or entry.kind)]
            text = b"".join(export(name, Selection(store, kept))).decode()
            assert not _CONTROLS.search(text), name


def query(data: bytes) -> None:
    """Any text is a query, a name, a date and a citation, or is refused by name."""
    text = data.decode(errors="replace")  # as the command line reads its arguments
    store = _small()
    answer = search(store, text, ())
    assert len(answer.hits) <= 10
    try:
        resolve(store, text)
    except UnclearNameError as error:
        assert error.name == text
    try:
        date = parse_date(text)
        assert date.earliest <= date.latest
        assert date.display()
    except EdtfError as error:
        assert len(str(error)) < 300
    try:
        assert parse_citation(str(parse_citation(text))) == parse_citation(text)
    except LocatorError as error:
        assert len(str(error)) < 300


TARGETS: dict[str, Callable[[bytes], object]] = {
    "library": library,
    # Its bytes are the choices that make a library.
    "whole": whole.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "query": query,
}


@cache
def _folder() -> Path:
    """One folder for a whole run, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def _written(folder: Path, data: bytes) -> dict[str, int]:
    """Write the files; returns how many lines each has."""
    for name in NAMES:
        (folder / name).unlink(missing_ok=True)
    first, *divided = _DIVIDER.split(data)
    named = dict(zip((name.decode() for name in divided[::2]), divided[1::2], strict=True))
    files = {"a.yaml": first} | {name: named[name] for name in NAMES & named.keys()}
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return {name: len(re.findall(rb"\r\n?|\n", c)) + 1 for name, c in files.items()}


@cache
def _small() -> Store:
    """A library of a few records, so that many queries a second can be asked."""
    root = Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder, _ = orchard(root)
    write(folder, {"glossary.yaml": "bicycle: [bike, 自行车]\nloan: [debt, credit line]\n"})
    store = Store(compile_folder(folder, None))
    shutil.rmtree(root)
    return store
