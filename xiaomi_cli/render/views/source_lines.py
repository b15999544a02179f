"""The sources at the foot of a page, their numbers in the text, and each with its address."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_settings import Voice
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import Block, Gap, Heading, Line, PageOptions, Row, Span, line


def one_block(
    numbers: Mapping[str, int], references: Mapping[str, Reference], voices: Mapping[str, Voice]
) -> Line:
    """Documents by their one word with paragraphs, pages by publisher and date, all in a row."""
    words = {voice.source: voice.short for voice in voices.values() if voice.source}
    found: dict[str, list[Span]] = {}
    for text, number in numbers.items():
        mark = Span(f" [{number}]", "cite")
        if text not in references:
            found[text] = [Span(text), mark]
            continue
        reference = references[text]
        citation = reference.citation
        word = words.get(citation.source_id) or _publisher(reference)
        if citation.first:
            places = found.setdefault(citation.source_id, [Span(word, "name", citation.source_id)])
            paragraphs = str(citation).partition("¶")[2]
            comma = [Span(",")] if len(places) > 1 else []
            places += [*comma, Span(f" ¶{paragraphs}"), mark]
        else:
            date = f" {display_date(reference.published)}" if reference.published else ""
            found[text] = [Span(word, "name", reference.url), Span(date), mark]
    return tuple(
        span
        for number, one in enumerate(found.values())
        for span in ([Span(" · ", "muted"), *one] if number else one)
    )


def _publisher(reference: Reference) -> str:
    """Who published it, without the remark that may follow in brackets."""
    return reference.publisher.partition(" (")[0] or reference.title


MOST_NAMED = 5  # publishers in one line


def publishers(
    numbers: Mapping[str, int], references: Mapping[str, Reference], voices: Mapping[str, Voice]
) -> Line:
    """Who published the sources, most cited first, without numbers: one line for many."""
    words = {voice.source: voice.short for voice in voices.values() if voice.source}
    found: Counter[str] = Counter()
    for text in numbers:
        if reference := references.get(text):
            found[words.get(reference.citation.source_id) or _publisher(reference)] += 1
    named = [f"{name} ({n})" if n > 1 else name for name, n in found.most_common(MOST_NAMED)]
    left = len(found) - len(named)
    if not named:
        return line(", ".join(numbers))
    more = f" and {left} more" if left > 0 else ""
    return line(", ".join(named), Span(f"{more}: --sources", "muted"))


def whole(numbers: Mapping[str, int], references: Mapping[str, Reference]) -> list[Block]:
    """Each on a line of its own: title, date and address."""
    blocks: list[Block] = [Heading("Sources")] if numbers else []
    for text, number in numbers.items():
        said = reference_line(references[text]) if text in references else line(text)
        blocks.append(Row(line(Span(f"[{number}]", "cite")), said))
    return blocks


def reference_line(reference: Reference) -> Line:
    """A citation as a reader wants it: locator and heading, or publisher, title, date, address."""
    citation = reference.citation
    if citation.first:
        locator = Span(str(citation), "name", citation.source_id)
        return line(locator, Span(f"  {reference.heading}", "muted"))
    date = f", {display_date(reference.published)}" if reference.published else ""
    return line(
        Span(reference.publisher, "name"), f": {reference.title}{date}  ",
        Span(reference.url, "cite", reference.url),
    )  # fmt: skip


class Citations:
    """Numbers citations in the order of their use."""

    def __init__(self, references: Mapping[str, Reference], voices: Mapping[str, Voice]) -> None:
        self._references = references
        self._voices = voices
        self._numbers: dict[str, int] = {}

    def mark(self, cites: Iterable[str]) -> Span:
        """The numbers of citations, such as ` [1,2]`."""
        found = [text for text in cites if text in self._references]
        numbers = [self._numbers.setdefault(text, len(self._numbers) + 1) for text in found]
        return Span(f" [{','.join(map(str, numbers))}]" if numbers else "", "cite")

    def listed(self, options: PageOptions) -> Iterator[Block]:
        """The sources of what was marked, in one block or with their addresses."""
        if not self._numbers:
            return
        if options.sources:
            yield from whole(self._numbers, self._references)
            return
        yield Gap()
        said = one_block(self._numbers, self._references, self._voices)
        yield Row(line(Span("Sources ", "strong")), said)
