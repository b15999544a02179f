"""Views of search hits."""

from collections.abc import Mapping, Sequence

from xiaomi_cli.render.blocks import Block, Line, Paragraph, Span, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.search.search import Answer, Why

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
    """Ranked hits with the statement that speaks for each, and why it was found if known."""
    del options
    blocks: list[Block] = []
    for hit in answer.hits:
        entry = hit.entry
        zh = Span(f"  {entry.zh}" if entry.zh else "", "zh")
        blocks.append(Paragraph(line(Span(entry.name, "name"), zh, Span(f"  {entry.id}", "kind"))))
        blocks.append(Paragraph(line(hit.snippet), indent=4))
        blocks += [Paragraph(_why(why), indent=6) for why in whys.get(entry.id, ())]
    return blocks


def _why(why: Why) -> Line:
    typed = f" (typed {why.typed!r})" if why.typed else ""
    detour = BY[why.by].format(repr(why.said))
    fields = f"in {', '.join(why.fields)}" if why.fields else ""
    said = "; ".join(part for part in (detour, fields) if part)
    return line(
        Span("· ", "muted"), Span(f"{why.words!r}{typed}", "strong"), Span(f" {said}", "muted")
    )
