"""`xiaomi` alone, and `xiaomi coverage`: the library as a whole, and how far to trust it."""

from xiaomi_cli.cli.answers import Answer, answering
from xiaomi_cli.cli.options import Asked


@answering
def start(asked: Asked) -> Answer:
    """What is in the library, and what to try."""
    from xiaomi_cli.queries.overview import overview
    from xiaomi_cli.render.views.start import start as view

    found = overview(asked.store, asked.today)
    counts = found.counts | {"statements": found.statements}
    return Answer(
        lambda options: view(found, options),
        rows=lambda: [{"what": what, "how many": str(count)} for what, count in counts.items()],
        data=lambda: found._asdict() | {"documents": [entry.id for entry in found.documents]},
        page=True,
    )


@answering
def coverage(asked: Asked) -> Answer:
    """Who stands behind the statements of the library, and where it is thin."""
    from xiaomi_cli.queries.overview import coverage as covered
    from xiaomi_cli.render.views.start import trust

    found = covered(asked.store)

    def rows() -> list[dict[str, str]]:
        told: list[tuple[str, str, object]] = []
        for name, value in found._asdict().items():
            if isinstance(value, dict):
                told += [(name, of, number) for of, number in value.items()]
            elif isinstance(value, list):
                told += [(name, of, "") for of in value]
            else:
                told.append((name, "", value))
        return [{"measure": name, "of": of, "value": str(value)} for name, of, value in told]

    return Answer(lambda options: trust(found, options), rows=rows, data=found._asdict, page=True)
