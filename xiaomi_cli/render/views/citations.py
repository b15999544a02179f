"""The sources at the foot of a page: in a row, or each on its own line with its address."""

from collections import Counter
from collections.abc import Iterable, Mapping

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import Voice
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import Block, Heading, Line, PageOptions, Row, Span, joined, line

MOST_NAMED = 5  # publishers in one line


class Citations:
    """Numbers citations in the order of their use, and lists what they point at.

    `plain`: where many are cited at each line; a page without addresses then has no numbers, and
    says at its foot only who published the sources.
    """

    def __init__(
        self,
        references: Mapping[str, Reference],
        voices: Mapping[str, Voice],
        *,
        plain: bool = False,
    ) -> None:
        self.numbers: dict[str, int] = {}
        self._references = references
        self._words = {voice.source: voice.short for voice in voices.values() if voice.source}
        self._plain = plain

    def mark(self, cites: Iterable[str]) -> Span:
        """The numbers of citations, such as ` [1,2]`."""
        found = [self.numbers.setdefault(text, len(self.numbers) + 1) for text in cites]
        return Span(f" [{','.join(map(str, found))}]" if found and not self._plain else "", "cite")

    def listed(self, options: PageOptions) -> list[Block]:
        """The sources of what was marked: in a row, or each on a line with its address."""
        if not options.sources:
            said = self._publishers() if self._plain else self._in_a_row()
            return [Row(line(Span("Sources ", "strong")), said)] if self.numbers else []
        rows = [Row(line(Span(f"[{number}]", "cite")), self._told(text))
                for text, number in self.numbers.items()]  # fmt: skip
        return [Heading("Sources"), *rows] if rows else []

    def _told(self, text: str) -> Line:
        """A citation: its place and heading, or publisher, title, date and address."""
        found = self._references.get(text)
        if found is None:
            return line(text)
        if found.citation.first:
            place = f"{self._word(found)} ¶{text.partition('¶')[2]}"
            name = Span(place, "name", found.citation.source_id)
            return line(name, Span(f"  {found.heading}", "muted"))
        date = f", {display_date(found.published)}" if found.published else ""
        url = Span(found.url, "cite", found.url)
        return line(Span(found.publisher, "name"), f": {found.title}{date}  ", url)

    def _in_a_row(self) -> Line:
        """Documents by their one word with paragraphs, pages by publisher and date."""
        found: dict[str, Line] = {}
        for text, number in self.numbers.items():
            mark = Span(f" [{number}]", "cite")
            if (reference := self._references.get(text)) is None:
                found[text] = line(text, mark)
            elif reference.citation.first:
                source = reference.citation.source_id
                before = found.get(source, (Span(self._word(reference), "name", source),))
                comma = "," if len(before) > 1 else ""
                found[source] = line(before, f"{comma} ¶{text.partition('¶')[2]}", mark)
            else:
                date = f" {display_date(reference.published)}" if reference.published else ""
                name = Span(self._word(reference), "name", reference.url)
                found[text] = line(name, date, mark)
        return joined(found.values())

    def _publishers(self) -> Line:
        """Who published the sources, most cited first: one line for many."""
        found = [self._references[text] for text in self.numbers if text in self._references]
        counts = Counter(map(self._word, found))
        named = [f"{name} ({n})" if n > 1 else name for name, n in counts.most_common(MOST_NAMED)]
        left = len(counts) - len(named)
        more = f" and {left} more" if left else ""
        said = ", ".join(named or self.numbers)
        return line(said, Span(more, "muted"), Span(": --sources" if named else "", "hint"))

    def _word(self, reference: Reference) -> str:
        """A document by its one word, else who published it, without the remark in brackets."""
        publisher = reference.publisher.partition(" (")[0]
        return self._words.get(reference.citation.source_id) or publisher or reference.title
