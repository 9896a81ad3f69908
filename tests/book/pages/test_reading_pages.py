"""The chapters on reading tables: each has its parts, and figures that are compared."""

import re
from pathlib import Path

import nbformat
import pytest

BOOK = Path(__file__).parents[3] / "book" / "reading-tables"
PAGES = sorted(path.stem for path in BOOK.glob("*.ipynb"))


def cells(page):
    return nbformat.read(BOOK / f"{page}.ipynb", as_version=4).cells


@pytest.mark.parametrize("page", PAGES)
def test_a_chapter_has_aims_a_widget_checked_figures_and_exercises(page):
    prose = "\n".join(cell.source for cell in cells(page) if cell.cell_type == "markdown")
    code = [cell for cell in cells(page) if cell.cell_type == "code"]
    assert ":class: hc-aims" in prose
    assert prose.count(":::{exercise}") >= 3
    assert "{term}`" in prose or page in ("claims-on-trial", "your-own-table")
    assert any(re.search(rf"{page.replace('-', '_')}\.\w+\(", cell.source) for cell in code)
    checked = [cell for cell in code if "nbval-check-output" in cell.metadata.get("tags", [])]
    assert len(checked) >= 3
    assert all(cell.outputs for cell in checked)
    assert "fraud" not in prose.casefold()
