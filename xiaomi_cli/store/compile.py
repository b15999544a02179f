"""Checked records into a compiled library: tables, names, links, statements and search index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import msgspec

from xiaomi_cli.content.known import known_from
from xiaomi_cli.content.library import Library, Placed, read_library
from xiaomi_cli.content.links import references
from xiaomi_cli.content.rules import check_library
from xiaomi_cli.content.statements import statements
from xiaomi_cli.content.voices import Places, voices
from xiaomi_cli.model import edtf
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.problem import BrokenLibraryError
from xiaomi_cli.model.records import (
    KINDS,
    Dispute,
    Event,
    Figure,
    Framework,
    Idea,
    Lesson,
    Product,
    Promise,
    Record,
    Source,
    encode,
)
from xiaomi_cli.model.text import key, squeezed, tokens
from xiaomi_cli.store import database
from xiaomi_cli.store.chinese import simplified, spellings, traditional

ID, TITLE, ALIAS, PINYIN = range(4)  # ranks of names: which kind of name answers first


def compile_folder(
    root: Path, path: Path | None, extra: tuple[Path, ...] = ()
) -> database.Connection:
    """Compile the library in `root`, with folders laid over it, into `path` (memory if None).

    Raises BrokenLibraryError.
    """
    library = read_library(root, extra)
    problems = check_library(library)
    if problems:
        raise BrokenLibraryError(problems)
    connection = database.create(path)
    connection.execute("BEGIN")
    _fill(connection, library)
    connection.execute("COMMIT")
    return connection


def _fill(connection: database.Connection, library: Library) -> None:
    ordered = sorted(_derive(library.placed), key=lambda placed: _order(placed.record))
    numbers = {placed.record.id: number for number, placed in enumerate(ordered, 1)}
    sources = {p.record.id: p.record for p in ordered if isinstance(p.record, Source)}
    places = Places(sources)
    published = {source.id: source.published for source in sources.values()}
    words: Counter[str] = Counter()
    statement_number = 0
    for number, placed in enumerate(ordered, 1):
        record = placed.record
        database.insert(connection, "records", [_row(number, record)])
        database.insert(connection, "names", _names(number, record))
        database.insert(connection, "links", _links(number, record, numbers))
        database.insert(connection, "themes", ((theme, number) for theme in record.themes))
        if isinstance(record, Source):
            outline = ((record.id, p.n, p.head, p.speaker) for p in record.outline)
            database.insert(connection, "outline", outline)
        for statement in statements(placed):
            statement_number += 1
            cited = [parse_citation(text) for text in statement.cite]
            row = (
                statement_number, number, statement.path, statement.text, statement.date,
                statement.by, statement.type, statement.status, statement.confidence,
                known_from(statement, published), " ".join(sorted(voices(cited, places))),
                int(any(sources[c.source_id].type == "document" for c in cited)),
                int(any(place.primary for place in map(places.of, cited))),
            )  # fmt: skip
            database.insert(connection, "statements", [row])
            cites = ((c.source_id, c.first, c.last, statement_number) for c in cited)
            database.insert(connection, "citations", cites)
        fields = _search_fields(placed)
        words.update(set(chain.from_iterable(fields)))
        columns = ("rowid", "names", "title", "summary", "body")
        values = (number, *(" ".join(field) for field in fields))
        connection.execute(
            f"INSERT INTO search ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?)", values
        )
    counted = sorted(words.items())  # or the file would differ with the order of Python's hashes
    database.insert(connection, "words", ((w, len(w), n) for w, n in counted))
    database.insert(connection, "synonyms", _synonyms(library.glossary))
    meta = {
        "settings": msgspec.json.encode(library.settings).decode(),
        "records": str(len(ordered)),
        "extra": msgspec.json.encode(Counter(p.record.origin for p in ordered)).decode(),
        "words": str(len(words)),
        "traditional": traditional("".join(words) + "".join(chain(*library.glossary.values()))),
    }
    database.insert(connection, "meta", meta.items())
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def _order(record: Record) -> tuple[int, str]:
    """Kinds in the order of the model; events by date; the rest as their files have them."""
    kind = list(KINDS).index(type(record).__name__.lower())
    return kind, edtf.bounds(record.date).earliest if isinstance(record, Event) else ""


def _derive(placed: list[Placed]) -> list[Placed]:
    """Fill in what other records say of a record: disputes, frameworks, lessons."""
    disputes: defaultdict[str, list[str]] = defaultdict(list)
    part_of: defaultdict[str, list[str]] = defaultdict(list)
    lessons: defaultdict[str, list[str]] = defaultdict(list)
    for entry in placed:
        record = entry.record
        if isinstance(record, Dispute):
            _note(disputes, record.touches, record.id)
        if isinstance(record, Framework):
            _note(part_of, record.parts, record.id)
        if isinstance(record, Lesson):
            _note(lessons, record.about, record.id)
    derived = []
    for entry in placed:
        record = entry.record
        fields: dict[str, list[str]] = {"disputes": disputes[record.id]}
        if isinstance(record, Idea):
            fields |= {"part_of": part_of[record.id], "lessons": lessons[record.id]}
        derived.append(entry._replace(record=msgspec.structs.replace(record, **fields)))
    return derived


def _note(index: defaultdict[str, list[str]], targets: Iterable[str], value: str) -> None:
    for target in targets:
        index[target].append(value)


def _row(number: int, record: Record) -> database.Row:
    date, kind_of = "", ""
    match record:
        case Event():
            date, kind_of = record.date, record.type
        case Product():
            date, kind_of = record.released, record.category
        case Promise():
            date, kind_of = record.made, record.outcome
        case Source():
            date, kind_of = record.published, record.type
        case Figure():
            kind_of = record.currency or record.unit
        case Framework():
            date, kind_of = record.date, record.form
        case Dispute():
            kind_of = record.nature
    span = edtf.bounds(date) if date else None
    earliest, latest = span if span else (None, None)
    major = int(isinstance(record, Event) and record.major)
    return (
        number, record.id, type(record).__name__.lower(), record.title, record.zh, record.summary,
        earliest, latest, major, kind_of,
        encode(record).decode(),
    )  # fmt: skip


def _names(number: int, record: Record) -> Iterator[database.Row]:
    slug = record.id.partition("/")[2]
    ranked = [(record.id, ID), (slug, ID), (record.title, TITLE), (record.zh, TITLE)]
    ranked += [(alias, ALIAS) for alias in record.aliases]
    seen: set[str] = set()
    for name, rank in ranked:
        forms = [(form, rank) for form in (key(name), squeezed(name))]
        forms += [(squeezed(form), PINYIN) for form in spellings(name)]
        for form, form_rank in forms:
            if form and form not in seen:
                seen.add(form)
                yield form, number, form_rank


def _links(number: int, record: Record, numbers: dict[str, int]) -> Iterator[database.Row]:
    for relation, _, target in references(record):
        yield number, relation, numbers[target]


# Fields of some kinds that are read as text and so are searched.
SPOKEN = ("question", "conclusion", "viewpoint", "trust", "rests_on", "author", "publisher",
          "measure", "role", "category", "no_counter", "where", "amount")  # fmt: skip


def _search_fields(placed: Placed) -> tuple[list[str], ...]:
    """The tokens of names, title, summary and body, in the order of the index's columns."""
    record = placed.record
    names = [record.zh, *record.aliases, record.id.partition("/")[2].replace("-", " ")]
    names += [form for name in (record.zh, *record.aliases) for form in spellings(name)]
    body = [*record.themes, type(record).__name__]
    for statement in statements(placed):
        if statement.path != "summary":
            body.append(statement.text)
        if statement.date:
            body.append(edtf.display(statement.date))
        if "/" in statement.by:
            body.append(statement.by.partition("/")[2].replace("-", " "))
        elif statement.by:
            body.append(statement.by)
    body += (getattr(record, name, "") for name in SPOKEN)
    texts = (names, [record.title], [record.summary], body)
    return tuple([token for text in field for token in tokens(simplified(text))] for field in texts)


def _synonyms(glossary: dict[str, list[str]]) -> Iterator[database.Row]:
    """What is typed, also without spaces and in pinyin, and the phrase of the library it means."""
    for phrase, synonyms in glossary.items():
        for synonym in synonyms:
            for form in (synonym, *spellings(synonym)):
                yield key(form), phrase
                yield squeezed(form), phrase
