"""Three countries side by side, and theories held against rows of tables."""

from pathlib import Path

import pytest

from homecoming import published
from homecoming.book import comparison
from homecoming.book.pages import two_papers_three_countries

BOOK = Path(__file__).parents[2] / "book"


def test_five_sectors_hold_all_workers_and_the_order_of_employment_turns():
    for building in ("Manufacturing", "Other"):
        assert comparison.sectors(building).sum().round(6).tolist() == [100, 100, 100]
    with pytest.raises(ValueError, match="no place for builders 'Services'"):
        comparison.sectors("Services")
    without, counted = (comparison.employment(one).loc["In work"] for one in (False, True))
    assert without["South Korea"] > without["Kazakhstan"]
    assert counted["South Korea"] < counted["Kazakhstan"]


def test_every_theory_row_leads_to_a_cell_or_says_that_there_is_none():
    bibliography = (BOOK / "references.bib").read_text("utf-8")
    for row in comparison.row_readings():
        assert row.reading in comparison.READINGS
        assert f"{{{row.source}," in bibliography
        if row.formula:
            assert published.references(row.study, row.formula)
        else:
            assert row.reading == comparison.SILENT
    told = comparison.held_against_tables()
    assert told["theory"].nunique() == len(list(two_papers_three_countries.theory_against_rows().states))
