"""Lists of records, the timeline, the ledger of promises and a day of the year: a line an entry."""

import json
from collections.abc import Collection, Iterable
from datetime import date

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.library_facts import plural as several
from xiaomi_cli.queries.listing import JUDGED, Promised, ledger
from xiaomi_cli.queries.timeline import Almanac, Anniversary, EraEvents
from xiaomi_cli.render.blocks import (
    BRIEF,
    OUTCOME_STYLE,
    Block,
    Gap,
    Grid,
    Heading,
    Line,
    Names,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Style,
    Title,
    contested,
    line,
)
from xiaomi_cli.render.layout import height

# A sign for each type of event, so that the kind is told without colour.
EVENT_SIGN = {
    "founding": "◆", "launch": "▲", "product": "△", "finance": "¤", "people": "☺", "policy": "§",
    "crisis": "✖", "speech": "“", "strategy": "◇", "research": "∴", "market": "%", "retail": "⌂",
    "target": "○", "publication": "¶",
}  # fmt: skip
LONGEST = 100  # lines of a list; in one that would be longer no empty lines part the groups
# Kinds whose lists are so short a line an entry that no empty lines need part their groups.
TIGHT = frozenset({"dispute", "source"})
# Columns that titles share where what is said of them is long; of other kinds 30.
WIDEST = {"framework": 24, "principle": 28, "lesson": 34, "dispute": 44, "figure": 30,
          "risk": 36}  # fmt: skip
BARE = 5  # signs below which an answer says too little by itself: `No`, `Open`
MANY_PAGES = 40  # sources that are pages; of more a brief list only says how many
# What a list says of an entry of a kind: a field; else its tagline, or its summary.
SAID = {"dispute": "verdict", "figure": "finding", "company": "role", "person": "role",
        "product": "category"}  # fmt: skip
LEDGER = {"overdue": "Overdue, no outcome found", "undated": "No date given"}
SCREEN = 75  # lines; of a longer timeline no empty lines part the eras


def plural(kind: str, count: int) -> str:
    """The word for some records of a kind."""
    return kind if count == 1 else several(kind)


def mark(entry: Entry) -> Line:
    """The mark of a contested date or title of a record, or nothing."""
    return contested([*entry.others("date"), *entry.others("title")])


def records(
    title: str,
    groups: Iterable[tuple[str, list[Entry]]],
    hint: str,
    options: PageOptions = BRIEF,
) -> list[Block]:
    """Records under the heads of their groups; numbered if they are frameworks of a map."""
    found = list(groups)
    blocks = _listed(title, found, hint, options)
    if options.full or height(blocks) <= LONGEST:
        return blocks
    return [b._replace(tight=n > 1) if isinstance(b, Heading) else b for n, b in enumerate(blocks)]


def _listed(
    title: str, groups: list[tuple[str, list[Entry]]], hint: str, options: PageOptions
) -> list[Block]:
    blocks: list[Block] = [Title(line(Span(title, "title")), line(Span(hint, "muted")))]
    number = 0
    for name, entries in groups:
        kind = entries[0].kind
        if name:
            blocks.append(Heading(name, "" if kind == "framework" else str(len(entries)),
                                  tight=kind in TIGHT and len(blocks) > 1))  # fmt: skip
        else:
            blocks.append(Gap())
        if name and kind == "source" and not options.full and len(entries) > MANY_PAGES:
            blocks += [_by_year(entries), Paragraph(line(Span("each with --full", "hint")), 2)]
            continue
        rows = [_row(entry, number + n, options) for n, entry in enumerate(entries, 1)]
        number += len(entries)
        widest = WIDEST.get(kind, 30)
        of_map = Grid(rows, indent=1, spare=2, widest=widest)
        other = Grid(rows, widest=widest)
        blocks.append(of_map if kind == "framework" else other)
    return blocks


def _row(entry: Entry, number: int, options: PageOptions) -> list[Line]:
    """The cells of an entry, of which the last says most."""
    zh = Span(f"  {entry.zh}" if entry.zh else "", "zh")
    name = Span(entry.name, "name", entry.id)
    ids = [line(Span(entry.id, "muted"))] if options.ids else []
    fields = json.loads(entry.json)
    when = line(Span(_short(entry.date), "date"))
    said = fields.get(SAID.get(entry.kind, "tagline")) or entry.summary
    said = said.removeprefix(f"{entry.name}, ")  # of a figure, where a clock leaves its last value
    match entry.kind:
        case "framework":
            head = [line(Span(f"{number:>2}", "muted")), line(name), line(Span(entry.zh, "zh"))]
        case "source" if not options.full:  # by what pages call it
            label = [line(Span(fields.get("label", "")))]
            return [when, *(ids or label), line(name, mark(entry))]
        case "product" | "source" | "event" | "promise":
            head = [when, line(name)]
        case _:
            head = [line(name, zh if entry.kind in {"company", "person"} else "")]
    if shorter := None if options.full else SHORTER.get(entry.kind):
        said = shorter(said)
    return [*head, *ids, line(said, mark(entry))]


def _answer(verdict: str) -> str:
    """The answer of a verdict, up to its reasons; with the first of them if it says too little."""
    answer, _, reasons = verdict.partition(": ")
    first = reasons.partition(", ")[0]
    return f"{answer}: {first}" if first and len(answer) < BARE else answer


def _shorter(finding: str) -> str:
    """A finding as a list has it: `From 66.8bn yuan in 2015 to 365.9bn in 2024`."""
    return finding.partition(". ")[0].replace(" billion", "bn").replace(" million", "m")


SHORTER = {"dispute": _answer, "figure": _shorter}


def _by_year(entries: list[Entry]) -> Names:
    """How many there are of each year, in a line."""
    years = [(entry.earliest or "")[:4] for entry in entries]
    counted = [f"{year or 'no date'}: {years.count(year)}" for year in sorted(set(years))]
    return Names([line(one) for one in counted])


def _short(day: str) -> str:
    """A date in few signs: `H2 2025`, `~2039–2044`."""
    said = display_date(day).replace("about ", "~").replace(" to ~", "–").replace(" to ", "–")
    for month in MONTHS:
        said = said.replace(month, month[:3])
    return said.replace("Jan–Jun ", "H1 ").replace("Jul–Dec ", "H2 ")


def promises(
    found: list[Promised], options: PageOptions = BRIEF, *, today: str = ""
) -> list[Block]:
    """Promises under how they stand on an ISO day, or now; the undated in one paragraph."""
    told = ledger(found, today or date.today().isoformat())
    judged, open_ = told.count(*JUDGED), told.count("overdue", "running", "undated")
    title = Span(f"{len(found)} {plural('promise', len(found))}", "title")
    counts = [f"{judged} judged: {', '.join(told.judged())}"] if judged else []
    counts += [f"{open_} open"] if open_ else []
    blocks: list[Block] = [Title(line(title), line(Span(" · ".join(counts), "muted")))]
    for name, group in told.by_standing.items():
        blocks.append(Heading(LEDGER.get(name, name.capitalize()), str(len(group))))
        if name == "undated" and not options.full and not options.ids:
            blocks.append(Paragraph(line(" · ".join(entry.name for entry, _ in group)), 2))
        else:
            rows = [_promise(promised, options) for promised in group]
            blocks.append(Grid(rows, widest=40))
    return blocks


def _promise(promised: Promised, options: PageOptions) -> list[Line]:
    entry, fields = promised
    due = Span(_short(fields.get("due", "")), "date")
    outcome = Span(fields.get("actual", ""), OUTCOME_STYLE[fields["outcome"]])
    number = [line(Span(entry.id, "muted"))] if options.ids else []
    more = f"  {entry.summary}" if options.full else ""
    pledge = Span(fields.get("pledge") or entry.name, "", entry.id)
    return [line(due), line(pledge), *number, line(outcome, more, mark(entry))]


def timeline(
    chapters: list[EraEvents],
    dates: dict[str, str],
    options: PageOptions = BRIEF,
    turns: Collection[str] = (),
) -> list[Block]:
    """Events by era; `dates` gives each one's date at its real precision; `turns` stand out."""
    blocks: list[Block] = []
    widest = max(map(len, dates.values()), default=0)
    many = sum(len(events) + 2 for _, events in chapters) > SCREEN
    for era, events in chapters:
        if era is not None:
            years = "–".join(dict.fromkeys((era.earliest[:4], era.latest[:4])))
            note = f"{era.zh}  {years}" if era.zh else years
            blocks.append(Heading(era.title, note, tight=many and bool(blocks)))
        for event in events:
            day = Span(f"{dates[event.id]:<{widest}}  ", "date")
            blocks.append(Row(line(day, _sign(event)), _event(event, options, event.id in turns)))
    return blocks


def _sign(event: Entry) -> Span:
    styles: dict[str, Style] = {"crisis": "bad", "target": "muted"}
    return Span(EVENT_SIGN.get(event.subtype, "·"), styles.get(event.subtype, "sign"))


def _event(event: Entry, options: PageOptions, is_turn: bool) -> Line:
    title = Span(event.name, "strong" if is_turn else "", event.id)
    said = f". {event.summary}" if options.full else ""
    number = Span(f"  {event.id}" if options.ids else "", "muted")
    return line(title, mark(event), said, number)


def today(almanac: Almanac, options: PageOptions = BRIEF) -> list[Block]:
    """Each event of a day with its date, how many years ago that was, and its summary."""
    note = "" if almanac.exact else "  nothing is known of the day itself"
    title = Title(line(Span(almanac.when, "title"), Span(note, "muted")))
    hint = Paragraph(line(Span("xiaomi event NAME shows one", "hint")))
    rows = [_anniversary(found, options) for found in almanac.anniversaries]
    return [title, Gap(), *rows, Gap(), hint]


def _anniversary(found: Anniversary, options: PageOptions) -> Block:
    event = found.event
    said = line(
        Span(event.name, "strong"), Span(_ago(found.years), "muted"), f". {event.summary}",
        Span(f"  {event.id}" if options.ids else "", "muted"),
    )  # fmt: skip
    return Row(line(Span(display_date(event.date), "date")), said)


def _ago(years: int | None) -> str:
    if years is None:
        return ""
    return {0: ", this year", 1: ", a year ago"}.get(years, f", {years} years ago")
