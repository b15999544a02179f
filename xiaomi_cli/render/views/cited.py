"""Numbers for what is cited on a page, and the list of it below."""

from collections.abc import Iterable, Iterator

from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import Block, Heading, Row, Span, line
from xiaomi_cli.render.views.page import reference_line


class Citations:
    """Numbers citations in the order of their use."""

    def __init__(self, references: dict[str, Reference]) -> None:
        self._references = references
        self._numbers: dict[str, int] = {}

    def mark(self, cites: Iterable[str]) -> Span:
        """The numbers of citations, such as ` [1,2]`."""
        found = [text for text in cites if text in self._references]
        numbers = [self._numbers.setdefault(text, len(self._numbers) + 1) for text in found]
        return Span(f" [{','.join(map(str, numbers))}]" if numbers else "", "cite")

    def listed(self) -> Iterator[Block]:
        """The sources of what was marked."""
        if self._numbers:
            yield Heading("Sources")
        for text, number in self._numbers.items():
            said = reference_line(self._references[text])
            yield Row(line(Span(f"[{number}]", "cite")), said)
