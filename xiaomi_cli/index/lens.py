"""With how much of the library a question is answered: as of a day, by a day, documents alone."""

from typing import NamedTuple

from xiaomi_cli.model.dates import LATEST, parse_date


class Lens(NamedTuple):
    """What is hidden; all days are ISO.

    `day`: what belongs to a later day. `published`: what was published later as well.
    `documents`: what only web pages bear.
    """

    day: str = ""
    published: str = ""
    documents: bool = False

    @property
    def clear(self) -> bool:
        """Whether it hides nothing."""
        return not self.day and not self.published and not self.documents

    @property
    def known(self) -> str:
        """The last day that can be seen."""
        return min(self.day or LATEST, self.published or LATEST)

    @property
    def out(self) -> str:
        """The last day on which what can be seen was published."""
        return self.published or LATEST

    def statement(self, alias: str) -> str:
        """The SQL condition for a row of `statements` to be seen; days are checked, so inert."""
        return (
            f"({alias}.known <= '{self.known}' AND {alias}.published <= '{self.out}' "
            f"AND {alias}.document >= {int(self.documents)})"
        )


def lens(as_of: str = "", *, published: str = "", documents: bool = False) -> Lens:
    """A lens for EDTF dates (the last day of each counts). Raises EdtfError."""
    return Lens(_last(as_of), _last(published), documents)


def _last(date: str) -> str:
    return parse_date(date).latest if date else ""
