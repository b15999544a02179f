"""Small libraries for tests, written to a folder."""

from pathlib import Path

from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.rules import check_library
from xiaomi_cli.library.yaml_nodes import Node, read_entries
from xiaomi_cli.model.problem import Problem

# A library without a problem, to be broken in one place by a test.
SOURCES = """\
- id: source/doc
  title: A document
  summary: Two paragraphs.
  type: document
  voice: company
  published: 2020-03
  outline:
  - {n: 1, head: First, print: "000000000001"}
  - {n: 2, head: Second, print: "000000000002"}
- id: source/page
  title: A page
  summary: A page of the web.
  type: page
  voice: press
  publisher: The Daily
  published: 2021-05-06
"""


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder, making folders as needed; returns the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems_of(folder: Path) -> list[str]:
    """Every problem of the library in a folder, as it is printed."""
    return [str(problem) for problem in check_library(Library(folder))]


def entries_of(content: str | bytes) -> tuple[list[Node], list[str]]:
    """The entries of one file, and its problems as `line: message`."""
    problems: list[Problem] = []
    data = content.encode() if isinstance(content, str) else content
    nodes = list(read_entries(data, "x.yaml", problems))
    return nodes, [f"{problem.line}: {problem.message}" for problem in problems]


def plain(node: Node) -> object:
    """A tree without its lines."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value
