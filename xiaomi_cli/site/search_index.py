"""The words of a library for the search of the site: postings, names, phrases, constants.

The file is a script, since pages from disk may not fetch. The ranking is that of `search.ranking`,
whose constants it carries, over an index of the same words; search.js takes it apart again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from xiaomi_cli.build.chinese import simplified
from xiaomi_cli.build.record_rows import asked, name_rows, stored, words_of
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.lexicon import CURRENCIES, MONTHS, NUMBER_WORDS, SCALE_WORDS, SCALES
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.model.tokens import NameRank, fold, key, squeezed, tokens
from xiaomi_cli.search import matching, ranking, terms
from xiaomi_cli.search.query import STOP_WORDS
from xiaomi_cli.site.library import Library

# English endings, so that `phones` finds `phone`: lighter than Porter's, since they stand twice. A
# rule is an ending, what takes its place, and how many letters must be left before it.
RULES = (
    ("'s", "", 2), ("sses", "ss", 1), ("ies", "y", 2), ("ss", "ss", 0), ("us", "us", 0),
    ("is", "is", 0), ("s", "", 3),
)  # fmt: skip
ENDINGS = (
    ("ization", "", 3), ("isation", "", 3), ("ational", "", 3), ("ation", "", 3), ("ments", "", 3),
    ("ment", "", 4), ("ness", "", 4), ("ities", "", 4), ("ity", "", 4), ("ings", "", 3),
    ("ing", "", 3), ("edly", "", 3), ("ed", "", 3), ("ers", "", 4), ("er", "", 4), ("ly", "", 4),
    ("ive", "", 4), ("ion", "", 4), ("al", "", 4), ("ies", "", 2), ("y", "", 4), ("e", "", 3),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
# Fields of the postings; those of `asked` are made again from the phrases, which are there anyway.
FIELDS = ("names", "title", "summary", "body")
BOOST, ASKED_BOOST = (8.0, 10.0, 4.0, 1.0), 5.0
SHOWN = 90  # characters that a hit shows under its title


def index(library: Library) -> dict[str, Any]:
    """Everything that search.js needs."""
    placed = [stored(entry.json) for entry in library.entries.values()]
    words = [words_of(one.record, list(statements(one))) for one in placed]
    columns = [
        [Counter(map(stem, getattr(one, field).split())) for field in FIELDS] for one in words
    ]
    return {
        "kinds": list(KINDS), "themes": list(library.themes),
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
    entry = library.entries[one]
    said = library.said(entry)
    if entry.subtype == "page" and entry.kind == "source":
        said = str(library.fields[one].get("publisher", ""))  # the title says what it is
    if len(said) > SHOWN:
        said = said[:SHOWN].rpartition(" ")[0] + " …"
    dated, themes = entry.kind == "event", list(library.themes)
    return [
        list(KINDS).index(entry.kind), one.partition("/")[2], entry.name, entry.zh, said,
        *((entry.earliest, entry.latest, entry.major) if dated else ("", "", 0)),
        int(entry.subtype == "page" and entry.kind == "source"),
        [themes.index(theme) for theme in library.fields[one].get("themes", [])],
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
        if name != simplified(name) or not said <= known_words:
            continue
        known = found.setdefault(phrase, [])
        if squeezed(name) != name or not any(squeezed(other) == name for other in known):
            known.append(name)
    return found


def _terms(columns: list[list[Counter[str]]]) -> list[str]:
    """Each term with its postings: a list for each field, as steps between records and counts."""
    found: dict[str, list[list[tuple[int, int]]]] = {}
    for number, column in enumerate(columns):
        for field, counts in enumerate(column):
            for term, count in counts.items():
                found.setdefault(term, [[] for _ in FIELDS])[field].append((number, count))
    return [f"{term} {'|'.join(map(_postings, fields))}" for term, fields in sorted(found.items())]


def _postings(postings: list[tuple[int, int]]) -> str:
    steps, last = [], 0
    for number, count in postings:
        steps.append(_base36(number - last) + (f"*{count}" if count > 1 else ""))
        last = number
    return ",".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _constants() -> dict[str, Any]:
    """The numbers of the ranking, so that they stand once."""
    shared = {
        ranking: (
            "MIN_COVERAGE", "MIN_COVERAGE_KNOWN", "MIN_NAME_SHARE", "MIN_NAME_SHARE_IN_DOUBT",
            "STATEMENT", "TEXT", "TITLE", "ASKED", "WHOLE_ASKED", "NEARLY_ALL", "MAX_SCORED",
            "WEB_PAGE_FACTOR", "QUESTION_WORDS", "ANSWER_BONUS", "DATE_BONUS",
        ),
        matching: ("WHOLE_NAME", "NAME_PREFIX", "NAME_PART", "NAME_SYNONYM"),
        terms: ("IDF_POWER", "MIN_WEIGHT", "SINGLE_CHARACTER", "METHOD_QUALITY"),
    }  # fmt: skip
    return {name: getattr(one, name) for one, names in shared.items() for name in names} | {
        "KIND_BONUS": {kind: struct.search_bonus for kind, struct in KINDS.items()},
        "STOP_WORDS": sorted(STOP_WORDS),
        "CURRENCIES": CURRENCIES, "NUMBER_WORDS": NUMBER_WORDS, "SCALES": SCALES,
        "SCALE_WORDS": sorted(SCALE_WORDS), "MONTHS": MONTHS, "RULES": RULES, "ENDINGS": ENDINGS,
    }  # fmt: skip


def stem(word: str) -> str:
    """A token without its ending; numbers, Chinese and short words stay as they are."""
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    root = _cut(_cut(word, RULES), ENDINGS)
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]
    return root[:-1] if len(root) > 3 and root[-1] == "e" else root


def _cut(word: str, rules: tuple[tuple[str, str, int], ...]) -> str:
    for ending, instead, least in rules:
        root = word.removesuffix(ending)
        if root != word and len(root) >= least and _VOWELS.intersection(root):
            return root + instead
        if root != word and instead == ending:
            return word
    return word
