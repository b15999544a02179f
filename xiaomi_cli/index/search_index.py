"""Reading the search index of a compiled library: postings, names, vocabulary, synonyms."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from xiaomi_cli.index.database import KIND_SHIFT, Connection, Row, rows

EVERY = (0, 2**62)  # a span of record numbers that leaves none out
# names, title, asked, summary, body; see docs/search-evaluation.md
_WEIGHTS = "8.0, 10.0, 5.0, 4.0, 1.0"
LARGE = 50_000  # words; the shipped library has 10 thousand
_MOST_LISTED = 5000  # matches of an expression that are read as a list
_MOST_VALUES = 900  # values in one statement; old builds of SQLite allow 999


_FILTERS = {
    "kind": "SELECT number FROM records WHERE kind = ?",
    "theme": "SELECT record FROM themes WHERE theme = ?",
    "source": "SELECT s.record FROM citations c JOIN statements s ON s.number = c.statement "
    "WHERE c.source = ?1 UNION SELECT number FROM records WHERE id = ?1",
    "days": "SELECT number FROM records WHERE latest >= ? AND earliest <= ?",
}


class Sketch(NamedTuple):
    """As much of a record as ranking looks at."""

    number: int
    id: str
    kind: str
    title: str
    zh: str
    earliest: str
    latest: str
    major: int
    subtype: str

    @property
    def is_web_page(self) -> bool:
        """Whether it is a page that was read for facts, which few look for by its name."""
        return self.kind == "source" and self.subtype == "page"

    @property
    def list_order(self) -> tuple[int, str, int]:
        """Where it stands in lists: kinds in their order, events by date, others as in files."""
        return self.number >> KIND_SHIFT, self.earliest if self.kind == "event" else "", self.number


class SearchIndex:
    """The search side of a compiled library."""

    sees_all = True  # or whether something of the library is hidden
    _before = ""  # what stands before each query: tables as far as they can be seen

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return rows(self.connection, self._before + sql, values)

    def _firsts(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self._rows(sql, values)]

    def _in_parts(
        self, sql: str, values: Iterable[object], before: Sequence[object] = ()
    ) -> list[Row]:
        """The rows of a query with `IN ({})` for any number of values, each once."""
        wanted = iter(dict.fromkeys(values))
        found: list[Row] = []
        while part := list(islice(wanted, _MOST_VALUES)):
            found += self._rows(sql.format(marks(part)), [*before, *part])
        return found

    def _grouped(self, sql: str, values: Iterable[object]) -> dict[Any, list[str]]:
        """The second column of such a query by the first."""
        found: dict[Any, list[str]] = {}
        for name, value in self._in_parts(sql, values):
            found.setdefault(name, []).append(value)
        return found

    def meta(self, key: str) -> str:
        """A fact about the library itself, such as its `settings` (JSON)."""
        values = self._firsts("SELECT value FROM meta WHERE key = ?", [key])
        return str(values[0]) if values else ""

    def number_of(self, key: str) -> int:
        """A number that was noted of the library: its `records`, or the `words` of its index."""
        return int(self.meta(key) or 0)

    def is_large(self) -> bool:
        """Whether the first letters of a misspelt word must be trusted, or search would drag."""
        return self.number_of("words") > LARGE

    def simplified(self, text: str) -> str:
        """The text with traditional characters written as the index has them."""
        if text.isascii():
            return text
        signs = self.meta("traditional")
        return text.translate(str.maketrans(signs[::2], signs[1::2]))

    def matches(
        self, expression: str, limit: int, span: tuple[int, int] = EVERY
    ) -> list[tuple[int, float]]:
        """(record number, BM25) of the best matches of an FTS5 expression; higher is better."""
        sql = (
            f"SELECT rowid, -bm25(search, {_WEIGHTS}) AS score FROM search "
            "WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score DESC, rowid LIMIT ?"
        )
        return self._rows(sql, [expression, *span, limit])

    def first_matches(
        self, expression: str, limit: int, span: tuple[int, int] = EVERY
    ) -> list[int]:
        """Record numbers of the first matches, unranked: as fast for common words as for rare."""
        sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
        return self._firsts(sql, [expression, *span, limit])

    def among(self, expression: str, numbers: Iterable[int]) -> set[int]:
        """Which of these records match an FTS5 expression.

        Few matches are listed whole; of many, each record is looked up, which takes longer for one.
        """
        wanted = set(numbers)
        listed = self.first_matches(expression, _MOST_LISTED)
        if len(listed) < _MOST_LISTED:
            return wanted.intersection(listed)
        sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid IN ({})"
        return {n for (n,) in self._in_parts(sql, sorted(wanted), [expression])}

    def sketches(self, numbers: Iterable[int]) -> list[Sketch]:
        """What ranking needs to know of these records."""
        sql = (
            "SELECT number, id, kind, title, zh, coalesce(earliest, ''), coalesce(latest, ''), "
            "major, subtype FROM records WHERE number IN ({})"
        )
        return [Sketch(*row) for row in self._in_parts(sql, numbers)]

    def names_among(self, forms: Iterable[str]) -> list[tuple[str, int, int]]:
        """(name, record number, rank) of every name that is one of these forms."""
        sql = "SELECT name, record, rank FROM names WHERE name IN ({})"
        return self._in_parts(sql, filter(None, forms))

    def asked_of(self, numbers: Iterable[int]) -> dict[int, list[str]]:
        """What people type for each of these records who do not know its words."""
        return self._grouped("SELECT record, phrase FROM asked WHERE record IN ({})", numbers)

    def names_starting(self, prefix: str, limit: int) -> list[tuple[str, int, int]]:
        """(name, record number, rank) of names that go on from `prefix`, in their order."""
        sql = "SELECT name, record, rank FROM names WHERE name > ? AND name < ? LIMIT ?"
        return self._rows(sql, [prefix, prefix + "\U0010ffff", limit])

    def names_of_size(
        self, smallest: int, largest: int, span: tuple[int, int] = EVERY, initials: str = ""
    ) -> list[tuple[str, int]]:
        """(name, record number) of names by length, with one of these initials if any are given."""
        within, bounds = _beginning("name", initials)
        sql = (
            f"SELECT name, record FROM names WHERE ({within}) "
            "AND length(name) BETWEEN ? AND ? AND record BETWEEN ? AND ?"
        )
        return self._rows(sql, [*bounds, smallest, largest, *span])

    def word_counts(self, words: Iterable[str]) -> dict[str, int]:
        """In how many records each of these words stands; words of no record are left out."""
        sql = "SELECT word, records FROM words WHERE word IN ({})"
        return dict(self._in_parts(sql, words))

    def words_of_size(
        self, smallest: int, largest: int, initials: str = ""
    ) -> list[tuple[str, int]]:
        """(word, number of records) of the vocabulary by length, with one of these initials."""
        within, bounds = _beginning("word", initials)
        sql = f"SELECT word, records FROM words WHERE ({within}) AND size BETWEEN ? AND ?"
        return self._rows(sql, [*bounds, smallest, largest])

    def words_starting(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """(word, number of records) of words that go on from these letters, most frequent first."""
        sql = (
            "SELECT word, records FROM words WHERE word > ? AND word < ? "
            "ORDER BY records DESC, word LIMIT ?"
        )
        return self._rows(sql, [prefix, prefix + "\U0010ffff", limit])

    def synonyms(self, names: Iterable[str]) -> dict[str, list[str]]:
        """For each of these phrases that the glossary knows, what to search as well."""
        return self._grouped("SELECT name, phrase FROM synonyms WHERE name IN ({})", names)

    def glossary(self) -> list[tuple[str, str]]:
        """(what is typed, the phrase of the library that it means) of the whole glossary."""
        return self._rows("SELECT name, phrase FROM synonyms ORDER BY phrase, name")

    def statements_of(self, numbers: Iterable[int]) -> list[tuple[int, str, str]]:
        """(record number, text, date) of these records' own statements, in order."""
        sql = "SELECT record, text, date FROM statements WHERE record IN ({}) ORDER BY number"
        return self._in_parts(sql, numbers)

    def span_of_kinds(self, kinds: Sequence[str]) -> tuple[int, int]:
        """The record numbers between which all records of these kinds stand."""
        sql = f"SELECT min(number), max(number) FROM records WHERE kind IN ({marks(kinds)})"
        first, last = self._rows(sql, kinds)[0]
        return (first, last) if first else (0, -1)

    def all_themes(self) -> list[str]:
        """Every theme that some record has, by name."""
        return self._firsts("SELECT DISTINCT theme FROM themes ORDER BY theme")

    def numbers_within(self, name: str, *values: str) -> set[int]:
        """Records within a filter: of a `kind` or `theme`, of a `source`, or between two days."""
        return set(self._firsts(_FILTERS[name], values))

    def events_between(self, first: str, last: str, limit: int) -> list[int]:
        """Events whose span touches these days: the major and the sharply dated first."""
        sql = (
            "SELECT number FROM records WHERE kind = 'event' AND latest >= ? AND earliest <= ? "
            "ORDER BY major DESC, julianday(latest) - julianday(earliest), earliest, number LIMIT ?"
        )
        return self._firsts(sql, [first, last, limit])


def _beginning(column: str, initials: str) -> tuple[str, list[str]]:
    """The SQL condition for a word to begin with one of these letters, if any, and its values."""
    bounds = [bound for letter in initials for bound in (letter, chr(ord(letter) + 1))]
    return " OR ".join([f"{column} >= ? AND {column} < ?"] * len(initials)) or "TRUE", bounds


def marks(values: Sequence[object]) -> str:
    """A question mark for each of these values of a statement."""
    return ", ".join("?" * len(values))
