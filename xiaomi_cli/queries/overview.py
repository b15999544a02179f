"""What is in a library, what to try first, and how far it can be trusted."""

import json
from collections import Counter
from typing import Any, NamedTuple

from xiaomi_cli.index.store import COMPANY_VOICE, Entry, Store
from xiaomi_cli.model.lexicon import SCALES, headline
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.queries.listing import JUDGED, ledger

SERIES = 5  # yearly values from which on a figure tells a story


class Overview(NamedTuple):
    """The facts of the start page. `commands` are (command, what it answers).

    `frameworks`: (id, title) of those of the map, in order. `outcomes`: sentences on what came of
    it. `extra`: how many records are from each folder of the reader's own.
    """

    title: str
    subtitle: str
    disclaimer: str
    counts: dict[str, int]
    first: str
    last: str
    statements: int
    documents: list[Entry]
    commands: tuple[tuple[str, str], ...]
    extra: dict[str, int]
    frameworks: list[tuple[str, str]]
    turns: list[str]
    outcomes: list[str]
    sources: str


def overview(store: Store, today: str) -> Overview:
    """Count everything once; what is due is told as of an ISO day."""
    settings = store.settings()
    first, last = store.span()
    sources = store.of_kind("source")
    documents = [entry for entry in sources if entry.subtype == "document"]
    extra = json.loads(store.meta("extra") or "{}")
    extra.pop("", None)
    mapped = store.by_ids([*settings.frameworks, *(turn.event for turn in settings.turns)])
    return Overview(
        settings.title, settings.subtitle, settings.disclaimer,
        store.counts(), first[:4], last[:4], store.statement_count(), documents,
        settings.suggested if store.sees_all else (), extra,
        [(one, mapped[one].title) for one in settings.frameworks if one in mapped],
        [turn.says for turn in settings.turns if turn.event in mapped],
        [*_promises(store, today), *_numbers(store, settings.subject)],
        _listed(documents, sum(entry.subtype == "page" for entry in sources)),
    )  # fmt: skip


def _promises(store: Store, today: str) -> list[str]:
    found = [(entry, json.loads(entry.json)) for entry in store.of_kind("promise")]
    told = ledger(found, today)
    judged = told.count(*JUDGED)
    said = _some(judged or len(found), "promise")
    said += f" judged: {', '.join(told.judged())}" if judged else ""
    open_ = ", ".join(f"{n} {name}" for name in ("overdue", "running") if (n := told.count(name)))
    return [" · ".join(filter(None, (said, open_)))] if found else []


def _some(count: int, word: str) -> str:
    return f"{count} {word if count == 1 else plural(word)}"


def _numbers(store: Store, subject: str) -> list[str]:
    """The finding of the weightiest figure of the subject known for years; money goes first."""

    def weight(figure: dict[str, Any]) -> tuple[bool, float]:
        sizes = (float(p["value"]) * 10 ** SCALES.get(p.get("scale"), 0) for p in figure["points"])
        return bool(figure.get("currency")), max(sizes)

    def years(figure: dict[str, Any]) -> int:
        dated = (p for p in figure["points"] if p.get("period", "").isdecimal())
        return len({p["period"] for p in dated if p["basis"] == "reported"})

    figures = [json.loads(entry.json) for entry in store.of_kind("figure")]
    told = (f for f in figures if f.get("of") == subject and f.get("finding"))
    best = max((f for f in told if years(f) >= SERIES), key=weight, default=None)
    return [headline(best["title"], best["finding"])] if best else []


def _listed(documents: list[Entry], pages: int) -> str:
    """The documents as pages call them, and how many pages there are beside them."""
    names = [json.loads(entry.json).get("label") or entry.title for entry in documents]
    names += [f"{_some(pages, 'page')} of press and results"] if pages else []
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


THIN_YEAR, THIN_THEME = 3, 30  # fewer events in a year, or statements on a theme, than this is thin


class Coverage(NamedTuple):
    """Shares are of all cited statements, from 0 to 1."""

    statements: int
    primary: float
    two_voices: float
    one_voice: float
    company_only: float
    one_source: float
    by_confidence: dict[str, int]
    by_status: dict[str, int]
    by_type: dict[str, int]
    disputed_records: int
    years: dict[str, int]
    thin_years: list[str]
    themes: dict[str, int]
    thin_themes: list[str]
    newest_source: str
    sources: int


def coverage(store: Store) -> Coverage:
    """Count over every cited statement."""
    rows = store.statement_facts()
    total = len(rows) or 1
    voices = [row.voices.split() for row in rows]
    years = Counter(store.event_years())
    span = [str(year) for year in range(int(min(years)), int(max(years)) + 1)] if years else []
    themes = store.statements_by_theme()
    return Coverage(
        statements=len(rows),
        primary=sum(row.primary for row in rows) / total,
        two_voices=sum(len(v) > 1 for v in voices) / total,
        one_voice=sum(len(v) == 1 for v in voices) / total,
        company_only=sum(v == [COMPANY_VOICE] for v in voices) / total,
        one_source=sum(row.sources == 1 for row in rows) / total,
        by_confidence=dict(Counter(row.confidence for row in rows)),
        by_status=dict(Counter(row.status for row in rows)),
        by_type=dict(Counter(row.type for row in rows)),
        disputed_records=store.disputed_records(),
        years=dict(sorted(years.items())),
        thin_years=[year for year in span if years[year] < THIN_YEAR],
        themes=themes,
        thin_themes=[theme for theme, count in themes.items() if count < THIN_THEME],
        newest_source=store.newest_source(),
        sources=store.counts().get("source", 0),
    )
