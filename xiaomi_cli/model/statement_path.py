"""Where in a record a statement stands."""

from typing import NamedTuple


class StatementPath(NamedTuple):
    """A field, what is chosen in it (a dimension, the number of a tension), a place in its list.

    Without a position it is the field as a whole, such as the summary.
    """

    field: str
    key: str = ""
    position: int = -1

    def __str__(self) -> str:
        """As messages have it, e.g. `claims[0]`, `dimensions.cars[2]`, `tensions[0].sides[1]`."""
        place = f"[{self.position}]" if self.position >= 0 else ""
        return f"{Group(self.field, self.key)}{place}"

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it through what was read from YAML."""
        return (
            *Group(self.field, self.key).steps,
            *([self.position] if self.position >= 0 else []),
        )


class Group(NamedTuple):
    """A list of statements: its field, and what is chosen in it."""

    field: str
    key: str = ""

    def __str__(self) -> str:
        """As messages have it, e.g. `claims`, `dimensions.cars`, `tensions[0].sides`."""
        if self.field == "tensions":
            return f"tensions[{self.key}].sides"
        return f"{self.field}.{self.key}" if self.key else self.field

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it through what was read from YAML."""
        if self.field == "tensions":
            return (self.field, int(self.key), "sides")
        return (self.field, self.key) if self.key else (self.field,)
