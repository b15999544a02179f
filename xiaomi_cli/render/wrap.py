"""Breaks styled lines to a width: by words, Chinese anywhere, too long a word folded."""

import unicodedata
from collections.abc import Iterator

from xiaomi_cli.render.blocks import Line, Span
from xiaomi_cli.render.sanitize import visible

WHOLE = ("https://", "http://")  # half an address leads nowhere


def cells(text: str) -> int:
    """How many columns a text takes on a terminal: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width_of(line: Line) -> int:
    """The columns a line takes if it is not broken."""
    return sum(cells(span.text) for span in line)


def clean(line: Line) -> Line:
    """The line with everything that could steer a terminal shown instead of sent."""
    return tuple(Span(visible(text), style, url) for text, style, url in line)


def wrap(line: Line, width: int | None, first: Line = (), indent: int = 0) -> Iterator[Line]:
    """Break a line; `first` opens it, `indent` blanks lead the others. Without a width: do not."""
    if width is None:
        yield _trimmed([*first, *line])
        return
    indent = min(indent, max(0, width // 2))
    current, used = list(first), width_of(first)
    if used + 8 > width and used > indent:  # a label that leaves no room stands on its own
        yield from (_trimmed([piece]) for piece in _folded(first, width))
        current, used, first = [Span(" " * indent)], indent, ()
    fresh = True
    line = tuple(span for span in line if span.text)
    if line and line[0].text[0] != " " and used + width_of(line) <= width:  # most lines fit
        yield _trimmed([*current, *line])
        return
    for word in _words(line):
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


def _words(line: Line) -> Iterator[list[Span]]:
    """Runs of pieces between which a line is not broken; wide characters stand alone."""
    word: list[Span] = []
    for piece in _pieces(line):
        alone = piece.text == " " or _cell(piece.text[0]) == 2
        if alone and word:
            yield word
            word = []
        if alone:
            yield [piece]
        else:
            word.append(piece)
    if word:
        yield word


def _pieces(line: Line) -> Iterator[Span]:
    """Words, single spaces, and wide characters one by one, each with its span's style."""
    for text, style, url in line:
        for number, word in enumerate(text.split(" ")):
            if number:
                yield Span(" ", style, url)
            for part in [word] if word.isascii() else _apart(word):
                if part:
                    yield Span(part, style, url)


def _apart(word: str) -> Iterator[str]:
    narrow = ""
    for char in word:
        if _cell(char) == 2:
            yield narrow
            yield char
            narrow = ""
        else:
            narrow += char
    yield narrow


def _head(text: str, room: int) -> str:
    taken = used = 0
    for char in text:
        used += _cell(char)
        if used > room and taken:
            break
        taken += 1
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
