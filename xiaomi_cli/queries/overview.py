"""What is in a library: counts, span, sources, and what to try first."""

import json
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store


class Overview(NamedTuple):
    """The facts of the start page. `commands` are (command, what it answers).

    `extra`: how many records are from each folder of the reader's own.
    """

    title: str
    subtitle: str
    disclaimer: str
    counts: dict[str, int]
    first: str
    last: str
    statements: int
    sources: list[Entry]
    commands: tuple[tuple[str, str], ...]
    extra: dict[str, int]


def overview(store: Store) -> Overview:
    """Count everything once."""
    settings = store.settings()
    first, last = store.span()
    documents = [entry for entry in store.of_kind("source") if entry.type == "document"]
    extra = json.loads(store.meta("extra") or "{}")
    extra.pop("", None)
    return Overview(
        settings.title, settings.subtitle, settings.disclaimer,
        store.counts(), first[:4], last[:4], store.statement_count(), documents,
        settings.suggested, extra,
    )  # fmt: skip
