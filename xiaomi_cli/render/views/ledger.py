"""The view of the promises: due, promised, what came of it."""

from datetime import date

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.queries.ledger import JUDGED, Promised, ledger
from xiaomi_cli.render.blocks import Block, Grid, Heading, Line, Paragraph, Span, Title, line
from xiaomi_cli.render.marks import OUTCOME_STYLE, contested
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.lists import plural

HEAD = {"overdue": "Overdue, no outcome found", "undated": "No date given"}


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
        blocks.append(Heading(HEAD.get(name, name.capitalize()), str(len(group)), tight=True))
        if name == "undated" and not options.full and not options.ids:
            titles = " · ".join(entry.name for entry, _ in group)
            blocks.append(Paragraph(line(titles), 2))
            continue
        blocks.append(
            Grid(
                [_row(promised, options) for promised in group],
                key="promise",
                cut=not options.full,
                widest=40,
            )
        )
    return blocks


def _short(due: str) -> str:
    """A date in few signs: `Jul–Dec 2025`, `~2039–2044`."""
    said = display_date(due).replace("about ", "~").replace(" to ~", "–").replace(" to ", "–")
    for month in MONTHS:
        said = said.replace(month, month[:3])
    first, dash, last = said.partition("–")
    if dash and first.rpartition(" ")[2] == last.rpartition(" ")[2]:
        return f"{first.rpartition(' ')[0]}–{last}"
    return said


def _row(promised: Promised, options: PageOptions) -> list[Line]:
    entry, fields = promised
    due = _short(fields.get("due", ""))
    outcome = Span(fields.get("actual", ""), OUTCOME_STYLE[fields["outcome"]])
    number = [line(Span(entry.id, "muted"))] if options.ids else []
    more = f"  {entry.summary}" if options.full else ""
    pledge = Span(fields.get("pledge") or entry.name, "", entry.id)
    return [line(Span(due, "date")), line(pledge), *number, line(outcome, more, contested(entry))]
