"""What is not wrong but not good either: notes for a curator. Each lint is one function."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from xiaomi_cli.library.loader import Library, Placed
from xiaomi_cli.library.references import references
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.name_keys import key
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.records import Figure, Source

LONG_SUMMARY = 260  # characters; a summary is read in lists


def lint_library(library: Library) -> list[Problem]:
    """Every note, in file order."""
    return sorted({note for lint in LINTS for note in lint(library)})


def _reciprocal(library: Library) -> Iterator[Problem]:
    """Two records of one kind that are related say so on both sides."""
    links = {p.record.id: {t for _, _, t in references(p.record)} for p in library.placed}
    for placed in library.placed:
        kind = placed.record.id.partition("/")[0]
        if placed.record.origin:
            continue  # what is laid over a library cannot expect it to link back
        for number, target in enumerate(placed.record.see):
            if target.startswith(f"{kind}/") and placed.record.id not in links.get(target, ()):
                message = f"see: {target} does not link back to {placed.record.id}"
                yield Problem(placed.file, placed.line("see", number), message)


def _orphans(library: Library) -> Iterator[Problem]:
    """A record that nothing links to and that links to nothing is not found by reading on."""
    targets = {t for p in library.placed for _, _, t in references(p.record)}
    for placed in library.placed:
        record = placed.record
        lonely = record.id not in targets and not any(True for _ in references(record))
        if lonely and not isinstance(record, Source):
            yield Problem(placed.file, placed.line("id"), f"{record.id} has no links at all")


def _summaries(library: Library) -> Iterator[Problem]:
    for placed in library.placed:
        length = len(placed.record.summary)
        if length > LONG_SUMMARY and not isinstance(placed.record, Source):
            message = (
                f"summary has {length} characters; over {LONG_SUMMARY} it reads badly in lists"
            )
            yield Problem(placed.file, placed.line("summary"), message)


def _uncited(library: Library) -> Iterator[Problem]:
    for placed in library.placed:
        if isinstance(placed.record, Source):
            continue
        for statement in statements(placed):
            if not statement.cite:
                yield Problem(placed.file, statement.line, f"{statement.path} has no citation")


def _names_twice(library: Library) -> Iterator[Problem]:
    """A name that two records of one kind bear leads to neither."""
    bearers: defaultdict[tuple[str, str], list[tuple[Placed, int]]] = defaultdict(list)
    for placed in library.placed:
        record = placed.record
        if isinstance(record, Source) and record.type == "page":
            continue
        kind = record.id.partition("/")[0]
        for form in {key(name) for name in (record.title, record.zh) if name}:
            bearers[kind, form].append((placed, placed.line("title")))
        for number, alias in enumerate(record.aliases):
            bearers[kind, key(alias)].append((placed, placed.line("aliases", number)))
    for (_, form), (first, *others) in bearers.items():
        for placed, line in others:
            if placed is first[0] or not form:
                continue  # an alias that repeats the title in another spelling does no harm
            where = f"{first[0].record.id} ({first[0].file}:{first[1]})"
            message = f"the name {shorten(form)} is borne by {where} too"
            yield Problem(placed.file, line, message)


def _bare_points(library: Library) -> Iterator[Problem]:
    """Two values for one period on one basis need a word on which to use."""
    for placed in library.placed:
        if not isinstance(placed.record, Figure):
            continue
        seen: dict[tuple[str, str], int] = {}
        for number, point in enumerate(placed.record.points):
            same = seen.setdefault((point.period, point.basis), number)
            other = placed.record.points[same]
            plain = point.status == other.status == "current" and not (point.note or other.note)
            if same != number and plain and point.value != other.value:
                message = (
                    f"points: two values for {point.period}; say how they differ (note or status)"
                )
                yield Problem(placed.file, placed.line("points", number), message)


Lint = Callable[[Library], Iterator[Problem]]
LINTS: tuple[Lint, ...] = (
    _reciprocal, _orphans, _summaries, _uncited, _names_twice, _bare_points,
)  # fmt: skip
