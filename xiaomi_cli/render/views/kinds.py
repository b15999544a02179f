"""One view for each kind of record, and the choice among them."""

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
from xiaomi_cli.render.views import actors, happenings, ideas
from xiaomi_cli.render.views.figure import figure
from xiaomi_cli.render.views.page import SCREEN, Page
from xiaomi_cli.render.views.source import source

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
    Figure: figure,
    Source: source,
}
SUBJECT_SCREEN = 70  # lines of the page about the subject of the library itself


def view(dossier: Dossier, options: PageOptions = BRIEF) -> list[Block]:
    """A record in the order of its kind, brief or whole."""
    page = Page(dossier, options, SUBJECT_SCREEN if dossier.is_subject else SCREEN)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def other_side(dossier: Dossier, options: PageOptions = BRIEF) -> list[Block]:
    """Only where an idea strained, and what must hold for it to work elsewhere."""
    page = Page(dossier, options)
    page.head(dossier.record)
    if isinstance(dossier.record, Idea):
        ideas.strain(page, dossier.record, len(dossier.record.against))
    return page.finish()
