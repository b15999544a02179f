"""From a name as a person types it to the one record it means."""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY, Sketch
from xiaomi_cli.index.store import NamedRecord, Store
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.tokens import NameRank, key, squeezed, tokens

MIN_SCORE = 75.0  # RapidFuzz ratio below which a name is not taken for another
MIN_NEAR = 55.0  # below which it is not named as near
CLEAR_LEAD = 4.0  # points by which the best guess must beat the next record
MOST_WORDS, MOST_CANDIDATES = 20, 50


class QuestionError(Exception):
    """A question that cannot be answered as it is put; the message says why."""


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


class Resolved(NamedTuple):
    """The record meant, and whether the name had to be corrected to find it."""

    record: NamedRecord
    corrected: bool = False


def resolve(store: Store, name: str, kinds: Sequence[str] = ()) -> Resolved:
    """The record that `name` means. Raises UnknownNameError or AmbiguousNameError.

    A whole name (id, slug, title, alias, Chinese, pinyin) goes before a part of one, the kinds
    asked for before all others, and a misspelling comes last. A part that fits several is none.
    A framework may be called by its number in the list: raises QuestionError if it has none such.
    """
    order = store.settings().frameworks if "framework" in kinds else ()
    if order and name.strip().isdecimal():
        numbered = {str(number): one for number, one in enumerate(order, 1)}
        if name.strip() not in numbered:
            counted = f"{len(order)} {plural('framework', len(order))}"
            raise QuestionError(f"the list has {counted}; see: xiaomi framework")
        name = numbered[name.strip()]
    scopes: list[Sequence[str]] = [kinds, ()] if kinds else [()]
    for scope in scopes:
        if whole := exactly(store, name, scope):
            return Resolved(closest(name, whole, kinds))
        if partly := called_about_so(store, name, scope):
            return Resolved(_only(name, partly, kinds))
    near: list[NamedRecord] = []
    for scope in scopes:
        alike = _by_likeness(store, name, scope)
        best = max((score for _, score in alike), default=0.0)
        if best >= MIN_SCORE:
            close = [record for record, score in alike if score > best - CLEAR_LEAD]
            return Resolved(_only(name, close, kinds), corrected=True)
        near += [record for record, score in alike if score >= MIN_NEAR]
    raise UnknownNameError(name, kinds, near[:3])


def corrected_name(store: Store, name: str) -> str:
    """The title of the record that a misspelt name means, or nothing."""
    try:
        found = resolve(store, name)
    except UnclearNameError:
        return ""
    return found.record.title if found.corrected else ""


def exactly(store: Store, name: str, kinds: Sequence[str] = ()) -> list[NamedRecord]:
    """Records that have a name as a whole, those it is the closest kind of name of first."""
    plain = store.simplified(name)
    forms = {plain.strip().lower(), key(plain), squeezed(plain)} - {""}
    return store.named(sorted(forms), kinds)


def called_about_so(store: Store, name: str, kinds: Sequence[str] = ()) -> list[NamedRecord]:
    """Records of the kinds that a part of a name means, or else those with a part called so.

    Where a word is the name of a record of another kind, only those that have it in their title.
    """
    plain = store.simplified(name)
    typed, words = key(plain), list(dict.fromkeys(tokens(plain)))[:MOST_WORDS]
    if not typed or not words:
        return []
    all_words = " AND ".join(f'"{word}"' for word in words)
    found = store.named_from(typed + " ", kinds)
    found += _matching(store, f"{{names title}} : ({all_words})", kinds)
    found = found or store.named_from(typed, kinds)
    if kinds and len(words) == 1 and exactly(store, plain):
        found = [one for one in found if words[0] in tokens(one.title)]
    ranked: dict[str, NamedRecord] = {}
    for one in sorted(found, key=lambda one: one.rank):
        ranked.setdefault(one.id, one)
    return [one for one in ranked.values() if one.rank < NameRank.PART] or [*ranked.values()]


def _matching(store: Store, expression: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records that match an FTS5 expression, those of short titles first; no web pages."""
    span = store.span_of_kinds(kinds) if kinds else EVERY
    found = store.sketches(store.first_matches(expression, MOST_CANDIDATES, span))
    return [
        _guess(sketch)
        for sketch in sorted(found, key=lambda sketch: len(sketch.title))
        if not sketch.is_web_page and (not kinds or sketch.kind in kinds)
    ]


def closest(name: str, found: list[NamedRecord], kinds: Sequence[str] = ()) -> NamedRecord:
    """The one with this title, as it is written; else the closest kind of name, which stands first.

    Raises AmbiguousNameError, also where two of one kind have the title.
    """
    titled = [one for one in found if _as_written(one.title) == _as_written(name)]
    if len({one.kind for one in titled}) == 1:
        return _only(name, titled, kinds)
    return _only(name, [one for one in found if one.rank == found[0].rank], kinds)


def _only(name: str, found: list[NamedRecord], kinds: Sequence[str]) -> NamedRecord:
    """The only one, or the only one with this title: letter for letter, or without accents."""
    for form in (lambda _: "", _as_written, key):
        same = [one for one in found if form(one.title) == form(name)]
        if len(same) == 1:
            return same[0]
    raise AmbiguousNameError(name, kinds, found)


def _as_written(name: str) -> str:
    return " ".join(name.split()).casefold()


def _by_likeness(
    store: Store, name: str, kinds: Sequence[str] = ()
) -> list[tuple[NamedRecord, float]]:
    """Records of the kinds, and how like what was typed the most alike of their names is.

    In a large library only names that begin and end about so are looked at.
    """
    from rapidfuzz import fuzz, process

    typed = key(store.simplified(name))
    span = store.span_of_kinds(kinds) if kinds else EVERY
    smallest, largest, initials = len(typed) // 2, 2 * len(typed), ""
    if store.is_large():
        smallest, largest, initials = len(typed) - 2, len(typed) + 2, typed[:2]
    names = store.names_of_size(smallest, largest, span, initials)
    texts = [text for text, _ in names]
    best: dict[int, float] = {}
    hits = process.extract(typed, texts, scorer=fuzz.ratio, limit=MOST_CANDIDATES)
    for _, score, index in hits:
        best.setdefault(names[index][1], score)
    sketches = {sketch.number: sketch for sketch in store.sketches(best)}
    return [
        (_guess(sketches[number]), score)
        for number, score in best.items()
        if number in sketches and (not kinds or sketches[number].kind in kinds)
    ]


def _guess(sketch: Sketch) -> NamedRecord:
    return NamedRecord(sketch.id, sketch.kind, sketch.title, NameRank.ALIAS)


def theme_named(store: Store, text: str) -> str:
    """The theme that a text names, in one number or the other, or that the glossary means by it.

    By the name of a record the glossary means the record. Nothing if no theme is meant.
    """
    typed = key(store.simplified(text)).removeprefix("the ")
    is_record = any(one.rank < NameRank.PART for one in exactly(store, typed))
    phrases = [] if is_record else store.synonyms([typed]).get(typed, [])
    words = [typed, *(key(phrase).rpartition(" ")[2] for phrase in phrases)]
    sought = {word.removesuffix("s") for word in words}
    titles = store.settings().themes
    for theme in store.all_themes():
        if sought & {key(name).removesuffix("s") for name in (theme, titles.get(theme, theme))}:
            return theme
    return ""
