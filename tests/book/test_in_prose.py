"""Sentences that say how many tables and figures there are say what the data say."""

from pathlib import Path

import pytest

from homecoming.book import in_prose

ROOT = Path(__file__).parents[2]


def test_every_number_in_a_sentence_is_that_of_the_data():
    assert in_prose.stale(ROOT) == [], "run: python -m homecoming.book.in_prose --write"


def test_a_wrong_number_is_found_and_corrected(tmp_path, monkeypatch):
    monkeypatch.setattr(in_prose, "SENTENCES", {"page.md": ("the <tables> tables of <studies> studies",)})
    page = tmp_path / "page.md"
    page.write_text("Here are the fifteen tables of two studies.", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert in_prose.main([]) == 1
    assert in_prose.main(["--write"]) == 0
    found = in_prose.numbers()
    assert page.read_text("utf-8") == f"Here are the {found['tables']} tables of {found['studies']} studies."
    assert in_prose.main([]) == 0


def test_a_sentence_that_is_gone_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(in_prose, "SENTENCES", {"page.md": ("the <tables> tables",)})
    (tmp_path / "page.md").write_text("Nothing.", "utf-8")
    with pytest.raises(ValueError, match=r"page.md: there is no sentence like “the <tables> tables”"):
        in_prose.stale(tmp_path)
