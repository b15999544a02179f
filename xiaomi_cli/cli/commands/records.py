"""`show`, and the commands of the kinds: a list of all, or one record of it."""

from collections.abc import Callable
from typing import Annotated

from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import NothingFoundError, UsageProblemError, check_known
from xiaomi_cli.cli.options import (
    Asked,
    From,
    Name,
    Theme,
    To,
    argument,
    day,
    flag,
    option,
    split_dates,
)
from xiaomi_cli.cli.record_answers import find, listed, show_or_list, whole
from xiaomi_cli.cli.record_answers import show as shown
from xiaomi_cli.index.store import Entry
from xiaomi_cli.queries.listing import OUTCOMES, promises
from xiaomi_cli.render.blocks import Block, PageOptions

_IDEAS = frozenset({"framework", "principle"})
MOST = 20  # disputes and figures of a brief page


@answering
def show(
    asked: Asked,
    name: Annotated[
        list[str],
        argument(
            "ID", "An id, any name of a record, or the address of a statement (ID#STATEMENT)."
        ),
    ],
) -> Answer:
    """Any record, or one statement of it."""
    return shown(asked, " ".join(name))


def kind_command(kind: str) -> Callable[..., None]:
    """The command of a kind, with what only some kinds can do."""

    def record(asked: Asked, name: Name = None, theme: Theme = "") -> Answer:
        return show_or_list(asked, kind, name, theme)

    def idea(
        asked: Asked,
        name: Name = None,
        theme: Theme = "",
        against: Annotated[
            bool, flag("--against", "Only what speaks against it, from the whole library.")
        ] = False,
    ) -> Answer:
        if not against:
            return show_or_list(asked, kind, name, theme)
        if not name:
            raise UsageProblemError(f"--against goes with a name: xiaomi {kind} NAME --against")
        entry = find(asked, " ".join(name), [kind])
        return _against(asked, entry) if entry.kind in _IDEAS else whole(asked, entry)

    def lesson(
        asked: Asked,
        name: Name = None,
        theme: Theme = "",
        at_random: Annotated[bool, flag("--random", "Any one of them, whole.")] = False,
    ) -> Answer:
        if not at_random:
            return show_or_list(asked, kind, name, theme)
        if name:
            raise UsageProblemError("--random picks a lesson by itself; leave out its name")
        from random import choice

        check_theme(asked.whole, theme)
        if lessons := asked.store.of_kind(kind, theme):
            return whole(asked, choice(lessons))
        raise NothingFoundError("no lesson matches")

    return answering(idea if kind in _IDEAS else lesson if kind == "lesson" else record)


def _against(asked: Asked, entry: Entry) -> Answer:
    """What speaks against an idea, gathered from the whole library."""
    import msgspec

    from xiaomi_cli.queries.record_details import against, cited_references

    store, found = asked.store, against(asked.store, entry)

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views.statements import against as page

        claims = [*(o.claim for o in found.objections), *found.transfer]
        names = store.by_ids({claim.by for claim in claims if "/" in claim.by})
        cites = cited_references(store, [cite for claim in claims for cite in claim.cite])
        titles = {i: named.title for i, named in names.items()}
        return page(found, titles, cites, store.settings().voices, options)

    told = [
        {"group": o.group, "id": o.id, "title": o.title} | ({"note": o.note} if o.note else {})
        | msgspec.to_builtins(msgspec.structs.replace(o.claim, id="", home=""))
        for o in found.objections
    ]  # fmt: skip
    rows = [
        {"id": o.id, "group": o.group, "date": o.claim.date, "title": o.title,
         "text": o.claim.text, "type": o.claim.type, "by": o.claim.by,
         "source": "; ".join(o.claim.cite)}
        for o in found.objections
    ]  # fmt: skip
    head = {"id": entry.id, "kind": entry.kind, "title": entry.title, "summary": entry.summary}
    data = head | {"against": told, "transfer": msgspec.to_builtins(found.transfer)}
    nothing = "" if told or found.transfer else f"nothing speaks against {entry.title}"
    return Answer(view, rows=rows, data=data, page=True, nothing=nothing)


@answering
def promise(
    asked: Asked,
    name: Name = None,
    overdue: Annotated[
        bool, flag("--overdue", "Only those whose day has passed without a verdict.")
    ] = False,
    outcome: Annotated[
        str, option("--outcome", "HOW", "kept, partly, missed, moved or open.")
    ] = "",
    undated: Annotated[bool, flag("--undated", "Only those without a day.")] = False,
    theme: Theme = "",
) -> Answer:
    """One promise; those due in a time if NAME is one; or the ledger."""
    words, due, _ = split_dates(" ".join(name or ()))
    if words:
        return show_or_list(asked, "promise", name, theme)
    if outcome:
        check_known("outcome", outcome, OUTCOMES)
    check_theme(asked.whole, theme)
    stands = "overdue" if overdue else "undated" if undated else outcome
    found = promises(asked.store, theme=theme, stands=stands, today=asked.today, due=due)
    nothing = "no promise matches" + (f" that was due in {due}" if due else "")
    return listed(asked, "promise", found, nothing)


@answering
def figure(
    asked: Asked,
    name: Name = None,
    theme: Theme = "",
    growth: Annotated[bool, flag("--growth", "Compound growth over reported values.")] = False,
    start: From = "",
    end: To = "",
    doubtful: Annotated[
        bool, flag("--doubtful", "The numbers not to quote without a warning.")
    ] = False,
) -> Answer:
    """A number and its series over time; or the list."""
    if growth and not name:
        raise UsageProblemError("--growth goes with a name: xiaomi figure revenue --growth")
    if (start or end) and not growth:
        raise UsageProblemError("--from and --to go with --growth: xiaomi figure NAME --growth")
    if not growth and not doubtful:
        return show_or_list(asked, "figure", name, theme)
    check_theme(asked.whole, theme)
    entry = find(asked, " ".join(name), ["figure"]) if name else None
    if entry and not doubtful:
        return _growth(entry, day(start, "--from"), day(end, "--to"))
    return _doubtful(asked, theme, entry)


def _growth(entry: Entry, start: str, end: str) -> Answer:
    from xiaomi_cli.model.records import Figure, decode
    from xiaomi_cli.queries.figures import NoGrowthError, growth
    from xiaomi_cli.render.views.figures import basis
    from xiaomi_cli.render.views.figures import growth as view

    record = decode(entry.json)
    if not isinstance(record, Figure):
        raise UsageProblemError("only a figure grows; to list: xiaomi figure")
    try:
        found = growth(record, start, end)
    except NoGrowthError as error:
        raise NothingFoundError(str(error)) from error
    rows = [
        {"year": str(step.year), "value": f"{step.value:f}", "unit": record.unit,
         "currency": record.currency,
         "growth": "" if step.growth is None else f"{step.growth:.6f}"}
        for step in found.steps
    ]  # fmt: skip
    steps = [
        {"year": step.year, "value": float(step.value)}
        | ({} if step.growth is None else {"growth": round(float(step.growth), 6)})
        for step in found.steps
    ]
    data = {
        "id": record.id, "yearly": round(float(found.yearly), 6), "from": found.run[0].year,
        "to": found.run[-1].year, "basis": basis(found), "steps": steps,
    }  # fmt: skip
    return Answer(lambda options: view(found, options), rows=rows, data=data, page=True)


def _doubtful(asked: Asked, theme: str, figure: Entry | None) -> Answer:
    """The numbers not to quote without a warning, of a theme or of a figure."""
    from xiaomi_cli.model.records import point_text
    from xiaomi_cli.queries.figures import doubtful
    from xiaomi_cli.render.views.figures import doubtful as view

    found = doubtful(asked.store, [figure] if figure else asked.store.of_kind("figure", theme))
    brief = not (asked.full or asked.as_json or asked.as_plain or asked.form or asked.output)
    limit = MOST if asked.limit is None and brief else asked.limit
    shown = found[: limit or None]
    rows = [
        {"id": figure.id, "figure": figure.title, "period": point.period,
         "value": point_text(figure, point), "basis": point.basis, "warning": "; ".join(warnings),
         "disputes": "; ".join(mark.dispute for mark in point.contested), "instead": one.instead}
        for one in shown
        for figure, point, warnings, _ in one.values
    ]  # fmt: skip
    cut = len(shown) < len(found)
    return Answer(
        lambda options: view(shown, len(found), options),
        rows=rows,
        page=True,
        nothing="" if found else "no number needs a warning",
        more=f"{len(shown)} of {len(found)} disputes and figures; --full shows all" if cut else "",
    )
