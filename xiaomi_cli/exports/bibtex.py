"""BibTeX: an entry for each source, for BibTeX and BibLaTeX alike.

BibTeX reads `year` and `month`: exact ones, or else the date in words (`about June 2025`).
BibLaTeX reads `date`, which is EDTF. The part of a document is cited as a part of it.
"""

from collections.abc import Iterator

from xiaomi_cli.exports.bibliography import Work, works
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.dates import Date, Moment, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.render.sanitize import one_line

# Braces count even behind a backslash, so they are written as commands.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%",
})  # fmt: skip


def render(selection: Selection) -> Iterator[str]:
    """The entries, an empty line between them."""
    separator = ""
    for work in works(selection):
        entry = "incollection" if work.container else "misc"
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
        yield f"{separator}@{entry}{{{work.key},\n{fields}}}\n"
        separator = "\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    # Doubled braces keep a title's capitals, and an organisation's name in one piece.
    yield "title", f"{{{_braced(work.title)}}}"
    if work.author:
        yield "author", f"{{{_braced(work.author)}}}"
    if work.container:
        yield "booktitle", f"{{{_braced(work.container)}}}"
    yield from _dates(work.published)
    texts = {
        "publisher" if work.container else "howpublished": work.publisher,
        "language": work.language,
        "keywords": ", ".join(work.themes),
        "note": "; ".join(filter(None, [work.medium, work.note])),
        "abstract": work.summary,
    }
    for name, text in texts.items():
        if text:
            yield name, _braced(text)
    if work.url:
        yield "url", f"{{{work.url}}}"


def _dates(edtf: str) -> Iterator[tuple[str, str]]:
    if not edtf:
        return
    date = parse_date(edtf)
    first, last = date.parts()
    if date.exact and not last:
        yield "year", f"{{{first[0]:04}}}"
        if len(first) > 1:
            yield "month", MONTHS[first[1] - 1][:3].lower()  # a macro that every style knows
    else:
        yield "year", _braced(date.display())
    yield "date", f"{{{_biblatex(date)}}}"


def _biblatex(date: Date) -> str:
    """EDTF as BibLaTeX reads it: no quarter, which is the interval of its months, and no choice."""
    if date.moment and date.moment.precision != "quarter":
        return date.text
    start, _, end = date.text.partition("/")  # which may be open or unknown
    first = _month(date.first, 0) if date.first else start
    last = _month(date.last, 1) if date.last else end
    return f"{first}/{last}"


def _month(moment: Moment, end: int) -> str:
    if moment.precision != "quarter":
        return moment.text
    return f"{moment.bounds[end][:7]}{moment.mark}"


def _braced(text: str) -> str:
    return f"{{{one_line(text).translate(_TEX)}}}"
