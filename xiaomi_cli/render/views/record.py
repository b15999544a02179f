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
from xiaomi_cli.queries.dossier import Dossier
from xiaomi_cli.render.blocks import Block
from xiaomi_cli.render.views import actors, figures, happenings, ideas, sources
from xiaomi_cli.render.views.page import Page

VIEWS: dict[type[Record], Callable[[Page, Any], None]] = {
    Event: happenings.event,
    Promise: happenings.promise,
    Dispute: happenings.dispute,
    Framework: ideas.framework,
    Principle: ideas.principle,
    Lesson: ideas.lesson,
    Risk: ideas.risk,
    Company: actors.company,
    Person: actors.person,
    Product: actors.product,
    Figure: figures.figure,
    Source: sources.source,
}


def view(dossier: Dossier) -> list[Block]:
    """A record, whole: what its kind shows, then related records, disputes and sources."""
    page = Page(dossier)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def other_side(dossier: Dossier) -> list[Block]:
    """Only where an idea strained, and what must hold for it to work elsewhere."""
    page = Page(dossier)
    page.head(dossier.record)
    if isinstance(dossier.record, Idea):
        ideas.against(page, dossier.record)
    return page.finish()
