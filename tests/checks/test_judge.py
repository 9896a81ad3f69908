"""Judging a table that has been read: each rule finds what is wrong and is silent on what is right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from homecoming.checks.judge import judge
from homecoming.checks.judged import KINDS, Judgement
from homecoming.reading.printed import (
    Block,
    Breakdown,
    Cell,
    Difference,
    Group,
    LeftOut,
    Line,
    Missing,
    PValue,
    Reading,
)


def cell(text: str, row: int, column: int) -> Cell | None:
    """A cell from what is printed: "92 (30.7)", "30.7", "92/300 (30.7)", "92 people", "<1"."""
    signs = tuple(re.findall(r"[*§¶]", text))
    plain = re.sub(r"[*§¶]", "", text).strip()
    if not plain:
        return None
    if fraction := re.fullmatch(r"(\d+)/(\d+) \(([\d.]+)\)", plain):
        return Cell(row, column, text, int(fraction[1]), fraction[3], int(fraction[2]), signs=signs)
    if both := re.fullmatch(r"(\d+) \(([\d.]+)\)", plain):
        return Cell(row, column, text, int(both[1]), both[2], signs=signs)
    if count := re.fullmatch(r"(\d+) people", plain):
        return Cell(row, column, text, int(count[1]), signs=signs)
    return Cell(row, column, text, None, plain.lstrip("<"), below=plain.startswith("<"), signs=signs)


def table(groups, *blocks, base_from="heading", direction="column", **more) -> Reading:
    """A reading by hand: groups with their bases, blocks as (heading, kind, {label: cells, ...})."""
    labels = list(groups)
    made, row = [], 1
    for heading, kind, rows, *rest in blocks:
        row += 1
        first, lines = row, []
        for label, cells in rows.items():
            row += 1
            cells = [cells] if isinstance(cells, str) else cells
            read = tuple(cell(text, row, column) for column, text in enumerate(cells, 2))
            lines.append(Line(label, row, read))
        made.append(Block(heading, first, kind, tuple(lines), **(rest[0] if rest else {})))
    read_groups = tuple(
        Group(label, f"{label} (n = {n})" if n else label, n, base_from if n else "")
        for label, n in groups.items()
    )
    assert len(labels) == len(set(labels))
    return Reading("made.csv", "Made", direction, read_groups, tuple(made), **more)


def with_line(reading: Reading, block: int, line: int, **changes) -> Reading:
    """The same reading with one line changed."""
    blocks = list(reading.blocks)
    lines = list(blocks[block].lines)
    lines[line] = replace(lines[line], **changes)
    blocks[block] = replace(blocks[block], lines=tuple(lines))
    return replace(reading, blocks=tuple(blocks))


def found(judgement: Judgement) -> list[tuple[str, str, str, str]]:
    return [(f.kind, f.row, f.printed, f.would) for f in judgement.findings]


def texts(notes) -> str:
    return "\n".join(f"{note.about}: {note.text}" for note in notes)


# Counts and percentages ---------------------------------------------------------------------------------


def test_cells_that_fit_are_left_alone():
    judgement = judge(
        table({"Town": 300}, ("Work", "distribution", {"Yes": "92 (30.7)", "No": "208 (69.3)"}))
    )
    assert not judgement.findings
    assert not judgement.notes
    assert judgement.outcome == "nothing found"
    assert judgement.checked["count and percentage"] == 2


def test_a_percentage_that_is_not_of_its_count():
    judgement = judge(
        table({"Town": 300}, ("Work", "distribution", {"Yes": "92 (30.7)", "No": "208 (69.4)"}))
    )
    assert found(judgement) == [("count and percentage", "No", "208 (69.4)", "69.3")]
    (finding,) = judgement.findings
    assert finding.place == (4, 2)
    assert finding.column == "Town (n = 300)"
    assert finding.block == "Work"
    assert finding.chance == 0
    assert finding.kind in KINDS


def test_a_count_that_is_not_of_its_percentage_is_named_with_the_one_that_would_do():
    """The percentages add up to 100 and the counts do not add up to everybody: the count is wrong."""
    reading = table(
        {"Town": 5361}, ("Month", "distribution", {"March": "3010 (56.1)", "April": "3196 (43.9)"})
    )
    assert found(judge(reading)) == [("count and percentage", "April", "3196 (43.9)", "2351 (43.9)")]


def test_a_number_that_stands_in_the_next_row_too_is_said_to():
    rows = {"March": "3010 (56.1)", "April": "3196 (43.9)", "Women": "3196 (59.6)"}
    reading = table({"Town": 5361}, ("", "unknown", rows))
    (finding,) = judge(reading).findings
    assert finding.row == "April"
    assert "repeated: 3196 stands in the row below too" in finding.innocent


def test_a_base_smaller_than_the_printed_one_is_a_note():
    rows = {"Primary": "6 (5.9)", "Secondary": "69 (68.3)", "Higher": "26 (25.7)"}
    judgement = judge(table({"Control": 102}, ("Education", "distribution", rows)))
    assert not judgement.findings
    assert texts(judgement.notes) == "Education: Control: 101 of 102 answered, 1 missing"


def test_a_single_share_of_fewer_people_is_a_note_and_of_more_people_a_finding():
    judgement = judge(
        table({"Control": 102}, ("", "shares", {"Active": "43 (43.0)", "Smoking": "11 (10.8)"}))
    )
    assert not judgement.findings
    assert "43 (43.0) needs 100 people, 2 fewer than 102" in texts(judgement.notes)
    more = judge(table({"Control": 102}, ("", "shares", {"Active": "43 (41.0)", "Smoking": "11 (10.8)"})))
    assert found(more) == [("count and percentage", "Active", "43 (41.0)", "42.2")]


def test_a_share_of_less_than_half_the_people_is_doubted_only_if_its_neighbours_have_all():
    complete = {
        "A": ["30 (30.0)", "60 (30.0)"],
        "B": ["20 (20.0)", "50 (25.0)"],
        "C": ["41 (41.0)", "9 (4.5)"],
    }
    odd = complete | {"D": ["12 (40.0)", "80 (40.0)"]}
    assert [f.row for f in judge(table({"Town": 100, "Village": 200}, ("", "shares", odd))).findings] == ["D"]
    # A question that was put only to some: in the other column too.
    some = complete | {"D": ["12 (40.0)", "20 (40.0)"]}
    assert not judge(table({"Town": 100, "Village": 200}, ("", "shares", some))).findings


def test_a_base_printed_for_the_block_is_binding():
    strict = {"bases": {"Town": 283}, "bases_from": "heading"}
    rows = {"Yes": "92 (32.5)", "No": "191 (67.5)"}
    assert not judge(table({"Town": 300}, ("Work (n = 283)", "distribution", rows, strict))).findings
    rows = {"Yes": "92 (30.7)", "No": "191 (67.5)"}
    judgement = judge(table({"Town": 300}, ("Work (n = 283)", "distribution", rows, strict)))
    assert found(judgement) == [("count and percentage", "Yes", "92 (30.7)", "32.5")]


def test_a_fraction_in_the_cell_is_binding():
    judgement = judge(table({"Town": None}, ("", "shares", {"A": "92/300 (30.7)", "B": "92/300 (30.8)"})))
    assert found(judgement) == [("count and percentage", "B", "92/300 (30.8)", "30.7")]


def test_without_a_printed_base_the_sum_of_the_rows_is_the_base():
    rows = {"A": "67 (44.4)", "B": "25 (16.6)", "C": "55 (36.4)", "D": "4 (2.7)"}
    judgement = judge(table({"Town": None}, ("Work", "distribution", rows)))
    assert found(judgement) == [("count and percentage", "D", "4 (2.7)", "2.6")]
    assert any(text.startswith("rounded twice") for text in judgement.findings[0].innocent)


def test_what_other_questions_add_up_to_is_a_base_too():
    other = {"Town": "205 (57.7)", "Village": "150 (42.3)"}
    rows = {"North": "137 (38.5)", "South": "57 (16.1)", "West": "161 (45.3)"}
    judgement = judge(table({"All": None}, ("Home", "distribution", other), ("Region", "distribution", rows)))
    assert [finding.row for finding in judgement.findings] == ["North", "West"]


def test_rows_of_missing_answers_are_no_answers():
    rows = {"A": "427 (51.6)", "B": "401 (48.4)", "Missing": "9 people"}
    judgement = judge(table({"All": 837}, ("Home", "distribution", rows)))
    assert not judgement.findings
    assert "828 of 837 answered, 9 missing" in texts(judgement.notes)


def test_signs_of_missing_answers_tell_the_base():
    missing = (Missing("*", 1, 1, ""), Missing("¶", 6, 8, ""), Missing("", 34, 34, "", (5,), "Usual"))
    rows = {
        "Women": ["373 (58.7)*", "549 (50.0)"],
        "Smoking": ["96 (15.3)¶", "445 (40.6)"],
        "Salt": ["242 (38.0)", "410 (38.6)"],
    }
    judgement = judge(table({"New": 637, "Usual": 1097}, ("", "shares", rows), missing=missing))
    assert found(judgement) == [("count and percentage", "Women", "373 (58.7)*", "58.6")]
    # Without a sign nobody is missing: 549 of 1095 or 1096 does not help.
    rows["Women"] = ["373 (58.6)*", "549 (50.1)"]
    judgement = judge(table({"New": 637, "Usual": 1097}, ("", "shares", rows), missing=missing))
    assert found(judgement) == [("count and percentage", "Women", "549 (50.1)", "50.0")]


# Percentages alone --------------------------------------------------------------------------------------


def test_an_impossible_percentage_of_a_told_base():
    reading = table({"Town": 305}, ("", "shares", {"A": "30.7", "B": "30.5"}), base_from="told")
    assert found(judge(reading)) == [("impossible percentage", "A", "30.7", "30.5 or 30.8")]


def test_a_list_of_percentages_with_their_numbers():
    reading = table({"x": None}, ("", "shares", {"a": "54.0", "b": "54.2"}))
    for line in (0, 1):
        reading = with_line(reading, 0, line, base=150)
    judgement = judge(reading)
    assert found(judgement) == [("impossible percentage", "b", "54.2", "54.0 or 54.7")]
    assert any(text.startswith("weights") for text in judgement.findings[0].innocent)


def test_a_question_that_some_did_not_answer_is_a_note():
    rows = {"Never": ["90", "95"], "Seldom": ["3", "3"], "Often": ["3", "2"], "Daily": ["3", "0"]}
    judgement = judge(
        table(
            {"Town": 81, "Village": 79}, ("Missed", "distribution", rows), ("", "shares", {"A": ["27", "28"]})
        )
    )
    assert not judgement.findings
    assert "the figures fit at most" in texts(judgement.notes)


def test_one_figure_that_no_few_missing_answers_explain_is_found_if_all_else_is_complete():
    complete = {"Yes": ["30.0", "25.0"], "No": ["70.0", "75.0"]}
    assert not judge(table({"Town": 40, "Village": 60}, ("A", "distribution", complete))).findings
    wrong = {"Yes": ["30.1", "25.0"], "No": ["70.0", "75.0"]}
    judgement = judge(
        table({"Town": 40, "Village": 60}, ("A", "distribution", complete), ("B", "distribution", wrong))
    )
    assert [(f.kind, f.row, f.printed) for f in judgement.findings] == [
        ("impossible percentage", "Yes", "30.1")
    ]


def test_without_bases_only_sums_are_checked_and_it_is_said():
    judgement = judge(table({"Town": None}, ("A", "distribution", {"Yes": "30.1", "No": "69.9"})))
    assert not judgement.findings
    assert set(judgement.checked) == {"sum of percentages"}
    assert "no number of people is printed" in texts(judgement.unchecked)


# Sums ---------------------------------------------------------------------------------------------------


def test_percentages_that_do_not_add_up():
    rows = {"Yes": ["30.1", "25.0"], "No": ["59.9", "75.0"]}
    judgement = judge(table({"Town": None, "Village": None}, ("A", "distribution", rows)))
    assert found(judgement) == [("sum of percentages", "A", "sum 90", "100")]
    assert "one digit: 59.9 is printed, 69.9 would fit (No)" in judgement.findings[0].innocent
    assert any("several" in text or "not printed" in text for text in judgement.findings[0].innocent)


def test_rounding_several_answers_and_single_shares_are_no_wrong_sums():
    rounding = {"A": "33.3", "B": "33.3", "C": "33.3"}
    assert not judge(table({"Town": None}, ("", "distribution", rounding))).findings
    high = {"A": ["83", "91"], "B": ["70", "64"]}
    for kind in ("several", "shares", "unknown"):
        assert not judge(table({"Town": None, "Village": None}, ("", kind, high))).findings
    told = {"A": "83", "B": "70"}
    several = table({"Town": None}, ("", "distribution", told), conventions=frozenset({"several"}))
    assert not judge(several).findings


def test_a_block_whose_columns_mostly_do_not_add_up_is_no_distribution():
    rows = {"White": ["86", "88", "84"], "Black": ["10", "10", "10"]}
    judgement = judge(table({"All": None, "Town": None, "Village": None}, ("Origin", "distribution", rows)))
    assert not judgement.findings
    assert "answers may not be printed" in texts(judgement.notes)


def test_row_percentages_are_of_the_row():
    """As printed: 80.4 is of 2900, the first number of the row, not of the 4928 of the column."""
    groups = {"Total": 6043, "Without": 4928, "With": 1115}
    whole = (Breakdown("Total", ("Without", "With"), True),)
    one = {
        "A": ["2900 people", "2331 (80.4)", "569 (19.6)"],
        "B": ["3143 people", "2597 (82.6)", "546 (17.4)"],
    }
    two = {
        "C": ["2961 people", "2278 (76.9)", "683 (23.1)"],
        "D": ["3079 people", "2647 (86.0)", "432 (14.0)"],
    }
    blocks = ("First", "distribution", one), ("Second", "distribution", two)
    judgement = judge(table(groups, *blocks, direction="row", breakdowns=whole))
    assert found(judgement) == [("sum of counts", "Second", "sum 6040", "6043")]
    assert "3 people are in no row" in judgement.findings[0].explanation
    wrong = table(groups, blocks[0], direction="row", breakdowns=whole)
    wrong = with_line(
        wrong,
        0,
        0,
        cells=tuple(map(cell, ("2900 people", "2331 (80.9)", "569 (19.6)"), (3, 3, 3), (2, 3, 4))),
    )
    assert [f.would for f in judge(wrong).findings] == ["80.4"]


def test_more_people_in_the_rows_than_there_are():
    rows = {"A": "238 (82)", "B": "53 (18)", "C": "1 (0)"}
    judgement = judge(table({"Town": 291}, ("Home", "distribution", rows)))
    assert found(judgement) == [("sum of counts", "Home", "sum 292", "291")]


def test_percentages_of_everybody_beside_rows_that_hold_fewer_are_a_note():
    rows = {"A": "4310 (48.7)", "B": "4524 (51.1)"}
    judgement = judge(table({"All": 8858}, ("Home", "distribution", rows)))
    assert not judgement.findings
    assert "8834 of 8858 people are in these rows" in texts(judgement.notes)


def test_a_cumulative_column_is_no_wrong_sum():
    rows = {"A": ["20.1", "20.1"], "B": ["30.2", "50.3"], "C": ["49.7", "100.0"]}
    judgement = judge(table({"Percent": None, "Cumulative": None}, ("", "distribution", rows)))
    assert not judgement.findings
    assert "no parts of 100" in texts(judgement.notes)


def test_figures_that_agree_on_another_base_doubt_the_base():
    strict = {"bases": {"Town": 280}, "bases_from": "heading"}
    rows = {"A": "92 (30.7)", "B": "108 (36.0)", "C": "100 (33.3)"}
    judgement = judge(table({"Town": None}, ("Work (n = 280)", "distribution", rows, strict)))
    assert found(judgement) == [("base", "Work (n = 280)", "280", "300")]


def test_no_number_of_people_gives_all_figures():
    rows = {"A": "64", "B": "5", "C": "5", "D": "10", "E": "9", "F": "8", "G": "2"}
    complete = {"X": "33.9", "Y": "66.1"}
    judgement = judge(table({"T": 115}, ("Q", "distribution", rows), ("", "distribution", complete)))
    assert [(f.kind, f.row) for f in judgement.findings] == [("table", "Q")]


def test_more_than_100_per_cent():
    rows = dict.fromkeys("ABCDEFGHIJKL", "30.0")
    assert not judge(table({"Town": 10}, ("", "shares", rows))).findings
    (finding,) = judge(table({"Town": 10}, ("", "shares", rows | {"A": "160.0"}))).findings
    assert (finding.row, finding.kind) == ("A", "impossible percentage")
    index = judge(table({"Town": None}, ("", "shares", {"A": "160.0", "B": "120.0", "C": "95.0"})))
    assert not index.findings
    assert "not shares of people" in texts(index.unchecked)


def test_a_list_whose_numbers_are_those_of_the_answers_is_not_judged_as_bases():
    reading = table({"%": None}, ("", "shares", {"North": "29.1", "South": "36.4", "West": "34.5"}))
    for line, n in enumerate((120, 150, 142)):
        reading = with_line(reading, 0, line, base=n)
    judgement = judge(reading)
    assert not judgement.findings
    assert "people with that answer" in texts(judgement.unchecked)


# Totals and subtotals -----------------------------------------------------------------------------------


def totals(total: str, net: str) -> Reading:
    rows = {"Yes": "60 (30.0)", "Mostly yes": "50 (25.0)", "No": "90 (45.0)", "Net yes": net, "Total": total}
    reading = table({"Town": 200}, ("Work", "distribution", rows))
    reading = with_line(reading, 0, 3, kind="subtotal", parts=(0, 1))
    return with_line(reading, 0, 4, kind="total")


def test_totals_and_subtotals_are_sums():
    assert not judge(totals("200 (100.0)", "110 (55.0)")).findings
    assert found(judge(totals("201 (100.0)", "110 (55.0)")))[0][1:] == ("Total", "201 (100.0)", "200 (100.0)")
    assert ("total or subtotal", "Net yes", "120 (60.0)", "110") in found(
        judge(totals("200 (100)", "120 (60.0)"))
    )


def test_subtotals_of_percentages_may_be_off_by_rounding():
    def net(text):
        reading = table(
            {"Town": None}, ("", "distribution", {"A": "33.3", "B": "33.3", "C": "33.3", "N": text})
        )
        return with_line(reading, 0, 3, kind="subtotal", parts=(0, 1))

    assert not judge(net("66.7")).findings
    assert found(judge(net("67.7"))) == [("total or subtotal", "N", "67.7", "66.6")]


def test_a_net_may_sum_another_run_of_rows_than_was_read():
    rows = {
        "Good": ["46", "32"],
        "Bad": ["27", "20"],
        "Very bad": ["25", "46"],
        "None": ["2", "2"],
        "Net": ["52", "66"],
    }
    reading = table({"Town": None, "Village": None}, ("", "distribution", rows))
    assert not judge(with_line(reading, 0, 4, kind="subtotal", parts=(1, 2, 3))).findings


def test_a_subtotal_of_unknown_parts_is_not_checked():
    reading = table({"Town": None}, ("", "distribution", {"A": "60.0", "B": "40.0", "Net": "60.0"}))
    judgement = judge(with_line(reading, 0, 2, kind="subtotal"))
    assert "not known which rows" in texts(judgement.unchecked)


# Groups and the whole -----------------------------------------------------------------------------------

WHOLE = (Breakdown("All", ("Town", "Village"), True),)


def test_a_whole_is_an_average_of_its_groups():
    def ratio(whole, exhausts=True):
        groups = {"All": 160, "Town": 81, "Village": 79}
        breakdown = (Breakdown("All", ("Town", "Village"), exhausts),)
        return judge(table(groups, ("", "shares", {"High": [whole, "53", "51"]}), breakdowns=breakdown))

    assert found(ratio("54")) == [("groups and whole", "High", "54", "51 to 53")]
    assert not ratio("52").findings
    assert not ratio("54", exhausts=False).findings
    assert not ratio("54", exhausts=None).findings


def test_the_sizes_of_the_groups_count_even_if_half_did_not_answer():
    groups = {"All": 310, "Town": 300, "Village": 10}
    judgement = judge(table(groups, ("", "shares", {"A": ["80.0", "50.0", "90.0"]}), breakdowns=WHOLE))
    assert [f.kind for f in judgement.findings] == ["groups and whole"]
    weighted = table(
        groups,
        ("", "shares", {"A": ["80.0", "50.0", "90.0"]}),
        breakdowns=WHOLE,
        conventions=frozenset({"weighted"}),
    )
    assert not judge(weighted).findings


def test_numbers_of_people_of_groups_make_the_whole():
    rows = {"A": ["80 (33.3)", "50 (33.3)", "30 (33.3)"], "B": ["160 (66.7)", "100 (66.7)", "60 (66.7)"]}
    groups = {"All": 240, "Town": 150, "Village": 90}
    assert not judge(table(groups, ("", "distribution", rows), breakdowns=WHOLE)).findings
    rows = {"A": ["81 people", "50 people", "30 people"], "B": ["160 people", "100 people", "60 people"]}
    judgement = judge(table(groups | {"All": None}, ("", "several", rows), breakdowns=WHOLE))
    assert ("groups and whole", "A", "81 people", "80") in found(judgement)


def test_each_of_two_breakdowns_is_compared_by_itself():
    groups = {"All": 240, "Town": 150, "Village": 90, "Young": 100, "Old": 140}
    rows = {"A": ["80 (33.3)", "50 (33.3)", "30 (33.3)", "30 (30.0)", "50 (35.7)"]}
    both = (*WHOLE, Breakdown("All", ("Young", "Old"), True))
    assert not judge(table(groups, ("", "shares", rows), breakdowns=both)).findings


def test_groups_that_are_not_everybody_are_a_note():
    groups = {"All": 447, "Town": 200, "Village": 227}
    part = (Breakdown("All", ("Town", "Village"), False),)
    judgement = judge(table(groups, ("", "shares", {"A": ["10.1", "9.5", "9.7"]}), breakdowns=part))
    assert not judgement.findings
    assert "make 427 of 447 people" in texts(judgement.notes)


def test_groups_that_were_told_to_make_up_the_whole_must_have_its_people():
    groups = {"All": 250, "Town": 150, "Village": 90}
    told = (Breakdown("All", ("Town", "Village"), True, told=True),)
    judgement = judge(table(groups, ("", "shares", {"A": ["50.0", "50.0", "50.0"]}), breakdowns=told))
    assert ("base", "All", "250", "240") in found(judgement)


def test_a_question_that_only_whole_and_groups_together_show_to_be_impossible():
    groups = {"All": 240, "Town": 150, "Village": 90}
    right = {"A": ["30.0", "32.0", "26.7"], "B": ["70.0", "68.0", "73.3"]}
    assert not judge(table(groups, ("", "distribution", right), breakdowns=WHOLE, base_from="told")).findings
    wrong = {"A": ["30.8", "32.0", "26.7"], "B": ["69.2", "68.0", "73.3"]}
    judgement = judge(table(groups, ("", "distribution", wrong), breakdowns=WHOLE, base_from="told"))
    assert {f.kind for f in judgement.findings} <= {"table", "groups and whole"}
    assert judgement.findings


def test_a_whole_that_is_the_sum_of_its_groups_is_no_share():
    groups = {"All": 717, "Town": 357, "Village": 360}
    judgement = judge(table(groups, ("", "shares", {"Events": ["75", "39", "36"]}), breakdowns=WHOLE))
    assert not judgement.findings
    assert "sum of its groups" in texts(judgement.unchecked)


# Differences --------------------------------------------------------------------------------------------


def waves(printed: str) -> Judgement:
    rows = {"A": ["34", "47"], "B": ["29", "40"], "C": ["49", "61"]}
    reading = table({"1998": None, "2003": None}, ("", "several", rows))
    for line, text in enumerate(("+13", printed, "+12")):
        row = reading.blocks[0].lines[line].row
        reading = with_line(reading, 0, line, differences=(Difference(row, 4, "D", text),))
    return judge(reading)


def test_differences_are_of_unrounded_figures():
    assert not waves("+12").findings
    assert not waves("+10").findings
    assert found(waves("+21")) == [("difference", "B", "+21", "+11")]
    assert waves("+12").checked["difference"] == 3


# How the figures were made ------------------------------------------------------------------------------


def test_a_table_that_was_cut_off_is_recognised():
    rows = {"A": "100 (33.3)", "B": "17 (5.6)", "C": "26 (8.6)", "D": "95 (31.6)", "E": "62 (20.6)"}
    judgement = judge(table({"Town": 300}, ("", "distribution", rows)))
    assert not judgement.findings
    assert "cut off" in texts(judgement.notes)
    wrong = judge(table({"Town": 300}, ("", "distribution", rows | {"A": "100 (33.4)"})))
    assert found(wrong) == [("count and percentage", "A", "100 (33.4)", "33.3")]


def test_one_figure_that_was_cut_off_is_a_finding():
    rows = {"A": "100 (33.3)", "B": "17 (5.7)", "C": "26 (8.7)", "D": "95 (31.6)", "E": "62 (20.7)"}
    judgement = judge(table({"Town": 300}, ("", "distribution", rows)))
    assert found(judgement) == [("count and percentage", "D", "95 (31.6)", "31.7")]
    assert any(text.startswith("cut off") for text in judgement.findings[0].innocent)


def test_told_truncation_switches_the_rule():
    rows = {"A": "20 (6.6)", "B": "280 (93.3)"}
    told = frozenset({"truncated"})
    assert not judge(table({"Town": 300}, ("", "distribution", rows), conventions=told)).findings
    wrong = rows | {"A": "20 (6.7)"}
    assert judge(table({"Town": 300}, ("", "distribution", wrong), conventions=told)).findings


def test_columns_made_to_add_up_to_100_are_recognised():
    first = {"A": "1 (33.3)", "B": "1 (33.3)", "C": "1 (33.4)"}
    second = {"D": "1 (16.7)", "E": "1 (16.7)", "F": "1 (16.6)", "G": "3 (50.0)"}
    reading = table({"Town": None}, ("X", "distribution", first), ("Y", "distribution", second))
    judgement = judge(reading)
    assert not judgement.findings
    assert "adds up to exactly 100" in texts(judgement.notes)
    alone = judge(table({"Town": None}, ("X", "distribution", first)))
    assert found(alone) == [("count and percentage", "C", "1 (33.4)", "33.3")]
    assert any(text.startswith("adjusted") for text in alone.findings[0].innocent)


def test_weighted_percentages_beside_counts_are_one_remark():
    rows = {"A": "20 (25.1)", "B": "50 (44.0)", "C": "30 (20.4)", "D": "40 (10.5)"}
    rows |= {"E": "25 (40.1)", "F": "35 (9.3)"}
    judgement = judge(table({"Town": 200}, ("", "several", rows)))
    assert not judgement.findings
    assert "looks weighted" in texts(judgement.unchecked)


def test_weighted_percentages_alone_are_one_remark():
    rows = {"A": ["21.3", "24.9"], "B": ["31.4", "20.6"], "C": ["17.2", "28.3"], "D": ["30.1", "26.2"]}
    judgement = judge(table({"Town": 50, "Village": 60}, ("", "distribution", rows)))
    assert not judgement.findings
    assert "looks weighted" in texts(judgement.unchecked)
    told = judge(table({"Town": 50, "Village": 60}, ("", "distribution", rows), base_from="told"))
    assert told.findings, "what somebody told of the bases is not excused"


def test_what_is_told_to_be_weighted_is_checked_only_for_its_sums():
    rows = {"A": "20 (25.1)", "B": "50 (44.0)", "C": "30 (20.4)", "D": "40 (10.5)"}
    weighted = frozenset({"weighted"})
    judgement = judge(table({"Town": 140}, ("", "distribution", rows), conventions=weighted))
    assert not judgement.findings
    assert set(judgement.checked) == {"sum of percentages"}
    assert "weighted" in texts(judgement.unchecked)
    wrong = judge(table({"Town": 140}, ("", "distribution", rows | {"A": "20 (35.1)"}), conventions=weighted))
    assert [f.kind for f in wrong.findings] == ["sum of percentages"]


# p-values -----------------------------------------------------------------------------------------------


def trial(p: str) -> Judgement:
    reading = table({"New": 714, "Old": 626}, ("", "shares", {"Treated": ["215 (30.1)", "136 (21.7)"]}))
    relation, value = ("<", p[1:]) if p.startswith("<") else ("=", p)
    return judge(with_line(reading, 0, 0, p=PValue(3, 4, "P", p, relation, value)))


def test_a_p_value_that_no_test_gives():
    assert found(trial("<0.0001")) == [("p-value", "Treated", "<0.0001", "0.0005")]
    (finding,) = trial("<0.0001").findings
    assert finding.column == "P"
    assert finding.chance is None
    assert "215/714 and 136/626" in finding.explanation
    for right in ("0.0005", "0.0006", "<0.001", "0.001", "<0.05"):
        assert not trial(right).findings


def test_p_values_beside_some_answers_of_a_question_may_be_of_all_of_them():
    rows = {"A": ["54 (54.0)", "108 (54.0)"], "B": ["38 (38.0)", "70 (35.0)"]}
    reading = table({"New": 100, "Old": 200}, ("", "unknown", rows))
    for line in (0, 1):
        reading = with_line(reading, 0, line, p=PValue(3, 4, "P", "<0.01", "<", "0.01"))
    assert not judge(reading).findings


def test_the_p_value_of_a_block():
    rows = {"A": ["30 (30.0)", "30 (15.0)"], "B": ["70 (70.0)", "170 (85.0)"]}
    reading = table({"New": 100, "Old": 200}, ("", "distribution", rows))
    for value, expected in (("0.002", 0), ("0.5", 1)):
        blocks = (replace(reading.blocks[0], p=PValue(2, 4, "P", value, "=", value)),)
        assert len(judge(replace(reading, blocks=blocks)).findings) == expected


# Anything -----------------------------------------------------------------------------------------------


def test_what_was_left_out_is_said():
    left = (LeftOut(3, 0, "Age, mean", "the row is a mean"),)
    judgement = judge(table({"Town": 10}, ("", "shares", {"A": "50"}), left_out=left))
    assert "Age, mean: the row is a mean" in texts(judgement.unchecked)


@pytest.mark.parametrize("direction", ["column", "row", "whole", "none"])
@pytest.mark.parametrize("kind", ["distribution", "several", "shares", "unknown"])
def test_no_reading_makes_it_fail(direction, kind):
    """Empty cells, zeros, more than 100, bases of nobody, many decimals, counts above the base."""
    rows = {
        "A": ["", "0 people", "<1"],
        "B": ["100", "0 (0)", "250.0"],
        "C": ["0.0", "99 (12.3)", "33.33333333"],
        "D": ["0/0 (0)", "5/3 (166.7)", "0"],
    }
    for groups in ({"X": 0, "Y": 3, "Z": None}, {"X": 40, "Y": 1, "Z": 1000000}):
        reading = table(
            groups,
            ("", kind, rows),
            ("", kind, {}),
            direction=direction,
            breakdowns=(Breakdown("X", ("Y", "Z"), True), Breakdown("Nobody", ("Y",), None)),
        )
        reading = with_line(reading, 0, 3, kind="total")
        reading = with_line(reading, 0, 2, kind="subtotal", parts=(0, 1))
        reading = with_line(reading, 0, 1, p=PValue(4, 9, "P", "1.0", "=", "1.0"))
        reading = with_line(reading, 0, 0, differences=(Difference(3, 8, "D", "n/a"),), base=0)
        assert judge(reading).outcome in ("findings", "nothing found", "not checked")


def test_nothing_to_check_is_not_checked():
    assert judge(Reading("x.csv", "X", "none", (), ())).outcome == "not checked"


# Independent of the machine ------------------------------------------------------------------------------


def test_a_busy_machine_does_not_change_the_answer(monkeypatch):
    """The clock is a last guard: a slow first load of the solver must not end the search."""
    rows = {"A": ["40.0", "45.0", "36.7"], "B": ["33.0", "32.0", "32.5"], "C": ["28.0", "23.0", "30.8"]}
    reading = table({"All": 220, "X": 100, "Y": 120}, ("", "distribution", rows), breakdowns=())
    reading = replace(reading, breakdowns=(Breakdown("All", ("X", "Y"), True),))
    first = judge(reading)
    monkeypatch.setattr("homecoming.checks.joint_question._PATIENCE", 60.0)
    monkeypatch.setattr("homecoming.checks.joint_question._FOR_ONE", 60.0)
    assert judge(reading).findings == first.findings
    assert first.findings


@pytest.mark.parametrize(("whole", "expected"), [("22.4", 1), ("51.8", 0), ("80.1", 1)])
@pytest.mark.parametrize("kind", ["several", "shares"])
def test_a_whole_below_or_above_all_its_groups_is_found(whole, expected, kind):
    rows = {"A": [whole, "46.8", "56.5"]}
    reading = table({"All": 612, "X": 299, "Y": 313}, ("", kind, rows))
    reading = replace(reading, breakdowns=(Breakdown("All", ("X", "Y"), True),))
    found = [one for one in judge(reading).findings if one.kind == "groups and whole"]
    assert [one.printed for one in found] == [whole] * expected


@pytest.mark.parametrize(("printed", "would"), [("8.8", "17.2"), ("17.1", "17.2"), ("17.2", None)])
def test_one_finding_where_a_figure_is_impossible_and_its_column_does_not_add_up(printed, would):
    rows = {"A": ["6.3", "24.2"], "B": ["33.5", "45.3"], "C": ["28.6", printed], "D": ["31.6", "13.3"]}
    findings = judge(table({"X": 630, "Y": 128}, ("", "distribution", rows))).findings
    if would is None:
        assert not findings
        return
    (found,) = findings
    assert found.row == "C"
    assert would in found.would
    if printed == "8.8":
        assert found.would == would
        assert "91.6" in found.explanation
        assert not any("answered" in words for words in found.innocent)


@pytest.mark.parametrize(("total", "expected"), [("171 (100.0)", ["161"]), ("161 (100.0)", []), ("171", [])])
def test_a_total_of_people_that_its_rows_do_not_make_is_found(total, expected):
    rows = {"Yes": "58 (36.0)", "No": "71 (44.1)", "Unsure": "32 (19.9)", "Total": total}
    reading = with_line(table({"X": 171}, ("", "distribution", rows)), 0, 3, kind="total")
    found = [one for one in judge(reading).findings if one.kind == "total or subtotal"]
    assert [one.would for one in found] == expected
    assert all(any("10 people without an answer" in words for words in one.innocent) for one in found)
