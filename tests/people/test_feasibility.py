"""Verdicts on tables, held against all counts of small tables in fractions, and against `recover`."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming.people import counts
from homecoming.people.feasibility import decide
from homecoming.people.fewest_wrong import fewest_wrong

FIRST_JOB = {
    "All": ["37.1", "21.7", "25.4", "18.5"],
    "Town": ["32.0", "26.0", "24.0", "18.0"],
    "Village": ["46.5", "14.4", "27.8", "12.2"],
}


def gives(printed: str | None, k: int, n: int) -> bool:
    """Whether k of n people may be printed so, by the definition of rounding alone."""
    if printed is None:
        return 0 <= k <= n
    if printed.startswith("<"):
        return Fraction(100 * k, n) <= Fraction(printed[1:])
    unit = Fraction(1, 10 ** len(printed.partition(".")[2]))
    exact = Fraction(100 * k, n) / unit
    up, down = math.floor(exact + Fraction(1, 2)), math.ceil(exact - Fraction(1, 2))
    return Fraction(printed) / unit in (up, down)


def all_bases(columns, most, least, whole, exclusive, exhaustive, people=None):
    """Every combination of bases (in the order of the columns) for which counts exist, by trying all."""
    groups = [label for label in columns if label != whole]
    options = range(len(columns[groups[0]]))
    people = people or {}
    told = {label: people.get(label, [None] * len(options)) for label in columns}
    found = set()

    def fits(label, i, k, n):
        return gives(columns[label][i], k, n) and told[label][i] in (None, k)

    for bases in itertools.product(*(range(least, most[group] + 1) for group in groups)):
        others = range(most[whole] - sum(bases) + 1) if not exhaustive else [0]
        for rest in others:
            total = sum(bases) + rest
            if not least <= total <= most[whole]:
                continue
            every = [*zip(groups, bases, strict=True)]
            rows = []
            for i in options:
                parts = [[k for k in range(n + 1) if fits(group, i, k, n)] for group, n in every]
                parts.append(list(range(rest + 1)))
                rows.append([ks for ks in itertools.product(*parts) if fits(whole, i, sum(ks), total)])
            if exclusive:
                reached = {(0,) * (len(groups) + 1)}
                for row in rows:
                    reached = {
                        tuple(a + b for a, b in zip(ks, done, strict=True)) for ks in row for done in reached
                    }
                possible = (*bases, rest) in reached
            else:
                possible = all(rows)
            if possible:
                found.add(tuple(total if label == whole else dict(every)[label] for label in columns))
    return found


figures = st.one_of(
    st.none(),
    st.just("<5"),
    st.builds(
        lambda k, n, d: counts.percent(min(k, n), n, d), st.integers(0, 8), st.integers(1, 8), st.just(0)
    ),
    st.builds(
        lambda k, n, d: counts.percent(min(k, n), n, d), st.integers(0, 8), st.integers(1, 8), st.just(1)
    ),
)


@settings(deadline=None, max_examples=150)
@given(
    data=st.data(),
    options=st.integers(1, 3),
    exclusive=st.booleans(),
    exhaustive=st.booleans(),
    groups=st.sampled_from(["A", "AB"]),
)
def test_small_tables_of_any_figures_are_decided_as_by_hand(data, options, exclusive, exhaustive, groups):
    columns = {
        label: data.draw(st.lists(figures, min_size=options, max_size=options)) for label in ["All", *groups]
    }
    most = dict.fromkeys(groups, data.draw(st.integers(2, 5))) | {"All": data.draw(st.integers(4, 9))}
    least = data.draw(st.integers(1, 2))
    told = data.draw(st.none() | st.lists(st.none() | st.integers(0, 3), min_size=options, max_size=options))
    people = {} if told is None else {"A": told}
    expected = all_bases(columns, most, least, "All", exclusive, exhaustive, people)
    found = decide(
        columns,
        most,
        min_bases=least,
        whole="All",
        exclusive=exclusive,
        exhaustive=exhaustive,
        counts=people,
        time_limit=30,
    )
    assert found.verdict == ("possible" if expected else "impossible")
    assert found.proof == "exact"
    if expected:
        assert found.sharp
        for place, label in enumerate(columns):
            bases = [combination[place] for combination in expected]
            assert found.bases[label] == (min(bases), max(bases))
        for label, printed in columns.items():
            base = found.example_bases[label]
            assert all(gives(*cell, base) for cell in zip(printed, found.example[label], strict=True))


@st.composite
def surveys(draw, max_people=60):
    """A table of real people, perhaps with one figure changed."""
    options, decimals = draw(st.integers(2, 4)), draw(st.integers(0, 1))
    groups = draw(st.sampled_from(["AB", "ABC"]))
    ks = {
        group: draw(
            st.lists(st.integers(0, max_people // options), min_size=options, max_size=options).filter(any)
        )
        for group in groups
    }
    ks = {"All": [sum(row) for row in zip(*ks.values(), strict=True)], **ks}
    bases = {label: sum(column) for label, column in ks.items()}
    columns = {label: [counts.percent(k, bases[label], decimals) for k in ks[label]] for label in ks}
    if draw(st.booleans()):
        label, option = draw(st.sampled_from(list(columns))), draw(st.integers(0, options - 1))
        units = int(columns[label][option].replace(".", "")) + draw(st.integers(-30, 30))
        columns[label][option] = (
            str(Fraction(abs(units), 10**decimals))
            if not decimals
            else (f"{abs(units) // 10}.{abs(units) % 10}")
        )
    return columns, bases


@settings(deadline=None, max_examples=120)
@given(survey=surveys(), spare=st.integers(0, 4), exclusive=st.booleans())
def test_verdicts_and_ranges_are_those_of_recover(survey, spare, exclusive):
    columns, bases = survey
    most = {label: base + spare for label, base in bases.items()}
    recovery = counts.recover(columns, most, whole="All", exclusive=exclusive, limit=1)
    found = decide(columns, most, whole="All", exclusive=exclusive, time_limit=30)
    assert (found.verdict == "possible") == bool(recovery.count)
    if recovery.count:
        for label in columns:
            least, largest = found.bases[label]
            of = recovery.bases[label]
            assert (least, largest) == (of.min(), of.max()) if found.sharp else least <= of.min()


def test_impossible_by_shares_is_shown_exactly_without_trying_bases():
    # The whole lies outside of its groups; 10,000 people a group leave too many bases to try.
    columns = {"All": ["50.0", "50.0"], "Town": ["30.0", "70.0"], "Village": ["40.0", "60.0"]}
    found = decide(columns, 10_000, whole="All")
    assert (found.verdict, found.proof) == ("impossible", "exact")
    assert "no shares" in found.why


def test_a_large_table_of_real_people_is_possible_and_its_example_gives_it():
    ks = {f"G{g}": [37 + (31 * g * g + 97 * i) % 389 for i in range(30)] for g in range(6)}
    ks = {"All": [sum(row) for row in zip(*ks.values(), strict=True)], **ks}
    columns = {label: [counts.percent(k, sum(of), 1) for k in of] for label, of in ks.items()}
    found = decide(columns, {label: 10_000 if label != "All" else 60_000 for label in ks}, whole="All")
    assert (found.verdict, found.proof) == ("possible", "exact")
    for label, printed in columns.items():
        base = found.example_bases[label]
        assert sum(found.example[label]) == base
        assert all(gives(*cell, base) for cell in zip(printed, found.example[label], strict=True))
        least, most = found.bases[label]
        assert least <= sum(ks[label]) <= most


def test_columns_without_a_whole_are_decided_one_by_one():
    found = decide({"Before": ["50", "50"], "After": ["33.3", "66.7"]}, 10)
    assert found.bases == {"Before": (2, 10), "After": (3, 9)}
    assert decide({"Before": ["50", "50"], "After": ["33.3", "66.6"]}, 10).verdict == "impossible"


def test_printed_counts_are_held_against_their_percentages():
    alone = {"All": ["30.7", "69.3"]}
    assert decide(alone, 300, counts={"All": [92, 208]}).bases == {"All": (300, 300)}
    found = decide(alone, 310, counts={"All": [94, None]})
    assert found.verdict == "possible"
    assert found.example["All"][0] == 94
    found = decide(alone, 290, counts={"All": [94, None]})
    assert found.verdict == "impossible"
    assert "94 people" in found.why


def test_a_whole_may_be_larger_than_its_groups_when_that_is_said():
    columns = {"All": ["50", "50"], "Town": ["60", "40"], "Village": ["60", "40"]}
    most = {"All": 20, "Town": 5, "Village": 5}
    assert decide(columns, most, whole="All").verdict == "impossible"
    found = decide(columns, most, whole="All", exhaustive=False)
    assert found.verdict == "possible"
    assert found.example_bases["All"] > 10


def test_when_the_time_is_over_it_says_so_and_what_to_do():
    ks = {f"G{g}": [3 + (31 * g * g + 97 * i) % 189 for i in range(7)] for g in range(6)}
    ks = {"All": [sum(row) for row in zip(*ks.values(), strict=True)], **ks}
    columns = {label: [counts.percent(k, sum(of), 1) for k in of] for label, of in ks.items()}
    columns["All"][0] = counts.percent(ks["All"][0] + 3, sum(ks["All"]), 1)
    found = decide(
        columns, {label: 2000 if label != "All" else 12_000 for label in ks}, whole="All", time_limit=0
    )
    if found.verdict == "undecided":
        assert "time_limit" in found.why
        assert not found.proof


def test_a_decision_is_no_truth_value():
    with pytest.raises(TypeError, match="verdict"):
        bool(decide({"All": ["50", "50"]}, 10))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"columns": {}}, "no column"),
        ({"columns": {"All": "50"}}, "must be a list"),
        ({"columns": {"All": ["50", "x"]}}, "not a printed percentage"),
        ({"whole": "Total"}, "not among the columns"),
        ({"counts": {"Total": [1]}}, "not among the columns"),
        ({"counts": {"All": [1]}}, "1 counts"),
        ({"max_bases": {"Town": 5}}, "must name the columns"),
        ({"max_bases": 10**9}, "smaller max_bases"),
        ({"min_bases": 0}, "from 1 or more"),
        ({"min_bases": 30}, "30 to 20"),
        ({"columns": {"All": ["50", "50"], "Town": ["50"]}}, "has 1 figures"),
    ],
)
def test_bad_input_is_explained(arguments, message):
    given_ = {"columns": {"All": ["50", "50"]}, "max_bases": 20, **arguments}
    with pytest.raises(ValueError, match=message):
        decide(**given_)


# ------------------------------------------------------------------------------------------- fewest wrong


def test_where_two_cells_are_wrong_both_are_named_and_no_others():
    found = fewest_wrong(FIRST_JOB, {"All": 240, "Town": 150, "Village": 90}, whole="All", time_limit=30)
    assert (found.size, found.proof, found.complete) == (2, "exact", True)
    (cells,) = found.sets
    assert [(cell.column, cell.option, cell.printed) for cell in cells] == [
        ("All", 3, "18.5"),
        ("Village", 0, "46.5"),
    ]
    assert [(cell.count, cell.base, cell.would) for cell in cells] == [(38, 240, "15.8"), (41, 90, "45.6")]
    # The search for one wrong cell finds nothing there.
    repairs = counts.recover(FIRST_JOB, {"Town": 150, "Village": 90}, whole="All").obstacles
    assert "no change of one cell" in repairs.iloc[-1]["why"]


@settings(deadline=None, max_examples=40)
@given(survey=surveys(40), known=st.booleans())
def test_the_fewest_are_those_found_by_leaving_out_every_set_of_cells(survey, known):
    columns, most = survey
    least = most if known else 1
    found = fewest_wrong(columns, most, min_bases=least, whole="All", time_limit=60)
    cells = list(itertools.product(columns, range(len(columns["All"]))))
    # A survey has one changed figure at most, so that one is enough.
    for size in (0, 1):
        enough = set()
        for left_out in itertools.combinations(cells, size):
            rest = {
                label: [None if (label, i) in left_out else figure for i, figure in enumerate(printed)]
                for label, printed in columns.items()
            }
            if decide(rest, most, min_bases=least, whole="All", time_limit=30).verdict == "possible":
                enough.add(left_out)
        if enough:
            break
    assert found.size == size
    named = {tuple((cell.column, cell.option) for cell in cells) for cells in found.sets}
    if size:
        assert named <= enough
        assert named == enough or not found.complete
    for wrong in found.sets:
        mended = {label: list(printed) for label, printed in columns.items()}
        for cell in wrong:
            assert gives(cell.would, cell.count, cell.base)
            mended[cell.column][cell.option] = cell.would
        assert decide(mended, most, min_bases=least, whole="All", time_limit=30).verdict == "possible"


def test_columns_without_a_whole_are_wrong_together():
    columns = {"A": ["50", "60"], "B": ["50", "50"], "C": ["10", "20"]}
    found = fewest_wrong(columns, 100, min_bases=100)
    assert found.size == 2
    assert {cell.column for cells in found.sets for cell in cells} == {"A", "C"}


def test_bases_that_cannot_stand_together_are_no_wrong_figures():
    columns = {"All": ["50", "50"], "A": ["50", "50"], "B": ["50", "50"]}
    bases = {"All": 30, "A": 10, "B": 10}
    found = fewest_wrong(columns, bases, min_bases=bases, whole="All")
    assert (found.size, found.sets) == (None, ())
    assert "bases themselves" in found.why
