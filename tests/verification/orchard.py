"""A small library about an invented company, and the documents it rests on, to plant errors in."""

from pathlib import Path

from tests.library.libraries import write
from xiaomi_cli.model.text_evidence import fingerprint, paragraphs

STORY = """\
The Orchard Story

In March 2012 Ana Torres founded Orchard in Lisbon with nine colleagues and 2.5 million euros.
The first bicycle, the Peel, was launched on 14 May 2013 and sold 40,000 units within ten weeks.
Revenue reached 1.2 billion euros in 2016, four times what it had been in 2014.

Maria Lopes, who led design, left in December 2017 after a dispute over the frame of the Core.
The factory in Porto recycles 80–90% of its aluminium and employs 350 people.
"""
CRITIC = """\
A second look at Orchard
Rui Prado writes that the Peel was copied from a Danish prototype shown in 2011.
He counts only 31,000 bicycles by the end of 2013, and blames the narrow dealers.
Debt stood at 300 million dollars in 2018, against 120 million a year before.
"""
RECORDS = """\
- id: company/orchard
  title: Orchard
  aliases: [orchard bicycles]
  summary: A maker of bicycles, founded in Lisbon in 2012 by Ana Torres.
  cite: story¶2
  claims:
  - {text: "It began with nine colleagues and a loan of EUR 2.5 million.", cite: story¶2, date: 2012-03, quantities: [{measure: first loan, value: 2.5, scale: million, currency: EUR, period: 2012-03}]}
  - {text: "The factory in Porto employs 350 people.", cite: story¶6}
  - {text: "Between 80 and 90% of the aluminium is recycled.", cite: story¶6}
- {id: person/ana-torres, title: Ana Torres, summary: Ana Torres founded Orchard., cite: story¶2}
- id: event/2013-05-14-peel
  title: The Peel
  summary: The first bicycle, the Peel, is launched.
  cite: story¶3
  date: 2013-05-14
  type: launch
  claims:
  - {text: "Within ten weeks 40,000 units were sold.", cite: story¶3, id: first-weeks}
  - {text: "Rui Prado calls it a copy of a Danish prototype of 2011.", cite: critic¶2, type: opinion, by: Rui Prado}
- id: event/2017-12-lopes
  title: Maria Lopes leaves
  summary: Maria Lopes leaves design after a dispute over the frame of the Core.
  cite: story¶5
  date: 2017-12
  type: people
- id: figure/revenue
  title: Revenue
  summary: The revenue of a year.
  cite: story¶4
  measure: revenue
  currency: EUR
  points:
  - {period: 2016, value: 1.2, scale: billion, basis: reported, cite: story¶4}
- id: figure/debt
  title: Debt
  summary: Debt at the end of a year.
  cite: critic¶4
  measure: debt
  currency: USD
  points:
  - {period: 2018, value: 300, scale: million, basis: claim, by: Rui Prado, cite: critic¶4}
- id: dispute/first-year
  title: Bicycles sold in the first year
  cite: [story¶3, critic¶3]
  question: How many were sold?
  verdict: The count of 40,000 is the company's; 31,000 is Prado's.
  consequence: medium
  positions:
  - {at: "event/2013-05-14-peel#first-weeks", says: "40,000"}
  - {text: "Only 31,000 bicycles by the end of 2013.", says: "31,000", cite: critic¶3, holder: Rui Prado}
- id: product/core
  title: Core
  summary: The frame of the Core was disputed.
  cite: story¶5
  claims:
  - event/2017-12-lopes#summary   # drawn in: read at home
- id: event/2019-award
  title: An award
  summary: Orchard wins the Golden Spoke in Oslo.
  cite: spoke
  date: 2019-06-03
  type: market
"""
STATEMENTS = 17  # with a citation
PAGE = """\
- id: source/spoke
  title: Golden Spoke 2019
  summary: A page about an award.
  type: page
  voice: press
  publisher: Spoke News
  published: 2019-06-03
  bears: [Orchard, Golden Spoke, Oslo, wins, award]
"""


def orchard(folder: Path, records: str = RECORDS) -> tuple[Path, Path]:
    """Write the library and the documents; returns the folders of both."""
    sources = PAGE + _source("story", STORY) + _source("critic", CRITIC)
    library = write(folder / "library", {"a.yaml": records, "seeds/sources.yaml": sources})
    copies = write(folder / "copies", {"first.txt": STORY, "second.md": CRITIC})
    return library, copies


def _source(name: str, text: str) -> str:
    head = (
        f"- id: source/{name}\n  title: {name}\n  summary: A document.\n  type: document\n"
        "  voice: press\n  published: 2019\n  outline:\n"
    )
    rows = (
        f'  - {{n: {number}, head: x, print: "{fingerprint(paragraph)}"}}\n'
        for number, paragraph in enumerate(paragraphs(text), 1)
    )
    return head + "".join(rows)
