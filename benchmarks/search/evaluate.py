"""Scores search against three plainer engines on the same records, in one run.

    python benchmarks/search/evaluate.py [--data DIR] [--misses] > docs/search-evaluation.md

A query without an answer in the library is answered right by an empty list: both sides get the
stand-in document NOTHING for it, so that it counts in every measure like the others.
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import bm25s
import ir_measures
import yaml
from ir_measures import RR, Success, nDCG
from rapidfuzz import fuzz, process, utils

from xiaomi_cli.build.open import open_library
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.records import decode
from xiaomi_cli.search.search import search

QUERIES = Path(__file__).with_name("queries.yaml")
NOTHING = "(nothing)"
DEPTH = 10  # hits of each engine that are looked at
MEASURES = (nDCG @ DEPTH, RR @ DEPTH, Success @ 1)

Engine = Callable[[str], list[str]]


class Query(NamedTuple):
    """A judged query; `grades` are 2 for what was wanted and 1 for what serves."""

    id: str
    category: str
    text: str
    grades: dict[str, int]
    heldout: bool


class Scored(NamedTuple):
    """How one engine did on one query: the values of MEASURES and the first hit."""

    values: tuple[float, ...]
    first: str


def main() -> None:
    """Run every engine over every query and print the Markdown page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, help="another library than the shipped one")
    options.add_argument("--misses", action="store_true", help="print only what went wrong")
    chosen = options.parse_args()
    store = Store(open_library(chosen.data))
    entries = store.everything()
    queries = read_queries({entry.id for entry in entries})
    engines = {"xiaomi search": ours(store)}
    if not chosen.misses:
        texts = [text_of(entry) for entry in entries]
        ids = [entry.id for entry in entries]
        engines |= {
            "plain FTS5": plain_fts5(ids, texts),
            "BM25 (bm25s)": plain_bm25(ids, texts),
            "RapidFuzz WRatio": plain_fuzzy(ids, texts),
        }
    scores = {name: score(engine, queries) for name, engine in engines.items()}
    lines = misses(queries, scores) if chosen.misses else page(queries, scores, len(entries))
    sys.stdout.write("\n".join(lines) + "\n")


def read_queries(known: set[str]) -> list[Query]:
    """The judged queries; a judgement about a record that is gone is dropped with a word."""
    queries = []
    for category, rows in yaml.safe_load(QUERIES.read_text(encoding="utf-8")).items():
        for number, row in enumerate(rows):
            grades = dict.fromkeys(row.get("also", "").split(), 1)
            grades |= dict.fromkeys(row.get("best", "").split(), 2)
            for gone in sorted(grades.keys() - known):
                sys.stderr.write(f"{row['ask']!r}: there is no {gone}\n")
                del grades[gone]
            query = Query(
                f"{category}-{number}",
                category,
                row["ask"],
                grades or {NOTHING: 1},
                row.get("heldout", False),
            )
            queries.append(query)
    return queries


# The engines: each is given what a person typed and gives ids, best first


def ours(store: Store) -> Engine:
    """The search of this program."""
    return lambda text: [hit.entry.id for hit in search(store, text, []).hits[:DEPTH]]


def text_of(entry: Entry) -> str:
    """A record as one text: its names, title, summary and every statement."""
    names = " ".join([entry.zh, *json.loads(entry.json).get("aliases", [])])
    statements = (claim.text for _, claim in numbered(decode(entry.json)) if not claim.home)
    return "\n".join([entry.title, names, entry.summary, *statements])


def plain_fts5(ids: list[str], texts: list[str]) -> Engine:
    """SQLite FTS5 as it comes: all words must be there, best BM25 first."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO plain (text) VALUES (?)", ((text,) for text in texts))
    sql = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank LIMIT ?"

    def ask(text: str) -> list[str]:
        words = text.replace("\0", " ").replace('"', " ").split()
        found = database.execute(sql, [" ".join(f'"{word}"' for word in words), DEPTH])
        return [ids[number - 1] for (number,) in found] if words else []

    return ask


def plain_bm25(ids: list[str], texts: list[str]) -> Engine:
    """BM25 over English words, any of which may be there."""
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def ask(text: str) -> list[str]:
        words = bm25s.tokenize(text, stopwords="en", show_progress=False, return_ids=False)
        found, values = index.retrieve(words, k=DEPTH, show_progress=False)
        return [ids[n] for n, value in zip(found[0], values[0], strict=True) if value > 0]

    return ask


def plain_fuzzy(ids: list[str], texts: list[str]) -> Engine:
    """RapidFuzz's WRatio of the query to each record, at least 60."""
    prepared = [utils.default_process(text) for text in texts]

    def ask(text: str) -> list[str]:
        wanted = utils.default_process(text)
        hits = process.extract(wanted, prepared, scorer=fuzz.WRatio, limit=DEPTH, score_cutoff=60)
        return [ids[index] for _, _, index in hits]

    return ask


# Scores and the page


def score(engine: Engine, queries: list[Query]) -> dict[str, Scored]:
    """Each query's measures for one engine, by the query's id."""
    answers = {query.id: engine(query.text) or [NOTHING] for query in queries}
    judged = [
        ir_measures.Qrel(query.id, record, grade)
        for query in queries
        for record, grade in query.grades.items()
    ]
    run = [
        ir_measures.ScoredDoc(query, record, -rank)
        for query, records in answers.items()
        for rank, record in enumerate(records)
    ]
    values: dict[str, dict[object, float]] = {query.id: {} for query in queries}
    for metric in ir_measures.iter_calc(MEASURES, judged, run):
        values[metric.query_id][metric.measure] = metric.value
    return {
        query: Scored(tuple(found.get(measure, 0.0) for measure in MEASURES), answers[query][0])
        for query, found in values.items()
    }


def mean(scored: dict[str, Scored], queries: Iterable[Query], measure: int) -> float:
    """The mean of one measure over some queries."""
    found = [scored[query.id].values[measure] for query in queries]
    return sum(found) / len(found)


def page(queries: list[Query], scores: dict[str, dict[str, Scored]], records: int) -> list[str]:
    """The evaluation as Markdown."""
    heldout = [query for query in queries if query.heldout]
    parts = {
        "all": queries,
        "tuned on": [query for query in queries if not query.heldout],
        "held out": heldout,
    }
    categories = list(dict.fromkeys(query.category for query in queries))
    lines = [
        "# How well search answers",
        "",
        f"{len(queries)} queries in {len(categories)} categories, judged by hand"
        f" ({QUERIES.parent.name}/{QUERIES.name} under benchmarks/), against {records:,} records."
        f" {len(heldout)} are held out: no constant was fitted to them, but single ones were read"
        " when rules were taken away, so their scores flatter a little."
        " Every engine was asked in the same run; `make search-evaluation` writes this page.",
        "",
        "Success@1: the first hit serves. MRR: the reciprocal rank of the first hit that serves."
        " nDCG@10: the order of the first ten, where what was wanted counts more than what serves."
        " Where the library has no answer, an empty list is the right one.",
        "",
        "## Over all categories",
        "",
        "| engine | queries | nDCG@10 | MRR | success@1 |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    for name, scored in scores.items():
        for part, chosen in parts.items():
            row = " | ".join(f"{mean(scored, chosen, measure):.3f}" for measure in range(3))
            lines.append(f"| {name} | {part} ({len(chosen)}) | {row} |")
    lines += [
        "",
        "## By category",
        "",
        "The first three columns are those of `xiaomi search`, the others the success@1 of each.",
        "",
        f"| category | queries | nDCG@10 | MRR | success@1 | {' | '.join(list(scores)[1:])} |",
        "| --- | ---: | ---: | ---: | ---: |" + " ---: |" * (len(scores) - 1),
    ]
    for category in categories:
        chosen = [query for query in queries if query.category == category]
        best, *others = scores.values()
        values = [f"{mean(best, chosen, measure):.3f}" for measure in range(3)]
        values += [f"{mean(other, chosen, 2):.3f}" for other in others]
        lines.append(f"| {category} | {len(chosen)} | {' | '.join(values)} |")
    return [*lines, "", "## What it still misses", "", *misses(queries, scores)]


def misses(queries: list[Query], scores: dict[str, dict[str, Scored]]) -> list[str]:
    """The queries whose first hit does not serve, with what came first."""
    ours_scored = next(iter(scores.values()))
    lines = []
    for query in queries:
        found = ours_scored[query.id]
        if found.values[2] == 0:
            wanted = ", ".join(record for record, grade in query.grades.items() if grade == 2)
            mark = " (held out)" if query.heldout else ""
            lines.append(
                f"- {query.category}{mark}: `{query.text!r}` gives {found.first},"
                f" wanted {wanted or NOTHING}; reciprocal rank {found.values[1]:.2f}"
            )
    return lines or ["Nothing in this set."]


if __name__ == "__main__":
    main()
