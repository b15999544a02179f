"""What is EDTF and not read here, told from what is no EDTF, so that a refusal can say so."""

import re

from xiaomi_cli.model.problem import shorten

_EXAMPLES = "date such as 2014, 2016-05, 2025-03-29, 2015/2016, 2025-33 or 2021~"

_YEAR = r"(?:[~?%]?-?[\dX]{4}|Y-?\d{5,}|[Y~?%]*-?\d+E\d+)(?:S\d+)?[~?%]?"
_MONTH = r"[~?%]?(?:0[1-9]|0X|1[0-2]|1X|XX|2[1-9]|3\d|4[01])[~?%]?"
_DAY = r"[~?%]?(?:0[1-9]|[12]\d|3[01]|[0-3X]X)[~?%]?"
_MOMENT = rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?"
_TIME = r"T\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?"
_END = rf"(?:{_MOMENT}|\.\.)?"
_CHOICE = rf"(?:{_MOMENT})?(?:\.\.)?(?:{_MOMENT})?"
_ANY = re.compile(
    rf"\d{{4}}-\d\d-\d\d{_TIME}|{_MOMENT}|{_END}/{_END}"
    rf"|[\[{{]\s*{_CHOICE}(?:,\s*{_CHOICE})*\s*[\]}}]",
    re.ASCII,
)
_OTHER_PARTS = r"(?:2[5-9]|3[0-27-9]|4[01])"
# The first that is found is what is told.
_FEATURES = {
    "a time of day": "T",
    "a set of dates that all are meant": r"\{",
    "an interval without both ends": r"^(\.\.|)/(\.\.|)$",
    "a year of more than four digits, or with an exponent": "[YES]",
    "a year before the year 0": r"(^|[/\[,.])-",
    "a half-year, or a season or quarter of another kind": rf"(?<![-\dX])....-{_OTHER_PARTS}",
    "a mark of doubt within a date": r"[~?%][\dX-]",
    "unspecified digits other than the last of a year": r"X-|-\d?X|X\d",
    "a choice without both ends": r"^\[\.\.|\.\.\]$",
}


def refusal(text: str) -> str:
    """Why a text is refused as a date: it is no EDTF, or has a feature that is not read here."""
    if feature := unsupported(text):
        return f"{shorten(text)} is EDTF, but not supported: {feature}; expected a {_EXAMPLES}"
    return f"{shorten(text)} is not an EDTF {_EXAMPLES}"


def unsupported(text: str) -> str:
    """Which feature of EDTF a text has that is not read here, or nothing for what is no EDTF."""
    if len(text) > 200 or text in {"/", "../", "/.."} or not _ANY.fullmatch(text):
        return ""
    return next((name for name, form in _FEATURES.items() if re.search(form, text)), "")
