"""What is left of a record when some of its statements cannot be seen."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.claims import told
from xiaomi_cli.model.dates import LATEST, EdtfError, is_later, parse_date
from xiaomi_cli.model.fields import SPOKEN, marked
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.records import KINDS, Figure, decode

_ID = pattern(r"([a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*(#\S+)?")
_NAMES = frozenset({"by", "holder", "maker"})  # whose record may be unknown while the name is not
_DATES = frozenset({"released", "judged", "as_of"})
_MOST = 300  # characters of a summary
_FREE = frozenset({"title", "measure", "where", "publisher", "author", "label", "pledge", "actual"})


class Sight(NamedTuple):
    """The last day that can be seen, the records that can, sources that are later; titles by id."""

    day: str
    visible: frozenset[str]
    late: frozenset[str]
    title: Callable[[str], str]


def trimmed(entry: Entry, hidden: list[StatementPath], sight: Sight) -> Entry:
    """An entry without the statements at these paths, and without what hangs on them."""
    record: dict[str, Any] = json.loads(entry.json)
    results = len(record.get("result", []))
    for path in reversed(hidden):
        if path.position >= 0:
            _delete(record, path.steps)
    if "dimensions" in record:
        record["dimensions"] = {name: said for name, said in record["dimensions"].items() if said}
    if "tensions" in record:  # a tension has two sides
        record["tensions"] = [t for t in record["tensions"] if len(t["sides"]) > 1]
    kind_of = entry.subtype
    is_open = entry.kind == "promise" and not _is_judged(record, results, sight.day)
    if is_open:
        record["outcome"] = kind_of = "open"
        for name in ("actual", "judged", "dissent", "result"):
            record.pop(name, None)
    if is_open or any(path.field == "summary" for path in hidden):
        _without_summary(record, entry)
    elif entry.kind != "dispute":
        _drop_later_texts(entry.kind, record, sight.day)
    if hidden:
        record.pop("finding", None)  # what a series shows, shows with its last value
    if is_later(record.get("where", ""), sight.day):  # told later of an earlier day
        record.pop("where")
    record.pop("asked", None)
    record["aliases"] = [a for a in record.get("aliases", []) if not is_later(a, sight.day)]
    record = _seen(record, sight)
    if entry.kind == "product" and "released" not in record:
        entry = entry._replace(date="", earliest=None, latest=None)
    needed = {"claims"} if entry.kind == "promise" else set()
    kept = {name: value for name, value in record.items() if value or name in needed}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    contested = json.dumps(record["contested"]) if record.get("contested") else ""
    return entry._replace(
        summary=record["summary"], subtype=kind_of, contested_json=contested, json=text
    )


def _delete(record: dict[str, Any], steps: tuple[str | int, ...]) -> None:
    *way, last = steps
    values: Any = record
    for step in way:
        values = values[step]
    del values[last]


def _is_judged(record: dict[str, Any], results: int, day: str) -> bool:
    """Whether all was known that a verdict on a promise rests on, or how far an open one is."""
    if record.get("outcome") == "open" and "actual" not in record:
        return True
    if is_later(record.get("actual", ""), day):
        return False
    if results:
        return len(record.get("result", [])) == results
    judged = record.get("judged", "")
    return bool(judged) and parse_date(judged).latest <= day


def _without_summary(record: dict[str, Any], entry: Entry) -> None:
    """The first statement that is left stands for the summary; what is said beside it goes too."""
    record.pop("cite", None)
    for name in {*marked(KINDS[entry.kind], SPOKEN)} - _FREE - {"question"}:
        record.pop(name, None)
    text, cite = next(_said(record, entry), (entry.title, []))
    record["summary"] = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    if cite:
        record["cite"] = cite


def _said(record: dict[str, Any], entry: Entry) -> Iterator[tuple[str, list[str]]]:
    if entry.kind == "figure":
        figure = decode(json.dumps({**record, "summary": entry.title}))
        if isinstance(figure, Figure):
            yield from ((told(figure, p), p.cite) for p in reversed(figure.points))
    for value in record.values():
        for claims in value.values() if isinstance(value, dict) else [value]:
            if isinstance(claims, list):
                for claim in claims:
                    if isinstance(claim, dict) and claim.get("text"):
                        yield claim["text"], claim.get("cite", [])


def _drop_later_texts(kind: str, record: dict[str, Any], day: str) -> None:
    for name in {*marked(KINDS[kind], SPOKEN)} - _FREE:
        if is_later(str(record.get(name, "")), day):
            record.pop(name, None)


def _seen(value: Any, sight: Sight) -> Any:
    """A field, a statement or a list of them without what leads to what cannot be seen."""
    if isinstance(value, list):
        found = (_seen(inner, sight) for inner in value)
        return [inner for inner in found if inner not in (None, {})]
    if isinstance(value, str):
        return value if _leads_on(value, sight) else None
    if not isinstance(value, dict):
        return value
    if value.get("dispute") and "says" in value and value["dispute"] not in sight.visible:
        return None
    if is_later(value.get("reason", ""), sight.day):  # what stood then was superseded later
        value = {name: inner for name, inner in value.items() if name not in {"status", "reason"}}
    left: dict[str, Any] = {}
    for name, inner in value.items():
        kept = _field(name, inner, sight)
        if kept is not None and (kept or name != "contested"):
            left[name] = kept
    return left


def _field(name: str, value: Any, sight: Sight) -> Any:
    if name == "cite":
        return [cite for cite in value if f"source/{cite.partition('¶')[0]}" not in sight.late]
    if name == "bears":
        return [word for word in value if not _is_late(word, sight.day)]
    is_date = name in _DATES and isinstance(value, str)
    if (is_date and _is_late(value, sight.day)) or (
        name == "note" and is_later(str(value), sight.day)
    ):
        return None
    if name in _NAMES and isinstance(value, str) and not _leads_on(value, sight):
        return sight.title(value)
    if name in {"id", "text", "summary", "title"}:
        return value
    return _seen(value, sight)


def _leads_on(text: str, sight: Sight) -> bool:
    match = _ID.fullmatch(text)
    return not match or match[1] not in KINDS or text.partition("#")[0] in sight.visible


def _is_late(date: str, day: str) -> bool:
    try:
        latest = parse_date(date).latest
    except EdtfError:
        return False
    return latest > day and latest != LATEST
