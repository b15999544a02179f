"""Sources as works that can be cited; as BibTeX, an entry for BibTeX and BibLaTeX alike.

BibTeX reads `year` and `month`, which only exact dates have; any other stands in the note in words
(`published about June 2025`). BibLaTeX reads `date`, which is EDTF, and `langid`. BibTeX sorts and
labels what has no author by `key`. The part of a document is cited as a part of it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.dates import Date, Moment, display_date, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.records import Source, decode
from xiaomi_cli.render.sanitize import one_line, web_address

# A record may say that nobody is named; that is a remark on the source and no author.
_UNNAMED = re.compile(r"(none|not) named\b", re.IGNORECASE)
_REMARK = re.compile(r"(?P<name>.+\S) \((?P<remark>[^()]+)\)", re.DOTALL)
# Braces count even behind a backslash, so they are written as commands. Plain `<`, `>`, `|` and `"`
# are other signs in TeX's oldest fonts, `"` begins commands in German, and ` is a quotation mark.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\texttt{\char34}", "`": r"\textasciigrave{}",
})  # fmt: skip
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")  # what TeX would melt into one sign
# What babel calls the languages of sources; a code is no name of one.
_LANGUAGES = {
    "ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "hi": "hindi",
    "it": "italian", "ja": "japanese", "ko": "korean", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ru": "russian", "sv": "swedish", "tr": "turkish", "zh": "chinese",
}  # fmt: skip


# The commonest families of China, as pinyin writes them.
_FAMILIES = """
    Bai Cai Cao Chang Chen Cheng Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Gong Gu Guo Han
    Hao He Hong Hou Hu Huang Jia Jiang Jin Kang Kong Lai Lei Li Liang Liao Lin Liu Long Lu Luo Ma
    Mao Meng Mo Pan Peng Qian Qiao Qin Qiu Ren Shao Shen Shi Song Su Sun Tan Tang Tao Tian Wan Wang
    Wei Wu Xia Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou
    Zhu Zou
"""
FAMILIES = frozenset(_FAMILIES.split())


class Work(NamedTuple):
    """A source as a bibliography lists it.

    `key` is the one that the library's own citations have, `name` the family name of its author and
    the given one if that is a person of the library, `container` the document that a part
    stands in, `note` what a reader should know besides.
    """

    key: str
    title: str
    author: str
    name: tuple[str, str] | None
    publisher: str
    container: str
    published: Date | None
    url: str
    language: str
    medium: str
    themes: list[str]
    summary: str
    note: str


def works(selection: Selection) -> Iterator[Work]:
    """Each source of the selection as a work."""
    people = [(entry.title, entry.zh) for entry in selection.store.of_kind("person")]
    for record in selection.records():
        if isinstance(record, Source):
            yield _work(record, _document(selection, record), people)


def _document(selection: Selection, source: Source) -> Source:
    """The document that a part belongs to; any other source is its own."""
    entries = selection.store.by_ids([source.part_of])
    found = decode(entries[source.part_of].json) if entries else source
    return found if isinstance(found, Source) else source


def name_of(author: str, people: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Family name and given one of a person of the library with two names; else nothing.

    The family stands first in a Chinese name. Who is no person here may be an organisation.
    """
    chinese = next((bool(zh) for title, zh in people if title == author), None)
    first, _, last = author.partition(" ")
    if chinese is None or not last or {",", " "} & {*last, *first}:
        return None
    return (first, last) if chinese and first in FAMILIES else (last, first)


def _work(source: Source, document: Source, people: Iterable[tuple[str, str]]) -> Work:
    author, remark = author_of(source.author)
    published = parse_date(source.published) if source.published else None
    notes = [
        f"paragraphs {source.first} to {source.last}" if source.first else "",
        f"author {remark}" if remark else "",
        f"from {source.origin}, not from the library" if source.origin else "",
        f"published {published.display()}" if published and not published.exact else "",
        f"in a document of {display_date(document.published)}"
        if published and document.published not in {"", source.published} else "",
    ]  # fmt: skip
    return Work(
        key=source.id.partition("/")[2],
        title=source.title,
        author=author,
        name=name_of(author, people),
        publisher=source.publisher or document.publisher,
        container="" if document is source else document.title,
        published=published,
        url=web_address(source.url or document.url),
        language=source.language or document.language,
        medium=source.medium,
        themes=source.themes,
        summary=source.summary,
        note="; ".join(filter(None, notes)),
    )


def author_of(text: str) -> tuple[str, str]:
    """Who wrote a source, and what the record remarks on that."""
    if _UNNAMED.match(text):
        return "", text
    found = _REMARK.fullmatch(text)
    return (found["name"], found["remark"]) if found else (text, "")


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
    if work.name:
        yield "author", _braced(", ".join(work.name))
    elif work.author:
        yield "author", f"{{{_braced(work.author)}}}"
    else:
        yield "key", _braced(work.publisher or work.title)
    if work.container:
        yield "booktitle", f"{{{_braced(work.container)}}}"
    yield from _dates(work.published)
    texts = {
        "publisher" if work.container else "howpublished": work.publisher,
        "langid": _LANGUAGES.get(work.language.partition("-")[0].lower(), ""),
        "keywords": ", ".join(work.themes),
        "note": "; ".join(filter(None, [work.medium, work.note, _in_words(work.published)])),
        "abstract": work.summary,
    }
    for name, text in texts.items():
        if text:
            yield name, _braced(text)
    if work.url:
        yield "url", f"{{{work.url}}}"


def _dates(date: Date | None) -> Iterator[tuple[str, str]]:
    if not date:
        return
    first, last = date.parts()
    if date.exact and last[:1] in ([], first[:1]):
        yield "year", f"{{{first[0]:04}}}"
        if len(first) > 1 and not last:
            yield "month", MONTHS[first[1] - 1][:3].lower()  # a macro that every style knows
    if date.choices:  # BibLaTeX knows no "one of"; the note says it
        return
    yield "date", f"{{{_biblatex(date)}}}"


def _biblatex(date: Date) -> str:
    """EDTF as BibLaTeX reads it, which knows no quarter but the interval of its months."""
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


def _in_words(date: Date | None) -> str:
    """A date that year and month cannot say. One that is not exact stands in the work's note."""
    return f"published {date.display()}" if date and date.exact and date.parts().last else ""


def _braced(text: str) -> str:
    apart = _LIGATURES.sub("{}", one_line(text).translate(_TEX))
    return f"{{{apart}}}"
