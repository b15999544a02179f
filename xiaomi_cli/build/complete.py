"""The second pass: with all records known, each is completed and indexed.

Statements that are drawn in are filled in from their homes, values that a dispute points to are
marked, and what other records say of a record is added to it. Then its statements, what they cite
and its words are stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.lookup import StoredLibrary
from xiaomi_cli.build.provenance import known_from, published_by, voice
from xiaomi_cli.index.database import MANY, Batches, Connection, rows
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.claims import Home, changed, drawn_in, numbered
from xiaomi_cli.model.fields import back_relations
from xiaomi_cli.model.locators import RESERVED, parse_address, parse_citation
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import Dispute, Figure, Record, Source, encode

_KEPT = 5000  # contests of records in memory at once
_MOST_WORDS = 200_000  # counted in memory before they are added to the table

Contests = dict[str, list[Contest]]  # by the fragment of what is contested


class Completion:
    """A library whose records have all been put in."""

    def __init__(self, connection: Connection, library: StoredLibrary) -> None:
        self._connection = connection
        self._library = library
        self._waiting = Batches(list)
        self._words: Counter[str] = Counter()
        self._contests = lru_cache(_KEPT)(self._read_contests)

    def run(self) -> Iterator[int]:
        """Complete every record; yields how many are done."""
        # Only what the row holds that was read last is changed meanwhile.
        found = self._connection.execute("SELECT number, json, statement FROM records ORDER BY 1")
        for done, row in enumerate(found, 1):
            self._complete(*row)
            yield done
        self._waiting.write(self._connection)
        self._flush_words()

    def _complete(self, number: int, json: str, first: int) -> None:
        placed = record_rows.stored(json)
        record = placed.record
        told = self._completed(record, number)
        if told is not record:
            sql = "UPDATE records SET json = ? WHERE number = ?"
            self._connection.execute(sql, [encode(told).decode(), number])
        said = list(statements(placed))
        self._put_statements(number, first, said)
        drawn = [(path, self._home(claim)) for path, claim in numbered(record) if claim.home]
        self._waiting["drawn"] += [(number, *path, home) for path, (_, home) in drawn]
        words = record_rows.words_of(record, said)
        self._waiting["search (rowid, names, title, asked, summary, body)"].append((number, *words))
        self._waiting.write(self._connection, MANY)
        self._words.update(words.distinct)
        if len(self._words) > _MOST_WORDS:
            self._flush_words()

    def _completed(self, record: Record, number: int) -> Record:
        fields: dict[str, object] = {**self._back_links(record, number)}
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

    def _back_links(self, record: Record, number: int) -> dict[str, list[str]]:
        """For each derived field of links the ids of the records that link here so."""
        relations = back_relations(type(record))
        sql = (
            "SELECT l.relation, s.id FROM links l JOIN records s ON s.number = l.source "
            "WHERE l.target = ? ORDER BY l.source"
        )
        found: dict[str, list[str]] = {}
        for relation, source in rows(self._connection, sql, [number]):
            if relation in relations:
                found.setdefault(relations[relation], []).append(source)
        return found

    def _home(self, claim: Claim) -> tuple[Home, int]:
        target, fragment = parse_address(claim.home)
        return self._library.homes(target)[fragment]

    def _filled(self, record: Record, claim: Claim, contests: Contests) -> Claim:
        """A statement as it is shown: filled in from its home, and marked if it is contested."""
        if not claim.home:
            marks = contests.get(claim.id, []) if claim.id else []
            return msgspec.structs.replace(claim, contested=marks) if marks else claim
        home, _ = self._home(claim)
        elsewhere = self._contests(parse_address(claim.home).record)
        marks = [*elsewhere.get(home.fragments[0], [])]
        if home.dated and home.fragments != ("date",):
            marks += elsewhere.get("date", [])
        return drawn_in(home.claim, claim, [m for m in marks if m.dispute != record.id])

    def _read_contests(self, target: str) -> Contests:
        """For each position of a dispute that stands in a record: what it and the others say."""
        sql = (
            "SELECT d.id FROM records t JOIN links l ON l.target = t.number "
            "JOIN records d ON d.number = l.source WHERE t.id = ? AND l.relation = 'at' "
            "ORDER BY l.source"
        )
        found: Contests = {}
        for (identifier,) in rows(self._connection, sql, [target]):
            dispute = self._library.record(identifier)
            assert isinstance(dispute, Dispute)
            for position in dispute.positions:
                if position.home.startswith(f"{target}#"):
                    others = dict.fromkeys(p.says for p in dispute.positions)
                    others.pop(position.says)
                    contest = Contest(dispute=identifier, says=position.says, others=[*others])
                    found.setdefault(self._home(position)[0].fragments[0], []).append(contest)
        return found

    def _put_statements(self, record: int, first: int, said: Iterable[Statement]) -> None:
        waiting = self._waiting
        for number, statement in enumerate(said, first):
            owner = statement.placed.record
            cited = [parse_citation(text) for text in statement.cite]
            sources = [s for c in cited if (s := self._library.source(c.source_id))]
            out = published_by(statement, {source.id: source.published for source in sources})
            rests_on = [self._library.resting_on(citation) for citation in cited]
            # A document bears it, or is what speaks; of a dispute its positions tell.
            of_document = any(source.type == "document" for source in sources)
            of_document |= isinstance(owner, Dispute) and not cited
            of_document |= isinstance(owner, Source) and owner.type != "page"
            waiting["statements"].append((
                number, record, *statement.path, statement.text, statement.date, statement.by,
                statement.type, statement.status, statement.confidence,
                known_from(statement, out), out,
                " ".join(sorted(set(map(voice, rests_on)))), of_document,
                any(source.primary for source in rests_on),
            ))  # fmt: skip
            waiting["citations"] += [(c.source_id, c.first, c.last, number) for c in cited]
            whose = {quantity.of or owner.id for quantity in statement.quantities}
            waiting["quantities"] += [(one, number) for one in sorted(whose)]

    def _flush_words(self) -> None:
        """Add what was counted, in the order of the words: a file shall not depend on hashes."""
        self._connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?) "
            "ON CONFLICT (word) DO UPDATE SET records = records + excluded.records",
            ((word, len(word), n) for word, n in sorted(self._words.items())),
        )
        self._words.clear()
