"""From a name as a person types it to the one record it means."""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY, Sketch
from xiaomi_cli.index.store import NamedRecord, Store
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.problem import suggest
from xiaomi_cli.model.tokens import NameRank, key, squeezed, tokens

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
    """The record meant, and whether the name had to be corrected to find it.

    `also`: records of other kinds that have just this name.
    """

    record: NamedRecord
    corrected: bool
    also: tuple[NamedRecord, ...] = ()


def resolve(store: Store, name: str, kinds: Sequence[str] = ()) -> Resolved:
    """The record that `name` means. Raises UnknownNameError or AmbiguousNameError.

    Of the kinds asked for if one of them fits, else of any. Tried in turn, the first that finds
    anything decides: the whole name (id, slug, title, alias, Chinese, pinyin), a part of a name,
    the whole name of a record of another kind, a misspelling. A part that fits several is none.
    """
    plain = store.simplified(name)
    typed = key(plain)
    if not typed:  # nothing in it that a name could begin with
        raise UnknownNameError(name, kinds, [])
    if whole := exactly(store, plain, kinds):
        return Resolved(_named_whole(name, plain, kinds, whole), corrected=False)
    elsewhere = exactly(store, plain) if kinds else []
    partly = called_about_so(store, plain, kinds)
    if elsewhere and not partly:
        return Resolved(only(name, kinds, elsewhere, elsewhere[0].rank), corrected=False)
    if partly:
        found = only(name, kinds, partly, None)
        return Resolved(found, corrected=False, also=tuple(elsewhere))
    if meant := _misspelt(store, name, typed, kinds):
        return Resolved(meant, corrected=True)
    return _of_any_kind(store, name, typed, kinds)


def corrected_name(store: Store, name: str) -> str:
    """The title of the record that a misspelt name means, or nothing."""
    try:
        found = resolve(store, name)
    except UnclearNameError:
        return ""
    return found.record.title if found.corrected else ""


def _named_whole(
    name: str, plain: str, kinds: Sequence[str], found: list[NamedRecord]
) -> NamedRecord:
    """Of the records that have the whole name, the one written so, or the one it fits best."""
    written = [entry for entry in found if _as_written(entry.title) == _as_written(plain)]
    if len(written) == 1 and not _is_slug(plain, found[0]):  # not one that only folds to it
        return written[0]
    meant = only(name, kinds, found, found[0].rank)
    _check_alone(plain, kinds, meant, found)
    return meant


def _of_any_kind(store: Store, name: str, typed: str, kinds: Sequence[str]) -> Resolved:
    """What a part of a name or a misspelt one means, where no record of the kinds fits."""
    if kinds and (partly := called_about_so(store, name, ())):
        return Resolved(only(name, kinds, partly, None), corrected=False)
    if kinds and (meant := _misspelt(store, name, typed, ())):
        return Resolved(meant, corrected=True)
    raise UnknownNameError(name, kinds, _nearest(store, typed, kinds))


def exactly(store: Store, name: str, kinds: Sequence[str] = ()) -> list[NamedRecord]:
    """Records that have a name as a whole, those it is the closest kind of name of first."""
    plain = store.simplified(name)
    forms = [plain.strip().lower(), key(plain), squeezed(plain)]
    return store.named([form for form in dict.fromkeys(forms) if form], kinds)


def called_about_so(store: Store, name: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records of the kinds that a part of a name means, or else those with a part called so.

    Where another kind has a record of just this name: those whose title has it if it is one word,
    which stands in many a name; else also those that people ask for with these words.
    """
    plain = store.simplified(name)
    words = tokens(plain)
    found = _partly(store, plain, key(plain), kinds)
    found = [one for one in found if one.rank < NameRank.PART] or found
    if not kinds or not exactly(store, plain):
        return found
    if len(words) > 1:
        return found or _matching(store, f'asked : "{" ".join(words)}"', kinds)
    return [one for one in found if {*words} <= {*tokens(one.title)}]


def _partly(store: Store, plain: str, typed: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records with a name that begins so, or that has all the words; each once."""
    begun, held = store.named_from(typed + " ", kinds), _holding_words(store, plain, kinds)
    if begun and begun[0].rank >= NameRank.PART:  # a part called so is none the less for a word
        held = _ranked(store, held, set(tokens(plain)))
    found: dict[str, NamedRecord] = {}
    for record in sorted([*begun, *held] or store.named_from(typed, kinds), key=lambda r: r.rank):
        found.setdefault(record.id, record)
    return [*found.values()]


def _ranked(store: Store, held: list[NamedRecord], words: set[str]) -> list[NamedRecord]:
    """Those whose own names have all the words as they are, the others as parts called so."""
    from xiaomi_cli.model.records import decode

    entries = store.by_ids(record.id for record in held)
    ranked = []
    for record in held:
        slug = record.id.partition("/")[2].replace("-", " ")
        own = [slug, record.title]
        if entry := entries.get(record.id):
            own += [entry.zh, *decode(entry.json).aliases]
        is_own = any(words <= set(tokens(name)) for name in own)
        ranked.append(record if is_own else record._replace(rank=NameRank.PART))
    return ranked


def only(
    name: str, kinds: Sequence[str], candidates: list[NamedRecord], rank: int | None
) -> NamedRecord:
    """The single best record; those found by another kind of name than of that rank give way."""
    best = [entry for entry in candidates if rank is None or entry.rank == rank]
    if len(best) == 1:
        return best[0]
    for form in (_as_written, key):  # letter for letter, then without accents
        titled = [entry for entry in best if form(entry.title) == form(name)]
        if len(titled) == 1:
            return titled[0]
    raise AmbiguousNameError(name, kinds, best)


def _as_written(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_slug(name: str, record: NamedRecord) -> bool:
    """Whether a name is the id of a record, or what follows its kind, letter for letter."""
    return f"/{record.id}".endswith("/" + name.strip().lower())


def _check_alone(
    name: str, kinds: Sequence[str], meant: NamedRecord, exact: list[NamedRecord]
) -> None:
    """Refuse a title that two records of a kind bear: which one has the plainer id says nothing.

    Raises AmbiguousNameError.
    """
    title = _as_written(meant.title)
    of_kind = [entry for entry in exact if entry.kind == meant.kind]
    bearers = [entry for entry in of_kind if _as_written(entry.title) == title]
    if len(bearers) > 1 and _as_written(name) == title:
        raise AmbiguousNameError(name, kinds, bearers)


def _holding_words(store: Store, name: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records with all words of the name in their title and names, in any order and form."""
    words = list(dict.fromkeys(tokens(name)))[:MOST_WORDS]
    expression = " AND ".join('"' + token + '"' for token in words)
    return _matching(store, f"{{names title}} : ({expression})", kinds) if words else []


def _matching(store: Store, expression: str, kinds: Sequence[str]) -> list[NamedRecord]:
    """Records that match an FTS5 expression, those of short titles first; no web pages."""
    span = store.span_of_kinds(kinds) if kinds else EVERY
    numbers = store.first_matches(expression, MOST_CANDIDATES, span)
    return [
        _guess(sketch)
        for sketch in sorted(store.sketches(numbers), key=lambda sketch: len(sketch.title))
        if not sketch.is_web_page and (not kinds or sketch.kind in kinds)
    ]


def _misspelt(store: Store, name: str, typed: str, kinds: Sequence[str]) -> NamedRecord | None:
    """The record with the name most like what was typed, if it is like enough."""
    ranked = _by_likeness(store, typed, kinds)
    if not ranked or ranked[0][1] < MIN_SCORE:
        return None
    close = [record for record, score in ranked if score > ranked[0][1] - CLEAR_LEAD]
    if len(close) > 1:
        raise AmbiguousNameError(name, kinds, close)
    return close[0]


def _nearest(store: Store, typed: str, kinds: Sequence[str]) -> list[NamedRecord]:
    ranked = _by_likeness(store, typed, kinds)
    return [record for record, score in ranked if score >= MIN_SCORE - 20][:3]


def _by_likeness(store: Store, typed: str, kinds: Sequence[str]) -> list[tuple[NamedRecord, float]]:
    """Records of the kinds, and how like what was typed the most alike of their names is."""
    from rapidfuzz import fuzz, process

    choices = _choices(store, typed, kinds)
    texts = [text for text, _ in choices]
    hits = process.extract(typed, texts, scorer=fuzz.ratio, limit=MOST_CANDIDATES)
    best: dict[int, float] = {}
    for _, score, index in hits:
        best.setdefault(choices[index][1], score)
    sketches = {sketch.number: sketch for sketch in store.sketches(best)}
    return [
        (_guess(sketches[number]), score)
        for number, score in best.items()
        if number in sketches and (not kinds or sketches[number].kind in kinds)
    ]


def _guess(sketch: Sketch) -> NamedRecord:
    return NamedRecord(sketch.id, sketch.kind, sketch.title, NameRank.ALIAS)


def _choices(store: Store, typed: str, kinds: Sequence[str]) -> list[tuple[str, int]]:
    """The names that could be meant; in a large library those that begin and end about so."""
    span = store.span_of_kinds(kinds) if kinds else EVERY
    if store.is_large():
        return store.names_of_size(len(typed) - 2, len(typed) + 2, span, typed[:2])
    return store.names_of_size(len(typed) // 2, 2 * len(typed), span)


def theme_named(store: Store, text: str) -> str:
    """The theme that a text names, in one number or the other; or what the glossary means by it.

    By what is the name of a record the glossary means that.
    """
    typed = key(store.simplified(text)).removeprefix("the ")
    is_record = any(one.rank < NameRank.PART for one in exactly(store, typed))
    phrases = [] if is_record else store.synonyms([typed]).get(typed, [])
    meant = {typed, *(key(phrase).rpartition(" ")[2] for phrase in phrases)}
    titles = store.settings().themes
    for theme in store.all_themes():
        names = {key(theme), key(titles.get(theme, theme))}
        if meant & {*names, *map(plural, names)} or names & {*map(plural, meant)}:
            return theme
    return ""
