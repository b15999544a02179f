"""`xiaomi promise [NAME]`: the ledger of what was publicly promised, or one promise."""

from typing import Annotated

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import check_known
from xiaomi_cli.cli.options import Asked, Name, Theme, flag, option
from xiaomi_cli.cli.record_answers import listed, show_or_list
from xiaomi_cli.queries.listing import OUTCOMES, due_within, promises
from xiaomi_cli.queries.resolve import exactly


@answering
def promise(
    asked: Asked,
    name: Name = None,
    overdue: Annotated[
        bool, flag("--overdue", "Only those whose day has passed without a verdict.")
    ] = False,
    outcome: Annotated[
        str,
        option(
            "--outcome",
            "HOW",
            "kept, partly, missed, moved or open.",
            completion.among(OUTCOMES),
        ),
    ] = "",
    undated: Annotated[bool, flag("--undated", "Only those without a day.")] = False,
    theme: Theme = "",
) -> Answer:
    """One promise; those due in a time if NAME is one; or the ledger."""
    typed = " ".join(name or ())
    due = _time(typed)
    if name and (not due or exactly(asked.store, typed, ["promise"])):
        return show_or_list(asked, "promise", name, theme)
    if outcome:
        check_known("outcome", outcome, OUTCOMES)
    check_theme(asked.whole, theme)
    found = promises(
        asked.store,
        theme=theme,
        outcome=outcome,
        overdue_on=asked.today if overdue else "",
        undated=undated,
    )

    nothing = "no promise matches" + (f" that was due in {due}" if due else "")
    found = due_within(found, due) if due else found
    return listed(asked, "promise", found, nothing)


def _time(text: str) -> str:
    """The time that is asked for instead of a name, in EDTF."""
    from xiaomi_cli.search.dates_and_figures import DateError, edtf

    try:
        return edtf(text) if text else ""
    except DateError:
        return ""
