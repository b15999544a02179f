"""Views of search hits."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from xiaomi_cli.render.blocks import (
    BRIEF,
    Block,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Style,
    line,
)
from xiaomi_cli.render.marks import contested_text
from xiaomi_cli.search.search import Answer, Hit, Why

BADGE = 9  # columns of the kind before a title

# How a hit was arrived at, in words; `{}` is what it was found as.
BY = {
    "name": "is its name {}",
    "part": "is its name {}",
    "beginning of a name": "begins its name {}",
    "word": "",
    "phrase": "",
    "figure": "",
    "number": "",
    "date": "",
    "dated": "is when it was",
    "joined": "written together, {}",
    "split": "written apart, {}",
    "synonym": "means {} (glossary)",
    "beginning": "begins {}",
    "inside": "is inside {}",
    "rough": "as {}, of any size",
}


def hits(
    answer: Answer, whys: Mapping[str, Sequence[Why]], options: PageOptions = BRIEF
) -> list[Block]:
    """Ranked hits: kind, title, and the statement that answers with what matched; why, if known.

    What says the same as a hit before it is only named there.
    """
    sought = _sought(answer)
    blocks: list[Block] = []
    for hit, same in _folded(answer.hits):
        entry = hit.entry
        zh = Span(f"  {entry.zh}" if entry.zh else "", "zh")
        number = Span(f"  {entry.id}" if options.ids else "", "muted")
        title = _marked(entry.name, sought, "name", entry.id)
        blocks.append(Row(line(Span(f"{entry.kind:<{BADGE}}", "kind")), line(*title, zh, number)))
        mark = Span("")
        if '"contested":' in entry.json:
            mark = contested_text(json.loads(entry.json), hit.snippet)
        blocks.append(Paragraph(line(*_marked(hit.snippet, sought), mark), indent=BADGE + 2))
        if same:
            names = " · ".join(other.entry.name for other in same)
            blocks.append(Paragraph(line(Span(f"also in {names}", "muted")), indent=BADGE + 2))
        blocks += [Paragraph(_why(why), indent=BADGE + 4) for why in whys.get(entry.id, ())]
    return blocks


def _folded(found: Sequence[Hit]) -> Iterator[tuple[Hit, list[Hit]]]:
    """Each hit with those after it that answer by the same words."""
    by_snippet: dict[str, list[Hit]] = {}
    for hit in found:
        by_snippet.setdefault(hit.snippet, []).append(hit)
    for first, *same in by_snippet.values():
        yield first, same


def _sought(answer: Answer) -> re.Pattern[str] | None:
    """What to mark in the hits: the words of the query, with an ending they may have."""
    text = re.sub(r"\b\w+:\S+|-\w+", " ", answer.corrected or answer.query)
    words = sorted(filter(None, re.findall(r"[^\W_]+%?", text)), key=len, reverse=True)
    if not words:
        return None
    ends = [re.escape(word) + (r"\w{0,3}" if word.isascii() and len(word) > 2 else "")
            for word in words]  # fmt: skip
    return re.compile("|".join(rf"(?<![0-9A-Za-z])(?:{end})" if end[0].isascii() else end
                               for end in ends), re.IGNORECASE)  # fmt: skip


def _marked(
    text: str, sought: re.Pattern[str] | None, style: Style = "", url: str = ""
) -> Iterator[Span]:
    """The text with what matched standing out."""
    end = 0
    for match in sought.finditer(text) if sought else ():
        yield Span(text[end : match.start()], style, url)
        yield Span(match[0], "match", url)
        end = match.end()
    yield Span(text[end:], style, url)


def _why(why: Why) -> Line:
    typed = f" (typed {why.typed!r})" if why.typed else ""
    detour = BY[why.by].format(repr(why.said))
    fields = f"in {', '.join(why.fields)}" if why.fields else ""
    said = "; ".join(part for part in (detour, fields) if part)
    return line(
        Span("· ", "muted"), Span(f"{why.words!r}{typed}", "strong"), Span(f" {said}", "muted")
    )
