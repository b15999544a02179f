"""Lines of a view as HTML, and what machines read in the pages: schema.org's JSON.

All is escaped, Chinese marked as such, and ids are links between the pages.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from xiaomi_cli.model.library_facts import LibrarySettings
from xiaomi_cli.model.records import AnyRecord, Dispute, Promise
from xiaomi_cli.model.tokens import CJK
from xiaomi_cli.render.blocks import Line, Span
from xiaomi_cli.render.sanitize import escaped, one_line, web_address
from xiaomi_cli.site.library import way_to

_CHINESE = re.compile(rf"[{CJK}][{CJK}\u3000-\u303f\uff00-\uff60·0-9%％]*")
_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_MARKS = re.compile(r"\s*\[(\d+(?:,\d+)*)\]", re.ASCII)
# How true a promise turned out, from 1 (false) to 5 (true), as ClaimReview counts.
RATING = {"kept": 5, "partly": 3, "moved": 2, "missed": 1}


class Place(NamedTuple):
    """A page of the site: what it is about, if one record, and the way to the root from it."""

    titles: Mapping[str, str]  # of every record that has a page, by its id
    root: str = ""
    own: str = ""

    def to(self, address: str) -> str:
        """The way to a record or a statement of it (`kind/slug#id`); nothing if it has no page."""
        record, _, fragment = address.partition("#")
        if record == self.own and fragment:
            return f"#{fragment}"
        return self.root + way_to(address) if record in self.titles else ""


def text(said: str) -> Markup:
    """A text as HTML, with its Chinese marked."""
    safe = str(escape(one_line(said)))
    return Markup(_CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', safe))


def line(spans: Line, place: Place) -> Markup:
    """A line as HTML."""
    return Markup("").join(_span(span, place) for span in spans).strip()


def _span(span: Span, place: Place) -> Markup:
    said = one_line(span.text)
    if span.style == "cite" and (match := _MARKS.fullmatch(said)):
        links = ", ".join(f'<a href="#s{number}">{number}</a>' for number in match[1].split(","))
        return Markup(f'<sup class="cite">{links}</sup>')
    html = text(said)
    if way := (out := web_address(span.url)) or place.to(span.url):
        name = "out" if out else "other" if span.style == "other" else ""
        more = f' class="{name}"' * bool(name) + ' rel="noopener noreferrer"' * bool(out)
        link = f'<a{more} href="{escape(way)}">{html.strip()}</a>'
        return Markup(" " * said.startswith(" ") + link + " " * said.endswith(" "))
    if span.style in {"", "title", "zh"} or not said:
        return html
    return Markup('<span class="{}">{}</span>').format(span.style, html)


def safe_json(data: Any) -> str:
    """Data as JSON that neither ends the element it stands in nor steers a screen."""
    text = escaped(json.dumps(data, ensure_ascii=False, separators=(",", ":")), ascii_only=False)
    return text.translate(_IN_SCRIPTS)


def _script(kind: str, **data: Any) -> Markup:
    told = safe_json({"@context": "https://schema.org", "@type": kind, **data})
    return Markup(f'<script type="application/ld+json">{told}</script>')


def dataset(settings: LibrarySettings, day: str, counts: Mapping[str, int]) -> Markup:
    """The library as a whole, with the file that has all of it."""
    return _script(
        "Dataset", name=settings.title, dateModified=day, inLanguage="en", isAccessibleForFree=True,
        description=f"{settings.subtitle or settings.title}. {settings.disclaimer}".strip(),
        keywords=list(settings.themes.values()), creator=_editors(settings),
        size=", ".join(f"{count} {kind}" for kind, count in counts.items()),
        distribution=[{"@type": "DataDownload", "encodingFormat": "application/x-ndjson",
                       "contentUrl": "library.jsonl"}],
    )  # fmt: skip


def review(record: AnyRecord, settings: LibrarySettings, names: Mapping[str, str]) -> Markup:
    """A dispute or a judged promise as a ClaimReview; nothing for anything else."""
    rating: dict[str, Any] = {"@type": "Rating"}
    more: dict[str, Any] = {}
    if isinstance(record, Dispute):
        question = record.question
        claims = dict.fromkeys((p.says, p.holder or p.by) for p in record.positions)
        items: Any = [{"@type": "Claim", "text": says, **_author(names, by)} for says, by in claims]
        rating["alternateName"] = "Settled" if record.settled else "Not settled"
        more["reviewBody"] = record.verdict
    elif isinstance(record, Promise) and record.outcome in RATING:
        question = record.summary
        items = {"@type": "Claim", "datePublished": record.made, **_author(names, record.by)}
        rating |= {"ratingValue": RATING[record.outcome], "bestRating": 5, "worstRating": 1,
                   "alternateName": record.outcome.capitalize()}  # fmt: skip
        more |= {"datePublished": record.judged} if record.judged else {}
    else:
        return Markup("")
    return _script(
        "ClaimReview", url=f"{record.id.partition('/')[2]}.html", claimReviewed=question,
        author=_editors(settings), reviewRating=rating, itemReviewed=items, **more,
    )  # fmt: skip


def _editors(settings: LibrarySettings) -> dict[str, str]:
    return {"@type": "Organization", "name": f"The editors of {settings.title}"}


def _author(names: Mapping[str, str], by: str) -> dict[str, Any]:
    return {"author": {"@type": "Thing", "name": names.get(by, by)}} if by else {}
