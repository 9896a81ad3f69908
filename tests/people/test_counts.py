"""Counts behind percentages, held against definitions written a second time in exact fractions."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming.people import counts

# Rounding defined afresh: nothing here is shared with the module.


def round_half_up(value: Fraction, decimals: int) -> Fraction:
    return Fraction(math.floor(value * 10**decimals + Fraction(1, 2)), 10**decimals)


def round_half_down(value: Fraction, decimals: int) -> Fraction:
    return Fraction(math.ceil(value * 10**decimals - Fraction(1, 2)), 10**decimals)


def brute_force(printed: str, n: int) -> tuple[int, ...]:
    decimals = len(printed.partition(".")[2])
    target = Fraction(printed)
    return tuple(
        k
        for k in range(n + 1)
        if target
        in (round_half_up(Fraction(100 * k, n), decimals), round_half_down(Fraction(100 * k, n), decimals))
    )


def as_text(k: int, n: int, decimals: int, rounding=round_half_up) -> str:
    rounded = rounding(Fraction(100 * k, n), decimals)
    return f"{float(rounded):.{decimals}f}"


percentages = st.builds(
    lambda units, decimals: f"{units / 10**decimals:.{decimals}f}",
    st.integers(0, 10_000),
    st.integers(0, 3),
)


@settings(deadline=None)
@given(printed=percentages, n=st.integers(1, 400))
def test_consistent_agrees_with_fractions(printed, n):
    assert counts.consistent(printed, n) == brute_force(printed, n)


@settings(deadline=None)
@given(n=st.integers(1, 2000), data=st.data(), decimals=st.integers(0, 3))
def test_a_count_is_consistent_with_its_own_percentage(n, data, decimals):
    k = data.draw(st.integers(0, n))
    for rounding in (round_half_up, round_half_down):
        assert k in counts.consistent(as_text(k, n, decimals, rounding), n)


def test_a_half_may_go_either_way():
    assert counts.consistent("12", 8) == counts.consistent("13", 8) == (1,)
    assert counts.consistent("12.5", 8) == (1,)
    assert counts.consistent("12.50", 8) == (1,)


def test_trailing_zeros_count():
    assert counts.consistent("58", 305) == (176, 177, 178)
    assert counts.consistent("58.0", 305) == (177,)
    assert counts.consistent("58.00", 305) == ()


@pytest.mark.parametrize(
    "text", ["", "30,7", "30.7%", " 30.7", "+1.4", "-2.1", ".5", "5.", "abc", "1e2", "٣٠"]
)
def test_text_that_is_no_percentage_is_refused(text):
    with pytest.raises(ValueError, match="not a printed percentage"):
        counts.consistent(text, 300)


def test_numbers_are_refused_since_they_lost_their_zeros():
    with pytest.raises(TypeError, match="must be text"):
        counts.consistent(58.0, 300)


@pytest.mark.parametrize("n", [0, -5])
def test_a_base_has_at_least_one_person(n):
    with pytest.raises(ValueError, match="at least 1"):
        counts.consistent("30.7", n)


def test_a_base_is_a_whole_number():
    with pytest.raises(TypeError, match="whole number"):
        counts.consistent("30.7", 300.5)
    assert counts.consistent("30.7", np.int64(300)) == (92,)


def test_above_one_hundred_per_cent_nothing_fits():
    assert counts.consistent("100.4", 515) == ()
    assert counts.consistent("100.0", 515) == (515,)


@settings(deadline=None)
@given(n=st.integers(1, 500), data=st.data(), decimals=st.integers(0, 3))
def test_percent_is_round_half_up(n, data, decimals):
    k = data.draw(st.integers(0, n))
    assert Fraction(counts.percent(k, n, decimals)) == round_half_up(Fraction(100 * k, n), decimals)


def test_percent_of_a_difference():
    assert counts.percent(-1, 8) == "-12.5"
    assert counts.percent(-1, 8, 0) == "-13"
    assert counts.percent(-1, 5000, 1) == "0.0"
    with pytest.raises(ValueError, match="at least"):
        counts.percent(1, 0)


# ------------------------------------------------------------------------------------------ smallest base


def brute_smallest(printed, exclusive, limit):
    for n in range(1, limit + 1):
        cells = [brute_force(figure, n) for figure in printed]
        if all(cells) and (not exclusive or any(sum(ks) == n for ks in itertools.product(*cells))):
            return n
    return None


@settings(deadline=None, max_examples=40)
@given(ks=st.lists(st.integers(0, 12), min_size=1, max_size=4).filter(any), exclusive=st.booleans())
def test_smallest_base_agrees_with_search_by_hand(ks, exclusive):
    n = sum(ks)
    printed = [as_text(k, n, 1) for k in ks]
    assert counts.smallest_base(printed, exclusive=exclusive) == brute_smallest(printed, exclusive, n)


def test_smallest_base_knows_when_there_is_none():
    # Four figures without decimals can be off by 2 at most, and then only if every one is an exact half.
    assert counts.smallest_base(["26", "25", "25", "25"]) == brute_smallest(
        ["26", "25", "25", "25"], True, 100
    )
    assert counts.smallest_base(["26", "26", "25", "25"]) == 200
    assert counts.smallest_base(["26", "26", "26", "25"]) is None
    alone = {"printed": ["26", "25"], "exclusive": False}
    assert counts.smallest_base(**alone) == brute_smallest(**alone, limit=100)


# ------------------------------------------------------------------------------------------------ recover


def brute_recover(columns, max_bases, whole, exclusive=True, min_bases=1):
    """Every solution, by trying every set of counts of the groups."""
    groups = [label for label in columns if label != whole] or [whole]
    found = set()
    for bases in itertools.product(*(range(min_bases, max_bases[g] + 1) for g in groups)):
        total = sum(bases)
        if not min_bases <= total <= max_bases[whole]:
            continue
        cells = [
            itertools.product(*(brute_force(f, n) for f in columns[g]))
            for g, n in zip(groups, bases, strict=True)
        ]
        for ks in itertools.product(*cells):
            if exclusive and any(sum(column) != n for column, n in zip(ks, bases, strict=True)):
                continue
            sums = [sum(row) for row in zip(*ks, strict=True)]
            if all(k in brute_force(f, total) for k, f in zip(sums, columns[whole], strict=True)):
                found.add((bases, ks))
    return found


def as_set(recovery, whole):
    groups = [label for label in recovery.solutions[0].bases if label != whole] or [whole]
    return {
        (tuple(s.bases[g] for g in groups), tuple(tuple(s.counts[g].tolist()) for g in groups))
        for s in recovery.solutions
    }


def tables(max_options, max_people, group_names):
    """Random counts by group."""
    return st.integers(2, max_options).flatmap(
        lambda m: st.tuples(
            *(st.lists(st.integers(0, max_people), min_size=m, max_size=m).filter(any) for _ in group_names)
        )
    )


def print_table(rows, names, decimals, exclusive_bases=None):
    columns = {"All": [sum(ks) for ks in zip(*rows, strict=True)], **dict(zip(names, rows, strict=True))}
    bases = {label: sum(ks) for label, ks in columns.items()}
    return {label: [as_text(k, bases[label], decimals) for k in ks] for label, ks in columns.items()}, bases


@settings(deadline=None, max_examples=60)
@given(rows=tables(3, 3, "AB"), decimals=st.integers(0, 1), exclusive=st.booleans())
def test_recover_finds_all_solutions_and_no_other(rows, decimals, exclusive):
    columns, bases = print_table(rows, "AB", decimals)
    most = {label: min(base + 2, 9) if label != "All" else base + 1 for label, base in bases.items()}
    most = {label: max(most[label], bases[label]) for label in most}
    recovery = counts.recover(columns, most, whole="All", exclusive=exclusive, limit=10**6)
    expected = brute_recover(columns, most, "All", exclusive)
    assert recovery.complete
    assert recovery.count == len(expected) == recovery.bases["solutions"].sum()
    assert as_set(recovery, "All") == expected


@settings(deadline=None, max_examples=60)
@given(ks=st.lists(st.integers(0, 8), min_size=1, max_size=4).filter(any), decimals=st.integers(0, 1))
def test_recover_one_column_finds_all_solutions(ks, decimals):
    n = sum(ks)
    columns = {"All": [as_text(k, n, decimals) for k in ks]}
    recovery = counts.recover(columns, n + 3, limit=10**6)
    expected = brute_recover(columns, {"All": n + 3}, "All")
    assert as_set(recovery, "All") == expected
    assert recovery.count == len(expected)


@settings(deadline=None, max_examples=60)
@given(rows=tables(5, 60, "AB"), decimals=st.integers(1, 2))
def test_the_true_counts_are_among_the_solutions(rows, decimals):
    columns, bases = print_table(rows, "AB", decimals)
    recovery = counts.recover(
        columns, {label: base + 20 for label, base in bases.items()}, whole="All", limit=10**6
    )
    truth = (tuple(bases[g] for g in "AB"), tuple(map(tuple, rows)))
    assert recovery.complete
    assert truth in as_set(recovery, "All")


@settings(deadline=None, max_examples=30)
@given(rows=tables(4, 25, "ABC"))
def test_three_groups(rows):
    columns, bases = print_table(rows, "ABC", 1)
    recovery = counts.recover(columns, bases, whole="All", min_bases=bases, limit=10**6)
    truth = (tuple(bases[g] for g in "ABC"), tuple(map(tuple, rows)))
    assert truth in as_set(recovery, "All")
    assert recovery.full_count == recovery.count


@settings(deadline=None, max_examples=30)
@given(rows=tables(4, 200, "AB"), data=st.data())
def test_every_solution_gives_the_printed_table(rows, data):
    columns, bases = print_table(rows, "AB", 0)
    recovery = counts.recover(columns, bases, whole="All", min_bases=bases, limit=20)
    assert recovery.verdict != "none"
    for solution in recovery.solutions:
        assert solution.bases == bases
        assert (solution.counts["All"] == solution.counts["A"] + solution.counts["B"]).all()
        for label in columns:
            assert solution.counts[label].sum() == bases[label]
            for k, printed in zip(solution.counts[label], columns[label], strict=True):
                either = {as_text(k, bases[label], 0, rule) for rule in (round_half_up, round_half_down)}
                assert printed in either


def test_rounding_by_halves_to_even_is_recovered():
    # 1 of 8 printed as 12 (to even), 3 of 8 as 38 (to even): each cell may round its own way.
    recovery = counts.recover({"All": ["12", "38", "50"]}, {"All": 8}, min_bases=8)
    assert recovery.full.counts["All"].tolist() == [1, 3, 4]


def test_listing_is_capped_but_counting_is_not():
    recovery = counts.recover({"All": ["33", "33", "34"]}, 1000, limit=7)
    by_hand = sum(
        1
        for n in range(1, 1001)
        for first, second in itertools.product(counts.consistent("33", n), repeat=2)
        if n - first - second in counts.consistent("34", n)
    )
    assert len(recovery.solutions) == 7
    assert not recovery.complete
    assert recovery.count == recovery.bases["solutions"].sum() == by_hand
    assert "first 7 are listed" in repr(recovery)


def test_largest_bases_come_first():
    recovery = counts.recover({"All": ["50.0", "50.0"]}, 9)
    assert [s.bases["All"] for s in recovery.solutions] == [8, 6, 4, 2]
    assert recovery.bases["All"].tolist() == [8, 6, 4, 2]
    assert recovery.full is None
    assert recovery.full_count == 0


def test_full_is_the_one_solution_at_the_largest_base():
    recovery = counts.recover({"All": ["50.0", "50.0"]}, 8)
    assert recovery.verdict == "several"
    assert recovery.full.bases == {"All": 8}
    assert recovery.obstacles.empty
    two = counts.recover({"All": ["33", "67"]}, 1000, limit=1)
    assert two.full is None
    # 325 to 335 of 1000: both ends are halves.
    assert two.full_count == 11


def test_numbers_beyond_64_bits_stay_exact():
    columns = {"All": ["5"] * 20}
    recovery = counts.recover(columns, 2000, min_bases=2000, limit=1)
    # Each of twenty answers has 90 to 110 people: the coefficient of x^200 in (1 + x + ... + x^20)^20.
    ways = [1]
    for _ in range(20):
        ways = [sum(ways[max(0, s - 20) : s + 1]) for s in range(len(ways) + 20)]
    assert recovery.count == ways[200] > 2**62


def test_overlapping_answers_need_not_add_up():
    columns = {"All": ["60.0", "70.0"], "Male": ["66.7", "66.7"], "Female": ["50.0", "75.0"]}
    assert counts.recover(columns, {"Male": 6, "Female": 4}, whole="All").verdict == "none"
    recovery = counts.recover(columns, {"Male": 6, "Female": 4}, whole="All", exclusive=False)
    assert recovery.full.counts["All"].tolist() == [6, 7]


def test_obstacles_name_the_cells_that_do_not_fit_the_largest_base():
    recovery = counts.recover({"All": ["30.7", "69.3"]}, 305, options=["Yes", "No"])
    first = recovery.obstacles.iloc[0]
    assert (first["kind"], first["column"], first["option"], first["base"]) == (
        "impossible cell",
        "All",
        "Yes",
        305,
    )
    assert "93 gives 30.5, 94 gives 30.8" in first["why"]


def test_obstacles_name_the_column_that_does_not_add_up():
    recovery = counts.recover({"All": ["25.0", "25.0", "40.0"]}, 100)
    assert recovery.obstacles.iloc[0]["kind"] == "column sum"
    assert "add up to 90, not to 100" in recovery.obstacles.iloc[0]["why"]


def test_obstacles_name_the_option_whose_groups_do_not_add_up():
    columns = {"All": ["50.0", "50.0"], "Male": ["40.0", "60.0"], "Female": ["50.0", "50.0"]}
    recovery = counts.recover(columns, {"Male": 50, "Female": 50}, whole="All", options=["Yes", "No"])
    rows = recovery.obstacles[recovery.obstacles["kind"] == "groups and whole"]
    assert rows["option"].tolist() == ["Yes", "No"]
    assert "groups have 45 people, the whole has 50" in rows.iloc[0]["why"]


@settings(deadline=None, max_examples=40)
@given(data=st.data(), rows=tables(4, 50, "AB"), step=st.sampled_from([-3, -1, 1, 3]))
def test_with_none_the_true_repair_is_named(data, rows, step):
    columns, bases = print_table(rows, "AB", 1)
    label = data.draw(st.sampled_from(["All", "A", "B"]))
    option = data.draw(st.integers(0, len(rows[0]) - 1))
    units = round(float(columns[label][option]) * 10) + step
    if not 0 <= units <= 1000:
        return
    truth = columns[label][option]
    columns[label][option] = f"{units / 10:.1f}"
    recovery = counts.recover(columns, bases, whole="All", min_bases=bases)
    if recovery.verdict != "none":
        return
    repairs = recovery.obstacles[recovery.obstacles["kind"] == "repair"]
    mended = repairs[(repairs["column"] == label) & (repairs["option"] == option)]
    if abs(step) == 1:
        assert f"reads {truth} " in mended["why"].iloc[0]
    else:
        # A smaller change elsewhere may do as well; something is named in any case.
        assert len(repairs)


def test_when_no_single_cell_can_mend_it_that_is_said():
    recovery = counts.recover({"All": ["11.1", "22.2", "33.4", "99.9"]}, 50)
    assert recovery.verdict == "none"
    assert "no change of one cell" in recovery.obstacles.iloc[-1]["why"]


def test_integer_percentages_with_free_bases_are_counted():
    columns = {"All": ["28", "36", "36"], "Male": ["31", "37", "32"], "Female": ["25", "35", "40"]}
    recovery = counts.recover(columns, {"Male": 60, "Female": 60}, whole="All", limit=3)
    assert recovery.verdict == "several"
    assert recovery.count == len(brute_sums(columns, 60))


def brute_sums(columns, most):
    """Solutions by group first, then joined: quick enough for bases up to 60."""
    singles = {
        group: [
            (n, ks)
            for n in range(1, most + 1)
            for ks in itertools.product(*(brute_force(f, n) for f in columns[group]))
            if sum(ks) == n
        ]
        for group in ("Male", "Female")
    }
    allowed = {n: [set(brute_force(f, n)) for f in columns["All"]] for n in range(1, 2 * most + 1)}
    return [
        (men, women)
        for men in singles["Male"]
        for women in singles["Female"]
        if all(a + b in ks for a, b, ks in zip(men[1], women[1], allowed[men[0] + women[0]], strict=True))
    ]


# ----------------------------------------------------------------------------------------- the known table

JOB_MATCH = {
    "All": ["28.3", "35.9", "14.2", "21.6"],
    "Male": ["30.7", "36.7", "14.3", "18.3"],
    "Female": ["24.9", "34.8", "13.9", "26.4"],
}


def test_a_table_found_by_hand():
    recovery = counts.recover(JOB_MATCH, {"Male": 305, "Female": 210}, whole="All")
    assert recovery.verdict == "unique"
    assert recovery.solutions[0].bases == {"All": 501, "Male": 300, "Female": 201}
    pd.testing.assert_series_equal(
        recovery.solutions[0].counts["Male"],
        pd.Series([92, 110, 43, 55]),
        check_names=False,
        check_dtype=False,
    )
    assert recovery.full is None


def test_column_order_does_not_matter():
    swapped = {label: JOB_MATCH[label] for label in ("Female", "All", "Male")}
    recovery = counts.recover(swapped, {"Male": 305, "Female": 210}, whole="All")
    assert recovery.solutions[0].bases == {"All": 501, "Male": 300, "Female": 201}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": {}}, "no column"),
        ({"whole": None}, "need whole="),
        ({"whole": "Total"}, "not among the columns"),
        ({"columns": {"All": ["50", "50"], "Male": ["50"]}}, "1 figures"),
        ({"columns": {"All": "50"}, "whole": None}, "list of at least one"),
        ({"columns": {"All": []}, "whole": None}, "list of at least one"),
        ({"options": ["a", "a", "b", "c"]}, "different option labels"),
        ({"max_bases": {"Men": 3}}, "must name the columns"),
        ({"max_bases": {"Male": 0, "Female": 3}}, "from 1 or more"),
        ({"min_bases": 600}, "600 to 515"),
        ({"max_bases": 200_000}, "too many possibilities"),
    ],
)
def test_bad_input_is_explained(change, message):
    arguments = {"columns": JOB_MATCH, "max_bases": {"Male": 305, "Female": 210}, "whole": "All", **change}
    with pytest.raises(ValueError, match=message):
        counts.recover(**arguments)


def test_sums_are_counted_as_by_convolution():
    widths, needed = [3, 0, 5, 5, 2], 7
    by_hand = sum(1 for ks in itertools.product(*(range(w + 1) for w in widths)) if sum(ks) == needed)
    assert counts._ways(np.array([widths, widths[::-1]]), np.array([needed, 0])).tolist() == [by_hand, 1]


def test_many_people_in_one_column_are_counted():
    # 60 per cent of n people, whole numbers only: for each base, the counts of the first answer.
    recovery = counts.recover({"All": ["60", "40"]}, 100_000, limit=1)
    first = sum(
        max(
            0,
            min((121 * n) // 200, n - (-(-79 * n // 200))) - max(-(-119 * n // 200), n - (81 * n) // 200) + 1,
        )
        for n in range(1, 100_001)
    )
    assert recovery.count == first
    assert recovery.solutions[0].bases == {"All": 100_000}


@pytest.mark.parametrize(
    ("printed", "smallest"), [(["33.33333", "66.66667"], 3), (["12.34567", "87.65433"], 88_120)]
)
def test_the_smallest_base_of_five_decimals_needs_no_gigabytes(printed, smallest):
    assert counts.smallest_base(printed) == smallest
    fits = [n for n in range(1, smallest + 1) if all(counts.consistent(figure, n) for figure in printed)]
    assert fits == [smallest]
    assert counts.smallest_base([printed[0], "10.00000"]) is None
