"""Numbers for what is cited on a page that is no record's, and the block of sources below it."""

from collections.abc import Iterable, Iterator, Mapping

from xiaomi_cli.model.library_settings import Voice
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import Block, Gap, Row, Span, line
from xiaomi_cli.render.page_options import PageOptions
from xiaomi_cli.render.views.source_lines import one_block, whole


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
