"""Options that several commands share, spelled once; those of every answer are `Asked`."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.session import Session
from xiaomi_cli.model.dates import LATEST

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Lens, Store

_SMALL_WORDS = frozenset({"in", "of", "from", "since", "to", "-", "–", ","})  # beside dates


def flag(name: str, says: str) -> Any:
    """An option that is given or not."""
    return typer.Option(name, help=says)


def option(names: str, takes: str, says: str) -> Any:
    """An option with a value, by its names with blanks between."""
    return typer.Option(
        *names.split(), metavar=takes, help=says, show_default=False, readable=False
    )


def argument(takes: str, says: str) -> Any:
    """What is given to a command by its place."""
    return typer.Argument(metavar=takes, help=says, show_default=False, readable=False)


_NAME = argument("[NAME]", "Name, alias, Chinese, pinyin or id.")
_LIMIT = typer.Option(
    "--limit", metavar="N", min=0, show_default=False, help="At most N; 0 for all."
)
_FORMAT = option(
    "--format", "FORMAT", "For another tool, such as csv or md; export --help lists them."
)
_OUTPUT = option(
    "-o --output", "FILE", "Write to FILE, which names the format; - for standard output."
)
Name = Annotated[list[str] | None, _NAME]
Theme = Annotated[str, option("--theme", "THEME", "Only of this theme.")]
Kinds = Annotated[list[str] | None, option("--kind", "KIND", "Only this kind; repeatable.")]
From = Annotated[str, option("--from", "DATE", "From this date on.")]
To = Annotated[str, option("--to", "DATE", "Up to this date.")]
AsOf = Annotated[str, option("--as-of", "DAY", "Hide what belongs to a later day.")]
PublishedBy = Annotated[
    str, option("--published-by", "DAY", "Hide what was published later as well.")
]
SeedsOnly = Annotated[bool, flag("--seeds-only", "Only what the source documents themselves bear.")]
Json = Annotated[bool, flag("--json", "Print one JSON document.")]
Plain = Annotated[bool, flag("--plain", "One record a line: id, kind, date, title, summary.")]


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
    form: Annotated[str, _FORMAT] = ""
    output: Annotated[Path | None, _OUTPUT] = None

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


def day(text: str, option: str) -> str:
    """A date that an option was given, as EDTF; nothing if it was not given.

    Raises UsageProblemError.
    """
    from xiaomi_cli.search.dates_and_figures import DateError, edtf

    try:
        return edtf(text) if text else ""
    except DateError as error:
        raise UsageProblemError(f"{option}: {error}") from error


def split_dates(typed: str) -> tuple[str, str, str]:
    """The words without the dates among them, and from when to when these are (EDTF)."""
    from xiaomi_cli.search.dates_and_figures import DateError, dates_in, edtf

    try:
        return "", edtf(typed), edtf(typed)
    except DateError:
        found = dates_in(typed)
    if not found:
        return typed, "", ""
    left = typed
    for value in reversed(found):
        left = f"{left[: value.start]} {left[value.end :]}"
    words = " ".join(word for word in left.split() if word.lower() not in _SMALL_WORDS)
    before = typed[: found[0].start].rstrip().lower()
    is_open = len(found) == 1 and before.endswith(("since", "from"))
    return words, found[0].date, "" if is_open else found[-1].date
