"""Explorers: every state that a reader can reach shows the figures of the data."""

import pytest
from bs4 import BeautifulSoup

from homecoming import published
from homecoming.show import explorers

TABLES = published.tables()


@pytest.fixture(scope="module", params=TABLES)
def explored(request):
    table = published.load(request.param)
    return table, explorers.explore(table)


def test_every_state_shows_figures_of_its_table(explored):
    table, explorer = explored
    walked = set()
    for choices, html in explorer.states:
        page = BeautifulSoup(html, "html.parser")
        question = table.question(choices.get("question") or table.questions[0].id)
        groups = [choices["group"]] if choices.get("group") else list(table.groups)
        show = choices["show"]
        walked.add(show)
        if show == "As printed":
            cells = page.select("td[data-option]")
            assert {cell["data-group"] for cell in cells} >= set(groups)
            for cell in cells:
                printed = table.printed(cell["data-option"], cell["data-group"], cell["data-question"])
                assert cell.get_text() == printed
                assert cell["data-question"] == question.id
        elif show == "Chart":
            texts = [text.get_text() for text in page.select("svg text")]
            for option in table.options(question.id):
                for group in groups:
                    assert table.printed(option, group, question.id) in texts
        elif show == "People":
            totals = [int(cell.get_text()) for cell in page.select("tbody tr:last-child td")]
            assert len(totals) == len(groups)
            assert all(0 < total <= 515 for total in totals)
        else:
            assert page.select_one("svg desc").get_text()
    assert {"As printed", "Chart"} <= walked


def test_largest_first_sorts_by_the_first_column_shown():
    explorer = explorers.explore(published.load("kyrgyzstan-2024/table-3"))
    html = explorer.state(show="As printed", order="Largest first", group="Female")
    figures = [float(cell.get_text()) for cell in BeautifulSoup(html, "html.parser").select("td")]
    assert figures == sorted(figures, reverse=True)


def test_every_solution_for_supervisors_gives_the_printed_table():
    explorer = explorers.bases(published.load("kyrgyzstan-2024/table-7"), "supervisors")
    pages = [html for _, html in explorer.states]
    assert len(pages) == 7
    assert all("exactly the printed percentages" in html for html in pages)


def test_leaving_out_the_undecided_changes_the_base():
    explorer = explorers.leave_out(
        published.load("kyrgyzstan-2024/table-8"), "Hesitate to respond", "Decided"
    )
    assert "For all those reviewed 515" in explorer.state(without=False, show="Table")
    decided = explorer.state(without=True, show="Table")
    assert "For all those reviewed 365" in decided
    assert "68.8" in decided


def test_only_300_men_fit_table_2():
    table = published.load("kyrgyzstan-2024/table-2")
    men = table.as_printed(kinds=["option"])["Male"]
    explorer = explorers.try_bases(men, range(290, 311), start=305, name="men")
    fitting = [choices["people"] for choices, html in explorer.states if "they add up" in html]
    assert fitting == [300]
    assert "1 of 4 figures are possible" in explorer.first


def test_countries_change_places_when_the_self_employed_count():
    explorer = explorers.employment_rates(published.load("kazakhstan-korea-2025/table-1"))
    assert "Higher: South Korea" in explorer.state(rate="The row “Employed” alone")
    assert "Higher: Kazakhstan" in explorer.state(rate="In work: employed and self-employed")


def test_the_opening_page_reaches_every_question():
    pages = {choices["chosen"][1].id for choices, _ in explorers.gallery().states}
    assert pages == {question.id for name in TABLES for question in published.load(name).questions}
