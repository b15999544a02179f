"""Generates a library of any size in our schema, to measure how the program grows.

    python benchmarks/scale/generate.py 100000 /tmp/library [--seed 1]

Words follow Zipf's law, as in any natural text: the few hundred most frequent are those of the
shipped library, the many rare ones are made of syllables. Kinds, dates, links and citations are
mixed as in the shipped library; records stand 500 to a file. The same arguments give the same
bytes. What is written is valid: `xiaomi validate DIR/data` says so.
"""

import argparse
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent.parent
A_FILE = 500  # records in it
VOCABULARY = 400_000  # different words that can occur
STEEPNESS, FLATTENED = (
    1.05,
    2.7,
)  # of Zipf and Mandelbrot: frequency of rank r is 1 / (r + 2.7)^1.05
SOURCES_SHARE = 0.02  # of all records
THEMES = ["growth", "retail", "chips", "cars", "pricing", "quality", "design", "finance", "people",
          "factories", "software", "services", "rivals", "policy", "research", "brand"]  # fmt: skip
KINDS = {"event": 45, "company": 12, "person": 12, "product": 12, "lesson": 5, "risk": 4,
         "principle": 4, "figure": 3, "framework": 1, "promise": 1, "dispute": 1}  # fmt: skip
HAN = "小米科技手机汽车工厂市场价格质量设计用户产品效率增长投资研发芯片智能家居新零售"

Value: TypeAlias = "str | bool | list[Value] | dict[str, Value]"
Record: TypeAlias = dict[str, Value]


def main() -> None:
    """Write the library."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("records", type=int)
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    write_library(chosen.records, chosen.folder / "data", chosen.seed)


def write_library(records: int, data: Path, seed: int) -> None:
    """Write `records` records, and what the library says of itself, below `data`."""
    data.mkdir(parents=True)
    themes = "".join(f"  {theme}: {theme.capitalize()}\n" for theme in THEMES)
    (data / "library.yaml").write_text(f"title: {records} generated records\nthemes:\n{themes}")
    made = Maker(records, seed).records()
    for number in itertools.count():
        if not (part := list(itertools.islice(made, A_FILE))):
            return
        folder = data / f"{number // 100:03}"
        folder.mkdir(exist_ok=True)
        text = "".join(map(as_yaml, part))
        (folder / f"records-{number:05}.yaml").write_text(text, encoding="utf-8")


def as_yaml(record: Record) -> str:
    """A record in YAML: a field a line, what is in it in the notation that JSON and YAML share."""
    fields = (f"  {k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in record.items())
    return "-" + "".join(fields)[1:]


class Maker:
    """Makes records; later ones link to earlier ones."""

    def __init__(self, records: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._count = records
        self._words = vocabulary(self._random)
        weights = (1 / (rank + FLATTENED) ** STEEPNESS for rank in range(len(self._words)))
        self._cumulated = list(itertools.accumulate(weights))
        self._sources = [f"page-{number}" for number in range(max(2, int(records * SOURCES_SHARE)))]
        self._ids: dict[str, list[str]] = {kind: [] for kind in (*KINDS, "source")}
        self._drawable: list[str] = []  # addresses of statements

    def records(self) -> Iterator[Record]:
        """All of them: sources first."""
        for slug in self._sources[: self._count]:
            yield self._source(slug)
        kinds = self._random.choices(list(KINDS), list(KINDS.values()), k=self._count)
        for number, kind in enumerate(kinds[len(self._sources) :]):
            make: Callable[[], Record] = getattr(self, f"_{kind}", dict)
            yield self._record(kind, number, make())

    def _record(self, kind: str, number: int, more: Record) -> Record:
        title = self._text(2, 5)
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
        record: Record = {"id": f"{kind}/{slug}-{number}", "title": title.capitalize()}
        if self._random.random() < 0.2:
            record["zh"] = "".join(self._random.choices(HAN, k=self._random.randint(2, 4)))
        if self._random.random() < 0.5:
            record["aliases"] = [self._text(1, 3) for _ in range(self._random.randint(1, 2))]
        record |= {"summary": self._sentence(12, 28), "cite": self._cites()}
        record["themes"] = self._random.sample(THEMES, self._random.randint(1, 3))
        if earlier := self._ids["event"][-2000:]:
            record["see"] = self._random.sample(
                earlier, min(len(earlier), self._random.randint(0, 2))
            )
        record |= more
        if kind == "dispute":
            del record["summary"]  # follows from question and verdict
        self._ids[kind].append(str(record["id"]))
        if kind == "event" and "claims" in record:
            self._drawable.append(f"{record['id']}#first")
        return {field: value for field, value in record.items() if value != []}

    def _source(self, slug: str) -> Record:
        record: Record = {"id": f"source/{slug}", "title": self._text(3, 8).capitalize()}
        record |= {"type": "page", "publisher": self._text(1, 2).title(), "published": self._day()}
        record |= {"url": f"https://example.org/{slug}", "voice": "press"}
        bears: list[Value] = [*self._text(3, 9).split()]
        return record | {"summary": self._sentence(8, 16), "bears": bears}

    def _event(self) -> Record:
        kind = self._random.choice(["launch", "product", "finance", "people", "policy", "market"])
        major: Record = {"major": True} if self._random.random() < 0.02 else {}
        entities = [self._one_of(kind) for kind in ("company", "person") if self._ids[kind]]
        return {
            "date": self._day(),
            "type": kind,
            **major,
            "entities": entities,
            **self._claims(1, 3),
        }

    def _company(self) -> Record:
        return {"role": self._text(2, 4), **self._claims(0, 3)}

    _person = _company

    def _product(self) -> Record:
        maker: Record = {"maker": self._one_of("company")} if self._ids["company"] else {}
        return maker | {"released": self._day(), "category": self._text(1, 1), **self._claims(0, 2)}

    def _lesson(self) -> Record:
        about: list[Value] = [self._one_of("principle")] if self._ids["principle"] else []
        return {"about": about, **self._claims(0, 2)}

    def _risk(self) -> Record:
        return self._claims(1, 2) | {"answers": [self._claim()]}

    def _principle(self) -> Record:
        cases: list[Value] = [*self._drawable[-3:]]
        return {"against": [self._claim()], "cases": cases, **self._claims(1, 2)}

    def _framework(self) -> Record:
        parts: list[Value] = [*self._ids["principle"][-3:]]
        return {"form": "list", "parts": parts, "against": [self._claim()], **self._claims(1, 2)}

    def _figure(self) -> Record:
        years = range(2014, 2014 + self._random.randint(2, 9))
        points: list[Value] = [self._point(str(year)) for year in years]
        return {"measure": self._text(2, 4), "unit": "units", "points": points}

    def _point(self, period: str) -> Record:
        value = f"{self._random.uniform(1, 900):.1f}"
        said: Record = {"period": period, "value": value, "scale": "million", "basis": "reported"}
        return said | {"cite": self._cites()}

    def _promise(self) -> Record:
        by = self._one_of("company") if self._ids["company"] else "the founder"
        made = {"by": by, "made": self._day(), "outcome": "open"}
        return {**made, "claims": [self._claim()]}

    def _dispute(self) -> Record:
        own = self._claim() | {"holder": self._text(1, 2), "says": self._text(1, 2)}
        events = self._ids["event"]
        there = {"at": f"{self._one_of('event')}#date", "says": self._day()} if events else own
        said = {"question": self._text(4, 8), "verdict": self._text(8, 14), "consequence": "low"}
        return {**said, "positions": [own, there]}

    def _claims(self, least: int, most: int) -> Record:
        claims: list[Value] = [self._claim() for _ in range(self._random.randint(least, most))]
        if claims and isinstance(claims[0], dict):
            claims[0]["id"] = "first"
        return {"claims": claims} if claims else {}

    def _claim(self) -> Record:
        dated: Record = {"date": self._day()} if self._random.random() < 0.5 else {}
        said: Record = {"text": self._sentence(8, 20), "cite": self._cites()}
        return said | dated

    def _cites(self) -> list[Value]:
        return [*self._random.sample(self._sources, self._random.randint(1, 2))]

    def _one_of(self, kind: str) -> str:
        """An earlier record; a few are linked to far more often than the rest."""
        known = self._ids[kind]
        return known[int(len(known) * self._random.random() ** 3)]

    def _day(self) -> str:
        year, month = self._random.randint(2010, 2026), self._random.randint(1, 12)
        exact = self._random.random()
        if exact < 0.2:
            return str(year)
        return f"{year}-{month:02}" + ("" if exact < 0.5 else f"-{self._random.randint(1, 28):02}")

    def _sentence(self, least: int, most: int) -> str:
        text = self._text(least, most).capitalize()
        figures = (
            f" {self._random.randint(2, 999)} million",
            f" {self._random.randint(2, 99)}%",
            "",
        )
        return text + self._random.choices(figures, (1, 1, 3))[0] + "."

    def _text(self, least: int, most: int) -> str:
        count = self._random.randint(least, most)
        return " ".join(self._random.choices(self._words, cum_weights=self._cumulated, k=count))


def vocabulary(chance: random.Random) -> list[str]:
    """Words by falling frequency: first those of the shipped library, then words of syllables."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").rglob("*.yaml")))
    counted = Counter(word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text))
    words = dict.fromkeys(word for word, count in counted.most_common(3000))
    while len(words) < VOCABULARY:
        syllables = chance.choices(_SYLLABLES, k=chance.choices((2, 3, 4), (2, 5, 3))[0])
        words.setdefault("".join(syllables))
    return list(words)


_SYLLABLES = ["".join(pair) for pair in itertools.product("bcdfghjklmnprstvwz", "aeiou")]
_SYLLABLES += [f"{start}{end}" for start in ("bra", "cle", "dro", "pli", "stu") for end in "nrst"]


if __name__ == "__main__":
    main()
