"""One view for each kind of record, dispatched by type."""

from collections.abc import Callable
from typing import Any

from xiaomi_cli.model.records import (
    Company,
    Dispute,
    Event,
    Figure,
    Framework,
    Idea,
    Lesson,
    Person,
    Principle,
    Product,
    Promise,
    Record,
    Risk,
    Source,
)
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import Block
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views import kinds
from xiaomi_cli.render.views.figure import figure
from xiaomi_cli.render.views.page import Page

VIEWS: dict[type[Record], Callable[[Page, Any], None]] = {
    Event: kinds.event,
    Promise: kinds.promise,
    Dispute: kinds.dispute,
    Framework: kinds.framework,
    Principle: kinds.principle,
    Lesson: kinds.lesson,
    Risk: kinds.risk,
    Company: kinds.company,
    Person: kinds.person,
    Product: kinds.product,
    Figure: figure,
    Source: kinds.source,
}


def view(dossier: Dossier, options: PageOptions = BRIEF) -> list[Block]:
    """A record, whole: what its kind shows, then related records, disputes and kinds."""
    page = Page(dossier, options)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def other_side(dossier: Dossier, options: PageOptions = BRIEF) -> list[Block]:
    """Only where an idea strained, and what must hold for it to work elsewhere."""
    page = Page(dossier, options)
    page.head(dossier.record)
    if isinstance(dossier.record, Idea):
        kinds.against(page, dossier.record)
    return page.finish()
