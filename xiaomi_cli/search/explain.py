"""Explains hits: the words of the query, the fields they stand in, the method that found them."""

from collections.abc import Mapping

from xiaomi_cli.index.store import Store
from xiaomi_cli.search.expansion import alternatives, fts_token
from xiaomi_cli.search.name_matches import Reason
from xiaomi_cli.search.search import Answer, Why

FIELDS = ("names", "title", "asked", "summary", "body")


def explained(store: Store, answer: Answer) -> dict[str, list[Why]]:
    """The reasons for each hit of an answer, most important first, by record id."""
    return {
        hit.entry.id: [
            Why(
                reason.words,
                _typed(reason.words, answer.changed),
                reason.method,
                _matched_text(store, reason, hit.number),
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


def _matched_text(store: Store, reason: Reason, number: int) -> str:
    """The words that matched; of an expansion to several, the first that the record has."""
    if reason.method not in {"beginning", "inside"}:
        return reason.text
    matching = (
        word
        for word in alternatives(reason.expression)
        if store.first_matches(fts_token(word), 1, (number, number))
    )
    return next(matching, reason.text)


def _fields(store: Store, expression: str, number: int) -> tuple[str, ...]:
    """The fields of a record that match an FTS5 expression."""
    if not expression:
        return ()
    return tuple(
        field
        for field in FIELDS
        if store.first_matches(f"{{{field}}} : ({expression})", 1, (number, number))
    )
