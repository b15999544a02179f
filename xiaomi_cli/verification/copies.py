"""A reader's copies of the source documents: found by fingerprint, and read where cited."""

from collections import Counter
from math import log
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.statements import Placed
from xiaomi_cli.model.locators import Citation
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Source
from xiaomi_cli.model.text_evidence import fingerprint, paragraphs, terms

MAX_COPY = 16 * 2**20  # bytes of a copy; a book has one


class Copy(NamedTuple):
    """A reader's copy of a document: its paragraphs by our numbers, and how rare each term is."""

    text: dict[int, str]
    weight: dict[str, float]


def find_copies(
    sources: dict[str, Placed], folder: Path, commonplace: frozenset[str]
) -> tuple[dict[str, Copy], list[Problem], list[str]]:
    """Pair each document with the file that holds most of its paragraphs, by fingerprint."""
    problems: list[Problem] = []
    found_files = sorted(p for p in folder.iterdir() if p.suffix in {".txt", ".md"})
    records = [p.record for p in sources.values() if isinstance(p.record, Source)]
    wanted = {q.print for source in records for q in source.outline}
    printed = [_printed(path, wanted, problems) for path in found_files]
    copies: dict[str, Copy] = {}
    missing: list[str] = []
    for key, placed in sources.items():
        source = placed.record
        if not isinstance(source, Source) or source.type != "document":
            continue
        best = max(printed, key=lambda p: sum(q.print in p for q in source.outline), default={})
        found = {q.n: best[q.print] for q in source.outline if q.print in best}
        if not found:
            missing.append(key)
            continue
        copies[key] = Copy(found, _weights(found, commonplace))
        for number, paragraph in enumerate(source.outline):
            if paragraph.n not in found:
                message = f"¶{paragraph.n} ({paragraph.head}) is not in your copy, or was changed"
                line = placed.line("outline", number)
                problems.append(Problem(placed.file, line, message))
    return copies, problems, missing


def _printed(path: Path, wanted: set[str], problems: list[Problem]) -> dict[str, str]:
    """Those paragraphs of a file that some outline has, by fingerprint."""
    data = read_bytes(path, str(path), problems, MAX_COPY)
    text = "" if data is None else data.decode("utf-8-sig", "replace")
    found = ((fingerprint(paragraph), paragraph) for paragraph in paragraphs(text))
    return {print_: paragraph for print_, paragraph in found if print_ in wanted}


def _weights(text: dict[int, str], commonplace: frozenset[str]) -> dict[str, float]:
    """Inverse document frequency of each telling term over the paragraphs of a document."""
    counts = Counter(term for paragraph in text.values() for term in terms(paragraph))
    telling = counts.keys() - commonplace
    return {term: log(1 + len(text) / counts[term]) for term in telling}


def _dates_of_parts(citation: Citation, sources: dict[str, Placed]) -> list[str]:
    """When the parts of a document were published that hold a citation; they date what is said."""
    parts = [placed.record for placed in sources.values() if isinstance(placed.record, Source)]
    return [
        part.published
        for part in parts
        if part.part_of == citation.source_id and part.first <= citation.first <= part.last
    ]


def cited_texts(
    cited: list[Citation], sources: dict[str, Placed], copies: dict[str, Copy]
) -> tuple[list[str], str, bool]:
    """The cited paragraphs (or a page's notes), who speaks in them, and whether all are there."""
    texts: list[str] = []
    speakers: list[str] = []
    for citation in cited:
        placed = sources.get(citation.source_id)
        if placed is None or not isinstance(placed.record, Source):
            return [], "", False
        source = placed.record
        if source.type == "page":
            texts.append(" ".join([*source.bears, source.publisher, source.published]))
            continue
        copy = copies.get(source.id)
        if copy is None or any(n not in copy.text for n in citation.paragraphs):
            return [], "", False
        texts += [copy.text[n] for n in citation.paragraphs]
        texts += _dates_of_parts(citation, sources)
        speakers += [p.speaker for p in source.outline[citation.first - 1 : citation.last]]
    return texts, " ".join(speakers).replace("-", " "), True
