"""Why each hit was found: what of the query, in which fields, and by what detour."""

from collections.abc import Mapping

from xiaomi_cli.index.store import Store
from xiaomi_cli.search.expansion import one, words_of
from xiaomi_cli.search.name_matches import Reason
from xiaomi_cli.search.search import Answer, Why

FIELDS = ("names", "title", "asked", "summary", "body")


def explained(store: Store, answer: Answer) -> dict[str, list[Why]]:
    """The reasons for each hit of an answer, by record id."""
    return {
        hit.entry.id: [
            Why(
                reason.words,
                _typed(reason.words, answer.changed),
                reason.by,
                _said(store, reason, hit.number),
                _fields(store, reason.expression, hit.number),
            )
            for reason in hit.reasons
        ]
        for hit in answer.hits
    }


def _typed(words: str, changed: Mapping[str, str]) -> str:
    """What was typed for words of the query, if any of them was corrected."""
    typed = " ".join(changed.get(word, word) for word in words.split())
    return typed if typed != words else ""


def _said(store: Store, reason: Reason, number: int) -> str:
    """What a record says for the words; where they stand for several, the first that it has."""
    if reason.by not in {"beginning", "inside"}:
        return reason.said
    found = (
        word
        for word in words_of(reason.expression)
        if store.first_matches(one(word), 1, (number, number))
    )
    return next(found, reason.said)


def _fields(store: Store, expression: str, number: int) -> tuple[str, ...]:
    """The fields of a record that match an FTS5 expression."""
    if not expression:
        return ()
    return tuple(
        field
        for field in FIELDS
        if store.first_matches(f"{{{field}}} : ({expression})", 1, (number, number))
    )
