"""Options that several commands share, spelled once; those of every answer are `Asked`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.session import Session
from xiaomi_cli.cli.time_spans import day
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.model.dates import LATEST
from xiaomi_cli.render.blocks import PageOptions

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Lens, Store


def flag(name: str, says: str) -> Any:
    """An option that is given or not."""
    return typer.Option(name, help=says)


def option(names: str, takes: str, says: str, offers: Callable[..., Any] | None = None) -> Any:
    """An option with a value, by its names with blanks between; `offers` completes it."""
    return typer.Option(
        *names.split(),
        metavar=takes,
        help=says,
        autocompletion=offers,
        show_default=False,
        readable=False,
    )


def argument(takes: str, says: str, offers: Callable[..., Any] | None = None) -> Any:
    """What is given to a command by its place."""
    return typer.Argument(
        metavar=takes, help=says, autocompletion=offers, show_default=False, readable=False
    )


_years = completion.years
_NAME = argument("[NAME]", "Name, alias, Chinese, pinyin or id.", completion.names)
_FORMAT = "For another tool, such as csv or md; export --help lists them."
_LIMIT = typer.Option(
    "--limit", metavar="N", min=0, show_default=False, help="At most N; 0 for all."
)
Name = Annotated[list[str] | None, _NAME]
Theme = Annotated[str, option("--theme", "THEME", "Only of this theme.", completion.themes)]
Kinds = Annotated[
    list[str] | None, option("--kind", "KIND", "Only this kind; repeatable.", completion.kinds)
]
From = Annotated[str, option("--from", "DATE", "From this date on.", _years)]
To = Annotated[str, option("--to", "DATE", "Up to this date.", _years)]
AsOf = Annotated[str, option("--as-of", "DAY", "Hide what belongs to a later day.", _years)]
PublishedBy = Annotated[
    str, option("--published-by", "DAY", "Hide what was published later as well.", _years)
]
SeedsOnly = Annotated[bool, flag("--seeds-only", "Only what the source documents themselves bear.")]
Json = Annotated[bool, flag("--json", "Print one JSON document.")]
Plain = Annotated[bool, flag("--plain", "One record a line: id, kind, date, title, summary.")]
Output = option(
    "-o --output", "FILE", "Write to FILE, which names the format; - for standard output."
)


class Asked(NamedTuple):
    """Which library is asked, and the options of every answer in the order of the help.

    `limit` is None where nobody set one.
    """

    session: Session
    limit: Annotated[int | None, _LIMIT] = None
    full: Annotated[bool, flag("--full", "All there is, not what fits a screen.")] = False
    ids: Annotated[bool, flag("--ids", "With the id of every record.")] = False
    sources: Annotated[bool, flag("--sources", "With the sources' addresses.")] = False
    as_of: AsOf = ""
    published_by: PublishedBy = ""
    seeds_only: SeedsOnly = False
    as_json: Json = False
    as_plain: Plain = False
    form: Annotated[str, option("--format", "FORMAT", _FORMAT, completion.among(FORMATS))] = ""
    output: Annotated[Path | None, Output] = None

    @property
    def lens(self) -> "Lens":
        """With how much of the library it is answered. Raises UsageProblemError for no date."""
        from xiaomi_cli.index.store import lens

        known, published = day(self.as_of, "--as-of"), day(self.published_by, "--published-by")
        found = lens(known, published=published, documents=self.seeds_only)
        if LATEST in {found.day, found.published}:
            message = "--as-of and --published-by take a date that ends, such as 2021-03"
            raise UsageProblemError(message)
        return found

    @property
    def whole(self) -> "Store":
        """The whole library. Raises BrokenLibraryError."""
        return self.session.store

    @property
    def store(self) -> "Store":
        """The library as far as it can be seen. Raises BrokenLibraryError, UsageProblemError."""
        return self.session.seen(self.lens)

    @property
    def today(self) -> str:
        """The ISO day on which the question is asked: the last one that can be seen, or today."""
        known = self.lens.known
        return date.today().isoformat() if known == LATEST else known

    @property
    def page(self) -> PageOptions:
        """How much a page shows."""
        return PageOptions(self.full, self.ids, self.sources)

    @property
    def exports(self) -> bool:
        """Whether the answer goes to another tool, or to a file."""
        return bool(self.form) or self.output is not None
