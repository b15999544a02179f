"""Ranks the records that have a query's words.

    score = page * (TEXT * coverage * quality
                    + max(TITLE * title_match, ASKED * phrase_match + WHOLE_ASKED)
                    + DATE_BONUS * overlap
                    + name_bonus
                    + search_bonus + ANSWER_BONUS
                    + STATEMENT * statement_coverage ** 2)

    coverage            the share of the query's weight (inverse document frequencies) that the
                        record's words have
    quality             the same with each term weighed by how well it matched: BM25 against the
                        best hit, times METHOD_QUALITY of the expansion that found it
    title_match         coverage by the title, times the root of the share of the title that is
    phrase_match        coverage by the best phrase that people type for the record, times the share
                        of it that matches; WHOLE_ASKED if that is NEARLY_ALL
    overlap             of an event with the date asked for: the share of its days
    name_bonus          from name_matches, if the query or a part of it is a name of the record
    search_bonus        of the kind (model.library_facts): one whose record is the obvious
                        answer comes before one that comments on it
    ANSWER_BONUS        if the query has a question word that the kind answers
    statement_coverage  coverage by the best single statement, of the MAX_STATEMENTS_READ best hits
    page                WEB_PAGE_FACTOR for web pages unless sources are asked for, else 1

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import Sketch
from xiaomi_cli.index.store import Store
from xiaomi_cli.model import library_facts
from xiaomi_cli.model.tokens import fold, key, squeezed
from xiaomi_cli.search.matching import QueryMatcher, Reason, name_matches
from xiaomi_cli.search.query import Filters, Part
from xiaomi_cli.search.terms import Term

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
DATE_BONUS = 5.0  # for an event of the date asked for, by how much of it that is; serves `dates`
ANSWER_BONUS = 7.0  # for a kind that answers; serves `questions`, `figures`


class Ranked(NamedTuple):
    """A record with its score, the text of its best statement, and why it is a hit."""

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the query is a name of it."""
        return bool(self.reasons) and self.reasons[0].method == "name"


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
        self.query = QueryMatcher(terms, store.settings().commonplace)
        asked = {fold(part.text).strip("?") for part in parts}
        self.answering = {kind for word in asked for kind in QUESTION_WORDS.get(word, ())}
        self.text_scores = self._text_scores()
        self.phrases = store.asked_of(self.text_scores)

    def hits(self) -> list[Ranked]:
        """The records that answer, best first."""
        kinds = self.filters.kinds
        found = [
            hit
            for sketch in self.store.sketches(self.text_scores)
            if not kinds or sketch.kind in kinds
            if (hit := self._scored(sketch))
        ]
        if not self.store.sees_all:
            found = self._borne_out(found)
        found.sort(key=_order)
        read = self._with_statements(found[:MAX_STATEMENTS_READ])
        if not any(self._is_answer(hit) for hit in read):
            return []  # another subject, that shares a word with many: `broken leg`
        return sorted(read, key=_order) + found[MAX_STATEMENTS_READ:]

    def _text_scores(self) -> dict[int, float]:
        """TEXT * coverage * quality of the likeliest records that match enough of the query."""
        least = MIN_COVERAGE if self.query.is_doubtful else MIN_COVERAGE_KNOWN
        with_words = {number for term in self.terms for number in term.postings}
        likely = []
        for number in self.filters.passing(self.store, self.names.keys() | with_words):
            found = [(t.weight, t.postings[number][0]) for t in self.terms if number in t.postings]
            coverage = sum(weight for weight, _ in found) / self.query.total
            quality = sum(weight * value for weight, value in found) / self.query.total
            score = TEXT * coverage * quality
            name = self.names.get(number)
            if coverage >= least or (name and name.share >= MIN_NAME_SHARE):
                likely.append((-score - (name.bonus if name else 0.0), number, score))
        return {number: score for _, number, score in sorted(likely)[:MAX_SCORED]}

    def _scored(self, sketch: Sketch) -> Ranked | None:
        """A record scored by all but its statements; None if it has too little of the query."""
        found = [
            (term, *term.postings[sketch.number])
            for term in self.terms
            if sketch.number in term.postings
        ]
        if sketch.is_web_page and all(way.method == "beginning" for _, _, way in found):
            return None  # part of an address: `bitcoin` in the name of a news site
        name, shown = self.names.get(sketch.number), self._shown_match(sketch)
        if not name and (not shown or sketch.is_web_page):
            covered = sum(term.weight for term, _, _ in found) / self.query.total
            if covered < MIN_COVERAGE_IN_PLACE:
                return None
        score = self.text_scores[sketch.number] + shown
        score += sum(DATE_BONUS * value for _, value, way in found if way.method == "dated")
        reasons = [
            Reason(term.part.text, way.method, way.text, way.expression) for term, _, way in found
        ]
        if name:
            called = key(sketch.id.partition("/")[2])  # few mean a dispute by it
            aside = sketch.kind == "dispute" and name.reason.text in {called, squeezed(called)}
            score += name.bonus * (DISPUTE_FACTOR if aside else 1.0)
            reasons.insert(0, name.reason)
        score += library_facts.KIND_FACTS[sketch.kind].search_bonus
        score += ANSWER_BONUS if sketch.kind in self.answering else 0.0
        return Ranked(sketch, score * self._page_factor(sketch), "", tuple(reasons))

    def _page_factor(self, sketch: Sketch) -> float:
        is_aside = sketch.is_web_page and "source" not in self.filters.kinds
        return WEB_PAGE_FACTOR if is_aside else 1.0

    def _shown_match(self, sketch: Sketch) -> float:
        """What the titles of a record and the phrases that people type for it add to its score."""
        titled = max(self.query.title_match(title) for title in (sketch.title, sketch.zh))
        fit = self._fit(sketch)
        return max(TITLE * titled, ASKED * fit + (WHOLE_ASKED if fit >= NEARLY_ALL else 0.0))

    def _fit(self, sketch: Sketch) -> float:
        """How well the query fits the best of the phrases that people type for a record."""
        phrases = self.phrases.get(sketch.number, [])
        return max(map(self.query.phrase_match, phrases), default=0.0)

    def _borne_out(self, hits: Sequence[Ranked]) -> list[Ranked]:
        """Of hits of which something is hidden, those that what is left has the words of."""
        entries = self.store.by_ids(hit.sketch.id for hit in hits)
        return [
            hit for hit in hits
            if hit.is_named
            or self.query.coverage(entries[hit.sketch.id].json, hit.sketch.earliest) >= MIN_COVERAGE
        ]  # fmt: skip

    def _with_statements(self, hits: Sequence[Ranked]) -> list[Ranked]:
        """The hits with their best statement; one that was asked for by name with its summary."""
        best = {hit.sketch.number: (0.0, "") for hit in hits}
        for number, text, date in self.store.statements_of(best):
            share = self.query.coverage(text, date)
            if share > best[number][0]:
                best[number] = share, text
        read = []
        for hit in hits:
            share, text = best[hit.sketch.number]
            score = hit.score + STATEMENT * share**2 * self._page_factor(hit.sketch)
            read.append(hit._replace(score=score, snippet="" if hit.is_named else text))
        return read

    def _is_answer(self, hit: Ranked) -> bool:
        """Whether enough of the query stands in one place of a record, or is a name of it.

        A place is a statement with the title, or a phrase that people type for the record. Words
        that the library does not have, or few words, chance alone brings together in a long record.
        What is in quotes was meant. A word of a script without spaces may stand there in other
        signs (自動車 for 自动车), which only the index knows.
        """
        query, sketch, name = self.query, hit.sketch, self.names.get(hit.sketch.number)
        least = MIN_NAME_SHARE_IN_DOUBT if query.is_doubtful else MIN_COVERAGE_KNOWN
        if name and name.share >= least:
            return True
        found = [term.part for term in self.terms if sketch.number in term.postings]
        in_other_signs = len(found) == len(self.terms) and not any(p.text.isascii() for p in found)
        if in_other_signs or any(part.type == "phrase" for part in found):
            return True
        place = f"{sketch.title}\n{sketch.zh}\n{hit.snippet}"
        if query.coverage(place) >= MIN_COVERAGE_IN_PLACE:
            return True
        if query.is_doubtful:
            phrases = self.phrases.get(sketch.number, [])
            return any(query.coverage(phrase) >= MIN_COVERAGE for phrase in phrases)
        if len(self.terms) > LONG_QUERY or any(term.part.type != "word" for term in self.terms):
            return True
        fit = self._fit(sketch)
        return fit > MIN_FIT_ALONE if len(self.terms) == 1 else fit >= MIN_FIT
