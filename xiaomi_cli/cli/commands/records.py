"""`show`, and the commands of the kinds: a list of all, or one record of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import UsageProblemError, check_known
from xiaomi_cli.cli.options import Asked, Name, Theme, argument, flag, option, split_dates
from xiaomi_cli.cli.record_answers import find, listed, show_or_list, whole
from xiaomi_cli.cli.record_answers import show as shown
from xiaomi_cli.index.store import Entry
from xiaomi_cli.queries.listing import OUTCOMES, promises
from xiaomi_cli.queries.resolve import exactly
from xiaomi_cli.render.blocks import Block, PageOptions

if TYPE_CHECKING:
    from xiaomi_cli.model.record_parts import Claim

_IDEAS = frozenset({"framework", "principle"})


@answering
def show(
    asked: Asked,
    name: Annotated[
        list[str],
        argument(
            "ID", "An id, any name of a record, or the address of a statement (ID#STATEMENT)."
        ),
    ],
) -> Answer:
    """Any record, or one statement of it."""
    return shown(asked, " ".join(name))


def kind_command(kind: str) -> Callable[..., None]:
    """The command of a kind, with what only some kinds can do."""

    def record(asked: Asked, name: Name = None, theme: Theme = "") -> Answer:
        return show_or_list(asked, kind, name, theme)

    def idea(
        asked: Asked,
        name: Name = None,
        theme: Theme = "",
        against: Annotated[
            bool, flag("--against", "Only what speaks against it, from the whole library.")
        ] = False,
    ) -> Answer:
        if not against:
            return show_or_list(asked, kind, name, theme)
        if not name:
            raise UsageProblemError(f"--against goes with a name: xiaomi {kind} NAME --against")
        entry = find(asked, " ".join(name), [kind])
        return _against(asked, entry) if entry.kind in _IDEAS else whole(asked, entry)

    return answering(_event if kind == "event" else idea if kind in _IDEAS else record)


def _event(asked: Asked, name: Name = None, theme: Theme = "") -> Answer:
    """One event; those of a time if NAME is one; or all."""
    from xiaomi_cli.cli.commands.timeline import events

    words, start, end = split_dates(" ".join(name or ()))
    if words or not start:
        return show_or_list(asked, "event", name, theme)
    return events(asked, start, end, theme)


def _against(asked: Asked, entry: Entry) -> Answer:
    """What speaks against an idea, gathered from the whole library."""
    from xiaomi_cli.queries.against import against

    store, found = asked.store, against(asked.store, entry)

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.views.ideas import against as page

        claims = [*(o.claim for o in found.objections), *found.transfer]
        names = store.by_ids({claim.by for claim in claims if "/" in claim.by})
        cites = cited_references(store, [cite for claim in claims for cite in claim.cite])
        titles = {i: named.title for i, named in names.items()}
        return page(found, titles, cites, store.settings().voices, options)

    told = [
        {"group": o.group, "id": o.id, "title": o.title} | ({"note": o.note} if o.note else {})
        | {name: value for name, value in _plain(o.claim).items() if name not in {"id", "home"}}
        for o in found.objections
    ]  # fmt: skip
    rows = [
        {"id": o.id, "group": o.group, "date": o.claim.date, "title": o.title,
         "text": o.claim.text, "type": o.claim.type, "by": o.claim.by,
         "source": "; ".join(o.claim.cite)}
        for o in found.objections
    ]  # fmt: skip
    head = {"id": entry.id, "kind": entry.kind, "title": entry.title, "summary": entry.summary}
    data = head | {"against": told, "transfer": [*map(_plain, found.transfer)]}
    nothing = "" if told or found.transfer else f"nothing speaks against {entry.title}"
    return Answer(view, rows=rows, data=data, page=True, nothing=nothing)


def _plain(claim: "Claim") -> dict[str, object]:
    """The fields of a statement as JSON has them."""
    import msgspec

    return dict(msgspec.json.decode(msgspec.json.encode(claim)))


@answering
def promise(
    asked: Asked,
    name: Name = None,
    overdue: Annotated[
        bool, flag("--overdue", "Only those whose day has passed without a verdict.")
    ] = False,
    outcome: Annotated[
        str, option("--outcome", "HOW", "kept, partly, missed, moved or open.")
    ] = "",
    undated: Annotated[bool, flag("--undated", "Only those without a day.")] = False,
    theme: Theme = "",
) -> Answer:
    """One promise; those due in a time if NAME is one; or the ledger."""
    typed = " ".join(name or ())
    words, due, _ = split_dates(typed)
    if words or (due and exactly(asked.store, typed, ["promise"])):
        return show_or_list(asked, "promise", name, theme)
    if outcome:
        check_known("outcome", outcome, OUTCOMES)
    check_theme(asked.whole, theme)
    stands = "overdue" if overdue else "undated" if undated else outcome
    found = promises(asked.store, theme=theme, stands=stands, today=asked.today, due=due)
    nothing = "no promise matches" + (f" that was due in {due}" if due else "")
    return listed(asked, "promise", found, nothing)
