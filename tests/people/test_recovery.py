"""What a reader tells of a table of their own, and what is said of the people behind it."""

import pytest

from homecoming import published
from homecoming.checks import audit
from homecoming.people import recovery


@pytest.fixture
def own(tmp_path):
    def load(text, **told):
        path = tmp_path / "own.csv"
        path.write_text(text, "utf-8")
        return published.load_csv(path, **told)

    return load


TWO_COLUMNS = "option,Town,Village\nYes,30.7,40.0\nNo,69.3,60.0\n"


def test_told_sizes_are_checked_without_a_whole(own):
    table = own(TWO_COLUMNS, sizes={"Town": 305, "Village": 10})
    town, village = recovery.items(table)
    assert town.stated_bases == {"Town": 305}
    assert town.choice.endswith("the 305 asked do not fit")
    assert village.choice.startswith("Full sample of 10")
    found = audit.table(table).query("verdict == 'inconsistent'")
    assert {("Town", "305"), ("Town", "30.7")} <= set(zip(found["group"], found["printed"], strict=True))


def test_a_number_asked_alone_is_no_column_s_full_sample(own):
    table = own(TWO_COLUMNS, respondents=300)
    for item in recovery.items(table):
        assert not item.stated_bases
        assert "Full sample" not in item.choice
        assert "of 300 asked at most" in item.choice
        assert "not said" in item.choice


def test_the_tables_of_papers_state_what_they_stated():
    table = published.load("example/table-1")
    assert table.stated_bases == {}
    assert recovery.items(table)[0].stated_bases == {"All asked": 240, "Town": 150, "Village": 90}


def test_counts_that_leave_out_most_of_a_group_are_not_shown(own):
    # 10.0 and 90.0 of the whole can only come from a town with almost nobody in it.
    text = "option,All,Town,Village\nYes,11.1,40.0,10.0\nNo,88.9,60.0,90.0\n"
    table = own(text, respondents=300, whole="All", sizes={"Town": 100, "Village": 200})
    (item,) = recovery.items(table)
    assert item.recovery.count
    assert all(solution.bases["Town"] < 50 for solution in item.recovery.solutions)
    assert item.solution is None
    assert "more than half of a group" in item.choice
    assert audit.table(table)["explanation"].str.contains("more than half of a group").any()
