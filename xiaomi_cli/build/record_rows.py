"""What a record is to the store: its row, its names, its words. All are functions of it alone."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xiaomi_cli.build.chinese import simplified, spellings
from xiaomi_cli.build.provenance import record_known_from
from xiaomi_cli.index.database import KIND_SHIFT, Row
from xiaomi_cli.library.schema_check import is_id
from xiaomi_cli.library.settings import Renamed
from xiaomi_cli.library.statements import Placed, Statement
from xiaomi_cli.model.claims import SUMMARY, numbered
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.fields import SPOKEN, SUBTYPE, date_of, marked
from xiaomi_cli.model.record_parts import quantity_text
from xiaomi_cli.model.records import KINDS, Event, Figure, Promise, Record, decode, encode
from xiaomi_cli.model.tokens import NameRank, fold, key, squeezed, tokens

_APART = "|"  # no token reaches over it
_RANKS = {struct: rank for rank, struct in enumerate(KINDS.values(), 1)}


def number_of(record: Record, count: int) -> int:
    """The number of the `count`th record: kinds in the order of the model, then as read."""
    return _RANKS[type(record)] << KIND_SHIFT | count


def stored(text: str) -> Placed:
    """A record as it was stored; where it stood in its file is not known."""
    return Placed(decode(text), "", 0)


def record_row(number: int, file: int, placed: Placed, statement: int) -> Row:
    """The row of a record, without what others say of it; `statement`: the number of its first."""
    record = placed.record
    date = date_of(record)
    earliest, latest = parse_date(date).bounds if date else (None, None)
    subtype = "".join(getattr(record, name) for name in marked(type(record), SUBTYPE))
    if isinstance(record, Figure):
        subtype = record.currency or record.unit
    return (
        number, record.id, record.id.partition("/")[0], record.title, record.zh, record.summary,
        date, earliest, latest, isinstance(record, Event) and record.major,
        record_known_from(record), subtype, json.dumps(record.themes),
        record.origin, encode(record).decode(), file, placed.line(), statement,
    )  # fmt: skip


def name_rows(number: int, record: Record) -> Iterator[Row]:
    """Every form of every name of a record and of its named statements."""
    slug = record.id.partition("/")[2]
    ranked = [(record.id, NameRank.ID, ""), (slug, NameRank.ID, "")]
    ranked += [(name, NameRank.TITLE, "") for name in (record.title, record.zh)]
    ranked += [(alias, NameRank.ALIAS, "") for alias in record.aliases]
    ranked += [(name, NameRank.PART, part) for name, part in _named_parts(record)]
    yield from _name_rows(number, ranked)


def _named_parts(record: Record) -> list[tuple[str, str]]:
    """(name, id) of its statements that have names."""
    own = [claim for _, claim in numbered(record) if not claim.home]
    return [(name, c.id) for c in own for name in (c.name, c.zh, *c.aliases) if name]


def asked(record: Record) -> list[str]:
    """What people type for a record, written as queries are read: folded, in simplified Chinese."""
    return [fold(simplified(phrase)) for phrase in record.asked]


def former_rows(number: int, renamed: Renamed) -> Iterator[Row]:
    """Every form of an id that is gone, and of the names it had, for the record it leads to."""
    slug = renamed.old.partition("/")[2]
    names = [renamed.old, slug, *renamed.names]
    yield from _name_rows(number, [(name, NameRank.FORMER, renamed.to.fragment) for name in names])


def _name_rows(number: int, ranked: Iterable[tuple[str, int, str]]) -> Iterator[Row]:
    """(name, record, rank, fragment): names as they are looked up, without spaces, in pinyin."""
    seen: set[str] = set()
    for name, rank, fragment in ranked:
        plain = key(name)
        forms = [(plain, rank), (plain.replace(" ", ""), rank)]
        forms += [(squeezed(form), max(rank, NameRank.PINYIN)) for form in spellings(name)]
        for form, form_rank in forms:
            if form and form not in seen:
                seen.add(form)
                yield form, number, form_rank, fragment


class Words(NamedTuple):
    """The tokens of a record, by the columns of the search index."""

    names: str
    title: str
    asked: str
    summary: str
    body: str

    @property
    def distinct(self) -> set[str]:
        """Each token once."""
        return {token for column in self for token in column.split(" ") if token}


def words_of(record: Record, said: list[Statement]) -> Words:
    """The tokens of a record that makes these statements."""
    called = [record.zh, *record.aliases, *(name for name, _ in _named_parts(record))]
    names = [*called, record.id.partition("/")[2].replace("-", " ")]
    names += [form for name in called for form in spellings(name)]
    body = [*record.themes, type(record).__name__]
    for statement in said:
        body += _body_of(statement)
    body += [text for name in marked(type(record), SPOKEN) if (text := getattr(record, name))]
    if isinstance(record, Promise):
        body.append(record.outcome)
    columns = (names, [record.title], record.asked, [record.summary], body)
    return Words(*(" ".join(tokens(simplified(_APART.join(texts)))) for texts in columns))


def _body_of(statement: Statement) -> Iterator[str]:
    if statement.path != SUMMARY:
        yield statement.text
    yield from statement.parts
    for quantity in statement.quantities:
        yield f"{quantity.measure} {quantity_text(quantity)}"
    if statement.date:
        yield display_date(statement.date)
    if statement.by:
        slug = statement.by.partition("/")[2] if is_id(statement.by) else ""
        yield slug.replace("-", " ") or statement.by


def synonym_rows(glossary: dict[str, list[str]]) -> Iterator[Row]:
    """What is typed, also without spaces and in pinyin, and the phrase of the library it means."""
    for phrase, synonyms in glossary.items():
        for synonym in synonyms:
            for form in (synonym, *spellings(synonym)):
                plain = key(form)
                yield plain, phrase
                yield plain.replace(" ", ""), phrase
