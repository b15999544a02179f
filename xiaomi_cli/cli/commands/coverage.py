"""`xiaomi coverage`."""

import typer

from xiaomi_cli.cli.answers import Answer, Row, answer
from xiaomi_cli.cli.options import Asked, answering
from xiaomi_cli.queries.overview import Coverage, coverage


@answering
def run(ctx: typer.Context, asked: Asked) -> None:
    """How far to trust the library: who stands behind its statements, and where it is thin.

    What the company says, and what retells it, counts as one voice.

    \b
    Examples:
      xiaomi coverage
      xiaomi coverage --json
      xiaomi coverage --as-of 2021-03
      xiaomi --data my-library coverage
    """
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.start import trust

    store = ctx.obj.seen(asked)
    found = coverage(store)
    given = Answer(
        lambda options: trust(found, options), lambda: document(found._asdict()),
        table=lambda: _table(found), page=True,
    )  # fmt: skip
    answer(store, asked, given)


def _table(found: Coverage) -> list[Row]:
    rows: list[Row] = [("measure", "of", "value")]
    for name, value in found._asdict().items():
        if isinstance(value, dict):
            rows += [(name, of, str(number)) for of, number in value.items()]
        elif isinstance(value, list):
            rows += [(name, of, "") for of in value]
        else:
            rows.append((name, "", str(value)))
    return rows
