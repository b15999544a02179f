"""The answer of `--against`: what speaks against an idea."""

from xiaomi_cli.cli.answers import Answer
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.queries.against import against
from xiaomi_cli.render.blocks import Block, PageOptions


def speaking_against(store: Store, entry: Entry) -> Answer:
    """What speaks against an idea, gathered from the whole library."""
    found = against(store, entry)

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.views.ideas import against as page

        claims = [*(o.claim for o in found.objections), *found.transfer]
        names = store.by_ids({claim.by for claim in claims if "/" in claim.by})
        cites = cited_references(store, [cite for claim in claims for cite in claim.cite])
        titles = {i: named.title for i, named in names.items()}
        return page(found, titles, cites, store.settings().voices, options)

    def data() -> dict[str, object]:
        against_it = [
            {"group": o.group, "id": o.id, "title": o.title}
            | ({"note": o.note} if o.note else {})
            | {name: value for name, value in _plain(o.claim).items() if name not in {"id", "home"}}
            for o in found.objections
        ]
        head = {"id": entry.id, "kind": entry.kind, "title": entry.title, "summary": entry.summary}
        transfer = [_plain(claim) for claim in found.transfer]
        return head | {"against": against_it, "transfer": transfer}

    def rows() -> list[dict[str, str]]:
        return [
            {"id": o.id, "group": o.group, "date": o.claim.date, "title": o.title,
             "text": o.claim.text, "type": o.claim.type, "by": o.claim.by,
             "source": "; ".join(o.claim.cite)}
            for o in found.objections
        ]  # fmt: skip

    nothing = "" if found.objections or found.transfer else f"nothing speaks against {entry.title}"
    return Answer(view, rows=rows, data=data, page=True, nothing=nothing)


def _plain(claim: object) -> dict[str, object]:
    """The fields of a statement as JSON has them."""
    import msgspec

    return dict(msgspec.json.decode(msgspec.json.encode(claim)))
