"""What a person typed, read as words, phrases, figures, dates and the few filters that are offered.

Every text is a query: what is none of these forms is words, and nothing is ever an error.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Store
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

    `currency`: that of a figure, by its code. `typed`: what was typed, if that was corrected.
    """

    text: str
    type: str = "word"
    date: str = ""
    currency: str = ""
    typed: str = ""


class Query(NamedTuple):
    """A query taken apart; `parts` keep their order."""

    text: str
    parts: list[Part]
    excluded: list[str]
    filters: dict[str, list[str]]


def parse(text: str) -> Query:
    """Take a query apart."""
    parts: list[Part] = []
    excluded: list[str] = []
    filters: dict[str, list[str]] = {}
    words: list[str] = []
    for match in _PART.finditer(unified(text[:MAX_CHARACTERS])):
        if match["filter"]:
            value = fold(match["value"] or match["quoted"] or "")
            filters.setdefault(match["filter"].lower(), []).append(value)
        elif match["minus"]:
            excluded.append(match["phrase"] or match["word"])
        elif match["phrase"]:
            parts += _parts(" ".join(words))
            words = []
            parts.append(Part(match["phrase"], "phrase"))
        else:
            words.append(match["word"])
    parts += _parts(" ".join(words))
    return Query(text, parts[:MAX_PARTS], excluded[:MAX_PARTS], filters)


def informative(parts: Sequence[Part]) -> list[Part]:
    """The parts that say what is sought: words of questions are dropped if others remain."""
    kept = [part for part in parts if part.type != "word" or stripped(part.text) not in STOP_WORDS]
    return kept or list(parts)


def stripped(word: str) -> str:
    """A word as STOP_WORDS has it: in lower case, without marks around it and apostrophes in it."""
    return fold(word).strip("?!.,;:'’\"()[]{}<>*").replace("'", "").replace("’", "")


def unified(text: str) -> str:
    """The text with its marks unified; what nobody can see is a space."""
    shown = (" " if unicodedata.category(c) in _INVISIBLE else c for c in text)
    return "".join(shown).translate(_MARKS)


def _parts(text: str) -> list[Part]:
    """Plain text as dates, figures, and the words between them."""
    parts: list[Part] = []
    end = 0
    for value in query_values(text):
        parts += _words(text[end : value.start])
        parts.append(Part(value.text, value.type, value.date, value.currency))
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
