"""A small library about a maker of bicycles, with everything that an answer must tell of."""

from pathlib import Path

from tests.library.libraries import write

RECORDS = """\
- id: company/velo
  title: Velo
  zh: 单车
  summary: Velo makes plain bicycles.
  cite: book¶1
  role: maker
  claims:
  - {text: Velo sells without shops., id: no-shops, cite: [book¶2, daily], date: 2012}
  dimensions:
    pricing:
    - {text: Velo prices near cost., id: near-cost, cite: book¶2, type: opinion, by: Reviewer}
- id: company/chain
  title: Chainworks
  summary: Chainworks makes dear bicycles.
  cite: book¶1
  dimensions:
    pricing:
    - {text: Chainworks charges for its name., cite: daily}
- id: principle/light
  title: Light first
  aliases: [lightness]
  summary: Take weight away before anything is added.
  cite: book¶3
  themes: [product]
  claims:
  - {text: Weigh each part., id: weigh, cite: book¶3, type: opinion, by: person/ana}
  - {text: Half of the frame went., id: frame-diet, name: Frame diet, cite: book¶3}
  against:
  - event/2015-recall#broke
- id: framework/plain
  title: Plain riding
  form: list
  summary: Two ideas for bicycles that everybody can ride.
  cite: book¶3
  parts: [principle/light]
  claims:
  - {text: Plain is enough., cite: book¶3, type: opinion, by: person/ana}
- id: person/ana
  title: Ana Roda
  summary: Ana Roda founded Velo.
  cite: book¶1
- id: product/one
  title: Velo One
  maker: company/velo
  released: 2013-05
  category: city bicycle
  summary: The Velo One is the first bicycle of Velo.
  cite: book¶2
  claims:
  - text: The Velo One cost 199 euros.
    id: price
    cite: book¶2
    quantities: [{measure: price of the Velo One, value: 199, currency: EUR}]
- id: event/2012-founding
  title: Velo is founded
  date: 2012-03-04
  type: founding
  major: true
  entities: [company/velo, person/ana]
  themes: [founder]
  summary: Ana Roda founds Velo in a shed.
  cite: book¶1
  claims: []
- id: event/2015-recall
  title: Velo recalls the One
  date: 2015-06
  type: crisis
  entities: [company/velo, product/one]
  themes: [product]
  summary: Frames that broke made Velo call bicycles back.
  cite: daily
  claims:
  - {text: Forty frames broke., id: broke, cite: daily}
- id: figure/sales
  title: Sales
  aliases: [turnover]
  measure: Sales of Velo in a year
  finding: Sales doubled in a year
  of: company/velo
  currency: EUR
  summary: Sales show how Velo grew.
  cite: book¶2
  themes: [finance]
  points:
  - {period: "2013", value: 2, scale: million, basis: reported, cite: book¶2}
  - {period: "2014", id: book-2014, value: 4, scale: million, basis: reported, cite: book¶2}
  - {period: "2014", id: daily-2014, value: 5, scale: million, basis: claim, by: company/velo, cite: daily}
- id: promise/no-rust
  title: A frame without rust
  by: person/ana
  made: 2013-05
  due: 2015
  pledge: No frame rusts
  actual: Some did
  outcome: missed
  judged: 2016-01-01
  summary: Ana Roda promised frames that never rust.
  cite: book¶2
  claims:
  - {text: No frame will rust., cite: book¶2, type: promise, by: person/ana}
  result:
  - {text: Frames rusted in 2015., cite: daily}
- id: dispute/sales-2014
  title: Sales of 2014
  question: Did Velo sell for 4 or 5 million euros in 2014?
  verdict: For 4 million, because the press counted tax.
  consequence: high
  settled: true
  positions:
  - {at: figure/sales#book-2014, says: 4 million, holder: the book}
  - {at: figure/sales#daily-2014, says: 5 million, holder: The Daily}
- id: lesson/weigh
  title: Weigh everything
  about: [principle/light]
  summary: Put every part on the scales before you add one.
  cite: book¶3
- id: risk/rust
  title: Rust
  summary: Cheap steel rusts.
  cite: daily
  claims:
  - {text: Cheap steel rusts in a year., cite: daily}
"""
LIBRARY = """\
title: Velo
subtitle: a maker of bicycles
subject: company/velo
eras:
- {slug: shed, title: The shed, from: "2012", to: "2013"}
- {slug: road, title: The road, from: "2014", to: "2016"}
themes: {product: Products, finance: Money, founder: Founder}
"""
SOURCES = """\
- id: source/book
  title: The book of Velo
  summary: The story of Velo as its founder tells it.
  type: document
  voice: company
  author: Ana Roda
  publisher: Spoke Press
  published: 2015-03
  url: https://books.example/velo
  outline:
  - {n: 1, head: Founding, print: "000000000001"}
  - {n: 2, head: Prices, print: "000000000002"}
  - {n: 3, head: Ideas, print: "000000000003"}
- id: source/daily
  title: Velo under pressure
  summary: A newspaper on the recall.
  type: page
  voice: press
  publisher: The Daily
  published: 2015-07-01
  url: https://daily.example/velo
"""


def bikes(folder: Path) -> Path:
    """The folder with the library written to it."""
    files = {"library.yaml": LIBRARY, "a.yaml": RECORDS, "seeds/s.yaml": SOURCES}
    return write(folder, dict(files))
