"""An end: one place where a record points."""

from typing import Literal, NamedTuple

Form = Literal["link", "voice", "cite", "address"]


class End(NamedTuple):
    """Where a record points: `field` is the relation of a link, a kind of voice, or `cite`.

    `form`: what the target is, an id that is linked to, one that speaks or is spoken of, the text
    of a citation, or the address of a statement.
    """

    field: str
    target: str
    line: int
    form: Form
