"""Hold every export of the library to a program that reads that format: make readers.

`python scripts/readers.py FOLDER` reads FOLDER/library.* with readers that nobody here wrote, says
what each found, and fails if one complains or finds another number of things than the library has.
A reader that is not installed (Anki; Node and its Mermaid) is told and passed over.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MERMAID = """
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('');
global.window = window; global.document = window.document;
const text = require('fs').readFileSync(process.argv[1], 'utf8');
import('mermaid').then(async ({ default: mermaid }) => {
  await mermaid.parse(text);
  const read = await mermaid.mermaidAPI.getDiagramFromText(text);
  const events = read.db.getTasks().flatMap(task => task.events);
  const sections = read.db.getSections();
  if (new Set(sections).size !== sections.length) throw new Error('sections of one name');
  console.log(events.length);
});
"""
NODE = Path("build/readers")  # where Node's readers are installed


def icalendar(path: Path) -> int:
    """Events of a calendar, none with an error, each with an id of its own."""
    from icalendar import Calendar

    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert not any(event.errors for event in events)
    return len({str(event["UID"]) for event in events})


def pybtex(path: Path) -> int:
    """Entries that a BibTeX style formats."""
    from pybtex import format_from_string
    from pybtex.database import parse_file

    entries = parse_file(str(path), "bibtex").entries
    shown = format_from_string(path.read_text(), "plain", output_backend="text")
    assert shown.count("\n[") + 1 == len(entries)
    return len(entries)


def bibtexparser(path: Path) -> int:
    """Entries, no block left unread."""
    from bibtexparser.entrypoint import parse_file

    found = parse_file(str(path))
    assert not found.failed_blocks
    return len(found.entries)


def citeproc(path: Path) -> int:
    """Items that a CSL style formats."""
    import citeproc
    from citeproc.source.json import CiteProcJSON

    items = json.loads(path.read_text())
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    works = citeproc.CitationStylesBibliography(
        style, CiteProcJSON(items), citeproc.formatter.plain
    )
    for item in items:
        works.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    return len(works.bibliography())


def html5lib(path: Path) -> int:
    """Articles of a page that a strict parser accepts."""
    from html5lib import HTMLParser

    page = HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_text())
    return len(page.findall(".//article"))


def markdown_it(path: Path) -> int:
    """Headings of records in Markdown, none of whose texts is HTML or a picture."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text())
    inner = [child for token in tokens for child in token.children or []]
    assert not {"html_block"} & {token.type for token in tokens}
    assert Counter(t.type for t in inner if t.type == "image" or t.content == "<script>") == {}
    return sum(token.type == "heading_open" and token.tag == "h3" for token in tokens)


def agate(path: Path) -> int:
    """Rows of a table, all as long as its header."""
    from agate import Table

    return len(Table.from_csv(str(path)).rows)


def sqlite_utils(path: Path) -> int:
    """Records that a search index covers, in a sound database with a view for each kind."""
    from sqlite_utils import Database

    database = Database(path)
    assert [*database.query("PRAGMA integrity_check")] == [{"integrity_check": "ok"}]
    assert database.table("records").detect_fts() == "records_fts"
    return sum(database[view].count for view in database.view_names())


def anki(path: Path) -> int:
    """Cards that a new collection gets from the file; a second import adds none."""
    from anki.collection import Collection, ImportCsvRequest

    path.with_suffix(".anki2").unlink(missing_ok=True)
    cards = Collection(str(path.with_suffix(".anki2")))
    for _ in range(2):
        metadata = cards.get_csv_metadata(str(path), None)
        cards.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    found = cards.note_count()
    cards.close()
    return int(found)


def node(script: str) -> Callable[[Path], int]:
    """A reader of Node's, which prints how much it found."""

    def read(path: Path) -> int:
        command = ["node", "-e", script, str(path.resolve())]
        done = subprocess.run(command, cwd=NODE, capture_output=True, check=True, text=True)
        return int(done.stdout)

    return read


READERS: list[tuple[str, str, Callable[[Path], int], tuple[str, ...]]] = [
    ("ics", "icalendar", icalendar, ("event",)),
    ("bib", "pybtex", pybtex, ("source",)),
    ("bib", "bibtexparser", bibtexparser, ("source",)),
    ("csl.json", "citeproc", citeproc, ("source",)),
    ("html", "html5lib", html5lib, ()),
    ("md", "markdown_it", markdown_it, ()),
    ("csv", "agate", agate, ()),
    ("sqlite", "sqlite_utils", sqlite_utils, ()),
    ("anki.txt", "anki", anki, ("framework", "principle", "lesson")),
    ("mmd", "mermaid", node(MERMAID), ("event",)),
]


def main(folder: Path) -> int:
    """Read every file with its readers; how many were not content."""
    lines = (folder / "library.jsonl").read_text().splitlines()
    kinds = Counter(str(json.loads(line)["id"]).partition("/")[0] for line in lines)
    failed = 0
    for ending, name, read, held in READERS:
        wanted = sum(count for kind, count in kinds.items() if not held or kind in held)
        if not _has(name):
            print(f"  -    {ending:10} {name}: not installed")
            continue
        try:
            found: Any = read(folder / f"library.{ending}")
        except Exception as error:  # whatever a reader complains of
            found = f"{type(error).__name__}: {str(error)[:200]}"
        failed += found != wanted
        print(f"  {'ok ' if found == wanted else 'BAD'}  {ending:10} {name}: {found} of {wanted}")
    return failed


def _has(name: str) -> bool:
    if name == "mermaid":
        return shutil.which("node") is not None and (NODE / "node_modules" / name).exists()
    return find_spec(name) is not None


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]))))
