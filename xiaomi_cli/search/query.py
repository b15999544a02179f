"""What a person typed, read as words, phrases, figures, dates and the few filters that are offered.

Every text is a query: what is none of these forms is words, and nothing is ever an error.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.tokens import CJK, fold, key, squeezed, tokens
from xiaomi_cli.search.dates_and_figures import query_values

# Characters of a query that are read, and words of it that are searched; serves hostile queries.
MAX_CHARACTERS, MAX_PARTS = 1000, 24
MAX_NGRAM = 6  # words of the longest name or synonym looked for within a query
MAX_CHINESE_WORD = 10  # characters of the longest Chinese word looked for
MAX_WHOLE = 3  # characters of Chinese that an unknown one makes another word; serves `世界杯`

_SMALL_WORDS = """
a about according actually after again all also am an and any are arent as at be because been before
being between but by can cant come company compare compared contradict conflicting contradictory
could couldnt did didnt differ different disagree do does doesnt doing done dont during etc ever
explain find for from get give given go goes going got had hadnt happen happened happens has hasnt
have havent he her his how however hows i if in instead into is isnt it its just know let like many
me mean means more most much my of off on one or our out over per please really said say saying says
should shouldnt show since so some sources still such tell than that the their them then there
theres these they thing this those though to told too true under until up us used versus vs using
very want wanted wants was wasnt way we went were werent what whats when whens where wheres whether
which while who whom whos whose why whys will with without wont would wouldnt x yet you your
的 了 和 与 及 是 在 有 吗 呢 吧 什么 为什么 为何 怎么 怎样 如何 哪些 哪个 谁
何时 多少 几 被 把 对 从 到 关于 请问 一下 是什么 介绍
什么时候 时候 几时 为啥 怎么样 哪里 哪年 个 这 那 都 很 太 也 会 能 可以 之 它 他 她 我
"""
# What no record is about; kept if nothing else is left.
STOP_WORDS = frozenset(_SMALL_WORDS.split())
_PART = pattern(
    r"""(?<!\S)(?P<filter>kind|theme|source|year):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"]+))"""
    r"""|(?P<minus>(?<!\S)-(?=[^\s-]))?(?:"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+))""",
    re.IGNORECASE,
)
_MARKS = str.maketrans(
    {"：": ":", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"',
     "『": '"', "』": '"', "\u2212": "-", "？": "?", "，": ",", "。": " ", "、": " "}
)  # fmt: skip
_SCRIPTS = pattern(rf"[{CJK}]+|[^{CJK}]+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})


class Part(NamedTuple):
    """Something to look for: `type` is word, phrase, figure or date (`date`: in EDTF).

    `typed`: what was typed, if that was corrected.
    """

    text: str
    type: str = "word"
    date: str = ""
    typed: str = ""


class Query(NamedTuple):
    """A query taken apart; `parts` keep their order, `filters` are pairs of a name and a value."""

    parts: list[Part]
    excluded: list[str]
    filters: list[tuple[str, str]]


def parse(text: str) -> Query:
    """Take a query apart."""
    shown = (" " if unicodedata.category(c) in _INVISIBLE else c for c in text[:MAX_CHARACTERS])
    query = Query([], [], [])
    words: list[str] = []
    for match in _PART.finditer("".join(shown).translate(_MARKS)):
        if match["filter"]:
            value = fold(match["value"] or match["quoted"] or "")
            query.filters.append((match["filter"].lower(), value))
        elif match["minus"]:
            query.excluded.append(match["phrase"] or match["word"])
        elif match["phrase"]:
            query.parts.extend([*_parts(words), Part(match["phrase"], "phrase")])
            words = []
        else:
            words.append(match["word"])
    parts = [*query.parts, *_parts(words)]
    return query._replace(parts=parts[:MAX_PARTS], excluded=query.excluded[:MAX_PARTS])


def informative(parts: Sequence[Part]) -> list[Part]:
    """The parts that say what is sought: words of questions are dropped if others remain."""
    kept = [part for part in parts if part.type != "word" or stripped(part.text) not in STOP_WORDS]
    return kept or list(parts)


def stripped(word: str) -> str:
    """A word as STOP_WORDS has it: in lower case, without marks around it and apostrophes in it."""
    return fold(word).strip("?!.,;:'’\"()[]{}<>*").replace("'", "").replace("’", "")


def _parts(typed: Sequence[str]) -> list[Part]:
    """Plain text as dates, figures, and the words between them."""
    text = " ".join(typed)
    parts: list[Part] = []
    end = 0
    for value in query_values(text):
        parts += _words(text[end : value.start])
        parts.append(Part(value.text, value.type, value.date))
        end = value.end
    return parts + _words(text[end:])


def _words(text: str) -> list[Part]:
    words = re.sub(r"[:/\\|=*_<>()\[\]{}!?;,`~%$^@]+", " ", text).split()
    return [Part(word) for word in words if any(map(str.isalnum, word))]


def segment(store: Store, parts: Iterable[Part]) -> list[Part]:
    """The parts that have tokens, those in two scripts or in Chinese cut into words."""
    segments: list[Part] = []
    for part in parts:
        if part.type != "word" or part.text.isascii():
            segments.append(part)
            continue
        for run in _SCRIPTS.findall(part.text):
            chinese = re.match(f"[{CJK}]", run)
            segments += map(Part, _chinese_words(store, run) if chinese else run.split())
    return [part for part in segments if any(tokens(part.text))]


def ngrams(parts: Sequence[Part]) -> dict[str, list[range]]:
    """The ranges of up to MAX_NGRAM parts, by the keys under which their words would be a name."""
    ranges: dict[str, list[range]] = {}
    for start in range(len(parts)):
        for end in range(start + 1, min(len(parts), start + MAX_NGRAM) + 1):
            text = " ".join(part.text for part in parts[start:end])
            for form in {key(text), squeezed(text)} - {""}:
                ranges.setdefault(form, []).append(range(start, end))
    return ranges


def _chinese_words(store: Store, run: str) -> list[str]:
    """The longest known names and synonyms from the left, else pairs; without stop words."""
    pieces = {
        run[start:end]
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + MAX_CHINESE_WORD) + 1)
    }
    known = {name for name, _, _ in store.names_among(pieces)} | store.synonyms(pieces).keys()
    known |= pieces & STOP_WORDS
    pairs = store.word_counts(piece for piece in pieces if len(piece) == 2)
    words: list[str] = []
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + MAX_CHINESE_WORD), start, -1)
        end = next((end for end in ends if run[start:end] in known), start + 1)
        if end == start + 1 and run[start : start + 2] in pairs:
            end = start + 2
        words.append(run[start:end])
        start = end
    informative = [word for word in words if word not in STOP_WORDS] or words
    signs = [word for word in words if len(word) == 1 and word not in known]
    other = len(run) <= MAX_WHOLE and len(store.word_counts(signs)) < len(set(signs))
    if not other and any(len(word) > 1 or word in known for word in informative):
        return informative
    return ["".join(informative)]  # a word that the library does not have: its signs say nothing


def phrase(text: str) -> str:
    """The FTS5 expression of a text: its tokens next to each other; of Chinese, all its pairs."""
    words = tokens(text)
    pairs = [token for token in words if len(token) == 2 and not token.isascii()]
    if pairs and pairs[-1] == words[-1]:
        return " AND ".join(f'"{pair}"' for pair in pairs)
    return f'"{" ".join(words)}"' if words else ""


class Filters(NamedTuple):
    """Which records may be hits, and the parts of the query that are left to be looked for.

    `span`: the record numbers of the kinds; `allowed`: the records within all other filters, None
    for any; `excluded`: an FTS5 expression of the excluded words, empty for none.
    """

    parts: list[Part]
    kinds: frozenset[str]
    span: tuple[int, int]
    allowed: set[int] | None
    excluded: str

    def passing(self, store: Store, numbers: Iterable[int]) -> set[int]:
        """Those of the records that pass every filter but that of kinds."""
        left = set(numbers)
        if self.allowed is not None:
            left &= self.allowed
        return left - store.among(self.excluded, left) if self.excluded and left else left


def filters_of(store: Store, query: Query, kinds: Iterable[str]) -> Filters:
    """The filters of a query. One whose value the library does not know is words instead."""
    chosen, parts, allowed = set(kinds), list(query.parts), None
    for name, value in query.filters:
        meant = filter_meaning(store, name, value)
        if meant is None:
            parts.append(Part(value))
        elif isinstance(meant, str):
            chosen.add(meant)
        else:
            allowed = meant if allowed is None else allowed & meant
    span = store.span_of_kinds(sorted(chosen)) if chosen else EVERY
    excluded = filter(None, (phrase(store.simplified(word)) for word in query.excluded))
    either = " OR ".join(f"({words})" for words in excluded)
    return Filters(parts, frozenset(chosen), span, allowed, either)


def filter_meaning(store: Store, name: str, value: str) -> str | set[int] | None:
    """The kind that a filter names, or the records that it keeps; None if it names nothing."""
    if name == "kind":  # `events` is event, `companies` is company, `people` is person
        return next((kind for kind in store.counts() if value in {kind, plural(kind)}), None)
    if name == "theme":  # named by its beginning at least: `robot`, `supply chain`
        slug = key(value).replace(" ", "-")
        meant = next((theme for theme in store.all_themes() if theme.startswith(slug)), "")
        return store.numbers_within("theme", meant) if slug and meant else None
    if name == "source":  # named by slug or any of its names
        slug = value.removeprefix("source/")
        forms = [form for form in (key(slug), squeezed(slug)) if form]
        sources = store.named(forms, ["source"]) if forms else []
        return store.numbers_within("source", sources[0].id) if sources else None
    try:  # a year, a span of years (2015-2016, 2015..2016) or any EDTF date
        first, last = parse_date(re.sub(r"^(\d{4})(?:-|\.\.)(\d{4})$", r"\1/\2", value)).bounds
    except EdtfError:
        return None
    return store.numbers_within("days", first, last)
