"""What a record is to the store: its row, its names, its words.

All are functions of the record alone, so that what was stored for it can be found again, and taken
out, from the record itself.
"""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.build.chinese import simplified, spellings
from xiaomi_cli.index.database import Row
from xiaomi_cli.library.loader import Placed
from xiaomi_cli.library.references import is_id
from xiaomi_cli.library.statements import Statement
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model import edtf
from xiaomi_cli.model.citation import Citation, parse_citation
from xiaomi_cli.model.name_keys import key, squeezed
from xiaomi_cli.model.records import (
    KINDS,
    Dispute,
    Event,
    Figure,
    Framework,
    Product,
    Promise,
    Record,
    Source,
    decode,
    encode,
)
from xiaomi_cli.model.tokens import tokens

ID, TITLE, ALIAS, PINYIN = range(4)  # ranks of names: which kind of name answers first
# Fields of some kinds that are read as text and so are searched.
SPOKEN = ("question", "conclusion", "viewpoint", "trust", "rests_on", "author", "publisher",
         "measure", "role", "category", "no_counter", "where", "amount")  # fmt: skip

# A record's number says where it stands: kinds in the order of the model, then files by name, then
# places in the file. Files are numbered with gaps, so that one can come between two others.
KIND_BITS, FILE_BITS, PLACE_BITS = 4, 35, 21
GAP = 1 << 14
MOST_FILES, MOST_PLACES = 1 << FILE_BITS, 1 << PLACE_BITS
_RANKS = {kind: rank for rank, kind in enumerate(KINDS, 1)}


def number_of(record: Record, file: int, place: int) -> int:
    """The number of a record: kind, number of its file, place in it."""
    return (_RANKS[kind_of(record)] << FILE_BITS | file) << PLACE_BITS | place


def span_of(kind: str) -> tuple[int, int]:
    """The numbers between which all records of a kind stand."""
    first = _RANKS[kind] << FILE_BITS + PLACE_BITS
    return first, first + (1 << FILE_BITS + PLACE_BITS) - 1


def kind_of(record: Record) -> str:
    """The name of a record's kind."""
    return type(record).__name__.lower()


def stored(json: str) -> Placed:
    """A record as it was stored; where it stood in its file is not known."""
    return Placed(decode(json), "", Node({}, 0))


def record_row(number: int, placed: Placed) -> Row:
    """The row of a record, without what others say of it."""
    record = placed.record
    date, sort = _date_and_sort(record)
    span = edtf.bounds(date) if date else None
    earliest, latest = span if span else (None, None)
    major = int(isinstance(record, Event) and record.major)
    return (
        number, record.id, kind_of(record), record.title, record.zh, record.summary,
        earliest, latest, major, sort, encode(record).decode(), placed.node.line,
    )  # fmt: skip


def _date_and_sort(record: Record) -> tuple[str, str]:  # noqa: PLR0911 - one for each kind
    match record:
        case Event():
            return record.date, record.type
        case Product():
            return record.released, record.category
        case Promise():
            return record.made, record.outcome
        case Source():
            return record.published, record.type
        case Figure():
            return "", record.currency or record.unit
        case Framework():
            return record.date, record.form
        case Dispute():
            return "", record.nature
    return "", ""


def name_rows(number: int, record: Record) -> Iterator[Row]:
    """Every form of every name: as it is looked up, without spaces, in pinyin."""
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


class Words(NamedTuple):
    """The tokens of a record, by the columns of the search index."""

    names: str
    title: str
    summary: str
    body: str

    @property
    def distinct(self) -> set[str]:
        """Each token once."""
        return {token for column in self for token in column.split(" ") if token}


def words_of(record: Record, said: list[Statement]) -> Words:
    """The tokens of a record that makes these statements."""
    names = [record.zh, *record.aliases, record.id.partition("/")[2].replace("-", " ")]
    names += [form for name in (record.zh, *record.aliases) for form in spellings(name)]
    body = [*record.themes, type(record).__name__]
    for statement in said:
        if statement.path != "summary":
            body.append(statement.text)
        if statement.date:
            body.append(edtf.display(statement.date))
        if is_id(statement.by):
            body.append(statement.by.partition("/")[2].replace("-", " "))
        elif statement.by:
            body.append(statement.by)
    body += [text for name in SPOKEN if (text := getattr(record, name, ""))]
    columns = (names, [record.title], [record.summary], body)
    return Words(*(" ".join(_tokens(texts)) for texts in columns))


def _tokens(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield from tokens(simplified(text))


def cited_in(statement: Statement) -> list[Citation]:
    """What a statement cites."""
    return [parse_citation(text) for text in statement.cite]


def synonym_rows(glossary: dict[str, list[str]]) -> Iterator[Row]:
    """What is typed, also without spaces and in pinyin, and the phrase of the library it means."""
    for phrase, synonyms in glossary.items():
        for synonym in synonyms:
            for form in (synonym, *spellings(synonym)):
                yield key(form), phrase
                yield squeezed(form), phrase
