"""Sources as works that can be cited: as BibTeX, for BibTeX and BibLaTeX alike, and as CSL-JSON.

The part of a document is cited as a part of it. What kind of doubt a date has stands in the note in
words (`published about June 2025`): BibTeX reads `year` and `month`, which only exact dates have,
BibLaTeX reads `date`, which is EDTF, and CSL has one word for doubt, `circa`. BibTeX sorts and
labels what has no author by `key`. CSL reads some tags of HTML in texts as markup and has no way to
write them as text, so that of a text that has one (`<b>`) the `<` is written full-width (`＜b>`).
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from xiaomi_cli.exports.selection import Selection, json_array
from xiaomi_cli.model.dates import Date, display_date, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.records import Source, decode
from xiaomi_cli.render.sanitize import document, one_line, web_address

# A record may say that nobody is named; that is a remark on the source and no author.
_UNNAMED = re.compile(r"(none|not) named\b", re.IGNORECASE)
_TAG = re.compile(r"<(?=/?(?:i|b|sup|sub|sc|span)\b)", re.IGNORECASE)
# Braces count even behind a backslash, so they are written as commands. Plain `<`, `>`, `|` and `"`
# are other signs in TeX's oldest fonts, `"` begins commands in German, and ` is a quotation mark.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\texttt{\char34}", "`": r"\textasciigrave{}",
})  # fmt: skip
# What babel calls the languages of sources; a code is no name of one.
_LANGUAGES = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "hi": "hindi",
    "it": "italian", "ja": "japanese", "ko": "korean", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ru": "russian", "sv": "swedish", "tr": "turkish", "zh": "chinese",
}  # fmt: skip
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")  # what TeX would melt into one sign


class Work(NamedTuple):
    """A source as a bibliography lists it.

    `key` is the one that the library's own citations have, `container` the title of the document
    that a part stands in, `note` what a reader should know besides.
    """

    source: Source
    key: str
    author: str
    publisher: str
    container: str
    published: Date | None
    url: str
    language: str
    note: str


def works(selection: Selection) -> Iterator[Work]:
    """Each source of the selection as a work."""
    for source in selection.records():
        assert isinstance(source, Source)
        yield _work(source, _whole(selection, source))


def _whole(selection: Selection, source: Source) -> Source:
    """The document that a part belongs to; any other source is its own."""
    entries = selection.store.by_ids([source.part_of])
    found = decode(entries[source.part_of].json) if entries else source
    return found if isinstance(found, Source) else source


def _work(source: Source, whole: Source) -> Work:
    unnamed = _UNNAMED.match(source.author)
    published = parse_date(source.published) if source.published else None
    notes = [
        f"paragraphs {source.first} to {source.last}" if source.first else "",
        f"author {source.author}" if unnamed else "",
        f"from {source.origin}, not from the library" if source.origin else "",
        f"published {published.display()}"
        if published and (not published.exact or published.parts()[1]) else "",
        f"in a document of {display_date(whole.published)}"
        if published and whole.published not in {"", source.published} else "",
    ]  # fmt: skip
    return Work(
        source,
        key=source.id.partition("/")[2],
        author="" if unnamed else source.author,
        publisher=source.publisher or whole.publisher,
        container="" if whole is source else whole.title,
        published=published,
        url=web_address(source.url or whole.url),
        language=source.language or whole.language,
        note="; ".join(filter(None, notes)),
    )


def bibtex(selection: Selection) -> Iterator[str]:
    """The entries, an empty line between them."""
    separator = ""
    for work in works(selection):
        entry = "incollection" if work.container else "misc"
        fields = {name: value for name, value in _fields(work).items() if value}
        told = "".join(f"  {name} = {value},\n" for name, value in fields.items())
        yield f"{separator}@{entry}{{{work.key},\n{told}}}\n"
        separator = "\n"


def _fields(work: Work) -> dict[str, str]:
    """The fields of an entry in BibTeX's notation; those without a value are empty."""
    source = work.source
    key = "" if work.author else work.publisher or source.title
    return {
        "title": _kept(source.title),
        "author": _kept(work.author),
        "key": _braced(key),
        "booktitle": _kept(work.container),
        **(_dates(work.published) if work.published else {}),
        "publisher" if work.container else "howpublished": _braced(work.publisher),
        "langid": _braced(_LANGUAGES.get(work.language.partition("-")[0].lower(), "")),
        "keywords": _braced(", ".join(source.themes)),
        "note": _braced("; ".join(filter(None, [source.medium, work.note]))),
        "abstract": _braced(source.summary),
        "url": f"{{{work.url}}}" if work.url else "",
    }


def _dates(date: Date) -> dict[str, str]:
    first, last = date.parts()
    found = {}
    if date.exact and last[:1] in ([], first[:1]):
        found["year"] = f"{{{first[0]:04}}}"
        if len(first) > 1 and not last:
            found["month"] = MONTHS[first[1] - 1][:3].lower()  # a macro that every style knows
    if date.choices:  # BibLaTeX knows no "one of"; the note says it
        return found
    # BibLaTeX knows no quarter but the interval of its months.
    start, slash, end = date.text.partition("/")
    if date.first and date.first.quarter:
        start = f"{date.first.year:04}-{date.first.months[0]:02}{date.first.mark}"
    if date.last and date.last.quarter:
        slash, end = "/", f"{date.last.year:04}-{date.last.months[1]:02}{date.last.mark}"
    return found | {"date": f"{{{start}{slash}{end}}}"}


def _kept(text: str) -> str:
    """Doubled braces keep a title's capitals, and a name in one piece and order."""
    return f"{{{_braced(text)}}}" if text else ""


def _braced(text: str) -> str:
    return f"{{{_LIGATURES.sub('{}', one_line(text).translate(_TEX))}}}" if text else ""


def csl_json(selection: Selection) -> Iterator[str]:
    """An item for each source, for Zotero, Pandoc and whatever else reads CSL."""
    return json_array(document(_item(work)) for work in works(selection))


def _item(work: Work) -> dict[str, Any]:
    """The variables that have a value."""
    source = work.source
    texts = {
        "type": "chapter" if work.container else "webpage" if work.url else "document",
        "title": source.title,
        "author": work.author,
        "container-title": work.container or (work.publisher if work.url else ""),
        "publisher": work.publisher if work.container or not work.url else "",
        "URL": work.url,
        "language": work.language,
        "genre": source.medium,
        "keyword": ", ".join(source.themes),
        "abstract": source.summary,
        "note": work.note,
    }
    item: dict[str, Any] = {"id": work.key}
    item |= {name: _TAG.sub("＜", text) for name, text in texts.items() if text}
    if work.author:
        item["author"] = [{"literal": item["author"]}]
    if work.published:
        parts = [numbers for numbers in work.published.parts() if numbers]
        item["issued"] = {"date-parts": parts} | ({} if work.published.exact else {"circa": True})
    return item
