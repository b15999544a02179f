"""`xiaomi figure [NAME]`: a number and its series, its growth, or the numbers to doubt."""

from typing import Annotated

from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Asked, From, Name, Theme, To, day, flag
from xiaomi_cli.cli.record_answers import find, show_or_list
from xiaomi_cli.index.store import Entry

MOST = 20  # disputes and figures of a brief page


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
