"""`xiaomi` alone: what is in the library and what to try."""

import typer

from xiaomi_cli.cli.answers import Answer, Row, answer
from xiaomi_cli.cli.options import Asked, answering
from xiaomi_cli.cli.session import Session
from xiaomi_cli.queries.overview import Overview, overview


@answering
def run(ctx: typer.Context, asked: Asked) -> None:
    """What is in the library, and what to try.

    \b
    Examples:
      xiaomi
      xiaomi --as-of 2021-03
      xiaomi --json
    """
    start(ctx.obj, asked)


def start(session: Session, asked: Asked) -> None:
    """The start page, in the form asked for."""
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.start import start as view

    store = session.seen(asked)
    found = overview(store, asked.today)
    told = found._asdict() | {"documents": [entry.id for entry in found.documents]}
    given = Answer(
        lambda options: view(found, options), lambda: document(told),
        table=lambda: _table(found), page=True,
    )  # fmt: skip
    answer(store, asked, given)


def _table(found: Overview) -> list[Row]:
    counts = [(kind, str(count)) for kind, count in found.counts.items()]
    return [("what", "how many"), *counts, ("statements", str(found.statements))]
