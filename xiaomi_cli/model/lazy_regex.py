"""Regular expressions that are compiled when they are first used: a run needs few of them."""

import re
from typing import Any, cast


class _Later:
    """Stands for a compiled expression until something is asked of it."""

    def __init__(self, text: str, flags: int) -> None:
        self._made = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(re.compile(*self._made), name)
        setattr(self, name, method)
        return method


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but only once its first method is called: a large one takes milliseconds."""
    return cast("re.Pattern[str]", _Later(text, flags))
