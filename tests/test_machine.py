"""The machine serves any study and knows none, and no two modules have one name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from homecoming import published
from homecoming.book import pages

SOURCE = Path(__file__).parents[1] / "src/homecoming"
BOOK = SOURCE / "book"
MACHINE = sorted(
    path
    for path in SOURCE.rglob("*")
    if path.suffix in {".py", ".js", ".css", ".html", ".json", ".csv", ".svg"} and BOOK not in path.parents
)
#: What only the two papers, the theories held against them and the pages of the book are about.
OF_THE_BOOK = (
    *("kyrgyz", "kazakh", "korea", "russia", "uzbek", "mongolia", "bishkek", "kandas", "joseonjok"),
    *("issayeva", "yudina", "osadchaya", "cassarino", "cerase", "kuschminder", "reintegrat"),
    *(rf"\b{word}\b" for word in ("male", "female", "sex", "515", "305", "210")),
    *(re.escape(study) for study in published.studies()),
    *(rf"\b{page}\b" for page in pages.pages() if "-" in page),
)


@pytest.mark.parametrize("path", MACHINE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_machine_says_no_word_of_the_book(path):
    text = path.read_text("utf-8")
    found = {word: match[0] for word in OF_THE_BOOK if (match := re.search(word, text, re.IGNORECASE))}
    assert not found


def test_the_search_covers_the_machine_and_would_find_the_book():
    """A search that reads nothing, or whose words are nowhere, could not fail."""
    machine = {path.relative_to(SOURCE).parts[0] for path in MACHINE}
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - {"book"}
    assert packages <= machine
    book = "\n".join(path.read_text("utf-8") for path in BOOK.rglob("*.py"))
    assert [word for word in OF_THE_BOOK if not re.search(word, book, re.IGNORECASE)] == []


def test_no_two_modules_have_one_name():
    names = [path.stem for path in SOURCE.rglob("*.py") if path.stem not in ("__init__", "__main__")]
    assert sorted(names) == sorted(set(names))
