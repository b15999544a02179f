"""Breaks styled lines to a width: by words, Chinese anywhere, too long a word folded.

Nothing is broken or measured within what a reader takes for one sign: a letter with its marks, an
emoji of several. Where a text has such, `wcwidth` knows them; it takes 50 ms to be imported, so
that texts of Latin letters, Chinese and other plain signs are measured without it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.render.blocks import Line, Span
from xiaomi_cli.render.marks import CONTESTED
from xiaomi_cli.render.sanitize import one_line

MIN_HANGING = 20  # columns that an indent leaves, or else half of the width
UNBROKEN = frozenset({"figure", "command", "voice", "zh"})  # styles of what is one word
PARTS, HELD = "·", "\0"
WHOLE = ("https://", "http://")  # half an address leads nowhere
_MONTH = "|".join(MONTHS)
# Blanks at which no line is broken: in `63.6 billion yuan`, `97 km/h`, `7 July 2018`, `Q3 2025`.
_HELD = re.compile(
    rf"(?<=\d) (?=(?:[bm]illion|trillion|yuan|rupees|km/h|nm|{_MONTH})\b)"
    rf"|(?<=[bm]illion) (?=yuan|rupees)|(?:{_MONTH}|Q[1-4]) (?=\d{{4}}\b)"
)

# Latin, Greek, Cyrillic, punctuation and symbols, Han, kana, Hangul syllables, lone emoji: each
# character is a sign of its own. All else may join the sign before it. Where each
# run begins, and where it has ended.
_PLAIN = (
    "\u0020\u0300\u0370\u0483\u048a\u0530\u2010\u2028\u2030\u205f\u2070\u20d0\u2100\u2c00"
    "\u2e80\u302a\u3030\u3099\u309b\ua4d0\uac00\ud7a4\uf900\ufb00\ufe30\ufe50\uff01\uff9e"
    "\uffe0\uffe7\U0001f200\U0001f3fb\U0001f400\U0001fb00\U00020000\U0003fffe"
)


def _is_plain(char: str) -> bool:
    return bisect_right(_PLAIN, char) % 2 == 1


def signs(text: str) -> Iterable[str]:
    """The text taken apart into what its readers take for one sign each."""
    if text.isascii() or all(map(_is_plain, set(text))):
        return text
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


def cells(text: str) -> int:
    """How many columns a text takes on a terminal: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    found = signs(text)
    return sum(map(_plain_cell if found is text else _cell, found))


def _plain_cell(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _cell(sign: str) -> int:
    """The columns of one sign."""
    if len(sign) == 1 and _is_plain(sign):
        return _plain_cell(sign)
    from wcwidth import wcswidth

    return max(0, wcswidth(sign))


def width_of(line: Line) -> int:
    """The columns a line takes if it is not broken."""
    return sum(cells(span.text) for span in line)


def clean(line: Line) -> Line:
    """The line with everything that could steer a terminal shown instead of sent."""
    return tuple(Span(one_line(text), style, url) for text, style, url in line)


def wrap(line: Line, width: int | None, first: Line = (), indent: int = 0) -> Iterator[Line]:
    """Break a line; `first` opens it, `indent` blanks lead the others. Without a width: do not."""
    if width is None:
        yield _trimmed([*first, *line])
        return
    indent = min(indent, max(0, width // 2, width - MIN_HANGING))
    current, used = list(first), width_of(first)
    if used + 8 > width and used > indent:  # a label that leaves no room stands on its own
        yield from (_trimmed([piece]) for piece in _folded(first, width))
        current, used, first = [Span(" " * indent)], indent, ()
    fresh = True
    line = tuple(span for span in line if span.text)
    if line and line[0].text[0] != " " and used + width_of(line) <= width:  # most lines fit
        yield _trimmed([*current, *line])
        return
    for word in _words(line, width - indent):
        space = word[0].text == " "
        if not fresh and not space and used + width_of(tuple(word)) > width:
            yield _trimmed(current)
            current, used, fresh = [Span(" " * indent)], indent, True
        if fresh and space:
            continue
        for piece in word:
            rest, size = piece, cells(piece.text)
            whole = piece.text.startswith(WHOLE)
            while not whole and used + size > width and len(rest.text) > 1:
                head = _head(rest.text, max(1, width - used))
                if head == rest.text:  # one sign that is wider than the line
                    break
                yield _trimmed([*current, rest._replace(text=head)])
                rest = rest._replace(text=rest.text[len(head) :])
                current, used, size = [Span(" " * indent)], indent, cells(rest.text)
            current.append(rest)
            used += size
        fresh = False
    if not fresh or first:
        yield _trimmed(current)


def _folded(line: Line, width: int) -> Iterator[Span]:
    for span in line:
        text = span.text.rstrip()
        while text:
            head = _head(text, width)
            yield span._replace(text=head)
            text = text[len(head) :]


def _words(line: Line, room: int) -> Iterator[list[Span]]:
    """Runs of pieces between which a line is not broken; wide characters stand alone.

    A citation and the dot that parts entries stay with the word before them, a sign of contest
    with the word behind it, as far as both have room in one line.
    """
    word: list[Span] = []
    pieces = list(_pieces(line, room))
    for number, piece in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else piece
        held = piece.text == " " and word and (
            after.style == "cite" or after.text == PARTS or word[-1].text == CONTESTED
        ) and width_of((*word, piece, after)) <= room  # fmt: skip
        alone = (piece.text == " " and not held) or _wide(piece.text)
        if alone and word:
            yield word
            word = []
        if alone:
            yield [piece]
        else:
            word.append(piece)
    if word:
        yield word


def _pieces(line: Line, room: int) -> Iterator[Span]:
    """Words, single spaces, and wide characters one by one, each with its span's style.

    A quantity, a command and a voice are one word where they have room in one line.
    """
    for text, style, url in line:
        if style in UNBROKEN and cells(text) <= room:
            bare = text.strip()
            before, _, after = text.partition(bare) if bare else (text, "", "")
            yield from (Span(sign, style, url) for sign in (*before, bare, *after) if sign)
            continue
        held = _HELD.sub(_hold, text) if room >= MIN_HANGING else text
        for number, word in enumerate(held.split(" ")):
            if number:
                yield Span(" ", style, url)
            for part in [word] if word.isascii() else _apart(word):
                if part:
                    yield Span(part.replace(HELD, " "), style, url)


def _hold(found: re.Match[str]) -> str:
    return found[0].replace(" ", HELD)


def _apart(word: str) -> Iterator[str]:
    narrow = ""
    for sign in signs(word):
        if _cell(sign) == 2:
            yield narrow
            yield sign
            narrow = ""
        else:
            narrow += sign
    yield narrow


def _wide(text: str) -> bool:
    """Whether it begins with a wide sign, after and before which a line may be broken."""
    return not text.isascii() and _cell(next(iter(signs(text)))) == 2


def _head(text: str, room: int) -> str:
    taken = used = 0
    for sign in signs(text):
        used += _cell(sign)
        if used > room and taken:
            break
        taken += len(sign)
    return text[:taken]


def _trimmed(spans: list[Span]) -> Line:
    """Neighbours of one style joined, blanks at the end of the line dropped."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].style == span.style and joined[-1].url == span.url:
            joined[-1] = Span(joined[-1].text + span.text, span.style, span.url)
        else:
            joined.append(span)
    while joined and not joined[-1].text.rstrip():
        joined.pop()
    if joined:
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip())
    return tuple(joined)
