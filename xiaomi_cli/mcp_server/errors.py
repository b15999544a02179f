"""What can be wrong with a call, said so that an assistant can put it right."""

from collections.abc import Iterator

from xiaomi_cli.index.store import NamedRecord
from xiaomi_cli.model.dates import EdtfError
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.queries.comparison import NotComparableError
from xiaomi_cli.queries.resolve import AmbiguousNameError, UnclearNameError, UnknownStatementError
from xiaomi_cli.search.written_dates import DateError

_SHOWN = 6  # candidates that a message names


class ToolError(Exception):
    """A call that cannot be answered as it is; the message says what was expected."""


EXPECTED = (
    ToolError,
    DateError,
    EdtfError,
    UnclearNameError,
    UnknownStatementError,
    NotComparableError,
)


def sentence(error: Exception) -> str:
    """One of the expected errors, told in a sentence with the nearest right thing."""
    match error:
        case AmbiguousNameError():
            return f"{shorten(error.name)} could mean {_named(error.candidates)}; name one by id"
        case UnclearNameError():
            near = f"; nearest: {_named(error.candidates)}" if error.candidates else ""
            kind = error.kinds[0] if len(error.kinds) == 1 else "record"
            return f"there is no {kind} {shorten(error.name)}{near}"
    return str(error)


def _named(candidates: list[NamedRecord]) -> str:
    return ", ".join(_texts(candidates[:_SHOWN])) + (", …" if len(candidates) > _SHOWN else "")


def _texts(candidates: list[NamedRecord]) -> Iterator[str]:
    return (f"{record.id} ({record.title})" for record in candidates)
