"""The shipped library holds against real copies of the documents, where such copies are at hand.

Set XIAOMI_DOCUMENTS to a folder with the four texts, or keep them in a folder `seeds` of a
neighbour of this checkout.
"""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from xiaomi_cli.library.loader import Library
from xiaomi_cli.verification.verify import verify


def copies() -> Path | None:
    if named := os.environ.get("XIAOMI_DOCUMENTS"):
        return Path(named)
    return next((text.parent for text in ROOT.parent.glob("*/seeds/*.txt")), None)


@pytest.mark.skipif(copies() is None, reason="no copies of the documents at hand")
def test_every_cited_statement_holds_and_the_readme_miscounts_none() -> None:
    folder = copies()
    assert folder is not None
    report = verify(Library(ROOT / "data"), folder)
    assert [str(problem) for problem in report.problems] == []
    assert report.documents == 4
    said = re.search(
        r"([\d,]+) of \1 cited statements hold", (ROOT / "README.md").read_text("utf-8")
    )
    assert said is None or said[1] == f"{report.checked:,}"
