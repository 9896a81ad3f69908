"""Counts over percentages, as statistical programs print cross tables; and tables beside each other."""

from __future__ import annotations

import pytest

from homecoming.reading.grids import grids_from_text
from homecoming.reading.layouts import read
from homecoming.reading.printed import Reading
from homecoming.reading.sheets import Row, Sheet
from homecoming.reading.turns import side_by_side

CROSS = """,,Yes,No,Total
Place,Town,20,30,50
,,40.0%,60.0%,100.0%
,Village,45,5,50
,,90.0%,10.0%,100.0%
,Total,65,35,100
,,65.0%,35.0%,100.0%
"""

PROGRAM = """,,,Place,,Total
,,,Town,Village,
Answer,Yes,Count,92,47,139
,,% within Answer,66.2%,33.8%,100.0%
,,% within Place,61.3%,52.2%,57.9%
,No,Count,58,43,101
,,% within Answer,57.4%,42.6%,100.0%
,,% within Place,38.7%,47.8%,42.1%
Total,,Count,150,90,240
,,% within Answer,62.5%,37.5%,100.0%
,,% within Place,100.0%,100.0%,100.0%
"""

HALVES = """Item,Answer,n,%,Item,Answer,n,%
Smoking,Yes,20,40.0,Place,Town,30,60.0
,No,30,60.0,,Village,20,40.0
Car,Yes,10,20.0,Age,18–34,15,30.0
,No,40,80.0,,35–54,15,30.0
,,,,,55+,20,40.0
"""


def typed(text: str) -> Reading:
    return read(grids_from_text(text, "own.csv")[0])


def test_each_count_gets_the_percentage_below_it():
    reading = typed(CROSS)
    cells = {
        line.label: [(cell.count, cell.percent) for cell in line.cells if cell] for _, line in reading.lines()
    }
    assert cells["Town"] == [(20, "40.0"), (30, "60.0"), (50, "100.0")]
    assert cells["Village"] == [(45, "90.0"), (5, "10.0"), (50, "100.0")]
    assert reading.direction == "row"


def test_a_cell_stands_where_its_percentage_is_printed():
    line = next(line for _, line in typed(CROSS).lines() if line.label == "Village")
    assert line.row == 4
    cell = line.cells[0]
    assert (cell.row, cell.column, cell.printed) == (5, 3, "90.0%")


def test_of_several_percentages_those_of_the_columns_are_taken():
    reading = typed(PROGRAM)
    assert reading.direction == "column"
    assert [(group.label, group.base) for group in reading.groups] == [
        ("Town", 150),
        ("Village", 90),
        ("Total", 240),
    ]
    first = next(line for _, line in reading.lines())
    assert [(cell.count, cell.percent) for cell in first.cells] == [(92, "61.3"), (47, "52.2"), (139, "57.9")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Yes", "20", "30"), ("Share", "40%", "60%"), ("No", "30", "20"), ("Share", "60%", "40%")],
        [("Asked", "20", "30"), ("", "40%", "60%"), ("No", "60%", "40%")],
    ],
    ids=["names of their own", "one pair alone"],
)
def test_what_is_no_pattern_stays(rows):
    sheet = Sheet(
        (), (Row(1, ("", "Town", "Village")),), tuple(Row(n, row) for n, row in enumerate(rows, 2)), ()
    )
    assert side_by_side(sheet) is sheet


def test_a_unit_is_no_name():
    reading = typed(",Town,Village\nYes,20,30\n% of all,40%,60%\nNo,30,20\n% of all,60%,40%\n")
    cells = [[(cell.count, cell.percent) for cell in line.cells] for _, line in reading.lines()]
    assert cells == [[(20, "40"), (30, "60")], [(30, "60"), (20, "40")]]


def test_the_right_half_is_read_below_the_left():
    reading = typed(HALVES)
    assert [(block.heading, len(block.lines)) for block in reading.blocks] == [
        ("Smoking", 2),
        ("Car", 2),
        ("Place", 2),
        ("Age", 3),
    ]
    town = next(line for _, line in reading.lines() if line.label == "Town").cells[0]
    assert (town.row, town.column, town.count, town.percent) == (2, 8, 30, "60.0")


def test_repeated_units_are_no_halves():
    assert len(typed(",Town,,Village,\n,n,%,n,%\nYes,20,40.0,30,60.0\nNo,30,60.0,20,40.0\n").groups) == 2
