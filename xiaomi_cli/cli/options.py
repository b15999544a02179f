"""Options that several commands share, spelled once; those of every answer become `Asked`."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import wraps
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.index.lens import Lens, lens
from xiaomi_cli.model.dates import LATEST
from xiaomi_cli.render.blocks import PageOptions

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="One record a line: id, kind, date, title, summary.")
]
Name = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME]",
        help="Name, alias, Chinese, pinyin or id.",
        show_default=False,
        autocompletion=completion.names,
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="THEME",
        help="Only of this theme.",
        autocompletion=completion.themes,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", min=0, show_default=False, help="At most N; 0 for all."),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="Hide what belongs to a later day.",
        autocompletion=completion.years,
    ),
]
PublishedBy = Annotated[
    str,
    typer.Option(
        "--published-by",
        metavar="DAY",
        help="Hide what was published later as well.",
        autocompletion=completion.years,
    ),
]
SeedsOnly = Annotated[
    bool, typer.Option("--seeds-only", help="Only what the source documents themselves bear.")
]
Full = Annotated[bool, typer.Option("--full", help="All there is, not what fits a screen.")]
Ids = Annotated[bool, typer.Option("--ids", help="With the id of every record.")]
Sources = Annotated[bool, typer.Option("--sources", help="With the sources' addresses.")]
Against = Annotated[
    bool, typer.Option("--against", help="Only what speaks against it, from the whole library.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="For another tool, such as csv or md; export --help lists them.",
        autocompletion=completion.among(FORMATS),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        readable=False,
        help="Write to FILE, which names the format; - for standard output.",
    ),
]

# The options of every answer, in the order of the help: their annotations and defaults.
SHARED: dict[str, tuple[Any, Any]] = {
    "limit": (Limit, None),
    "full": (Full, False),
    "ids": (Ids, False),
    "sources": (Sources, False),
    "as_of": (AsOf, ""),
    "published_by": (PublishedBy, ""),
    "seeds_only": (SeedsOnly, False),
    "as_json": (Json, False),
    "as_plain": (Plain, False),
    "form": (Format, ""),
    "output": (Output, None),
}


class Asked(NamedTuple):
    """What the options of an answer ask for; `limit` is None where nobody set one."""

    limit: int | None = None
    page: PageOptions = PageOptions()
    through: Lens = Lens()
    as_json: bool = False
    as_plain: bool = False
    form: str = ""  # for another tool, in this format
    output: Path | None = None  # and to this file

    @property
    def today(self) -> str:
        """The ISO day on which the question is asked: the last one that can be seen, or today."""
        known = self.through.known
        return date.today().isoformat() if known == LATEST else known

    @property
    def exports(self) -> bool:
        """Whether the answer goes to another tool, or to a file."""
        return bool(self.form) or self.output is not None


def answering(run: Callable[..., Any]) -> Callable[..., Any]:
    """A command that answers: its parameter `asked` is made of the options of every answer."""

    @wraps(run)
    def command(**given: Any) -> Any:
        shared = {name: given.pop(name) for name in SHARED}
        return run(asked=asked(**shared), **given)

    own = inspect.signature(run).parameters.values()
    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in own if p.name != "asked"]
    parameters += [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in SHARED.items()
    ]
    del command.__wrapped__  # or its signature would count
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def asked(
    *,
    limit: int | None,
    full: bool,
    ids: bool,
    sources: bool,
    as_of: str,
    published_by: str,
    seeds_only: bool,
    as_json: bool,
    as_plain: bool,
    form: str,
    output: Path | None,
) -> Asked:
    """The options of an answer as one value. Raises UsageProblemError for what is no date."""
    through = seen_through(as_of, published_by, seeds_only)
    return Asked(limit, PageOptions(full, ids, sources), through, as_json, as_plain, form, output)


def seen_through(as_of: str, published_by: str, seeds_only: bool) -> Lens:
    """The lens that these options ask for. Raises UsageProblemError for what is no date."""
    through = lens(
        day(as_of, "--as-of"), published=day(published_by, "--published-by"), documents=seeds_only
    )
    if LATEST in {through.day, through.published}:
        raise UsageProblemError("--as-of and --published-by take a date that ends, such as 2021-03")
    return through


def day(text: str, option: str) -> str:
    """A date that an option was given, as EDTF; nothing if it was not given.

    Raises UsageProblemError.
    """
    if not text:
        return ""
    from xiaomi_cli.search.written_dates import DateError, edtf

    try:
        return edtf(text)
    except DateError as error:
        raise UsageProblemError(f"{option}: {error}") from error
