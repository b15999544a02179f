"""One call: its tool, its arguments, its page. Knows no protocol."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from xiaomi_cli.index.store import Store
from xiaomi_cli.index.visibility import through
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Answer, Drafts
from xiaomi_cli.mcp_server.comparing import side_by_side
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.events import timeline
from xiaomi_cli.mcp_server.figures import figures
from xiaomi_cli.mcp_server.pages import MOST_CITES, Views, page
from xiaomi_cli.mcp_server.searching import search
from xiaomi_cli.mcp_server.showing import show
from xiaomi_cli.mcp_server.sight import lens_of
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.record_details import Reference, cited_references

_MOST_QUESTIONS = 16  # whose answers are kept, for the next page of one
_MOST_REFERENCES = 1024
_MOST_SIGHTS = 8  # days that are remembered; each keeps the ids of what can be seen


class Tool(NamedTuple):
    """What a tool is for, what it takes, and what it finds."""

    says: str
    arguments: type[arguments.Asked]
    find: Callable[[Store, Any], Drafts]


TOOLS = {
    "search": Tool(
        "Statements on any words; kind alone (event, promise, dispute, lesson, …) lists it",
        arguments.Search,
        search,
    ),
    "show": Tool("All statements of a record, or one statement", arguments.Show, show),
    "timeline": Tool("Events in order", arguments.Timeline, timeline),
    "compare": Tool(
        "Companies, ideas, figures, sources, years or eras side by side",
        arguments.Compare,
        side_by_side,
    ),
    "figures": Tool(
        "Values of a measure, or the numbers about a product, company or event",
        arguments.Figures,
        figures,
    ),
}


def _found(tool: str, store: Store, asked: arguments.Asked) -> Drafts:
    return TOOLS[tool].find(store, asked)


class Library:
    """A library that answers calls. It only reads."""

    def __init__(self, store: Store) -> None:
        self._whole = store

        def reference(cite: str) -> Reference | None:
            return cited_references(store, [cite]).get(cite)

        self._reference = lru_cache(maxsize=_MOST_REFERENCES)(reference)
        self._seen = lru_cache(maxsize=_MOST_SIGHTS)(lambda lens: through(store, lens))
        self._found = lru_cache(maxsize=_MOST_QUESTIONS)(_found)

    def answer(self, tool: str, given: dict[str, Any] | None) -> Answer:
        """The page that a call asks for. Raises what `errors.EXPECTED` lists."""
        if tool not in TOOLS:
            near = expected(suggest(tool, TOOLS), TOOLS)
            raise ToolError(f"there is no tool {shorten(tool)}; {near}")
        asked = arguments.read(TOOLS[tool].arguments, given)
        seen = self._seen(lens_of(asked.as_of, asked.published_by))
        question = msgspec.structs.replace(asked, cursor="")
        found = self._found(tool, seen, question)
        told = tool + msgspec.json.encode(question).decode()
        # One statement asked for by its address is told with everything that bears it.
        most_cites = 20 if len(found.drafts) == 1 else MOST_CITES
        return page(
            Views(seen, self._whole, self._reference),
            found,
            told,
            asked.cursor,
            most_cites=most_cites,
        )
