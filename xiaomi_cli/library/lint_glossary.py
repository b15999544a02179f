"""Whether what the glossary sends people to is there."""

from collections.abc import Iterator

from xiaomi_cli.library.loader import Library, Placed
from xiaomi_cli.library.settings import GLOSSARY
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.claim_lists import numbered
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.tokens import tokens

_ENDING = 2  # letters by which forms of a word may differ at their end: `robots`, `shipped`


def dead_phrases(library: Library) -> Iterator[Problem]:
    """A phrase of the glossary that no record has leads who types its synonyms nowhere."""
    missing = {phrase: _form(phrase) for phrase in library.glossary}
    for placed in library.placed:
        if not missing:
            return
        text = _text(placed)
        missing = {phrase: form for phrase, form in missing.items() if form not in text}
    for phrase in missing:
        message = f"no record has the words {shorten(phrase)}; say what its synonyms mean in others"
        yield Problem(GLOSSARY, library.glossary_lines.get(phrase, 1), message)


def _form(phrase: str) -> str:
    """A phrase as it stands in `_text`, without the ending of its last word."""
    words = f" {' '.join(tokens(phrase))}"
    return words[:-_ENDING] if len(words.rpartition(" ")[2]) > 2 * _ENDING else words


def _text(placed: Placed) -> str:
    record = placed.record
    slug = record.id.partition("/")[2].replace("-", " ")
    said = [record.title, slug, *record.aliases, *record.asked, record.summary]
    for _, claim in numbered(record):
        said += [claim.name, *claim.aliases]
    for statement in statements(placed):
        said += [statement.text, *statement.parts]
    return " " + " ".join(token for text in said for token in tokens(text))
