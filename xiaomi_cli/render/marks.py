"""The marks of all pages, in one place: what each sign means, and who speaks where none stands."""

from typing import TYPE_CHECKING, Any

from xiaomi_cli.render.blocks import Span, Style

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Entry
    from xiaomi_cli.model.record_parts import Contest

CONTESTED = "‡"

# A sign for each type of event, so that the kind is told without colour.
EVENT_SIGN = {
    "founding": "◆", "launch": "▲", "product": "△", "finance": "¤", "people": "☺", "policy": "§",
    "crisis": "✖", "speech": "“", "strategy": "◇", "research": "∴", "market": "%", "retail": "⌂",
    "target": "○", "publication": "¶",
}  # fmt: skip

OUTCOME_STYLE: dict[str, Style] = {
    "kept": "good", "partly": "open", "missed": "bad", "moved": "open", "open": "open",
}  # fmt: skip


# What a page or a list can bear, with what it means, for `help marks`.
LEGEND = (
    ("[3]", "what bears the statement: number 3 of the sources at the foot of the page"),
    ("analyst", "one word after a statement: who says so, if not the voice named at the top"),
    ("slanted", "a judgement or a forecast; upright, a fact or an account of one"),
    (f"{CONTESTED} 22 May", "a contested value, and what the other side says instead"),
    ("¶68", "a paragraph of a document, counted from 1"),
    ("░░░░", "a target, a claim or an estimate; ████ a result as reported"),
    ("▒▒▒▒│", "below zero: a loss, a fall"),
    ("–", "a year of which no source gives a value"),
)


def contest(contested: "list[Contest]") -> Span:
    """The mark of a contested value with what the other sides say, which leads to the dispute."""
    mark = _mark([other for found in contested for other in found.others])
    return mark._replace(url=contested[0].dispute) if contested else mark


def contested_text(value: Any, text: str) -> Span:
    """The mark for a statement of a record as the store keeps it, found by its text; or nothing."""
    if isinstance(value, list):
        return next((mark for one in value if (mark := contested_text(one, text)).text), Span(""))
    if not isinstance(value, dict):
        return Span("")
    if value.get("text") == text and value.get("contested"):
        others = [other for found in value["contested"] for other in found["others"]]
        return _mark(others)
    return contested_text(list(value.values()), text)


def _mark(others: list[str]) -> Span:
    return Span(f"  {CONTESTED} {'; '.join(dict.fromkeys(others))}" if others else "", "dispute")


def contested(entry: "Entry") -> Span:
    """The mark for the date or title of a record, or nothing."""
    return _mark([*entry.others("date"), *entry.others("title")])
