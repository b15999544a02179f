"""What the scripts of the site load: the words of the library, and what can be compared.

Search ranks as `search.ranking` does, whose constants the index carries, over the same words. Each
side of a comparison stands by itself, so that any of a kind can be chosen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from xiaomi_cli.build.chinese import simplified
from xiaomi_cli.build.record_rows import asked, name_rows, stored, words_of
from xiaomi_cli.index.store import Entry
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.lexicon import CURRENCIES, MONTHS, NUMBER_WORDS, SCALE_WORDS, SCALES
from xiaomi_cli.model.library_facts import KIND_FACTS
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import Idea, decode
from xiaomi_cli.model.tokens import NameRank, fold, key, squeezed, tokens
from xiaomi_cli.queries import comparison_cells as cells
from xiaomi_cli.queries.comparison import of_spans
from xiaomi_cli.queries.record_details import statement
from xiaomi_cli.search import matching, ranking, terms
from xiaomi_cli.search.query import STOP_WORDS
from xiaomi_cli.site.library import Library, way_to
from xiaomi_cli.site.markup import safe_json

# A word's stem (three letters or more) and its English ending, so that `phones` finds `phone`;
# lighter than Porter's rules, for search.js reads it too.
STEM = (
    "^([a-z]{2,}?([a-z]))(?:(?![lsz])\\2)?(?:i[sz]ations?|ational|ations?|ments?|ness(?:es)?|it(?:y|ies)"
    "|ings?|edly|ed|ers?|ly|ives?|ions?|als?|ies|y|es?|(?<![sui])s)$"
)
# Fields of the postings; those of `asked` are made again from the phrases, which are there anyway.
FIELDS = ("names", "title", "summary", "body")
BOOST, ASKED_BOOST = (8.0, 10.0, 4.0, 1.0), 5.0
SHOWN = 90  # characters that a hit shows under its title
COMPARED = {
    "company": "Companies", "framework": "Frameworks", "part": "Parts of frameworks",
    "principle": "Principles", "figure": "Figures", "year": "Years", "era": "Eras",
}  # fmt: skip
MIN_POINTS = 3  # of a figure that is worth a comparison
MANY_CELLS = 12  # of an aspect


def script(name: str, data: Any) -> bytes:
    """Data as a script, since pages from disk may not fetch.

    It is a text in the script, for that is read faster than a program.
    """
    text = safe_json(data).replace("\\", "\\\\").replace("'", "\\'")
    return f"window.{name}=JSON.parse('{text}');\n".encode()


def index(library: Library) -> dict[str, Any]:
    """Everything that search.js needs."""
    placed = [stored(entry.json) for entry in library.entries.values()]
    words = [words_of(one.record, list(statements(one))) for one in placed]
    columns = [
        [Counter(map(stem, getattr(one, field).split())) for field in FIELDS] for one in words
    ]
    return {
        "kinds": list(KIND_FACTS),
        "records": [_record(library, one) for one in library.entries],
        "asked": [asked(one.record) for one in placed],
        "names": list(_names(placed)),
        "synonyms": _synonyms(library, {stem(term) for one in words for term in one.distinct}),
        "traditional": library.store.meta("traditional"),
        "boost": BOOST, "askedBoost": ASKED_BOOST,
        "common": fold(" ".join(library.settings.commonplace)).split(),
        "lengths": [sum(counts.total() for counts in column) for column in columns],
        "terms": _terms(columns),
        "constants": _constants(),
    }  # fmt: skip


def _record(library: Library, one: str) -> list[Any]:
    """Kind, slug, title, Chinese name, what a hit shows, its days, major, page, themes."""
    entry, fields = library.entries[one], library.fields[one]
    page, dated = entry.kind == "source" and entry.subtype == "page", entry.kind == "event"
    said = str(fields.get("publisher", "")) if page else library.said(entry)  # its title says what
    if len(said) > SHOWN:
        said = said[:SHOWN].rpartition(" ")[0] + " …"
    return [
        list(KIND_FACTS).index(entry.kind), one.partition("/")[2], entry.name, entry.zh, said,
        *((entry.earliest, entry.latest, entry.major) if dated else ("", "", 0)), int(page),
        fields.get("themes", []),
    ]  # fmt: skip


def _names(placed: Iterable[Any]) -> Iterator[list[Any]]:
    """(name, record, rank, and the fragment of a statement): what no id, title or name gives."""
    for number, one in enumerate(placed):
        called = key(one.record.title), key(one.record.zh)
        known = {*called, *(name.replace(" ", "") for name in called)}
        for name, _, rank, fragment in name_rows(number, one.record):
            traditional = name != simplified(name)  # queries are read in simplified Chinese
            if rank != NameRank.ID and name not in known and not traditional:
                known |= {name, squeezed(name)}
                yield [name, number, int(rank), *([fragment] if fragment else [])]


def _synonyms(library: Library, known_words: Set[str]) -> dict[str, list[str]]:
    """What is typed for a phrase of the library, by the phrase; not for one that nothing says."""
    found: dict[str, list[str]] = {}
    for name, phrase in library.store.glossary():
        said = set(map(stem, tokens(simplified(phrase))))
        if name == simplified(name) and said <= known_words:
            known = found.setdefault(phrase, [])
            if name not in map(squeezed, known):  # as one word search.js makes it itself
                known.append(name)
    return found


def _terms(columns: list[list[Counter[str]]]) -> list[str]:
    """Each term with its postings: a list for each field, as steps between records and counts."""
    found: dict[str, list[list[str]]] = {}
    last: Counter[tuple[str, int]] = Counter()
    for number, column in enumerate(columns):
        for field, counts in enumerate(column):
            for term, count in counts.items():
                step = number - last[term, field]
                last[term, field] = number
                places = found.setdefault(term, [[] for _ in FIELDS])[field]
                places.append(f"{step}*{count}" if count > 1 else str(step))
    return [f"{term} {'|'.join(map(','.join, fields))}" for term, fields in sorted(found.items())]


def _constants() -> dict[str, Any]:
    """The numbers and tables of the ranking, so that they stand once."""
    modules = (terms, matching, ranking)
    named = [pair for module in modules for pair in vars(module).items()]
    tables = {
        name: value
        for name, value in named
        if re.match("[A-Z][A-Z_]+$", name) and isinstance(value, int | float | tuple | dict)
    }
    return tables | {
        "KIND_BONUS": {kind: facts.search_bonus for kind, facts in KIND_FACTS.items()},
        "STOP_WORDS": sorted(STOP_WORDS), "SCALE_WORDS": sorted(SCALE_WORDS), "STEM": STEM,
        "CURRENCIES": CURRENCIES, "NUMBER_WORDS": NUMBER_WORDS, "SCALES": SCALES, "MONTHS": MONTHS,
    }  # fmt: skip


def stem(word: str) -> str:
    """A token without its ending; numbers, Chinese and short words stay as they are."""
    return re.sub(STEM, r"\1", word)


def comparable(library: Library) -> dict[str, Any]:
    """The sides, and what their cells cite: each citation as [label, way from the root].

    A side has id, kind, title, zh, the way to it, and its rows: [aspect, cells].
    """
    cites: dict[str, int] = {}
    sides = [
        {"id": side.id, "kind": side.kind, "title": side.title, "zh": side.zh, "way": way,
         "rows": [[name, [_cell(cell, cites) for cell in cells[:MANY_CELLS]]]
                  for name, (cells, *_) in aspects if cells]}
        for side, way, aspects in _sides(library) if aspects
    ]  # fmt: skip
    return {"sides": sides, "cites": [_cited(library, cite) for cite in cites]}


def _sides(library: Library) -> Iterator[tuple[cells.Side, str, list[cells.Aspect]]]:
    """Whatever could be compared, the way to it, and by what."""
    store = library.store
    for entry in library.entries.values():
        yield (
            cells.Side(entry.id, entry.kind, entry.title, entry.zh),
            way_to(entry.id),
            _aspects(library, entry),
        )
        record = decode(entry.json)
        for _, claim in numbered(record) if isinstance(record, Idea) else ():
            if claim.id and claim.name and claim.parts:
                at = f"{entry.id}#{claim.id}"
                told = cells.of_statements(store, [statement(store, entry, claim.id)])
                yield cells.Side(at, "part", claim.name, claim.zh), way_to(at), told
    years = [year for year in sorted({*store.event_years()}) if re.fullmatch(r"\d{4}", year)]
    spans = [(cells.Side(f"year/{y}", "year", y, ""), f"{y}-01-01", f"{y}-12-31") for y in years]
    spans += [(cells.Side(f"era/{era.slug}", "era", era.title, era.zh), era.earliest, era.latest)
              for era in library.settings.eras]  # fmt: skip
    for span in spans:
        yield span[0], "timeline.html", of_spans(store, [span], "")


def _aspects(library: Library, entry: Entry) -> list[cells.Aspect]:
    """What a record has to be compared by; nothing if it is not of a kind that is compared here."""
    fields = library.fields[entry.id]
    if entry.kind in {"framework", "principle"} or fields.get("dimensions"):
        return cells.of_records(library.store, [decode(entry.json)])
    return cells.of_figures([entry]) if len(fields.get("points", ())) >= MIN_POINTS else []


def _cell(cell: cells.Cell, cites: dict[str, int]) -> list[Any]:
    """[text, the numbers of its citations, where it stands, whose view it is, what others say]."""
    numbers = [cites.setdefault(cite, len(cites)) for cite in cell.claim.cite]
    text = cell.claim.short or cell.claim.text
    return [text, numbers, way_to(cell.at), cell.voice, cell.contested]


def _cited(library: Library, cite: str) -> list[str]:
    citation = parse_citation(cite)
    source, way = library.entries.get(citation.source_id), way_to(citation.source_id)
    if source is None:
        return [cite, ""]
    if citation.first:
        return [f"{source.name} ¶{cite.partition('¶')[2]}", f"{way}#p{citation.first}"]
    publisher = library.fields[source.id].get("publisher", "")
    return [f"{publisher}: {source.name}" if publisher else source.name, way]
