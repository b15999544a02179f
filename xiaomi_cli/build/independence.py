"""Whose voices stand behind a statement, so that retellings are not counted as independent.

What the company says and what retells it (a profile, a review of the founder's book, a summary of
its finance chief) is one voice, `company`. Each outside author or publisher is a voice of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from xiaomi_cli.index.store import COMPANY_VOICE
from xiaomi_cli.model.locators import Citation
from xiaomi_cli.model.records import Source


class Places:
    """Finds the source that a citation really rests on: a part of a document, if it has some.

    `parts` gives the parts of a document in their order; without it they are among `sources`.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        parts: Callable[[str], Sequence[Source]] | None = None,
    ) -> None:
        self._sources = sources
        self._parts = parts or _parts_among(sources)

    def of(self, citation: Citation) -> Source:
        """The part that holds the cited paragraph, or else the source as a whole."""
        parts = self._parts(citation.source_id)  # no paragraph is in two of them
        before = bisect_right(parts, citation.first, key=lambda part: part.first)
        part = parts[before - 1] if before else None
        if part and citation.first <= part.last and citation.first not in part.without:
            return part
        return self._sources[citation.source_id]


def _parts_among(sources: Mapping[str, Source]) -> Callable[[str], Sequence[Source]]:
    found: dict[str, list[Source]] = {}
    for source in sources.values():
        if source.type == "part":
            found.setdefault(source.part_of, []).append(source)
    for parts in found.values():
        parts.sort(key=lambda part: part.first)
    return lambda document: found.get(document, ())


def voices(cited: Iterable[Citation], places: Places) -> set[str]:
    """The distinct voices of some citations: `company`, or `outside:` and who it is."""
    return {_voice(places.of(citation)) for citation in cited}


def _voice(source: Source) -> str:
    if source.voice in {"company", "promotional"}:
        return COMPANY_VOICE
    name = source.publisher or source.author or source.id
    return "outside:" + name.split(" (")[0].split(" via ")[0].replace(" ", "-").lower()
