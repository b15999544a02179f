"""Ranks the records that have a query's words.

    score = page * (TEXT * coverage * quality
                    + max(TITLE * title_match, ASKED * asked_match)
                    + DATE_BONUS * overlap
                    + name_bonus
                    + the kind's search_bonus + ANSWER_BONUS
                    + STATEMENT * statement_coverage ** 2)

    coverage            the share of the query's weight (inverse document frequencies) that the
                        record's words have
    quality             the same with each term weighed by how well it matched: BM25 against the
                        best hit, times METHOD_QUALITY of the expansion that found it
    title_match         coverage by the title, times the root of the share of the title that is
    asked_match         coverage by the best phrase that people type for the record, times the share
                        of it that matches
    overlap             of an event with the date asked for: the share of its days
    name_bonus          from name_matches, if the query or a part of it is a name of the record
    search_bonus        of the kind (model.library_facts): one whose record is the obvious
                        answer comes before one that comments on it
    ANSWER_BONUS        if the query has a question word that the kind answers
    statement_coverage  coverage by the best single statement, of the MAX_STATEMENTS_READ best hits
    page                WEB_PAGE_FACTOR for records of web pages nobody asked for, else 1

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import Sketch
from xiaomi_cli.index.store import Store
from xiaomi_cli.model import library_facts
from xiaomi_cli.model.tokens import fold, key, squeezed
from xiaomi_cli.search.filters import Filters
from xiaomi_cli.search.matching import query_matcher
from xiaomi_cli.search.name_matches import Reason, name_matches
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.term_lookup import CERTAINTY, Term

MIN_COVERAGE = 0.5  # share of a query's weight that a hit must match; serves `nothing`
MIN_COVERAGE_KNOWN = 0.35  # as above, if the library has all words; serves `tariff barriers`
MIN_NAME_SHARE = 0.15  # as above, for a record that the query names; serves `nothing`, `hostile`
MIN_NAME_SHARE_IN_DOUBT = 0.45  # as above, if a word is unknown; serves `apple pie recipe`
MIN_COVERAGE_IN_PLACE = 0.55  # as above, in one statement, or if no title has any of it
MIN_FIT, MIN_FIT_ALONE = 0.4, 0.5  # of a query, or of one word, and a phrase; serves `garden`
LONG_QUERY = 2  # words beyond which not half need stand in one place; serves `questions`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
TITLE = 16.0  # words that stand in the title, by how much of it they are; serves `names`
ASKED = 14.0  # words that people type for the record, by how much of a phrase; serves `everyday`
WHOLE_ASKED = 8.0  # such a phrase and little else; serves `everyday`
NEARLY_ALL = 0.85  # of a query and a phrase, but for words that say little; serves `everyday`
STATEMENT = 7.0  # words that stand in one statement together; serves `questions`, `figures`
DISPUTE_FACTOR = 0.3  # what the words of its id are worth to a dispute; serves `names`
MAX_SCORED = 400  # hits that are ranked by more than their words; serves size
MAX_TITLES_READ = 120  # of those, hits whose titles are read; serves speed
MAX_STATEMENTS_READ = 20  # hits whose statements are read; serves speed
WEB_PAGE_FACTOR = 0.15  # what a web page keeps of its score, unless asked for; serves all others
# Words of a question, and the kinds that answer it.
QUESTION_WORDS = {
    "who": ("person",), "whom": ("person",), "old": ("person",), "谁": ("person",),
    "when": ("event", "promise"), "何时": ("event", "promise"),
    "figure": ("figure",), "many": ("figure",), "much": ("figure",), "多少": ("figure",),
    "company": ("company",), "companies": ("company",),
    "disagree": ("dispute",), "contradict": ("dispute",),
    "contradictory": ("dispute",), "conflicting": ("dispute",),
    "lesson": ("lesson",), "lessons": ("lesson",), "learn": ("lesson",),
}  # fmt: skip
ANSWER_BONUS = 7.0  # for a kind that answers; serves `questions`, `figures`
DATE_BONUS = 5.0  # for an event of the date asked for, by how much of it that is; serves `dates`


class Ranked(NamedTuple):
    """A record with its score, the text of its best statement, and why it is a hit.

    `factor`: what its score was multiplied by.
    """

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()
    factor: float = 1.0


def rank(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], filters: Filters
) -> list[Ranked]:
    """The hits for `terms`, made of the informative `parts`, that pass the filters; best first."""
    return _Ranking(store, parts, terms, filters).hits()


def _order(hit: Ranked) -> tuple[float, tuple[int, str, int]]:
    return -hit.score, hit.sketch.list_order


class _Ranking:
    """One query against one library."""

    def __init__(
        self, store: Store, parts: Sequence[Part], terms: Sequence[Term], filters: Filters
    ) -> None:
        self.store, self.parts, self.terms, self.filters = store, parts, terms, filters
        self.names = name_matches(store, parts, terms)
        self.query = query_matcher(terms, store.settings().commonplace)
        self.pool = self._candidates()
        self.phrases = store.asked_of(self.pool[:MAX_TITLES_READ])

    def hits(self) -> list[Ranked]:
        """The records that answer, best first."""
        titles_read = set(self.pool[:MAX_TITLES_READ])
        found = [
            hit
            for sketch in self.store.sketches(self.pool)
            if not self.filters.kinds or sketch.kind in self.filters.kinds
            if (hit := self._scored(sketch, titled=sketch.number in titles_read))
        ]
        if not self.store.sees_all:
            found = self._borne_out(found)
        found = sorted(self._with_kind_bonus(found), key=_order)
        number_read = len(found) if self.query.is_doubtful else MAX_STATEMENTS_READ
        read, answers = self._with_statements(found[:number_read])
        if self.query.is_doubtful:
            read = [hit for hit, is_answer in zip(read, answers, strict=True) if is_answer]
        elif not any(answers) and not self._is_measured(read):
            return []  # another subject, that shares a word with many: `broken leg`
        return sorted(read, key=_order) + found[number_read:]

    def _candidates(self) -> list[int]:
        """Numbers of records that match enough of the query, the likeliest MAX_SCORED of them."""
        least = MIN_COVERAGE if self.query.is_doubtful else MIN_COVERAGE_KNOWN
        with_words = {number for term in self.terms for number in term.postings}
        likely = []
        for number in self.filters.passing(self.store, self.names.keys() | with_words):
            covered, score = self._text_score(number)
            name = self.names.get(number)
            if covered >= least or (name and name.share >= MIN_NAME_SHARE):
                likely.append((-score - (name.bonus if name else 0.0), number))
        return [number for _, number in sorted(likely)[:MAX_SCORED]]

    def _text_score(self, number: int) -> tuple[float, float]:
        """The certain coverage of the query by a record's words, and TEXT * coverage * quality."""
        certain_coverage = covered = value = 0.0
        for term in self.terms:
            if number in term.postings:
                certain_coverage += term.certain_weight
                covered += term.weight
                value += term.weight * term.postings[number][0]
        total = self.query.total
        return certain_coverage / total, TEXT * covered * value / total**2

    def _scored(self, sketch: Sketch, *, titled: bool) -> Ranked | None:
        """A record scored by its words, its date, its name, and if `titled` what is shown of it.

        None if too little of the query stands in its text, and nothing of it in a title.
        """
        certain, score = self._text_score(sketch.number)
        found = [
            (term, *term.postings[sketch.number])
            for term in self.terms
            if sketch.number in term.postings
        ]
        is_page = sketch.is_web_page
        if is_page and all(expansion.method in CERTAINTY for _, _, expansion in found):
            return None  # part of an address: `bitcoin` in the name of a news site
        name = self.names.get(sketch.number)
        shown = self._shown_match(sketch) if titled else 0.0
        is_shown = name or (shown and not is_page) or not titled
        if not is_shown and certain < MIN_COVERAGE_IN_PLACE:
            return None
        score += shown + sum(DATE_BONUS * value for _, value, way in found if way.method == "dated")
        reasons = [
            Reason(term.part.text, way.method, way.text, way.expression) for term, _, way in found
        ]
        if name:
            called = key(sketch.id.partition("/")[2])  # few mean a dispute by it
            aside = sketch.kind == "dispute" and name.reason.text in {called, squeezed(called)}
            score += name.bonus * (DISPUTE_FACTOR if aside else 1.0)
            reasons.insert(0, name.reason)
        return Ranked(sketch, score, "", tuple(reasons))

    def _shown_match(self, sketch: Sketch) -> float:
        """What the titles of a record and the phrases that people type for it add to its score."""
        titled = max(self.query.title_match(title) for title in (sketch.title, sketch.zh))
        fit = self._fit(sketch.number)
        return max(TITLE * titled, ASKED * fit + (WHOLE_ASKED if fit >= NEARLY_ALL else 0.0))

    def _fit(self, number: int) -> float:
        """How well the query fits the best of the phrases that people type for a record."""
        return max(map(self.query.phrase_match, self.phrases.get(number, [])), default=0.0)

    def _borne_out(self, hits: Sequence[Ranked]) -> list[Ranked]:
        """Of hits of which something is hidden, those that what is left has the words of."""
        entries = self.store.by_ids(hit.sketch.id for hit in hits)
        return [
            hit for hit in hits
            if (hit.reasons and hit.reasons[0].method == "name")
            or self.query.coverage(entries[hit.sketch.id].json, hit.sketch.earliest) >= MIN_COVERAGE
        ]  # fmt: skip

    def _with_kind_bonus(self, hits: Sequence[Ranked]) -> list[Ranked]:
        """The hits with the bonus of their kind, and web pages that nobody asked for far behind."""
        asked = {fold(part.text).strip("?") for part in self.parts}
        asked |= {part.type for part in self.parts}
        answering = {kind for word in asked for kind in QUESTION_WORDS.get(word, ())}
        words = {key(part.text) for part in self.parts if part.type != "date"}
        scored = []
        for hit in hits:
            kind = hit.sketch.kind
            bonus = library_facts.KIND_FACTS[kind].search_bonus
            bonus += ANSWER_BONUS if kind in answering else 0.0
            is_meant = "source" in self.filters.kinds or words <= set(key(hit.sketch.id).split())
            factor = WEB_PAGE_FACTOR if hit.sketch.is_web_page and not is_meant else 1.0
            scored.append(hit._replace(score=(hit.score + bonus) * factor, factor=factor))
        return scored

    def _with_statements(self, hits: Sequence[Ranked]) -> tuple[list[Ranked], list[bool]]:
        """The hits with their best statement, and whether each answers in one place of it.

        A record that was asked for by name is shown with its summary.
        """
        best = {hit.sketch.number: (0.0, "", "") for hit in hits}
        for number, text, date in self.store.statements_of(best):
            share = self.query.coverage(text, date)
            if share > best[number][0]:
                best[number] = (share, text, date)
        read, answers = [], []
        for hit in hits:
            share, text, date = best[hit.sketch.number]
            named = bool(hit.reasons) and hit.reasons[0].method == "name"
            score = hit.score + STATEMENT * share**2 * hit.factor
            read.append(hit._replace(score=score, snippet="" if named else text))
            answers.append(self._is_answer(hit, text, date))
        return read, answers

    def _is_measured(self, hits: Sequence[Ranked]) -> bool:
        """Whether a typed number of some hit is called so: `savings at the start`."""
        from xiaomi_cli.model.claims import numbered
        from xiaomi_cli.model.records import decode

        measures = (
            quantity.measure
            for entry in self.store.by_ids(hit.sketch.id for hit in hits).values()
            for _, claim in numbered(decode(entry.json))
            for quantity in claim.quantities
        )
        return any(self.query.certain_coverage(m) >= MIN_COVERAGE_IN_PLACE for m in measures)

    def _is_answer(self, hit: Ranked, text: str, date: str) -> bool:
        """Whether enough of the query stands in one place of a record, or is a name of it.

        A place is a statement with the title, or a phrase that people type for the record. Words
        that the library does not have, or few words, chance alone brings together in a long record.
        What is in quotes was meant. A word of a script without spaces may stand there in other
        signs (自動車 for 自动车), which only the index knows.
        """
        query, number = self.query, hit.sketch.number
        quoted = any(t.part.type == "phrase" and number in t.postings for t in self.terms)
        if quoted or all(not t.part.text.isascii() and number in t.postings for t in self.terms):
            return True
        least = MIN_NAME_SHARE_IN_DOUBT if query.is_doubtful else MIN_COVERAGE_KNOWN
        if number in self.names and self.names[number].share >= least:
            return True
        place = f"{hit.sketch.title}\n{hit.sketch.zh}\n{text}"
        if query.certain_coverage(place, date) >= MIN_COVERAGE_IN_PLACE:
            return True
        if query.is_doubtful:
            phrases = self.phrases.get(number, [])
            return any(query.certain_coverage(phrase) >= MIN_COVERAGE for phrase in phrases)
        if len(self.terms) > LONG_QUERY or any(t.part.type != "word" for t in self.terms):
            return True
        fit = self._fit(number)
        return fit > MIN_FIT_ALONE if len(self.terms) == 1 else fit >= MIN_FIT
