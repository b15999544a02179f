"""Lines of a view as HTML: escaped, Chinese marked as such, ids as links between the pages."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from xiaomi_cli.model.tokens import CJK
from xiaomi_cli.render.blocks import Line, Span
from xiaomi_cli.render.sanitize import escaped, one_line, web_address

ANCHOR = "anchor:"  # of an empty span at the head of a statement: its address
_CHINESE = re.compile(rf"[{CJK}][{CJK}\u3000-\u303f\uff00-\uff60·0-9%％]*")
_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_MARKS = re.compile(r"\s*\[(\d+(?:,\d+)*)\]", re.ASCII)


class Place(NamedTuple):
    """A page of the site: what it is about, if one record, and the way to the root from it."""

    titles: Mapping[str, str]  # of every record that has a page, by its id
    root: str = ""
    own: str = ""

    def to(self, address: str) -> str:
        """The way to a record or a statement of it (`kind/slug#id`); nothing if it has no page."""
        record, _, fragment = address.partition("#")
        if record not in self.titles:
            return ""
        end = f"#{fragment}" if fragment else ""
        return end if record == self.own and end else f"{self.root}{record}.html{end}"


class Entry(NamedTuple):
    """One entry of a section: its HTML, its anchor on the page, and where it stands, if elsewhere.

    `sources`: the numbers of its sources.
    """

    html: Markup
    anchor: str = ""
    home: str = ""
    home_title: str = ""
    sources: tuple[str, ...] = ()


def text(said: str) -> Markup:
    """A text as HTML, with its Chinese marked."""
    safe = str(escape(one_line(said)))
    return Markup(_CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', safe))


def line(spans: Line, place: Place) -> Markup:
    """A line as HTML."""
    return Markup("").join(_span(span, place) for span in spans).strip()


def entry(spans: Line, place: Place) -> Entry:
    """A statement with its place; without one, the line alone."""
    address = next((s.url.removeprefix(ANCHOR) for s in spans if s.url.startswith(ANCHOR)), "")
    record, _, fragment = address.partition("#")
    html = line(spans, place)
    marks = [n for s in spans if s.style == "cite" and (m := _MARKS.fullmatch(s.text))
             for n in m[1].split(",")]  # fmt: skip
    sources = tuple(dict.fromkeys(marks))
    if record == place.own:
        return Entry(html, fragment, sources=sources)
    return Entry(html, "", place.to(address), place.titles.get(record, ""), sources)


def safe_json(data: Any) -> str:
    """Data as JSON that neither ends the element it stands in nor steers a screen."""
    text = escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":")), ascii_only=False)
    return text.translate(_IN_SCRIPTS)


def script(name: str, data: Any) -> bytes:
    """Data as a script, since pages from disk may not fetch.

    It is a text in the script, for that is read faster than a program.
    """
    text = safe_json(data).replace("\\", "\\\\").replace("'", "\\'")
    return f"window.{name}=JSON.parse('{text}');\n".encode()


def _span(span: Span, place: Place) -> Markup:  # noqa: PLR0911 - one for each kind of span
    said = one_line(span.text)
    if not said:
        return Markup("")
    if span.style == "cite" and (match := _MARKS.fullmatch(said)):
        return _marks(match[1])
    html = text(said)
    lead = Markup(" ") if said[0] == " " else Markup("")
    if address := web_address(span.url):
        html = Markup('<a class="out" rel="noopener noreferrer" href="{}">{}</a>').format(
            address, html.strip()
        )
        return lead + html
    if way := place.to(span.url) if span.url else "":
        name = Markup(' class="other"') if span.style == "other" else Markup("")
        return lead + Markup('<a{} href="{}">{}</a>').format(name, way, html.strip())
    match span.style:
        case "" | "zh":
            return html
        case "strong":
            return Markup("<b>{}</b>").format(html)
    return Markup('<span class="{}">{}</span>').format(span.style, html)


def _marks(numbers: str) -> Markup:
    links = Markup('<a href="#s{0}">{0}</a>')
    joined = Markup(", ").join(links.format(number) for number in numbers.split(","))
    return Markup('<sup class="cite">{}</sup>').format(joined)
