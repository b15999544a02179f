"""What a compiled library knows of its kinds of records, read without their structs."""

import json
from typing import NamedTuple


class KindFacts(NamedTuple):
    """What a kind declares of itself (see `model.records.Record`), and how many records it has."""

    grouped_by: str = ""
    compared: int = 0
    actor: bool = False
    records: int = 0
    search_bonus: float = 0.0


def kind_facts(text: str) -> dict[str, KindFacts]:
    """The facts by kind, in the order of lists, from the JSON that a compiled library keeps."""
    return {kind: KindFacts(*facts) for kind, facts in json.loads(text or "{}").items()}


def plural(kind: str) -> str:
    """The word for several records of a kind.

    >>> plural("company"), plural("person"), plural("risk")
    ('companies', 'people', 'risks')
    """
    if kind == "person":
        return "people"
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
