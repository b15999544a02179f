"""Lists of records, the timeline, the ledger of promises and a day of the year: a line an entry."""

import json
from collections.abc import Collection, Iterable
from datetime import date

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.queries.listing import JUDGED, Promised, ledger
from xiaomi_cli.queries.timeline import Almanac, EraEvents
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
    apart,
    contested,
    line,
)
from xiaomi_cli.render.layout import height

LONGEST = 75  # lines of a list; in one that would be longer no empty lines part the groups
# A sign for each type of event, so that the kind is told without colour.
EVENT_SIGN = {
    "founding": "◆", "launch": "▲", "product": "△", "finance": "¤", "people": "☺", "policy": "§",
    "crisis": "✖", "speech": "“", "strategy": "◇", "research": "∴", "market": "%", "retail": "⌂",
    "target": "○", "publication": "¶",
}  # fmt: skip
SIGN_STYLE: dict[str, Style] = {"crisis": "bad", "target": "muted"}
# Columns that titles share where what is said of them is long; of other kinds 30.
WIDEST = {"framework": 24, "principle": 28, "lesson": 34, "dispute": 44, "risk": 36}
BARE = 5  # signs below which an answer says too little by itself: `No`, `Open`
MANY_PAGES = 40  # sources that are pages; of more a brief list only says how many
# What a list says of an entry of a kind: a field; else its tagline, or its summary.
SAID = {"dispute": "verdict", "figure": "finding", "company": "role", "person": "role",
        "product": "category"}  # fmt: skip
LEDGER = {"overdue": "Overdue, no outcome found", "undated": "No date given"}


def mark(entry: Entry) -> Line:
    """The mark of a contested date or title of a record, or nothing."""
    return contested([*entry.others("date"), *entry.others("title")])


def _parted(made: list[Block]) -> list[Block]:
    """With empty lines between the groups, unless the list is too long for that."""
    if height(made) <= LONGEST:
        return made
    return [b._replace(tight=n > 1) if isinstance(b, Heading) else b for n, b in enumerate(made)]


def records(
    title: str, groups: Iterable[tuple[str, list[Entry]]], hint: str, options: PageOptions = BRIEF
) -> list[Block]:
    """Records under the heads of their groups; numbered if they are frameworks of a map."""
    made: list[Block] = [Title(line(Span(title, "title")), line(Span(hint, "muted")))]
    number = 0
    for name, entries in groups:
        kind = entries[0].kind
        is_map = kind == "framework"
        made.append(Heading(name, "" if is_map else str(len(entries))) if name else Gap())
        if name and kind == "source" and not options.full and len(entries) > MANY_PAGES:
            years = [(entry.earliest or "")[:4] for entry in entries]
            counts = (f"{y or 'no date'}: {years.count(y)}" for y in sorted(set(years)))
            made += [Names([line(count) for count in counts]),
                       Paragraph(line(Span("each with --full", "hint")), 2)]  # fmt: skip
            continue
        labelled = any('"label":' in entry.json for entry in entries)
        dated = any(entry.date for entry in entries)
        rows = [
            _row(entry, n, options, labelled=labelled, dated=dated)
            for n, entry in enumerate(entries, number + 1)
        ]
        number += len(entries)
        widest = WIDEST.get(kind, 30)
        made.append(Grid(rows, 1, 2, widest) if is_map else Grid(rows, widest=widest))
    return _parted(made)


def _row(
    entry: Entry, number: int, options: PageOptions, *, labelled: bool, dated: bool
) -> list[Line]:
    """The cells of an entry, of which the last says most; its list has labels, or dates."""
    name = Span(entry.name, "name", entry.id)
    ids = [line(Span(entry.id, "muted"))] if options.ids else []
    fields = json.loads(entry.json)
    when = line(Span(_short(entry.date), "date"))
    said = fields.get(SAID.get(entry.kind, "tagline")) or entry.summary
    said = said.removeprefix(f"{entry.name}, ")  # of a figure, where a clock leaves its last value
    zh = apart(entry.zh if entry.kind in {"company", "person"} else "", "zh")
    match entry.kind:
        case "framework":
            head = [line(Span(f"{number:>2}", "muted")), line(name), line(Span(entry.zh, "zh"))]
        case "source" if not options.full:  # by what pages call it
            label = [line(fields.get("label", ""))] if labelled else []
            return [when, *(ids or label), line(name, mark(entry))]
        case _ if dated:
            head = [when, line(name)]
        case _:
            head = [line(name, zh)]
    if entry.kind == "dispute" and not options.full:
        said = _answer(said)
    if entry.kind == "figure" and not options.full:
        said = said.partition(". ")[0].replace(" billion", "bn").replace(" million", "m")
    return [*head, *ids, line(said, mark(entry))]


def _answer(verdict: str) -> str:
    """The answer of a verdict, up to its reasons; with the first of them if it says too little."""
    answer, _, reasons = verdict.partition(": ")
    first = reasons.partition(", ")[0]
    return f"{answer}: {first}" if first and len(answer) < BARE else answer


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
    made: list[Block] = [Title(line(title), line(Span(" · ".join(counts), "muted")))]
    for name, group in told.by_standing.items():
        made.append(Heading(LEDGER.get(name, name.capitalize()), str(len(group))))
        if name == "undated" and not options.full and not options.ids:
            made.append(Paragraph(line(" · ".join(entry.name for entry, _ in group)), 2))
        else:
            made.append(Grid([_promise(*one, options) for one in group], widest=40))
    return made


def _promise(entry: Entry, fields: dict[str, str], options: PageOptions) -> list[Line]:
    due = line(Span(_short(fields.get("due", "")), "date"))
    outcome = Span(fields.get("actual", ""), OUTCOME_STYLE[fields["outcome"]])
    number = [line(Span(entry.id, "muted"))] if options.ids else []
    more = f"  {entry.summary}" if options.full else ""
    pledge = line(Span(fields.get("pledge") or entry.name, "", entry.id))
    return [due, pledge, *number, line(outcome, more, mark(entry))]


def timeline(
    chapters: list[EraEvents],
    dates: dict[str, str],
    options: PageOptions = BRIEF,
    turns: Collection[str] = (),
) -> list[Block]:
    """Events by era; `dates` gives each one's date at its real precision; `turns` stand out."""
    made: list[Block] = []
    widest = max(map(len, dates.values()), default=0)
    for era, events in chapters:
        if era is not None:
            years = "–".join(dict.fromkeys((era.earliest[:4], era.latest[:4])))
            made.append(Heading(era.title, f"{era.zh}  {years}" if era.zh else years))
        for event in events:
            sign = Span(EVENT_SIGN.get(event.subtype, "·"), SIGN_STYLE.get(event.subtype, "sign"))
            title = Span(event.name, "strong" if event.id in turns else "", event.id)
            said = f". {event.summary}" if options.full else ""
            number = apart(event.id if options.ids else "", "muted")
            day = line(Span(f"{dates[event.id]:<{widest}}  ", "date"), sign)
            made.append(Row(day, line(title, mark(event), said, number)))
    return _parted(made)


def today(almanac: Almanac, options: PageOptions = BRIEF) -> list[Block]:
    """Each event of a day with its date, how many years ago that was, and its summary."""
    note = "" if almanac.exact else "nothing is known of the day itself"
    made: list[Block] = [Title(line(Span(almanac.when, "title"), apart(note, "muted"))), Gap()]
    for event, years in almanac.anniversaries:
        told = {None: "", 0: ", this year", 1: ", a year ago"}
        ago = told.get(years, f", {years} years ago")
        said = line(
            Span(event.name, "strong"), Span(ago, "muted"), f". {event.summary}",
            apart(event.id if options.ids else "", "muted"),
        )  # fmt: skip
        made.append(Row(line(Span(display_date(event.date), "date")), said))
    return [*made, Gap(), Paragraph(line(Span("xiaomi event NAME shows one", "hint")))]
