"""What is not wrong but not good either: notes for a curator. Each lint is one function."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from xiaomi_cli.library.lint_texts import long_texts, style, twins, untyped, voices
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.references import references
from xiaomi_cli.library.settings import GLOSSARY
from xiaomi_cli.library.statements import Placed, statements
from xiaomi_cli.model.claims import SUMMARY, numbered
from xiaomi_cli.model.locators import parse_address
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.records import Dispute, Figure, Idea, Promise, Record, Source
from xiaomi_cli.model.tokens import key, tokens

LONG_SUMMARY = 260  # characters; a summary is read in lists
MOST_OBJECTED = 3  # ideas that one statement may stand against


def lint_library(library: Library) -> list[Problem]:
    """Every note, in file order."""
    return sorted({note for lint in LINTS for note in lint(library)})


def _orphans(library: Library) -> Iterator[Problem]:
    """A record that nothing links to and that links to nothing is not found by reading on."""
    reached: set[str] = set()
    leading_nowhere = []
    for placed in library.placed:
        targets = set(_targets(placed.record))
        reached |= targets
        if not targets and not isinstance(placed.record, Source):
            leading_nowhere.append(placed)
    for placed in leading_nowhere:
        if placed.record.id not in reached:
            yield Problem(placed.file, placed.line("id"), f"{placed.record.id} has no links at all")


def _targets(record: Record) -> Iterator[str]:
    """The records that one links to, or of which it draws something in."""
    yield from (target for _, _, target in references(record))
    yield from (parse_address(claim.home).record for _, claim in numbered(record) if claim.home)


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
            told = isinstance(placed.record, Dispute) and statement.path == SUMMARY
            if not statement.cite and not told:
                yield Problem(placed.file, statement.line, f"{statement.path} has no citation")


Bearers = dict[tuple[str, str], list[tuple[Placed, int]]]  # of a name, by kind and key


def _bearers(library: Library) -> Bearers:
    """Who bears each name, and at which line; of pages names mean little."""
    found: defaultdict[tuple[str, str], list[tuple[Placed, int]]] = defaultdict(list)
    for placed in library.placed:
        record = placed.record
        if isinstance(record, Source) and record.type == "page":
            continue
        kind = record.id.partition("/")[0]
        for form in {key(name) for name in (record.title, record.zh) if name}:
            found[kind, form].append((placed, placed.line("title")))
        for number, alias in enumerate(record.aliases):
            found[kind, key(alias)].append((placed, placed.line("aliases", number)))
    return {name: bearers for name, bearers in found.items() if name[1]}


def _names_twice(library: Library) -> Iterator[Problem]:
    """A name that two records of one kind bear leads to neither."""
    for (_, form), (first, *others) in _bearers(library).items():
        for placed, line in others:
            if placed is not first[0]:  # an alias that repeats the title does no harm
                where = f"{first[0].record.id} ({first[0].file}:{first[1]})"
                message = f"the name {shorten(form)} is borne by {where} too"
                yield Problem(placed.file, line, message)


def _unreached(library: Library) -> Iterator[Problem]:
    """A statement's name, or one of what is gone, that a record bears leads to that record."""
    records = {form: found[0][0].record.id for (_, form), found in _bearers(library).items()}
    parts: dict[str, str] = {}
    for placed in library.placed:
        for path, claim in numbered(placed.record):
            names = [] if claim.home else [claim.name, claim.zh, *claim.aliases]
            for form in {key(name) for name in names if name}:
                other = records.get(form) or parts.setdefault(
                    form, f"{placed.record.id}#{claim.id}"
                )
                if other not in {placed.record.id, f"{placed.record.id}#{claim.id}"}:
                    message = f"{path}: the name {shorten(form)} is borne by {other} too"
                    yield Problem(placed.file, placed.line(*path.steps), message)
    for renamed in library.renamed:
        for name in renamed.names:
            other = records.get(key(name)) or parts.get(key(name), "")
            if other and other.partition("#")[0] != renamed.to.record:
                message = f"{renamed.old}: the name {shorten(name)} leads to {other}"
                yield Problem(renamed.file, renamed.line, message)


def _outcomes(library: Library) -> Iterator[Problem]:
    """A verdict on a promise has a day and evidence."""
    for placed in library.placed:
        record = placed.record
        if not isinstance(record, Promise) or record.outcome == "open":
            continue
        said = {"actual": record.actual, "result": record.result, "judged": record.judged}
        if missing := [name for name, value in said.items() if not value]:
            message = f"outcome: {record.outcome}, but without {', '.join(missing)}"
            yield Problem(placed.file, placed.line("outcome"), message)


def _objections(library: Library) -> Iterator[Problem]:
    """An objection is about its own idea: not about many, and not what speaks for it as well."""
    drawn: defaultdict[str, list[tuple[Placed, int]]] = defaultdict(list)
    for placed in library.placed:
        idea = placed.record
        if not isinstance(idea, Idea):
            continue
        favourable = {claim.home for claim in (*idea.claims, *idea.cases)}
        for number, claim in enumerate(idea.against):
            if claim.home:
                drawn[claim.home].append((placed, number))
            if claim.home and claim.home in favourable:
                message = f"against[{number}]: {claim.home} is drawn in for the idea as well"
                yield Problem(placed.file, placed.line("against", number), message)
    for home, places in drawn.items():
        if len(places) > MOST_OBJECTED:
            for placed, number in places:
                message = f"against[{number}]: {home} stands against {len(places)} ideas; which?"
                yield Problem(placed.file, placed.line("against", number), message)


def _bare_points(library: Library) -> Iterator[Problem]:
    """Two values for one period on one basis need a word on which to use."""
    for placed in library.placed:
        if not isinstance(placed.record, Figure):
            continue
        seen: dict[tuple[str, str, str], int] = {}
        for number, point in enumerate(placed.record.points):
            same = seen.setdefault((point.period, point.basis, point.definition), number)
            other = placed.record.points[same]
            plain = point.status == other.status == "current" and not (point.note or other.note)
            if same != number and plain and point.value != other.value:
                message = (
                    f"points: two values for {point.period}; say how they differ (note or status)"
                )
                yield Problem(placed.file, placed.line("points", number), message)


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


Lint = Callable[[Library], Iterator[Problem]]
LINTS: tuple[Lint, ...] = (
    _orphans, _summaries, _uncited, _names_twice, _unreached, _bare_points,
    _objections, _outcomes, dead_phrases, long_texts, style, twins, voices, untyped,
)  # fmt: skip
