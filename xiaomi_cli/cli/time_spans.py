"""Times as they are typed: a date of an option, or the dates among the words of a question."""

from typing import NamedTuple

from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.output import note
from xiaomi_cli.model.dates import parse_date

_SMALL_WORDS = frozenset({"in", "of", "from", "since", "to", "-", "–", ","})


class TimeSpan(NamedTuple):
    """From when to when, in EDTF; either may be open."""

    start: str = ""
    end: str = ""


def day(text: str, option: str) -> str:
    """A date that an option was given, as EDTF; nothing if it was not given.

    Raises UsageProblemError.
    """
    from xiaomi_cli.search.dates_and_figures import DateError, edtf

    try:
        return edtf(text) if text else ""
    except DateError as error:
        raise UsageProblemError(f"{option}: {error}") from error


def ordered(span: TimeSpan) -> TimeSpan:
    """The span; one whose ends are swapped is put right, and this is said."""
    if span.start and span.end and parse_date(span.start).earliest > parse_date(span.end).latest:
        first, last = parse_date(span.end).display(), parse_date(span.start).display()
        note(f"xiaomi: {last} is later than {first}; showing {first} to {last}")
        return TimeSpan(span.end, span.start)
    return span


def split_dates(typed: str) -> tuple[str, TimeSpan]:
    """The words without the dates among them, and these as a span."""
    from xiaomi_cli.search.dates_and_figures import DateError, dates_in, edtf

    if not typed:
        return "", TimeSpan()
    try:
        date = edtf(typed)
    except DateError:
        found = dates_in(typed)
    else:
        return "", TimeSpan(date, date)
    if not found:
        return typed, TimeSpan()
    left = typed
    for value in reversed(found):
        left = f"{left[: value.start]} {left[value.end :]}"
    words = [word for word in left.split() if word.lower() not in _SMALL_WORDS]
    first, last = found[0].date, found[-1].date
    if len(found) > 1:
        return " ".join(words), TimeSpan(first, last)
    is_open = typed[: found[0].start].rstrip().lower().endswith(("since", "from"))
    return " ".join(words), TimeSpan(first, "" if is_open else last)
