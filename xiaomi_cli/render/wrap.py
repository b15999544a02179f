"""Breaks styled lines to a width: by words, Chinese anywhere, too long a word folded.

Nothing is broken or measured within what a reader takes for one sign: a letter with its marks, an
emoji of several. Where a text has such, `wcwidth` knows them; it takes 50 ms to be imported, so
that texts of Latin letters, Chinese and other plain signs are measured without it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.render.blocks import CONTESTED, Line, Span, text_of

MIN_TEXT = 22  # columns that a text has beside its label, or else it stands below
UNBROKEN = frozenset({"figure", "command", "voice", "zh"})  # styles of what is one word
HELD = "\x7f"  # a blank at which no line is broken
WHOLE = ("https://", "http://")  # half an address leads nowhere
_MONTH = "|".join(MONTHS)
# Such blanks stand in `63.6 billion yuan`, `97 km/h`, `7 July 2018` and `Q3 2025`,
# before a citation and the dot that parts entries, after the sign of a contest.
_HELD = re.compile(
    rf"(?<=\d) (?=(?:[bm]illion|trillion|yuan|rupees|km/h|nm|{_MONTH})\b)"
    rf"|(?<=[bm]illion) (?=yuan|rupees)|(?:{_MONTH}|Q[1-4]) (?=\d{{4}}\b)"
    rf"| (?=\[\d|·)|(?<={CONTESTED}) "
)
# Latin, Greek, Cyrillic, punctuation and symbols, Han, kana, Hangul syllables, lone emoji: each
# character is a sign of its own. All else may join the sign before it.
_PLAIN = pattern(
    "[\u0020-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff"
    "\u2e80-\u3029\u3030-\u3098\u309b-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9d"
    "\uffe0-\uffe6\U0001f200-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0003fffd]+"
)


def _signs(text: str) -> Iterable[str]:
    """The text taken apart into what its readers take for one sign each."""
    if text.isascii() or _PLAIN.fullmatch(text):
        return text
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


@lru_cache(maxsize=4096)
def _cell(sign: str) -> int:
    if len(sign) == 1 and _PLAIN.fullmatch(sign):
        return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
    from wcwidth import wcswidth

    return max(0, wcswidth(sign))


def cells(text: str) -> int:
    """How many columns a text takes on a terminal: East Asian wide characters take two."""
    return len(text) if text.isascii() else sum(map(_cell, _signs(text)))


def width_of(line: Line) -> int:
    """The columns a line takes if it is not broken."""
    return sum(cells(span.text) for span in line)


def wrap(line: Line, width: int | None, first: Line = (), indent: int = 0) -> Iterator[Line]:
    """Break a line; `first` opens it, `indent` blanks lead the others. Without a width: do not.

    Where it does not fit, a label at its head that is wider than the indent or leaves too little
    room stands on a line of its own.
    """
    said = text_of(line)
    if said[:1] == " ":
        said = said.lstrip(" ")
        line = tuple(_part(line, -len(said)))
    used = width_of(first)
    if width is None or used + cells(said) <= width:
        yield _trimmed((*first, *line))
        return
    if used > indent or (used > width // 3 and width - used < MIN_TEXT):
        label = text_of(first).lstrip(" ")
        margin = used - cells(label)
        if label:
            name = tuple(_part(first, -len(label)))
            yield from wrap(name, width, (Span(" " * margin),), margin + 2)
        indent = indent if width - indent >= MIN_TEXT else 2 + (min(margin, 4) if label else 0)
        first, used = (Span(" " * indent),), indent
    start = end = 0  # of what stands on the line that is being filled
    for begin, stop in _words(line, said, width - indent):
        if end > start and used + cells(said[end:stop]) > width:
            yield _trimmed((*first, *_part(line, start, end)))
            first, used, end = (Span(" " * indent),), indent, start
        if end == start:
            start = end = begin
        while used + cells(said[end:stop]) > width and not said.startswith(WHOLE, begin):
            cut = end + _head(said[end:stop], width - used)
            if cut == stop:
                break
            yield _trimmed((*first, *_part(line, start, cut)))
            first, used, start, end = (Span(" " * indent),), indent, cut, cut
        used, end = used + cells(said[end:stop]), stop
    if end > start:
        yield _trimmed((*first, *_part(line, start, end)))


def _words(line: Line, said: str, room: int) -> Iterator[tuple[int, int]]:
    """Where what is not to be broken begins and ends in a line, as far as it has so much room."""
    shape = held = _HELD.sub(lambda found: found[0].replace(" ", HELD), said)
    at = 0
    for text, style, _ in line:
        if style in UNBROKEN and (bare := text.strip()):
            shape = shape[:at] + text.replace(bare, "_" * len(bare)) + shape[at + len(text) :]
        at += len(text)
    yield from _fitting([shape, shape.replace(HELD, " "), held, said], said, room, 0, len(said))


def _fitting(
    shapes: list[str], said: str, room: int, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The words of the first shape; of one that has no room those of the next."""
    for found in re.finditer("[^ ]+", shapes[0][start:end]):
        begin, stop = start + found.start(), start + found.end()
        if len(shapes) > 1 and cells(said[begin:stop]) > room:
            yield from _fitting(shapes[1:], said, room, begin, stop)
        else:
            yield from _apart(found[0], begin)


def _apart(word: str, begin: int) -> Iterator[tuple[int, int]]:
    """A word that begins there, broken before and after each wide sign."""
    if word.isascii():
        yield begin, begin + len(word)
        return
    at = begin
    for sign in _signs(word):
        if _cell(sign) == 2:
            if at > begin:
                yield begin, at
            yield at, at + len(sign)
            begin = at + len(sign)
        at += len(sign)
    if at > begin:
        yield begin, at


def _head(text: str, room: int) -> int:
    """How many characters of a text fit; one sign if none does."""
    taken = 0
    for sign in _signs(text):
        room -= _cell(sign)
        if room < 0 and taken:
            break
        taken += len(sign)
    return taken


def _part(line: Line, start: int, end: int | None = None) -> Iterator[Span]:
    """What stands between two places of a line, as of its text."""
    at = 0
    start, end, _ = slice(start, end).indices(sum(len(span.text) for span in line))
    for span in line:
        if text := span.text[max(0, start - at) : max(0, end - at)]:
            yield span._replace(text=text)
        at += len(span.text)


def _trimmed(line: Line) -> Line:
    """Without blanks at its end."""
    while line and not line[-1].text.rstrip():
        line = line[:-1]
    return (*line[:-1], line[-1]._replace(text=line[-1].text.rstrip())) if line else ()
