"""A published table with figures that a reader put in: the audit, the people, and bad figures."""

import json

import pytest

from homecoming import published
from homecoming.checks import audit
from homecoming.errors import NoSuchNameError
from homecoming.inpage import tables
from homecoming.people import recovery

TABLES = published.tables()
EXAMPLE = "example/table-1"


def places(name: str) -> list[tuple[str, str, str, str]]:
    cells = published.load(name).cells
    return list(
        zip(*(cells[column] for column in ("question_id", "option", "group", "printed")), strict=True)
    )


@pytest.mark.parametrize("name", TABLES)
def test_the_table_as_printed_has_the_findings_of_the_audit_and_the_people_of_the_recovery(name):
    found = tables.judged(name)
    told = [one["explanation"].rstrip(".").casefold() for one in found["findings"]]
    assert told == [text.rstrip(".").casefold() for text in audit.table(name)["explanation"]]
    assert {one["state"] for one in found["findings"]} <= {"same"}
    assert found["gone"] == []
    assert found["wrong"] == []
    assert found["missing"] == 0
    assert len(found["bases"]) == len(recovery.items(published.load(name)))
    assert not any(one["changed"] for one in found["bases"])
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize("name", TABLES)
def test_the_figures_as_printed_are_no_change(name):
    assert tables.judged(name, places(name)) == tables.judged(name)


@pytest.mark.parametrize("name", TABLES)
def test_every_finding_points_to_figures_of_the_table(name):
    known = {place[:3] for place in places(name)}
    for one in tables.judged(name)["findings"]:
        assert one["cells"]
        assert {tuple(place) for place in one["cells"] + one["beside"]} <= known
        assert not {tuple(place) for place in one["cells"]} & {tuple(place) for place in one["beside"]}


def test_a_misprint_is_found_at_its_figure_and_changes_the_people():
    found = tables.judged(EXAMPLE, [("training", "Yes", "Village", "52.0")])
    new = [one for one in found["findings"] if one["state"] == "new"]
    assert any(["training", "Yes", "Village"] in one["cells"] for one in new)
    [base] = found["bases"]
    assert base["changed"]
    assert base["now"] != base["before"] == "235 people (147 Town, 88 Village)"


def test_a_finding_that_a_change_takes_away_is_told():
    name = "example/table-3"
    printed = next(one for one in tables.judged(name)["findings"] if one["rule"] == "difference")
    would = audit.table(name, only=["difference"]).set_index("option").loc[printed["place"][1], "recomputed"]
    found = tables.judged(name, [(*printed["place"], str(would))])
    assert printed["place"] in [one["place"] for one in found["gone"]]


@pytest.mark.parametrize("typed", ["25,0", " 25.0 ", "25.0 %", "25.0"])
def test_a_figure_may_be_typed_as_people_type(typed):
    found = tables.judged(EXAMPLE, [("training", "Yes", "Village", typed)])
    assert found == tables.judged(EXAMPLE)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("30.7.1", "30.7.1 is not a percentage such as 30.7"),
        ("x", "x is not a percentage such as 30.7"),
        ("170", "170 is not a figure between 0 and 100"),
        ("-5", "-5 is not a percentage such as 30.7, without a sign"),
        ("٣", "٣ is not a percentage such as 30.7"),
    ],
)
def test_a_bad_figure_is_told_at_its_field_and_the_rest_goes_on(typed, words):
    found = tables.judged(EXAMPLE, [("training", "Yes", "Village", typed)])
    [wrong] = found["wrong"]
    assert wrong["place"] == ["training", "Yes", "Village"]
    assert wrong["message"].startswith(words)
    assert found["bases"][0]["now"] == "waits for a figure"
    assert not {one["rule"] for one in found["findings"]} & {"base", "no-base", "column-sum"}


def test_a_difference_may_have_a_minus_of_print():
    name = "example/table-3"
    question, option, group, printed = next(place for place in places(name) if place[3].startswith("-"))
    assert tables.judged(name, [(question, option, group, "−" + printed[1:])]) == tables.judged(name)


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_waits(name):
    found = tables.judged(name, [(*place[:3], "") for place in places(name)])
    assert found["missing"] == len(places(name))
    assert found["findings"] == []
    assert {one["now"] for one in found["bases"]} == {"waits for a figure"}


def test_rows_that_are_whole_are_checked_while_others_are_empty():
    filled = [(*place[:3], place[3] if place[1] == "Yes" else "") for place in places(EXAMPLE)]
    found = tables.judged(EXAMPLE, [*filled, ("training", "Yes", "All asked", "99.0")])
    assert {one["rule"] for one in found["findings"]} >= {"total-range"}


@pytest.mark.parametrize(
    ("table", "changes"), [("example/none", ()), (EXAMPLE, [("training", "None", "Village", "1")])]
)
def test_what_is_not_there_is_named(table, changes):
    with pytest.raises(NoSuchNameError):
        tables.judged(table, changes)


def test_the_chance_of_a_base_follows_the_change():
    printed = tables.certain(EXAMPLE)
    assert [one["item"] for one in printed] == [tables.judged(EXAMPLE)["bases"][0]["item"]]
    assert "235 is still the only base" in printed[0]["sentence"]
    assert tables.certain(EXAMPLE, [("training", "Yes", "Village", "52.0")]) != printed
    assert tables.certain(EXAMPLE, [("training", "Yes", "Village", "")]) == []
