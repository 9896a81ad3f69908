"""Printed tables of many kinds become readings: groups, bases, blocks, kinds, and what percentages are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from homecoming.errors import NoSuchNameError
from homecoming.published import DataError
from homecoming.reading.corrections import Corrections
from homecoming.reading.grids import grids, grids_from_text
from homecoming.reading.layouts import read
from homecoming.reading.printed import Reading

FOREIGN = Path(__file__).parents[2] / "data/other-papers"


def of(name: str) -> Reading:
    path = FOREIGN / f"{name}.csv"
    (grid,) = grids(path)
    return read(grid)


def typed(text: str, **told) -> Reading:
    (grid,) = grids_from_text(text, "own.csv")
    return read(grid, Corrections(**told))


def bases(reading: Reading) -> dict[str, int | None]:
    return {group.label: group.base for group in reading.groups}


def kinds(reading: Reading) -> list[tuple[str, str, int]]:
    return [(block.heading, block.kind, len(block.lines)) for block in reading.blocks]


def figures(reading: Reading, label: str) -> list[tuple[int | None, str | None] | None]:
    line = next(line for _, line in reading.lines() if line.label == label)
    return [cell and (cell.count, cell.percent) for cell in line.cells]


# ---------------------------------------------------------------------------------------------------------
# The eleven tables of other papers
# ---------------------------------------------------------------------------------------------------------


def test_count_and_percent_in_one_cell_with_blocks_in_words_and_by_figures():
    reading = of("activate-trial")
    assert bases(reading) == {"Control": 102, "Intervention": 93}
    assert reading.direction == "column"
    assert kinds(reading) == [
        ("", "shares", 3),
        ("Level of education, n (%)", "distribution", 3),
        ("", "shares", 1),
        ("", "distribution", 3),
        ("", "shares", 1),
    ]
    assert [line.label for line in reading.blocks[3].lines] == ["<25, n (%)", "25–29.99, n (%)", "≥30, n (%)"]
    assert {left.text for left in reading.left_out} == {
        "Age in years, mean ± SD",
        "Body mass index, mean ± SD",
    }


def test_footnote_signs_and_missing_answers():
    reading = of("plosmed-hypertension")
    assert bases(reading) == {"Intervention": 637, "UC": 1097}
    said = {(m.sign, m.least, m.most, m.rows, m.group) for m in reading.missing}
    assert said == {("*", 1, 1, (), ""), ("§", 4, 4, (), ""), ("¶", 6, 8, (), ""), ("", 34, 34, (7,), "UC")}
    first = reading.blocks[0].lines[0]
    assert [cell.signs for cell in first.cells if cell] == [("*",), ("§",)]
    assert kinds(reading) == [("", "shares", 6)]
    assert len(reading.left_out) == 2


def test_count_and_percent_columns_in_turn_and_a_whole_in_a_wider_whole():
    reading = of("lch-zug-geschlecht")
    assert list(bases(reading).values()) == [12965, 447, 59, 217, 151]
    assert {group.base_from for group in reading.groups} == {"total"}
    (block,) = reading.blocks
    assert (block.kind, [line.kind for line in block.lines]) == ("distribution", ["total", *["option"] * 3])
    outer, inner = reading.breakdowns
    assert (outer.whole, outer.parts) == ("Total (Deutschschweiz)", ("Total (ZG)",))
    assert inner.whole == "Total (ZG)"
    assert len(inner.parts) == 3
    assert inner.exhausts is False
    assert figures(reading, "keine Angabe")[2] is None


def test_row_percents_with_the_size_of_each_row_at_the_end():
    reading = of("pew-heaven")
    assert reading.direction == "row"
    assert [group.label for group in reading.groups] == ["Believe", "Don't believe", "Other/don't know"]
    assert [line.base for _, line in reading.lines()][:2] == [191, 2167]


def test_several_answers_and_a_difference_column():
    reading = of("fom-holidays")
    assert [group.label for group in reading.groups] == ["1998", "2003"]
    assert kinds(reading) == [("", "several", 10)]
    assert [line.differences[0].printed for _, line in reading.lines()][:2] == ["+13", "+12"]


def test_single_shares_among_blocks_and_means():
    reading = of("bmc-chd")
    assert list(bases(reading).values()) == [160, 81, 79]
    assert reading.breakdowns[0].exhausts is True
    found = {heading: kind for heading, kind, _ in kinds(reading) if heading}
    assert found["Missed medicine in the last month:"] == "distribution"
    assert found["# of possible intervention options for CHD risk:‡"] == "distribution"
    assert found["Have potentially modifiable CHD risk factors:"] != "distribution"
    assert found["Race:"] == "unknown"
    assert [left.text for left in reading.left_out] == ["Mean age", "Mean systolic blood pressure (mmHg)"]
    assert figures(reading, "Are planning best evidence interventions§") == [
        (None, "27"),
        (None, "28"),
        (None, "25"),
    ]


def test_blocks_that_no_heading_names():
    reading = of("jmir-covid-sources")
    assert [(kind, size) for _, kind, size in kinds(reading)] == [
        ("distribution", 2),
        ("distribution", 2),
        ("distribution", 3),
    ]
    assert reading.breakdowns[0].exhausts is False


def test_row_percents_of_the_first_column():
    reading = of("piar-rowpercent")
    assert reading.direction == "row"
    assert [size for _, _, size in kinds(reading)] == [2, 6, 3, 2, 7]
    assert {kind for _, kind, _ in kinds(reading)} == {"distribution"}
    assert [block.p.value for block in reading.blocks if block.p] == [
        "0.024",
        "0.001",
        "0.151",
        "0.001",
        "0.001",
    ]
    assert reading.blocks[1].p.relation == "<"
    assert figures(reading, "0‐6") == [(1028, None), (960, "93.4"), (68, "6.6")]
    assert reading.blocks[-1].lines[-1].kind == "total"


def test_zeros_dropped_behind_the_point():
    reading = of("methadone-vietnam")
    assert [group.label for group in reading.groups] == ["Rural", "Urban", "Total"]
    assert [group.heading for group in reading.groups] == ["Rural %", "Urban %", "Total %"]
    assert figures(reading, "Partial payment") == [(6, "11.8"), (25, "12.1"), (31, "12.0")]
    assert {kind for _, kind, _ in kinds(reading)} == {"distribution"}
    assert len(reading.blocks) == 8
    assert reading.breakdowns[0].exhausts is True


def test_fractions_in_cells_and_a_row_of_numbers():
    reading = of("hypertension-fractions")
    assert list(bases(reading).values()) == [714, 626]
    assert {group.base_from for group in reading.groups} == {"row"}
    cell = reading.blocks[0].lines[0].cells[0]
    assert (cell.count, cell.base, cell.percent) == (678, 714, "95.0")
    assert figures(reading, "Insurance coverage (%)") == [(None, "73.1"), (None, "66.3")]
    treatment = next(line for _, line in reading.lines() if line.label == "Treatment (%)")
    assert (treatment.p.relation, treatment.p.value) == ("<", "0.0001")


def test_a_list_of_percentages_with_numbers_of_people():
    reading = of("pigs2-fictional")
    assert [line.base for _, line in reading.lines()] == [150] * 6
    assert [line.cells[0].percent for _, line in reading.lines()][:2] == ["67.4", "54.2"]
    assert kinds(reading) == [("", "shares", 6)]


# ---------------------------------------------------------------------------------------------------------
# Kinds of tables, each in several clothes
# ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        ",All (n = 240),Town (n = 150),Village (n = 90)\nYes,57.5,60.0,53.3\nNo,42.5,40.0,46.7\n",
        "Antwort;Gesamt (n=240);Stadt (n=150);Land (n=90)\nJa;57,5;60,0;53,3\nNein;42,5;40,0;46,7\n",
        "Ответ;Всего;Город;Село\nБаза;240;150;90\nДа;57,5%;60,0%;53,3%\nНет;42,5%;40,0%;46,7%\n",
        ",전체,도시,농촌\n사례수,(240),(150),(90)\n예,57.5,60.0,53.3\n아니오,42.5,40.0,46.7\n",
        "%,Total,Town,Village\nYes,57.5,60.0,53.3\nNo,42.5,40.0,46.7\nN,240,150,90\n",
    ],
    ids=["English", "German", "Russian", "Korean", "last row"],
)
def test_percentages_only_with_bases(text):
    reading = typed(text)
    assert list(bases(reading).values()) == [240, 150, 90]
    assert (reading.direction, kinds(reading)) == ("column", [("", "distribution", 2)])
    assert [cell.percent for cell in reading.blocks[0].lines[0].cells] == ["57.5", "60.0", "53.3"]
    (breakdown,) = reading.breakdowns
    assert (len(breakdown.parts), breakdown.exhausts) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        ",Town n,Town %,Village n,Village %\nYes,90,60.0,48,53.3\nNo,60,40.0,42,46.7\n",
        ",Town,,Village,\n,n,%,n,%\nYes,90,60.0,48,53.3\nNo,60,40.0,42,46.7\n",
        "Ответ;Город, чел.;%;Село, чел.;%\nДа;90;60,0;48;53,3\nНет;60;40,0;42;46,7\n",
        "Antwort;Stadt;;Land;\n;Anzahl;Prozent;Anzahl;Prozent\nJa;90;60,0;48;53,3\nNein;60;40,0;42;46,7\n",
        ",Town,Village\nYes,90 (60.0),48 (53.3)\nNo,60 (40.0),42 (46.7)\n",
        ",Town,Village\nYes,60.0 (90),53.3 (48)\nNo,40.0 (60),46.7 (42)\n",
        ",Town,Village\nYes,90/150 (60.0%),48/90 (53.3%)\nNo,60/150 (40.0%),42/90 (46.7%)\n",
        "項目,都市,農村\nはい,９０（６０．０％）,４８（５３．３％）\nいいえ,６０（４０．０％）,４２（４６．７％）\n",
        ",Town,,Village,\n,%,(n = 150)*,%,(n = 90)\nYes,60.0,(90),53.3,(48)\nNo,40.0,(60),46.7,(42)\n",
    ],
    ids=[
        "in turn", "two headers", "Russian", "German", "one cell", "percent first", "fractions",
        "full width", "brackets",
    ],
)  # fmt: skip
def test_counts_beside_percentages(text):
    reading = typed(text)
    assert len(reading.groups) == 2
    assert (reading.direction, kinds(reading)) == ("column", [("", "distribution", 2)])
    cells = [[(cell.count, cell.percent) for cell in line.cells] for _, line in reading.lines()]
    assert cells == [[(90, "60.0"), (48, "53.3")], [(60, "40.0"), (42, "46.7")]]


@pytest.mark.parametrize(
    "text",
    [
        "Variable,Category,n,%\nPlace,Town,150,62.5\n,Village,90,37.5\nAge,18–39,100,41.7\n,40+,140,58.3\n",
        "Variable,n,%\nPlace,,\nTown,150,62.5\nVillage,90,37.5\nAge,,\n18–39,100,41.7\n40+,140,58.3\n",
        "Variable,n (%)\nPlace:\n  Town,150 (62.5)\n  Village,90 (37.5)\nAge:\n"
        "  18–39,100 (41.7)\n  40+,140 (58.3)\n",
        "구분,,빈도(명),비율(%)\nPlace,도시,150,62.5\nPlace,농촌,90,37.5\nAge,18–39,100,41.7\nAge,40+,140,58.3\n",
        "Variable,n,%\nPlace (n = 240),,\nTown,150,62.5\nVillage,90,37.5\n\nAge,,\n"
        "18–39,100,41.7\n40+,140,58.3\n",
        "Variable,n (%)\nPlace (n),240\nTown,150 (62.5)\nVillage,90 (37.5)\nAge,240\n"
        "18–39,100 (41.7)\n40+,140 (58.3)\n",
    ],
    ids=["first column", "empty cells", "colon and indent", "repeated", "base in heading", "base in row"],
)
def test_headings_of_blocks(text):
    reading = typed(text)
    assert [(heading.split(" (")[0].rstrip(":"), kind, size) for heading, kind, size in kinds(reading)] == [
        ("Place", "distribution", 2),
        ("Age", "distribution", 2),
    ]
    assert [cell.count for _, line in reading.lines() for cell in line.cells] == [150, 90, 100, 140]


def test_bases_of_blocks():
    reading = typed(
        "Q,n,%\nPlace (n = 240),,\nTown,150,62.5\nVillage,90,37.5\nAge (n = 230),,\n"
        "18–39,90,39.1\n40+,140,60.9\n"
    )
    assert [(block.bases, block.bases_from) for block in reading.blocks] == [
        ({"All": 240}, "heading"),
        ({"All": 230}, "heading"),
    ]
    reading = typed(
        "Q,Town,Village\nPlace,N = 240,N = 90\nYes,50.0,40.0\nNo,50.0,60.0\n"
        "Job,N = 239,N = 88\nYes,30.1,25.0\nNo,69.9,75.0\n"
    )
    assert [block.bases for block in reading.blocks] == [
        {"Town": 240, "Village": 90},
        {"Town": 239, "Village": 88},
    ]
    reading = typed(
        "Q,Town,Village\nPlace,,\nBase,240,90\nYes,50,40\nNo,50,60\nJob,,\nBase,239,88\nYes,30,25\nNo,70,75\n"
    )
    assert [block.bases for block in reading.blocks] == [
        {"Town": 240, "Village": 90},
        {"Town": 239, "Village": 88},
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (",Total\nNet good,62\nVery good,22\nFairly good,40\nNet bad,38\nFairly bad,28\n"
        "Very bad,10\n", [(1, 2), (4, 5)]),
        (",All,Town\nVery good,22.4,25.1\nFairly good,40.1,40.0\nGood,62.5,65.1\n"
        "Fairly bad,22.3,20.4\nVery bad,15.2,14.5\nBad,37.5,34.9\n",
         [(0, 1), (3, 4)]),
        ("option,All,Town\nYes,37.1,32.0\nMostly yes,21.7,26.0\nYes + mostly yes,58.8,58.0\n"
        "No,41.2,42.0\n", [(0, 1)]),
        (",n (%)\nGood,150 (62.5)\n  Very good,50 (20.8)\n  Fairly good,100 (41.7)\n"
        "Bad,90 (37.5)\n", [(1, 2)]),
    ],
    ids=["net", "figures", "plus", "indent"],
)  # fmt: skip
def test_subtotals(text, parts):
    reading = typed(text)
    (block,) = reading.blocks
    assert block.kind == "distribution"
    assert [line.parts for line in block.lines if line.kind == "subtotal"] == parts


@pytest.mark.parametrize(
    "word", ["Total", "Summe", "Итого", "합계", "Insgesamt", "Всего", "合計", "All participants"]
)
def test_rows_of_totals(word):
    reading = typed(f"Answer,n,%\nYes,90,60.0\nNo,60,40.0\n{word},150,100.0\n")
    assert [line.kind for line in reading.blocks[0].lines] == ["option", "option", "total"]
    assert (reading.groups[0].base, reading.groups[0].base_from) == (150, "total")


def test_breakdowns_beside_one_whole():
    text = (
        ",All,Place,,Age,,\n,,Town,Village,18–34,35–54,55+\n"
        ",n=300,n=200,n=100,n=100,n=120,n=80\nYes,60,65,50,70,58,51\nNo,40,35,50,30,42,49\n"
    )
    reading = typed(text)
    assert [(b.whole, b.parts, b.exhausts) for b in reading.breakdowns] == [
        ("All", ("Town", "Village"), True),
        ("All", ("18–34", "35–54", "55+"), True),
    ]
    # The same without headings above: the numbers of people tell.
    text = (
        ",Sample,Town,Village,Young,Middle,Old\nN,300,200,100,100,120,80\n"
        "Yes,60,65,50,70,58,51\nNo,40,35,50,30,42,49\n"
    )
    reading = typed(text)
    assert [(b.whole, b.parts) for b in reading.breakdowns] == [
        ("Sample", ("Town", "Village")),
        ("Sample", ("Young", "Middle", "Old")),
    ]


def test_groups_that_do_not_make_up_the_whole_and_groups_nobody_knows():
    reading = typed(",All,Town,Village\nN,300,180,100\nYes,60,65,50\nNo,40,35,50\n")
    assert reading.breakdowns[0].exhausts is False
    reading = typed(",All,Town,Village\nYes,60,65,50\nNo,40,35,50\n")
    assert reading.breakdowns[0].exhausts is None


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (",Yes,No,Total\nTown,90 (60.0),60 (40.0),150 (100)\n"
        "Village,48 (53.3),42 (46.7),90 (100)\nTotal,138 (57.5),102 (42.5),240 (100)\n", "row"),
        (",Yes,No,Total\nTown,90 (37.5),60 (25.0),150 (62.5)\n"
        "Village,48 (20.0),42 (17.5),90 (37.5)\nTotal,138 (57.5),102 (42.5),240 (100)\n", "whole"),
        (",Yes,No,Total\nTown,90 (65.2),60 (58.8),150 (62.5)\n"
        "Village,48 (34.8),42 (41.2),90 (37.5)\nTotal,138 (100),102 (100),240 (100)\n", "column"),
        ("Group,n,Yes (%),No (%)\nTown,200,65.0,35.0\nVillage,100,50.0,50.0\n", "row"),
        ("No.,Statement,Agree,Neutral,Disagree\n1,Like,50.0,30.0,20.0\n2,Use,40.1,29.9,30.0\n"
        "3,Know,60.0,20.0,20.0\n", "row"),
        (",Town,Village\nYes,90,48\nNo,60,42\n", "none"),
    ],
    ids=["row", "whole", "column", "transposed", "statements", "counts"],
)  # fmt: skip
def test_what_percentages_are_of(text, direction):
    reading = typed(text.replace("90,48", "190,148"))
    assert reading.direction == direction


def test_a_table_with_groups_in_rows():
    reading = typed(
        "Group,N,Employed n (%),Owner n (%)\nTown,200,130 (65.0),50 (25.0)\nVillage,100,50 (50.0),40 (40.0)\n"
    )
    assert reading.direction == "row"
    assert [line.base for _, line in reading.lines()] == [200, 100]
    turned = typed("Group,Yes,No\nTown,60.0,40.0\nVillage,53.3,46.7\n", transposed=True)
    assert [group.label for group in turned.groups] == ["Town", "Village"]
    assert turned.direction == "column"


def test_answers_under_each_group_make_questions_of_the_rows():
    reading = typed(
        ",Town n (%),,Village n (%),\nKnows,Yes,No,Yes,No\n"
        "Radio,90 (60.0),60 (40.0),48 (53.3),42 (46.7)\n"
        "TV,75 (50.0),75 (50.0),30 (33.3),60 (66.7)\n"
    )
    assert [group.label for group in reading.groups] == ["Town", "Village"]
    assert kinds(reading) == [("Radio", "distribution", 2), ("TV", "distribution", 2)]
    assert figures(reading, "Radio: No") == [(60, "40.0"), (42, "46.7")]
    assert reading.blocks[0].lines[1].cells[1].column == 5


def test_numbers_beside_percentages_that_are_asked_and_not_answered():
    reading = typed("Item,% yes,n\nRadio,45.3,150\nTV,67.1,149\nPaper,12.0,150\n")
    assert [line.base for _, line in reading.lines()] == [150, 149, 150]
    reading = typed(
        "Item,Town %,Town N,Village %,Village N\nRadio,45.3,150,33.3,90\n"
        "TV,67.1,149,44.4,90\nPaper,12.0,150,20.2,89\n"
    )
    assert [[cell.base for cell in line.cells] for _, line in reading.lines()] == [
        [150, 90],
        [149, 90],
        [150, 89],
    ]


def test_stacked_samples():
    reading = typed(
        "Sample 1,,\n,Town (n = 200),Village (n = 100)\nYes,65,50\nNo,35,50\nSample 2,,\n"
        ",Town (n = 150),Village (n = 80)\nYes,66,51\nNo,34,49\n"
    )
    assert [block.heading for block in reading.blocks] == ["Sample 1", "Sample 2"]
    assert list(bases(reading).values()) == [200, 100]
    assert reading.blocks[1].bases == {"Town": 150, "Village": 80}


def test_means_medians_p_values_and_statistics_are_named_and_left_out():
    reading = typed(
        "Variable,Town (n = 150),Village (n = 90),χ²,OR (95% CI),p\n"
        '"Age, mean (SD)",40.1 (9.9),41.0 (10.2),,,0.4\nIncome (€),1804 (120),1700 (110),,,0.5\n'
        "Score,12.5 ± 3.1,12.9 ± 3.0,,,0.6\nEmployed,90 (60.0),48 (53.3),1.02,1.3 (0.8–2.2),0.31\n"
    )
    assert [line.label for _, line in reading.lines()] == ["Employed"]
    assert reading.blocks[0].lines[0].p.value == "0.31"
    assert {left.text for left in reading.left_out} >= {
        "Age, mean (SD)",
        "Income (€)",
        "Score",
        "χ²",
        "OR (95% CI)",
    }
    assert all(left.why for left in reading.left_out)


def test_rows_of_missing_answers():
    text = (
        "| Variable | Town, N = 98 | Village, N = 102 |\n|---|---|---|\n"
        "| Job | 28 (29%) | 33 (34%) |\n| Unknown | 3 | 4 |\n"
    )
    reading = typed(text)
    assert [(m.least, m.rows, m.group) for m in reading.missing] == [(4, (3,), "Village")]
    assert [left.text for left in reading.left_out] == ["Unknown"]


def test_what_words_say():
    text = "What media? (several answers possible),Total\nRadio,62\nTV,73\nPaper,31\n"
    assert typed(text).conventions == {"several"}
    assert kinds(typed(text)) == [("", "several", 3)]
    reading = typed(",Total,Town\nUnweighted base,1000,600\nWeighted base,1000,580\nYes,62,65\nNo,38,35\n")
    assert reading.conventions == {"weighted"}
    assert bases(reading) == {"Total": 1000, "Town": 600}
    assert (
        typed(",Town\nYes,62.1\nNo,37.9\nPercentages may not sum to 100 due to rounding.,\n").conventions
        == frozenset()
    )


def test_a_wrong_figure_makes_no_other_block():
    reading = typed(
        ",Town (n = 150),Village (n = 90),Hill (n = 60)\nVery,20,31,40\nRather,50,40,20\nLittle,30,92,40\n"
    )
    assert kinds(reading) == [("", "distribution", 3)]
    assert kinds(typed("Answer,%\nVery good,22\nGood,41\nBad,27\nVery bad,13\n")) == [("", "distribution", 4)]


def test_a_single_share_is_no_distribution():
    reading = typed(
        'Variable,Town (n = 150),Village (n = 90)\n"Smoker, n (%)",45 (30.0),20 (22.2)\n'
        '"Owner, n (%)",60 (40.0),40 (44.4)\n'
    )
    assert kinds(reading) == [("", "shares", 2)]


# ---------------------------------------------------------------------------------------------------------
# The book's own layouts, corrections, and what cannot be read
# ---------------------------------------------------------------------------------------------------------


def test_the_books_own_layouts():
    tidy = typed(
        "question,option,kind,group,printed,count\nJob,Yes,option,All,60.0,90\n"
        "Job,Mostly yes,option,All,10.0,15\n"
        "Job,Yes + mostly yes,subtotal,All,70.0,\nJob,No,option,All,30.0,45\n"
    )
    wide = typed(
        "question,option,All,Difference\nJob,Yes,60.0,+1.0\nJob,Mostly yes,10.0,-1.0\n"
        "Job,Yes + mostly yes,70.0,0.0\nJob,No,30.0,0.0\n"
    )
    for reading in (tidy, wide):
        (block,) = reading.blocks
        assert (block.heading, block.kind) == ("Job", "distribution")
        assert [line.kind for line in block.lines] == ["option", "option", "subtotal", "option"]
        assert block.lines[2].parts == (0, 1)
    assert [line.cells[0].count for line in tidy.blocks[0].lines] == [90, 15, None, 45]
    assert [line.differences[0].printed for line in wide.blocks[0].lines] == ["+1.0", "-1.0", "0.0", "0.0"]


TABLE = ",All,Town,Village\nYes,57.5,60.0,53.3\nNo,42.5,40.0,46.7\n"


def test_what_is_told_goes_first():
    reading = typed(TABLE, whole="All", bases={"Town": 150, "Village": 90})
    assert bases(reading) == {"All": 240, "Town": 150, "Village": 90}
    assert {group.base_from for group in reading.groups} == {"told"}
    assert (reading.breakdowns[0].exhausts, reading.breakdowns[0].told) == (True, True)
    assert typed(TABLE, people=240).group("All").base == 240
    assert typed(TABLE, bases={"B": 240}).group("All").base == 240
    assert typed(TABLE, layout="rows").direction == "row"
    assert kinds(typed(TABLE, several=True)) == [("", "several", 2)]
    assert kinds(typed(TABLE, blocks={"": "shares"})) == [("", "shares", 2)]
    assert typed(TABLE, weighted=True).conventions == {"weighted"}
    assert typed(TABLE, title="Work").title == "Work"
    assert [group.label for group in typed(TABLE, columns={"All": "skip"}).groups] == ["Town", "Village"]
    assert [line.label for _, line in typed(TABLE, rows={"No": "skip"}).lines()] == ["Yes"]
    assert typed(TABLE, rows={"No": "subtotal"}).blocks[0].lines[1].kind == "subtotal"
    assert [len(block.lines) for block in typed(TABLE, block_rows=("No",)).blocks] == [1, 1]
    heading = "Q,Town\nJob,\nYes,60\nNo,40\n"
    assert typed(heading, block_bases={("Job", "Town"): 88}).blocks[0].bases == {"Town": 88}
    assert typed(heading, block_bases={("Job", ""): 88}).blocks[0].bases_from == "told"
    assert typed(heading, blocks={"Job": "several"}).blocks[0].kind == "several"
    assert any(decision.sure == "told" for decision in typed(heading, blocks={"Job": "several"}).decisions)


@pytest.mark.parametrize(
    "told",
    [
        {"bases": {"Hill": 3}},
        {"whole": "Everywhere"},
        {"columns": {"Hill": "skip"}},
        {"rows": {"Perhaps": "total"}},
        {"block_rows": ("Perhaps",)},
        {"blocks": {"Job": "several"}},
        {"block_bases": {("Job", ""): 3}},
        {"layout": "diagonal"},
        {"blocks": {"": "mixed"}},
    ],
    ids=str,
)
def test_a_correction_that_names_nothing_says_so(told):
    with pytest.raises(NoSuchNameError):
        typed(TABLE, **told)


@pytest.mark.parametrize("text", ["a,b\nc,d\n", ",Town\nAge,40.1 ± 3.2\n", "name,comment\nx,good\ny,bad\n"])
def test_a_table_without_figures_is_an_error(text):
    with pytest.raises(DataError, match="none with a percentage or a number of people"):
        typed(text)


def test_every_choice_says_why():
    for path in sorted(FOREIGN.glob("*.csv")):
        reading = read(grids(path)[0])
        assert reading.decisions
        assert all(d.what and d.choice and d.why for d in reading.decisions)
        assert {d.sure for d in reading.decisions} <= {"printed", "told", "likely", "guessed"}
        assert len({group.label for group in reading.groups}) == len(reading.groups)
        assert all(len(line.cells) == len(reading.groups) for _, line in reading.lines())


NETS = (
    "Answer,All,Town,Village,North,South,West\n"
    "Very satisfied,16%,16%,17%,16%,16%,17%\n"
    "Fairly satisfied,32%,31%,32%,33%,31%,31%\n"
    "Not very satisfied,25%,27%,24%,28%,24%,24%\n"
    "Not at all satisfied,17%,17%,17%,15%,18%,18%\n"
    "Don't know,10%,9%,10%,8%,11%,10%\n"
)


def parts(reading: Reading, label: str) -> tuple[str, tuple[int, ...]]:
    line = next(line for _, line in reading.lines() if line.label == label)
    return line.kind, line.parts


def test_a_wrong_figure_in_a_net_leaves_known_what_it_sums():
    reading = typed(
        NETS + "NET: Satisfied,48%,47%,58%,49%,47%,48%\nNET: Dissatisfied,42%,44%,81%,43%,42%,42%\n"
    )
    assert parts(reading, "NET: Satisfied") == ("subtotal", (0, 1))
    assert parts(reading, "NET: Dissatisfied") == ("subtotal", (2, 3))
    assert kinds(reading) == [("", "distribution", 7)]


def test_the_words_of_a_net_say_its_rows_where_few_groups_are_left():
    text = "Answer,Town,Village\nStrongly agree,15.5,18.5\nAgree,36.0,30.0\n"
    reading = typed(
        text + "Neither agree nor disagree,19.0,21.0\nDisagree,29.5,30.5\nNET: Agree,61.5,48.5\nN,200,200\n"
    )
    assert parts(reading, "NET: Agree") == ("subtotal", (0, 1))


def test_a_net_that_fits_no_rows_sums_rows_that_are_not_known():
    reading = typed(NETS + "NET: Satisfied,71%,3%,58%,19%,77%,68%\n")
    assert parts(reading, "NET: Satisfied") == ("subtotal", ())


def test_a_wrong_figure_in_a_column_of_nets_leaves_its_rows_answers_that_exclude_each_other():
    reading = typed(
        "Item,Strongly agree,Agree,Neither,Disagree,Strongly disagree,Net agree,Net disagree,n\n"
        "Safe,27.1,43.4,18.5,8.3,2.8,75.0,11.1,325\nListens,19.7,36.9,21.8,15.4,6.2,56.6,21.5,325\n"
        "Fair,6.5,21.5,25.5,29.5,16.9,28.0,46.5,325\nRecommend,22.2,40.9,21.2,10.2,5.5,63.1,15.7,325\n"
    )
    assert kinds(reading) == [("", "distribution", 4)]
    assert [(one.whole, one.parts) for one in reading.breakdowns] == [
        ("Net agree", ("Strongly agree", "Agree")),
        ("Net disagree", ("Disagree", "Strongly disagree")),
    ]


@pytest.mark.parametrize("letters", ["A,B,C", "F,T,Z", "H,U,K"])
def test_groups_named_by_letters_are_no_statistics(letters):
    reading = typed(f"Answer,{letters}\nx,25.0,20.0,30.0\ny,25.0,30.0,30.0\nz,50.0,50.0,40.0\nN,40,40,40\n")
    assert bases(reading) == dict.fromkeys(letters.split(","), 40)


@pytest.mark.parametrize(
    ("header", "left"), [("Town %,B,p", "B"), ("Town %,Village %,t", "t"), ("A,C,t", "t")]
)
def test_letters_beside_statistics_and_small_letters_are_statistics(header, left):
    reading = typed(f"Answer,{header}\nx,20.0,30.0,0.4\ny,30.0,30.0,0.3\nz,50.0,40.0,0.2\n")
    assert left not in bases(reading)
    assert left in [one.text for one in reading.left_out]


@pytest.mark.parametrize("label", ["사례수 (명)", "Base (unweighted)", "Sample size (people)"])
def test_a_row_of_numbers_of_people_may_stand_in_brackets(label):
    reading = typed(f"Q,Town,Village\n{label},(612),(299)\nPortal,58.5,62.9\nTV,42.4,46.8\n")
    assert bases(reading) == {"Town": 612, "Village": 299}


GRADES = "Grade,2018 (%),2022 (%)\nA,17.3,23.5\nB,36.7,39.1\nC,32.3,26.5\nD,13.7,10.9\n"


@pytest.mark.parametrize("label", ["Students", "Patients", "Households", "Schüler", "Учащиеся", "Teachers"])
@pytest.mark.parametrize("people", [(300, 302), (51, 46)])
def test_any_word_for_people_makes_whole_numbers_below_percentages_numbers_of_people(label, people):
    reading = typed(GRADES + f"{label},{people[0]},{people[1]}\n")
    assert bases(reading) == dict(zip(("2018", "2022"), people, strict=True))
    assert kinds(reading) == [("", "distribution", 4)]


def test_whole_numbers_below_percentages_that_no_word_explains_are_told_to_be_left_out():
    reading = typed(GRADES + "Income,300,302\n")
    assert bases(reading) == {"2018": None, "2022": None}
    assert [one.text for one in reading.left_out] == ["Income"]


def test_students_as_an_answer_stay_an_answer():
    reading = typed("Work,Town,Village\nWorkers,40.5,45.2\nFarmers,20.5,30.8\nStudents,39,24\n")
    assert figures(reading, "Students") == [(None, "39"), (None, "24")]


def test_along_rows_the_columns_are_the_answers():
    reading = typed("Region,Often,Seldom,Never,N\nNorth,29.3,44.0,26.7,116\nSouth,32.5,30.2,37.3,126\n")
    (choice,) = [one.choice for one in reading.decisions if one.what.startswith("rows of")]
    assert choice == "distribution: along each row everybody gave one of the answers (columns)"
