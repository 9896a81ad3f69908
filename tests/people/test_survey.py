"""The rebuilt respondents, held against print and against what cannot be known."""

import hashlib
import itertools
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming import published
from homecoming.people import survey
from homecoming.people.survey import NotIdentifiedError, Survey

STUDY = "kyrgyzstan-2024"
BY_SEX = [
    "job-match",
    "job-satisfaction",
    "provide-for-family",
    "own-security",
    "family-relations",
    "supervisors",
    "colleagues",
    "plans-to-leave",
    "expectations",
]
NOT_BY_SEX = ["sector-russia", "sector-kyrgyzstan", "environment", "vacations", "free-time", "sports"]


@pytest.fixture(scope="module")
def people():
    return survey.rebuild(STUDY)


def printed_as(count: int, base: int, decimals: int) -> str:
    """Rounding by the decimal module: nothing here is shared with the package."""
    return str((Decimal(100 * count) / base).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def printed_options():
    for name in published.tables(STUDY):
        table = published.load(name)
        for cell in table.cells[table.cells["kind"] == "option"].itertuples():
            yield pytest.param(table, cell, id=f"{name}-{cell.row}")


def test_one_row_is_one_person_asked(people):
    frame = people.respondents
    assert len(frame) == 515
    assert frame["sex"].value_counts().to_dict() == {"Male": 305, "Female": 210}
    assert list(frame.columns) == ["sex", *people.bases.index]
    assert set(people.bases.index) == set(BY_SEX) | set(NOT_BY_SEX)


@pytest.mark.parametrize(("table", "cell"), [*printed_options()])
def test_pandas_gives_back_every_printed_option(people, table, cell):
    frame = people.respondents
    item = table.items.get(cell.group, cell.question_id)
    if cell.group in ("Male", "Female"):
        column = pd.crosstab(frame[item], frame["sex"])[cell.group]
    else:
        column = pd.crosstab(frame[item], "everybody")["everybody"]
    decimals = len(cell.printed.partition(".")[2])
    assert printed_as(int(column[cell.option]), int(column.sum()), decimals) == cell.printed


def test_reproduce_is_laid_out_as_printed(people):
    for name in published.tables(STUDY):
        table = published.load(name)
        for question in table.questions:
            printed = table.as_printed(question.id)
            made = people.reproduce(name, question.id)
            pd.testing.assert_index_equal(made.index, printed.index)
            pd.testing.assert_index_equal(made.columns, printed.columns)
            options = list(table.options(question.id))
            pd.testing.assert_frame_equal(
                made.loc[options, list(table.groups)],
                printed.loc[options, list(table.groups)],
                check_dtype=False,
            )


def test_subtotals_and_differences_are_made_of_people(people):
    """The cells that the paper made of rounded figures, and no others, come out differently."""
    found = {}
    for name in published.tables(STUDY):
        table = published.load(name)
        for question in table.questions:
            change = people.difference(name, question.id).stack()
            found |= {(name[-1], *place): points for place, points in change[change != 0].items()}
    assert found == {
        ("1", "10. Housing and utilities sector", "Difference"): -0.1,
        ("1", "12. Do not work", "Difference"): 0.1,
        ("2", "Yes + mostly yes", "For all those interviewed"): 0.1,
        ("2", "Yes + mostly yes", "Male"): -0.1,
        ("2", "No + mostly no", "For all those interviewed"): -0.1,
        ("2", "No + mostly no", "Male"): 0.1,
        ("3", "Yes + mostly yes", "Male"): 0.1,
        ("3", "No + mostly no", "For all those interviewed"): -0.1,
        ("9", "Yes + rather yes, than no", "For all those reviewed"): 0.1,
    }
    assert people.reproduce("kyrgyzstan-2024/table-1").loc["Other", "Difference"] == "0"
    assert people.reproduce("kyrgyzstan-2024/table-1").loc["12. Do not work", "Difference"] == "+8.2"


def test_bases_say_what_was_chosen(people):
    bases = people.bases
    assert bases.loc["job-match", ["all", "male", "female"]].tolist() == [501, 300, 201]
    assert bases.loc["job-satisfaction", ["all", "male", "female"]].tolist() == [502, 299, 203]
    assert bases.loc["colleagues", ["all", "male", "female"]].tolist() == [496, 293, 203]
    assert bases.loc["supervisors", ["all", "male", "female", "solutions"]].tolist() == [494, 293, 201, 7]
    full = [item for item in bases.index if bases.loc[item, "all"] == 515]
    assert set(bases.index) - set(full) == {"job-match", "job-satisfaction", "supervisors", "colleagues"}
    for item in full:
        assert bases.loc[item, "choice"].startswith("Full sample of 515")
    for item in bases.index[bases["verdict"] == "several"]:
        assert f"{bases.loc[item, 'solutions']} solutions" in bases.loc[item, "choice"]
    assert bases.loc[NOT_BY_SEX, ["male", "female"]].isna().all(axis=None)


def test_answers_are_missing_where_the_base_is_smaller(people):
    frame = people.respondents
    missing = frame[BY_SEX].isna().groupby(frame["sex"], observed=True).sum()
    for item in BY_SEX:
        assert missing.loc["Male", item] == 305 - people.bases.loc[item, "male"]
        assert missing.loc["Female", item] == 210 - people.bases.loc[item, "female"]


def test_the_frame_is_the_same_for_everybody(people):
    """Held against a second process, and against a stored digest of the whole frame."""
    program = (
        "import hashlib; from homecoming import survey;"
        "print(hashlib.sha256(survey.rebuild().respondents.to_csv().encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert hashlib.sha256(people.respondents.to_csv().encode()).hexdigest() == other


def test_changing_the_frame_changes_nothing_else(people):
    frame = people.respondents
    frame["sex"] = "Male"
    frame.loc[1, "job-match"] = None
    assert people.respondents["sex"].value_counts()["Male"] == 305
    assert people.respondents["job-match"].notna().sum() == 501


def test_no_association_comes_from_the_order_of_construction(people):
    """Dealt out one after another, Cramér's V would be near 1; dealt out at random it stays below 0.2."""
    frame = people.respondents
    for first, second in itertools.combinations([*BY_SEX, *NOT_BY_SEX], 2):
        table = pd.crosstab(frame[first], frame[second]).to_numpy(dtype=float)
        expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
        chi2 = ((table - expected) ** 2 / expected)[expected > 0].sum()
        assert (chi2 / table.sum() / (min(table.shape) - 1)) ** 0.5 < 0.2, (first, second)


@pytest.mark.parametrize("item", BY_SEX)
def test_crossing_with_sex_is_allowed_both_ways(people, item):
    one, other = people.crosstab("sex", item), people.crosstab(item, "sex")
    pd.testing.assert_frame_equal(one.T, other, check_names=False)
    assert list(other.index) == list(people.counts(item).index)
    pd.testing.assert_frame_equal(
        other.astype(int), people.counts(item)[["Male", "Female"]], check_names=False, check_column_type=False
    )
    assert people.crosstab(item, "sex", normalize="columns").sum().tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize(
    ("first", "second"),
    [*itertools.combinations([*BY_SEX, *NOT_BY_SEX], 2), *(("sex", item) for item in NOT_BY_SEX)],
)
def test_what_the_paper_does_not_identify_raises(people, first, second):
    with pytest.raises(NotIdentifiedError, match="does not say how") as caught:
        people.crosstab(first, second)
    assert "survey.bounds(" in str(caught.value)
    bounds = caught.value.bounds
    assert (bounds["at least"] <= bounds["at most"]).all()
    # The example of the message is the first pair of the table.
    example = people.bounds({first: bounds.index[0][0], second: bounds.index[0][1]})
    assert f"from {example.lower_people} to {example.upper_people} of 515" in str(caught.value)


def test_bounds_by_sex_are_at_least_as_tight(people):
    found = people.bounds({"plans-to-leave": "Yes", "expectations": ["Rather no than yes", "No"]})
    # 59 of 305 men and 55 of 210 women plan to leave; 92 men and 69 women had expectations unmet.
    assert (found.lower_people, found.upper_people) == (0, 59 + 55)
    assert found.by_sex
    found = people.bounds({"job-match": "Yes", "plans-to-leave": "Yes"})
    assert (found.lower_people, found.upper_people) == (0, min(92, 59) + min(50, 55))
    assert found.upper == pytest.approx(100 * 109 / 515)


def test_one_answer_alone_is_known(people):
    found = people.bounds({"plans-to-leave": "Yes"})
    assert (found.lower_people, found.upper_people) == (114, 114)
    assert f"{found.lower:.1f}" == "22.1"
    found = people.bounds({"sex": "Male", "expectations": "Yes"})
    assert (found.lower_people, found.upper_people) == (90, 90)


def test_three_answers_where_coding_decides(people):
    strict = {"job-satisfaction": ["Yes", "Mostly yes"], "own-security": "Good", "family-relations": "Good"}
    assert people.bounds(strict).lower_people == 0
    lenient = {"own-security": ["Good", "Satisfied"], "family-relations": ["Good", "Satisfactory"]}
    assert people.bounds(lenient).lower_people == (305 - 51 - 13) + (210 - 36 - 5)


def test_bounds_count_silence_as_not_having_given_the_answer(people):
    every = list(people.counts("job-match").index)
    found = people.bounds({"job-match": every})
    assert found.upper_people == found.lower_people == 501
    assert found.base == 515
    assert found.margins == (("job-match: " + " or ".join(every), 501, 501),)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "name at least one"),
        ({"job": "Yes"}, "no column 'job'"),
        ({"job-match": "Perhaps"}, "found 'Perhaps'; the answers are: Yes, Mostly yes"),
        ({"job-match": []}, "found no answer"),
        ({"sex": "Men"}, "the answers are: Male, Female"),
    ],
)
def test_bad_answers_are_explained(people, answers, message):
    with pytest.raises(ValueError, match=message):
        people.bounds(answers)


def test_unknown_names_are_explained(people):
    with pytest.raises(ValueError, match="no column 'religion'"):
        people.crosstab("sex", "religion")
    with pytest.raises(ValueError, match="crossed with itself"):
        people.crosstab("sex", "sex")
    with pytest.raises(ValueError, match="no column 'sex'"):
        people.counts("sex")
    with pytest.raises(ValueError, match="not a table of"):
        people.reproduce("kazakhstan-korea-2025/table-1")
    with pytest.raises(ValueError, match="prints no number of people"):
        survey.rebuild("kazakhstan-korea-2025")
    with pytest.raises(ValueError, match="There is no study"):
        survey.rebuild("mars-2030")


# ----------------------------------------------------------------- bounds on joint tables that are known


def made_survey(rows, by_sex):
    """A survey whose joint table is known, so that bounds can be tried on the truth."""
    frame = pd.DataFrame(rows, columns=["sex", *ITEMS])
    for column, answers in {"sex": ["Male", "Female"], **{item: ["no", "yes"] for item in ITEMS}}.items():
        frame[column] = pd.Categorical(frame[column], categories=answers)
    bases = pd.DataFrame(index=pd.Index(ITEMS))
    return Survey(study="made up", bases=bases, _respondents=frame, _by_sex=frozenset(by_sex))


ITEMS = ["a", "b", "c"]
ANSWER = st.sampled_from(["yes", "no", None])
PERSON = st.tuples(st.sampled_from(["Male", "Female"]), ANSWER, ANSWER, ANSWER)
KNOWN = st.sets(st.sampled_from(ITEMS))
ASKED = st.sets(st.sampled_from(ITEMS), min_size=1)


@settings(deadline=None)
@given(rows=st.lists(PERSON, min_size=1, max_size=60), by_sex=KNOWN, asked=ASKED)
def test_bounds_contain_the_truth(rows, by_sex, asked):
    made = made_survey(rows, by_sex)
    truth = sum(all(row[1 + ITEMS.index(item)] == "yes" for item in asked) for row in rows)
    found = made.bounds(dict.fromkeys(sorted(asked), "yes"))
    assert found.lower_people <= truth <= found.upper_people
    assert found.lower == pytest.approx(100 * found.lower_people / len(rows))


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(PERSON, min_size=1, max_size=5), by_sex=KNOWN, asked=ASKED)
def test_both_ends_of_the_bounds_can_be_reached(rows, by_sex, asked):
    """Every way to hand out the answers that keeps what is printed, tried one by one."""
    sexes = [row[0] for row in rows]
    ways = []
    for item in sorted(asked):
        yes = [row[1 + ITEMS.index(item)] == "yes" for row in rows]
        kept = []
        for chosen in itertools.combinations(range(len(rows)), sum(yes)):
            men = sum(sexes[i] == "Male" for i in chosen)
            if item not in by_sex or men == sum(
                y for y, sex in zip(yes, sexes, strict=True) if sex == "Male"
            ):
                kept.append(set(chosen))
        ways.append(kept)
    joint = {len(set.intersection(*way)) for way in itertools.product(*ways)}
    found = made_survey(rows, by_sex).bounds(dict.fromkeys(sorted(asked), "yes"))
    assert (found.lower_people, found.upper_people) == (min(joint), max(joint))
