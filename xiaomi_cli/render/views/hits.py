"""Views of search hits."""

import json
from collections.abc import Iterator, Mapping, Sequence

from xiaomi_cli.render.blocks import (
    Block,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    apart,
    contested,
    line,
)
from xiaomi_cli.search.search import Answer, Why

BADGE = 9  # columns of the kind before a title

# How a hit was arrived at, in words, if not by what was typed; `{}` is what it was found as.
BY = {
    "name": "is its name {}",
    "part": "is its name {}",
    "beginning of a name": "begins its name {}",
    "dated": "is when it was",
    "split": "written apart, {}",
    "synonym": "means {} (glossary)",
    "beginning": "begins {}",
}


def hits(answer: Answer, whys: Mapping[str, Sequence[Why]], options: PageOptions) -> list[Block]:
    """Ranked hits: kind, title, and the statement that answers with what matched; why, if known.

    What says the same as a hit before it is only named there.
    """
    blocks: list[Block] = []
    for hit in answer.hits:
        if hit.folded:
            continue
        entry = hit.entry
        name = _marked(Span(entry.name, "name", entry.id), hit.title_marks)
        number = apart(entry.id if options.ids else "", "muted")
        title = line(*name, apart(entry.zh, "zh"), number)
        others = _others(json.loads(entry.json), hit.snippet) if "contested" in entry.json else ()
        said = line(*_marked(Span(hit.snippet), hit.marks), contested(others))
        kind = line(Span(f"{entry.kind:<{BADGE}}", "kind"))
        blocks += [Row(kind, title), Paragraph(said, BADGE + 2)]
        if same := [other.entry.name for other in answer.hits if other.folded == entry.id]:
            reason = " (says the same, or one title goes on from the other)" if whys else ""
            also = Span(f"also in {' · '.join(same)}{reason}", "muted")
            blocks.append(Paragraph(line(also), BADGE + 2))
        blocks += [Paragraph(_why(why), BADGE + 4) for why in whys.get(entry.id, ())]
    return blocks


def _others(value: object, text: str) -> Iterator[str]:
    """What is said instead of a statement that is somewhere in a record, found by its text."""
    if isinstance(value, dict):
        if value.get("text") == text:
            yield from (other for found in value.get("contested", ()) for other in found["others"])
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _others(inner, text)


def _marked(span: Span, marks: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """The span with what matched standing out."""
    end = 0
    for start, stop in marks:
        yield span._replace(text=span.text[end:start])
        yield Span(span.text[start:stop], "match", span.url)
        end = stop
    yield span._replace(text=span.text[end:])


def _why(why: Why) -> Line:
    typed = f" (typed {why.typed!r})" if why.typed else ""
    detour = BY.get(why.by, "").format(repr(why.said))
    fields = f"in {', '.join(why.fields)}" if why.fields else ""
    said = "; ".join(filter(None, (detour, fields)))
    words = Span(f"{why.words!r}{typed}", "strong")
    return line(Span("· ", "muted"), words, Span(f" {said}", "muted"))
