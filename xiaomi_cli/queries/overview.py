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
    commands: list[tuple[str, str]]
    extra: dict[str, int]


def overview(store: Store) -> Overview:
    """Count everything once."""
    settings = json.loads(store.meta("settings") or "{}")
    first, last = store.span()
    documents = [entry for entry in store.of_kind("source") if entry.type == "document"]
    commands = [(c["run"], c["says"]) for c in settings.get("try_these", [])]
    extra = json.loads(store.meta("extra") or "{}")
    extra.pop("", None)
    return Overview(
        settings.get("title", ""), settings.get("subtitle", ""), settings.get("disclaimer", ""),
        store.counts(), first[:4], last[:4], store.statement_count(), documents, commands, extra,
    )  # fmt: skip
