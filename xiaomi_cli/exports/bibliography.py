"""Sources as works that can be cited, for every format of bibliographies."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.records import Source, decode
from xiaomi_cli.render.sanitize import web_address

# A record may say that nobody is named; that is a remark on the source and no author.
_UNNAMED = re.compile(r"(none|not) named\b", re.IGNORECASE)
_REMARK = re.compile(r"(?P<name>.+\S) \((?P<remark>[^()]+)\)", re.DOTALL)


class Work(NamedTuple):
    """A source as a bibliography lists it.

    `key` is the one that the library's own citations have, `container` the document that a part
    stands in, `published` EDTF, `note` what a reader should know besides.
    """

    key: str
    title: str
    author: str
    publisher: str
    container: str
    published: str
    url: str
    language: str
    medium: str
    themes: list[str]
    summary: str
    note: str


def works(selection: Selection) -> Iterator[Work]:
    """Each source of the selection as a work."""
    for record in selection.records():
        if isinstance(record, Source):
            yield _work(record, _document(selection, record))


def _document(selection: Selection, source: Source) -> Source:
    """The document that a part belongs to; any other source is its own."""
    entries = selection.store.by_ids([source.part_of])
    found = decode(entries[source.part_of].json) if entries else source
    return found if isinstance(found, Source) else source


def _work(source: Source, document: Source) -> Work:
    author, remark = author_of(source.author)
    notes = []
    if source.first:
        notes.append(f"paragraphs {source.first} to {source.last}")
    if remark:
        notes.append(f"author {remark}")
    if source.origin:
        notes.append(f"from {source.origin}, not from the library")
    if source.published and not (published := parse_date(source.published)).exact:
        notes.append(f"published {published.display()}")
    return Work(
        key=source.id.partition("/")[2],
        title=source.title,
        author=author,
        publisher=source.publisher or document.publisher,
        container="" if document is source else document.title,
        published=source.published,
        url=web_address(source.url or document.url),
        language=source.language or document.language,
        medium=source.medium,
        themes=source.themes,
        summary=source.summary,
        note="; ".join(notes),
    )


def author_of(text: str) -> tuple[str, str]:
    """Who wrote a source, and what the record remarks on that."""
    if _UNNAMED.match(text):
        return "", text
    found = _REMARK.fullmatch(text)
    return (found["name"], found["remark"]) if found else (text, "")
