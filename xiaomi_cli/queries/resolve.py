"""From a name as a person types it to the one record it means."""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY, Sketch
from xiaomi_cli.index.store import NamedRecord, Store
from xiaomi_cli.model.name_keys import NameRank, key, squeezed
from xiaomi_cli.model.suggest import suggest
from xiaomi_cli.model.tokens import tokens

MIN_SCORE = 75.0  # RapidFuzz ratio below which a name is not taken for another
CLEAR_LEAD = 4.0  # points by which the best guess must beat the next record
MOST_WORDS, MOST_CANDIDATES = 20, 50
_SHOWN = 6  # ids of statements that a message names


class UnclearNameError(Exception):
    """A name that leads to no single record; `candidates` are the nearest, best first."""

    def __init__(self, name: str, kinds: Sequence[str], candidates: list[NamedRecord]) -> None:
        super().__init__(name)
        self.name = name
        self.kinds = kinds
        self.candidates = candidates


class UnknownNameError(UnclearNameError):
    """No record has this name or one close to it."""


class AmbiguousNameError(UnclearNameError):
    """Several records have this name and none more so than the others."""


class UnknownStatementError(Exception):
    """A record has no statement of that id; the message says which was meant, or which it has."""

    def __init__(self, record: str, fragment: str, known: list[str]) -> None:
        near = suggest(fragment, known)
        some = ", ".join(known[:_SHOWN]) + (", …" if len(known) > _SHOWN else "")
        hint = f"it has {some}" if known else "none of its statements has an id"
        if near:
            hint = f"did you mean {record}#{near}?"
        super().__init__(f"{record} has no statement {fragment!r}; {hint}")


class Resolved(NamedTuple):
    """The record meant, and whether the name had to be corrected to find it."""

    record: NamedRecord
    corrected: bool


def resolve(store: Store, name: str, kinds: Sequence[str] = ()) -> Resolved:
    """The record that `name` means. Raises UnknownNameError or AmbiguousNameError.

    Tried in turn, the first that finds anything decides: the whole name (id, slug, title, alias,
    Chinese, pinyin), its first words, some of its words, its first letters, a misspelling.
    """
    plain = store.simplified(name)
    typed = key(plain)
    if not typed:  # nothing in it that a name could begin with
        raise UnknownNameError(name, kinds, [])
    forms = [
        form for form in dict.fromkeys([plain.strip().lower(), typed, squeezed(plain)]) if form
    ]
    if exact := store.named(forms, kinds):
        return Resolved(_only(name, kinds, exact, exact[0].rank), corrected=False)
    for candidates in (
        store.named_from(typed + " ", kinds),
        _holding_words(store, plain, kinds),
        store.named_from(typed, kinds),
    ):
        if candidates:
            return Resolved(_only(name, kinds, candidates, None), corrected=False)
    return Resolved(_misspelt(store, name, typed, kinds), corrected=True)


def _only(
    name: str, kinds: Sequence[str], candidates: list[NamedRecord], rank: int | None
) -> NamedRecord:
    """The single best record; those found by a lesser kind of name give way.

    Without a rank those found by a name of their own still go before those with a part called so.
    """
    best = [entry for entry in candidates if rank is None or entry.rank == rank]
    if rank is None:
        best = [entry for entry in best if entry.rank < NameRank.PART] or best
    if len(best) == 1:
        return best[0]
    titled = [entry for entry in best if key(entry.title) == key(name)]
    if len(titled) == 1:
        return titled[0]
    raise AmbiguousNameError(name, kinds, best)


def _holding_words(store: Store, name: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records with all words of the name in their title and names, in any order and form."""
    words = list(dict.fromkeys(tokens(name)))[:MOST_WORDS]
    if not words:
        return []
    expression = " AND ".join('"' + token + '"' for token in words)
    span = store.span_of_kinds(kinds) if kinds else EVERY
    numbers = store.first_matches(f"{{names title}} : ({expression})", MOST_CANDIDATES, span)
    return [
        _guess(sketch)
        for sketch in sorted(store.sketches(numbers), key=lambda sketch: len(sketch.title))
        if sketch.type != "page" and (not kinds or sketch.kind in kinds)
    ]


def _misspelt(store: Store, name: str, typed: str, kinds: Sequence[str]) -> NamedRecord:
    """The record with the name most like what was typed."""
    from rapidfuzz import fuzz, process

    choices = _choices(store, typed, kinds)
    texts = [text for text, _ in choices]
    hits = process.extract(typed, texts, scorer=fuzz.ratio, limit=MOST_CANDIDATES)
    best: dict[int, float] = {}
    for _, score, index in hits:
        best.setdefault(choices[index][1], score)
    sketches = {sketch.number: sketch for sketch in store.sketches(best)}
    ranked = [
        (_guess(sketches[number]), score)
        for number, score in best.items()
        if not kinds or sketches[number].kind in kinds
    ]
    if not ranked or ranked[0][1] < MIN_SCORE:
        near = [record for record, score in ranked if score >= MIN_SCORE - 20]
        raise UnknownNameError(name, kinds, near[:3])
    close = [record for record, score in ranked if score > ranked[0][1] - CLEAR_LEAD]
    if len(close) > 1:
        raise AmbiguousNameError(name, kinds, close)
    return close[0]


def _guess(sketch: Sketch) -> NamedRecord:
    return NamedRecord(sketch.id, sketch.kind, sketch.title, NameRank.ALIAS)


def _choices(store: Store, typed: str, kinds: Sequence[str]) -> list[tuple[str, int]]:
    """The names that could be meant; in a large library those that begin and end about so."""
    span = store.span_of_kinds(kinds) if kinds else EVERY
    if store.is_large():
        return store.names_of_size(len(typed) - 2, len(typed) + 2, span, typed[:2])
    return store.names_of_size(len(typed) // 2, 2 * len(typed), span)


def nearest_theme(store: Store, text: str, known: Sequence[str]) -> str:
    """The theme that is spelt most like a text, or that the glossary means by it: cars by `ev`."""
    phrases = (phrase for synonyms in store.synonyms([key(text)]).values() for phrase in synonyms)
    meant = {word for phrase in phrases for word in key(phrase).split()}
    return suggest(text, known) or next((theme for theme in known if theme in meant), "")
