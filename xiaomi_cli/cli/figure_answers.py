"""Answers of `figure --growth` and `figure --doubtful`."""

from xiaomi_cli.cli.answers import Answer, Row
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import Figure, decode
from xiaomi_cli.queries.figures import Doubtful, Growth, NoGrowthError, doubtful, growth

MOST = 12  # doubtful numbers of a brief page


def growth_answer(entry: Entry, start: str, end: str) -> Answer:
    """How fast a figure grew between two EDTF dates, if given. Raises NothingFoundError."""
    record = decode(entry.json)
    if not isinstance(record, Figure):
        raise UsageProblemError("only a figure grows; to list: xiaomi figure")
    try:
        return _growth(growth(record, start, end))
    except NoGrowthError as error:
        raise NothingFoundError(str(error)) from error


def doubtful_answer(store: Store, theme: str, figures: list[str] | None, asked: Asked) -> Answer:
    """The numbers not to quote without a warning, of a theme or of some figures (by id)."""
    return _doubtful(doubtful(store, theme, figures), asked)


def _growth(found: Growth) -> Answer:
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.figures import basis
    from xiaomi_cli.render.views.figures import growth as view

    def table() -> list[Row]:
        rows: list[Row] = [("year", "value", "growth")]
        return rows + [
            (str(s.year), f"{s.value:f}", "" if s.growth is None else f"{s.growth:.6f}")
            for s in found.steps
        ]

    def as_json() -> str:
        steps = [
            {"year": s.year, "value": float(s.value)}
            | ({} if s.growth is None else {"growth": round(float(s.growth), 6)})
            for s in found.steps
        ]
        head = {"id": found.figure.id, "yearly": round(float(found.yearly), 6)}
        return document(
            head | {"from": found.steps[0].year, "to": found.steps[-1].year,
                    "basis": basis(found), "steps": steps}
        )  # fmt: skip

    return Answer(lambda options: view(found, options), as_json, table=table, page=True)


def _doubtful(found: list[Doubtful], asked: Asked) -> Answer:
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.figures import doubtful as view

    whole = asked.page.full or asked.as_json or asked.as_plain or asked.exports
    limit = (0 if whole else MOST) if asked.limit is None else asked.limit
    shown = found[: limit or None]

    def table() -> list[Row]:
        rows: list[Row] = [("id", "figure", "period", "value", "basis", "warning", "disputes")]
        return rows + [
            (d.figure.id, d.figure.title, d.point.period, d.value, d.point.basis,
             "; ".join(d.warnings), "; ".join(d.disputes))
            for d in shown
        ]  # fmt: skip

    def as_json() -> str:
        head, *rows = table()
        return document([dict(zip(head, row, strict=True)) for row in rows])

    cut = len(shown) < len(found)
    return Answer(
        lambda options: view(shown, options), as_json, table=table, page=True,
        nothing="" if found else "no number needs a warning",
        more=f"{len(shown)} of {len(found)} numbers; --full shows all" if cut else "",
    )  # fmt: skip
