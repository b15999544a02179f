"""Why each hit was found: what of the query, in which fields, and by what detour."""

from xiaomi_cli.queries.search import Answer, Why
from xiaomi_cli.store.reader import Store

FIELDS = ("names", "title", "summary", "body")


def explained(store: Store, answer: Answer) -> dict[str, list[Why]]:
    """The reasons for each hit of an answer, by record id."""
    typed = dict(answer.changed)
    return {
        hit.entry.id: [
            Why(
                reason.words,
                typed.get(reason.words, ""),
                reason.by,
                reason.said,
                _fields(store, reason.expression, hit.number),
            )
            for reason in hit.reasons
        ]
        for hit in answer.hits
    }


def _fields(store: Store, expression: str, number: int) -> tuple[str, ...]:
    """The fields of a record that match an FTS5 expression."""
    if not expression:
        return ()
    return tuple(
        field
        for field in FIELDS
        if store.first_matches(f"{{{field}}} : ({expression})", 1, (number, number))
    )
