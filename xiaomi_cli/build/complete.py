"""The second pass: with all records known, each is completed and indexed.

Statements that are drawn in are filled in from their homes, values that a dispute points to are
marked, and what other records say of a record is added to it. Then its statements, what they cite
and its words are stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.insert import Batches
from xiaomi_cli.build.lookup import StoredSources
from xiaomi_cli.build.provenance import known_from, published_by, voices
from xiaomi_cli.index.database import Connection, rows
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.claims import changed, drawn_in, field_home, numbered
from xiaomi_cli.model.fields import back_relations
from xiaomi_cli.model.locators import RESERVED, parse_address
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import Dispute, Figure, Record, Source, decode, encode

_BATCH = 500  # records in memory at once
_KEPT = 5000  # homes, and contests of records, that are
_MOST_WORDS = 200_000  # counted in memory before they are added to the table

Contests = dict[str, list[Contest]]  # by the fragment of what is contested


_CLAIMS = msgspec.json.Decoder(Claim)


class _Home(NamedTuple):
    """What is drawn in from an address: the statement, its number, and its own fragment."""

    own: str
    dated: bool
    statement: int
    claim: Claim


class Completion:
    """A library whose records have all been put in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sources = StoredSources(connection)
        self._batches = Batches(connection)
        self._words: Counter[str] = Counter()
        self._home = lru_cache(_KEPT)(self._read_home)
        self._contests = lru_cache(_KEPT)(self._read_contests)

    def run(self) -> Iterator[int]:
        """Complete every record; yields how many are done."""
        self._connection.execute("CREATE INDEX temp.contests_record ON contests (record)")
        done = 0
        sql = (
            "SELECT r.number, r.json, f.statement FROM records r "
            "JOIN first f ON f.record = r.number WHERE r.number > ? ORDER BY r.number LIMIT ?"
        )
        last = 0
        while batch := rows(self._connection, sql, [last, _BATCH]):
            for number, json, first in batch:
                self._complete(number, json, first)
            done += len(batch)
            last = batch[-1][0]
            yield done
        self._batches.flush()
        self._flush_words()

    def _complete(self, number: int, json: str, first: int) -> None:
        placed = record_rows.stored(json)
        record = placed.record
        told = self._completed(record, number)
        if told is not record:
            sql = "UPDATE records SET json = ?, contested = ? WHERE number = ?"
            marks = msgspec.json.encode(told.contested).decode() if told.contested else ""
            self._connection.execute(sql, [encode(told).decode(), marks, number])
        said = list(statements(placed))
        for statement_number, statement in enumerate(said, first):
            self._put_statement(number, statement_number, statement)
        self._put_drawn(number, record)
        words = record_rows.words_of(record, said)
        self._batches.write(
            "search (rowid, names, title, asked, summary, body)", [(number, *words)]
        )
        self._count(words)

    def _completed(self, record: Record, number: int) -> Record:
        fields: dict[str, object] = self._back_links(record, number)
        contests = self._contests(record.id)
        if own := {name: contests[name] for name in RESERVED if name in contests}:
            fields["contested"] = own
        if isinstance(record, Figure) and contests:
            fields["points"] = [
                msgspec.structs.replace(p, contested=contests.get(p.id or p.period, []))
                for p in record.points
            ]
        if fields:
            record = msgspec.structs.replace(record, **fields)
        if any(claim.home or claim.id in contests for _, claim in numbered(record)):
            record = changed(record, lambda claim: self._filled(record, claim, contests))
        return record

    def _back_links(self, record: Record, number: int) -> dict[str, object]:
        """For each derived field of links the ids of the records that link here so."""
        relations = back_relations(type(record))
        sql = (
            "SELECT l.relation, s.id FROM links l JOIN records s ON s.number = l.source "
            f"WHERE l.target = ? AND l.relation IN ({', '.join('?' * len(relations))}) "
            "ORDER BY l.source"
        )
        found: dict[str, object] = {}
        for relation, source in rows(self._connection, sql, [number, *relations]):
            ids = found.setdefault(relations[relation], [])
            assert isinstance(ids, list)
            ids.append(source)
        return found

    def _filled(self, record: Record, claim: Claim, contests: Contests) -> Claim:
        """A statement as it is shown: filled in from its home, and marked if it is contested."""
        if not claim.home:
            marks = contests.get(claim.id, []) if claim.id else []
            return msgspec.structs.replace(claim, contested=marks) if marks else claim
        target, fragment = parse_address(claim.home)
        home = self._home(target, fragment)
        elsewhere = self._contests(target)
        marks = [*elsewhere.get(home.own, [])]
        if home.dated and home.own != "date":
            marks += elsewhere.get("date", [])
        return drawn_in(home.claim, claim, [m for m in marks if m.dispute != record.id])

    def _read_home(self, record: str, fragment: str) -> _Home:
        sql = "SELECT own, dated, statement, json FROM homes WHERE record = ? AND fragment = ?"
        for own, dated, statement, json in rows(self._connection, sql, [record, fragment]):
            return _Home(own, bool(dated), statement, _CLAIMS.decode(json))
        sql = "SELECT json, statement FROM records r JOIN first ON record = number WHERE id = ?"
        ((json, statement),) = rows(self._connection, sql, [record])
        home = field_home(decode(json), fragment)
        assert home is not None, "a reserved fragment, or it would be among the homes"
        return _Home(fragment, home.dated, statement, home.claim)

    def _read_contests(self, record: str) -> Contests:
        sql = (
            "SELECT coalesce(h.own, c.fragment), c.dispute, c.says, c.others FROM contests c "
            "LEFT JOIN homes h ON h.record = c.record AND h.fragment = c.fragment "
            "WHERE c.record = ? ORDER BY c.rowid"
        )
        found: Contests = {}
        for own, dispute, says, others in rows(self._connection, sql, [record]):
            contest = Contest(dispute=dispute, says=says, others=msgspec.json.decode(others))
            found.setdefault(own, []).append(contest)
        return found

    def _put_statement(self, record: int, number: int, statement: Statement) -> None:
        cited = record_rows.cited_in(statement)
        places = self._sources.places
        published = {c.source_id: self._sources[c.source_id].published for c in cited}
        self._batches.write("statements", [(
            number, record, *statement.path, statement.text, statement.date, statement.by,
            statement.type, statement.status, statement.confidence,
            known_from(statement, published), published_by(statement, published),
            " ".join(sorted(voices(cited, places))),
            _of_document(statement, [self._sources[c.source_id].type for c in cited]),
            any(places.of(citation).primary for citation in cited),
        )])  # fmt: skip
        self._batches.write("citations", ((c.source_id, c.first, c.last, number) for c in cited))
        whose = {quantity.of or statement.placed.record.id for quantity in statement.quantities}
        self._batches.write("quantities", ((one, number) for one in sorted(whose)))

    def _put_drawn(self, number: int, record: Record) -> None:
        self._batches.write("drawn", (
            (number, *path, self._home(*parse_address(claim.home)).statement)
            for path, claim in numbered(record) if claim.home
        ))  # fmt: skip

    def _count(self, words: record_rows.Words) -> None:
        self._words.update(words.distinct)
        if len(self._words) > _MOST_WORDS:
            self._flush_words()

    def _flush_words(self) -> None:
        """Add what was counted, in the order of the words: a file shall not depend on hashes."""
        counted = ((word, len(word), n) for word, n in sorted(self._words.items()))
        self._connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?) "
            "ON CONFLICT (word) DO UPDATE SET records = records + excluded.records", counted,
        )  # fmt: skip
        self._words.clear()


def _of_document(statement: Statement, cited: Iterable[str]) -> bool:
    """Whether a document bears a statement that cites sources of these types, or is what speaks."""
    record = statement.placed.record
    if isinstance(record, Dispute) and not statement.cite:  # its positions tell
        return True
    return "document" in cited or (isinstance(record, Source) and record.type != "page")
