"""Explorers: every state that a reader can reach shows the figures of the data."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from homecoming import published
from homecoming.errors import NoSuchNameError
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
    explorer = explorers.walk_solutions(published.load("kyrgyzstan-2024/table-7"), "supervisors")
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


def test_a_gap_is_the_first_group_minus_the_second():
    """The order is the study's: its table prints the village's column after the town's."""
    table = published.load("example/table-2")
    html = explorers.explore(table).state(show="Gap")
    assert "Town minus Village" in html
    description = BeautifulSoup(html, "html.parser").select_one("svg desc").get_text()
    # 24.0 in the town, 30.0 in the village.
    assert "Yes: -6.0" in description
    assert "more: Village" in html


def with_stratum(name, *groups):
    """A table of a study that divides its people into these groups."""
    table = published.load(name)
    stratum = published.Stratum("place", groups) if groups else None
    return replace(table, paper=replace(table.paper, stratum=stratum))


def test_the_order_of_the_stratum_decides_what_is_compared_and_how_it_is_coloured():
    turned = with_stratum("example/table-2", "Village", "Town")
    assert "Village minus Town" in explorers.explore(turned).state(show="Gap")
    assert [explorers.colour_of(turned, group) for group in turned.groups] == [1, 3, 2]


def test_of_three_groups_the_first_two_are_compared():
    table = with_stratum("example/table-2", "Town", "Village", "Abroad")
    assert "Town minus Village" in explorers.explore(table).state(show="Gap")


def test_a_study_that_divides_nobody_compares_its_columns_in_their_order():
    table = with_stratum("example/table-2")
    explorer = explorers.explore(table)
    assert "Village minus Town" in explorer.state(show="Gap")
    assert {choices["show"] for choices, _ in explorer.states} == {"As printed", "Chart", "Gap"}
    assert [explorers.colour_of(table, group) for group in table.groups] == [1, 2, 3]
    assert "Now minus Before" in explorers.explore(published.load("example/table-3")).state(show="Gap")


def test_what_cannot_be_shown_is_refused_in_words(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("option,All\nYes,40\nNo,60\n", "utf-8")
    own = published.load_csv(file)
    with pytest.raises(ValueError, match="own is of no study"):
        explorers.leave_out(own, "Yes", "Leave them out")
    with pytest.raises(ValueError, match="does not say how many people were asked"):
        explorers.walk_solutions(own, "own")
    with pytest.raises(NoSuchNameError, match="There is no answer 'Perhaps'"):
        explorers.leave_out(published.load("example/table-2"), "Perhaps", "Leave them out")
