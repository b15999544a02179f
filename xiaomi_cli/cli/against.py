"""The answer of `--against`: what speaks against an idea."""

from xiaomi_cli.cli.answers import Answer, Row, answer
from xiaomi_cli.cli.names import find
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.record_answers import show_entry
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.against import Against, against
from xiaomi_cli.render.blocks import Block, PageOptions

IDEAS = frozenset({"framework", "principle"})


def show_against(session: Session, name: str, kind: str, asked: Asked) -> None:
    """What speaks against the idea that a name means, gathered from the whole library."""
    store = session.seen(asked)
    entry = find(store, session.store, name, [kind])
    if entry.kind not in IDEAS:
        show_entry(store, entry, asked)
        return
    found = against(store, entry)
    nothing = "" if found.objections or found.transfer else f"nothing speaks against {entry.title}"
    answer(store, asked, Answer(
        lambda options: _view(store, found, options), lambda: _as_json(found),
        table=lambda: _table(found), page=True, nothing=nothing,
    ))  # fmt: skip


def _view(store: Store, found: Against, options: PageOptions) -> list[Block]:
    from xiaomi_cli.queries.record_details import cited_references
    from xiaomi_cli.render.views.ideas import against as view

    claims = [*(o.claim for o in found.objections), *found.transfer]
    names = store.by_ids({claim.by for claim in claims if "/" in claim.by})
    cites = cited_references(store, [cite for claim in claims for cite in claim.cite])
    titles = {i: entry.title for i, entry in names.items()}
    return view(found, titles, cites, store.settings().voices, options)


def _as_json(found: Against) -> str:
    import msgspec

    from xiaomi_cli.render.json_text import document

    def plain(claim: object) -> dict[str, object]:
        return dict(msgspec.json.decode(msgspec.json.encode(claim)))

    against_it = [
        {"group": o.group, "id": o.id, "title": o.title}
        | ({"note": o.note} if o.note else {})
        | {name: value for name, value in plain(o.claim).items() if name not in {"id", "home"}}
        for o in found.objections
    ]
    entry = found.entry
    head = {"id": entry.id, "kind": entry.kind, "title": entry.title, "summary": entry.summary}
    return document(
        head | {"against": against_it, "transfer": [plain(claim) for claim in found.transfer]}
    )


def _table(found: Against) -> list[Row]:
    rows: list[Row] = [("id", "group", "date", "title", "text", "type", "by", "source")]
    for o in found.objections:
        claim = o.claim
        cites = "; ".join(claim.cite)
        rows.append((o.id, o.group, claim.date, o.title, claim.text, claim.type, claim.by, cites))
    return rows
