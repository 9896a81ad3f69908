"""Tables on a page: every figure as printed, headings that screen readers follow."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from homecoming import published
from homecoming.show import typeset


def soup(table):
    return BeautifulSoup(table.html, "html.parser")


@pytest.mark.parametrize("name", published.tables())
def test_a_published_table_shows_every_cell_as_printed(name):
    table = published.load(name)
    shown = {
        (cell["data-question"], cell["data-option"], cell["data-group"]): cell.get_text()
        for cell in soup(typeset.table(table)).select("td")
    }
    cells = table.cells
    printed = dict(
        zip(
            zip(cells["question_id"], cells["option"], cells["group"], strict=True),
            cells["printed"],
            strict=True,
        )
    )
    assert shown == printed


@pytest.mark.parametrize("name", published.tables())
def test_every_cell_has_its_headings(name):
    page = soup(typeset.table(published.load(name)))
    assert page.caption.get_text().startswith("Table ")
    columns = page.select("thead th")
    assert all(head["scope"] == "col" and head.get_text(strip=True) for head in columns)
    for row in page.select("tbody tr:not(.hc-question)"):
        assert row.th["scope"] == "row"
        assert len(row.select("td")) == len(columns) - 1


def test_marked_cells_carry_their_note():
    table = published.load("kyrgyzstan-2024/table-4")
    page = soup(
        typeset.table(table, "provide-for-family", marks={("provide-for-family", "Bad", "Male"): "Why this?"})
    )
    assert page.select_one("td.hc-marked sup").get_text() == "1"
    assert page.select_one(".hc-notes li").get_text() == "Why this?"


def test_other_figures_take_the_shape_of_the_table():
    table = published.load("kyrgyzstan-2024/table-6")
    page = soup(typeset.table(table, figures=table.as_printed().replace("73.4", "0.0")))
    assert "73.4" not in page.get_text()


def test_figures_for_several_questions_are_refused():
    table = published.load("kyrgyzstan-2024/table-4")
    with pytest.raises(ValueError, match="name it with question="):
        typeset.table(table, figures=table.as_printed("own-security"))


def test_labels_are_escaped():
    shown = typeset.frame(pd.DataFrame({"<b>": ["a & b"]}, index=["<i>"]), caption='"quoted"')
    assert "<b>" not in shown.html
    assert "<i>" not in shown.html
    assert soup(shown).td.get_text() == "a & b"
    assert soup(shown).div["aria-label"] == '"quoted"'


def test_missing_values_are_a_dash():
    assert soup(typeset.frame(pd.DataFrame({"x": [None, 1.0]}), caption="c")).td.get_text() == "–"
