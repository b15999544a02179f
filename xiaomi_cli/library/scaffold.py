"""The scaffold of a new library: commented examples that pass every check, to be replaced."""

import json
import re
from pathlib import Path

from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.text_evidence import fingerprint, paragraphs
from xiaomi_cli.model.tokens import CJK, key

TEMPLATE = Path(__file__).with_name("template")
LONGEST_NAME, LONGEST_SLUG = 80, 60  # characters: titles and ids with more in them are valid
LETTER = "documents/founding-letter.txt"
# Our headings of the letter's paragraphs, and who speaks in them.
HEADINGS = (
    "To whom it is written", "The room above the bakery", "The lamp, its price, its cost",
    "The warning about open prices", "Letters, and lamps that fail", "Lamps sold and aimed at",
    "The promise of repair", "Date and name",
)  # fmt: skip


class NoNameError(ValueError):
    """A name that gives no id; the message says what is needed."""


def scaffold(name: str, folder: str, latin: str) -> dict[str, str]:
    """The texts of a library about the company `name`, by their paths in `folder`.

    Raises NoNameError. `latin` is the name in Latin letters, from which ids are made.
    """
    slug = "-".join(re.findall("[a-z0-9]+", key(latin)))[:LONGEST_SLUG].rstrip("-")
    if len(name) > LONGEST_NAME:
        message = f"the name {shorten(name)} is too long; expected {LONGEST_NAME} letters at most"
        raise NoNameError(message)
    if not name.isprintable():
        raise NoNameError(f"the name {name!r} holds signs that cannot be printed")
    if not slug:
        raise NoNameError(f"{name!r} gives no id; expected a name with letters or digits in it")
    letter = (TEMPLATE / LETTER).read_text(encoding="utf-8").replace("@NAME@", name)
    quoted = json.dumps(name, ensure_ascii=False)[1:-1]
    chinese = re.search(f"[{CJK}]", name) is not None
    filled = {
        "@SLUG@": slug,
        "@ZH@": f'  zh: "{quoted}"\n' if chinese else "",
        "@OUTLINE@": _outline(letter),
        "@DIR@": folder,
    }
    files = {}
    for path in sorted(TEMPLATE.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        for mark, value in filled.items():
            text = text.replace(mark, value)
        text = text.replace("@NAME@", quoted if path.suffix == ".yaml" else name)
        files[path.relative_to(TEMPLATE).as_posix()] = text
    return files


def _outline(letter: str) -> str:
    printed = [fingerprint(paragraph) for paragraph in paragraphs(letter)]
    rows = [
        f'  - {{n: {number}, head: "{head}", print: "{print_}", speaker: person/ada-muster}}'
        for number, (head, print_) in enumerate(zip(HEADINGS, printed, strict=True), 1)
    ]
    return "\n".join(rows)
