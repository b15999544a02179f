"""What of a text can be checked by machine: its fingerprint, numbers, names, distinctive words."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lexicon import ALL_CURRENCIES, NUMBER_WORDS, SCALES

LENGTH = 12  # hex digits; 48 bits keep a chance clash among a thousand paragraphs below 1e-8


def fingerprint(paragraph: str) -> str:
    """SHA-256 over the words alone: case, punctuation and white space may differ between copies."""
    folded = unicodedata.normalize("NFKC", paragraph).casefold()
    words = " ".join(re.findall(r"\w+", folded))
    return hashlib.sha256(words.encode()).hexdigest()[:LENGTH]


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a document; paragraph 1 is the first of them."""
    return [line for line in text.splitlines() if line.strip()]


# Numbers that words stand for. `one` is left out: it is hardly ever a count.
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "fifteenth": 15,
}  # fmt: skip
_MULTIPLES = {
    "half": 2, "twice": 2, "double": 2, "triple": 3, "tenfold": 10, "ten-fold": 10, "one-third": 3,
    "two-thirds": 3, "dozen": 12, "both": 2,
}  # fmt: skip
_WORDS = {n: v for n, v in NUMBER_WORDS.items() if n != "one"} | _ORDINALS | _MULTIPLES
LOOSE = frozenset({"half", "twice", "double", "second", "third", "both", "triple", "dozen"})
_COMMON_WORDS = """
    a about after again against all also although always among and any are around because been
    before being between both but came can cannot case could did does doing done down during each
    either else even ever every few first for from gave give given goes had half has have having
    her here him his how however into its itself just keep kept later least less like made make
    makes many may mean means might more most much must near need never nor not nothing now off
    often once one only onto other others ought our out over own part per put rather said same say
    says she should since some still such take taken than that the their them then there these
    they thing things this those though through thus too took toward under until upon use used
    using very was way well went were what when where whether which while who whole whom whose why
    will with within without would yet you your company"""
COMMON_WORDS = frozenset(_COMMON_WORDS.split())

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LATIN_SCALES = [name for name in SCALES if name.isascii() and (len(name) > 1 or name in "kmb")]
_NUMBER = re.compile(  # a number or a range, and the scale word that follows it
    rf"(?<![\w.])({_DIGITS.pattern}(?:\s?[-–:]\s?{_DIGITS.pattern})*)"
    rf"(?:\s?((?i:{'|'.join(_LATIN_SCALES)}))(?![a-z]))?"
)
_NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'&.+-]*[\w+]|(?<![\w’'])[A-Z](?!\w)")
_ENDING = re.compile(
    "(?<=...)(?:ations?|ments?|ingly|ings?|iness|ness|ities|ity|ies|ers?|ed|es|ly|s|e|y)$"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NUMBER_WORD = re.compile(r"\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b", re.I)
_SMALL = "|".join(name for name, value in NUMBER_WORDS.items() if value <= 10)
_WORD_RANGE = re.compile(
    rf"\b({_SMALL})(?: to | or |-)({_SMALL})[ -](hundred|thousand|million|billion)\b", re.I
)

# Which currency is meant they say here, though they are other words as well.
_CURRENCY_NAMES = ALL_CURRENCIES | dict.fromkeys(("rs", "crore", "lakh"), "INR")


def _alone(name: str) -> str:
    """Latin words stand alone, though a number may be glued to them; `hk$` is no `$`."""
    start = "(?<![a-z])" if name.isascii() else ""
    return start + re.escape(name) + ("(?![a-z])" if name.isascii() and name[-1].isalpha() else "")


_CURRENCY = re.compile("|".join(map(_alone, sorted(_CURRENCY_NAMES, key=len, reverse=True))))


class Number(NamedTuple):
    """A number as written: its digits' value, and the scale word beside it (1 if none)."""

    value: Decimal
    scale: int
    text: str


def numbers(text: str) -> Iterator[Number]:
    """Each number in digits, ranges split in two; `80–90%` gives 80 and 90."""
    for match in _NUMBER.finditer(text):
        scale = 10 ** SCALES.get((match[2] or "").lower(), 0)
        for digits in _DIGITS.findall(match[1]):
            yield Number(Decimal(digits.replace(",", "")), scale, digits)
    for run in re.finditer(r"\d+(?:\.\d+)?", text):  # digits glued to letters: Q3, G7, 2nd, O1
        if run.start() and text[run.start() - 1].isalpha():
            yield Number(Decimal(run[0]), 1, run[0])


def number_words(text: str) -> Iterator[Number]:
    """Each number spelled out, ordinals among them; `three to four hundred` gives 300 and 400."""
    for match in _NUMBER_WORD.finditer(text):
        yield Number(Decimal(_WORDS[match[1].lower()]), 1, match[1].lower())
    for match in _WORD_RANGE.finditer(text):
        scale = 10 ** {"hundred": 2, **SCALES}[match[3].lower()]
        for word in (match[1], match[2]):
            yield Number(Decimal({"one": 1, **_WORDS}[word.lower()]), scale, word.lower())


@lru_cache(maxsize=4096)
def every_number(text: str) -> tuple[Number, ...]:
    """The numbers of a text, in digits and in words."""
    return (*numbers(text), *number_words(text))


def bears_number(number: Number, offered: Iterable[Number]) -> bool:
    """Whether some offered number is the same: equal in size, or in digits if one has no scale."""
    return any(
        number.value * number.scale == other.value * other.scale
        or (number.value == other.value and 1 in {number.scale, other.scale})
        for other in offered
    )


def currencies(text: str) -> set[str]:
    """The currencies that a text speaks of."""
    return {_CURRENCY_NAMES[name] for name in _CURRENCY.findall(text.casefold())}


def names(text: str) -> Iterator[str]:
    """Capitalised words that do not merely open a sentence."""
    for match in _NAME.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        opening = re.search(r"(?:^|[.!?:;]\s+|[“\"(]\s*)$", before)
        if not opening or not match[0][1:].islower():
            yield re.sub(r"[’']s$", "", match[0])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude English stem: enough to pair `pricing` with `price`, not for people to read."""
    return _ENDING.sub("", word.lower().replace("’", "'").removesuffix("'s"), count=1)[:7]


@lru_cache(maxsize=4096)
def terms(text: str) -> frozenset[str]:
    """The distinctive stems and digits of a text."""
    words = (part for word in _WORD.findall(text) for part in word.split("-"))
    telling = {stem(word) for word in words if len(word) > 2 and word.lower() not in COMMON_WORDS}
    return frozenset(telling | {str(number.value) for number in every_number(text)})
