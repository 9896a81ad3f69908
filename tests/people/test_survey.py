"""The rebuilt respondents, held against print and against what cannot be known."""

import csv
import hashlib
import itertools
import json
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homecoming import published
from homecoming.errors import NoSuchNameError
from homecoming.people import survey
from homecoming.people.survey import NotIdentifiedError, Survey
from homecoming.published import Stratum

STUDY = "kyrgyzstan-2024"
#: Read off the columns that each table prints; a table of two occasions asks about each of them.
COLUMNS_OF = {
    item: set(table.groups)
    for table in map(published.load, published.tables(STUDY))
    for question in table.questions
    for item in (table.items.values() or [question.id])
}
BY_SEX = [item for item, groups in COLUMNS_OF.items() if {"Male", "Female"} <= groups]
NOT_BY_SEX = [item for item in COLUMNS_OF if item not in BY_SEX]


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


def test_bounds_by_stratum_are_at_least_as_tight(people):
    found = people.bounds({"plans-to-leave": "Yes", "expectations": ["Rather no than yes", "No"]})
    # 59 of 305 men and 55 of 210 women plan to leave; 92 men and 69 women had expectations unmet.
    assert (found.lower_people, found.upper_people) == (0, 59 + 55)
    assert found.by_stratum
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
        ({"job-match": "Perhaps"}, "'job-match': There is no answer 'Perhaps'. There are: Yes, Mostly yes"),
        ({"job-match": []}, "No answer is given for 'job-match'; there are: Yes, Mostly yes"),
        ({"sex": "Men"}, "There is no answer 'Men'. .*There are: Male, Female"),
    ],
)
def test_bad_answers_are_explained(people, answers, message):
    with pytest.raises(ValueError, match=message):
        people.bounds(answers)


def test_unknown_names_are_explained(people):
    with pytest.raises(NoSuchNameError, match="no column 'religion'") as caught:
        people.crosstab("sex", "religion")
    assert caught.value.possibilities == ("sex", *people.bases.index)
    with pytest.raises(ValueError, match="crossed with itself"):
        people.crosstab("sex", "sex")
    with pytest.raises(NoSuchNameError, match="no column 'sex'") as caught:
        people.counts("sex")
    assert caught.value.possibilities == tuple(people.bases.index)
    with pytest.raises(ValueError, match="not a table of"):
        people.reproduce("kazakhstan-korea-2025/table-1")
    with pytest.raises(ValueError, match="prints no number of people"):
        survey.rebuild("kazakhstan-korea-2025")
    with pytest.raises(ValueError, match="There is no study"):
        survey.rebuild("mars-2030")


def test_without_a_name_it_is_the_study_that_the_data_name(people):
    assert published.default_study() == STUDY
    assert survey.rebuild() is people


# --------------------------------------------------------------- studies that divide their people otherwise


OLD = {"Young": 40, "Middle": 30, "Old": 20}
#: Answers by group: everybody answered the first question, three of the middle left out the second.
CHILDREN = {"Young": [31, 9], "Middle": [12, 18], "Old": [5, 15]}
TRAVEL = {"Young": [13, 27], "Middle": [10, 17], "Old": [7, 13]}
#: One person in twelve works elsewhere later; asked of all, and shown for all only.
WORK = {"Before": [36, 54], "Later": [29, 61]}


def share(count: int, base: int) -> str:
    return printed_as(count, base, 2)


def write_study(folder, stratum, *, sizes=OLD, asked=90):
    """Write a data package of one made-up study, with the counts above."""

    def table(number, question, options, columns, groups):
        path = f"made/table-{number}.csv"
        (folder / "made").mkdir(exist_ok=True)
        with (folder / path).open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(published.COLUMNS)
            for place, option in enumerate(options):
                for group, counts in columns.items():
                    rows.writerow(["Well?", option, "option", group, share(counts[place], sum(counts))])
        return {
            "name": f"made-{slug}/table-{number}",
            "path": path,
            "title": question,
            "tableNumber": number,
            "page": None,
            "sourceNote": "",
            "baseNote": "",
            "respondents": asked,
            "questionHeading": None,
            "optionHeading": "Answer",
            "questions": [{"id": question, "wording": "Well?", "short": question}],
            "groups": groups,
        }

    def with_whole(columns):
        everybody = [sum(column) for column in zip(*columns.values(), strict=True)]
        return {"Everybody": everybody, **columns}

    slug = hashlib.sha256(str(folder).encode()).hexdigest()[:8]
    parts = [{"name": "Everybody", "maxSize": asked, "whole": True}]
    parts += [{"name": group, "maxSize": size} for group, size in sizes.items()]
    times = [{"name": time, "maxSize": asked, "item": f"work-{time.lower()}"} for time in WORK]
    paper = {"key": "made", "slug": f"made-{slug}", "citation": "", "doi": "", "title": "", "year": 2020}
    resources = [
        table(1, "children", ["Yes", "No"], with_whole(CHILDREN), parts),
        table(2, "travel", ["Yes", "No"], with_whole(TRAVEL), parts),
        table(3, "work", ["At home", "Elsewhere"], WORK, times),
    ]
    described = {
        "name": "made",
        "papers": [paper if stratum is None else {**paper, "stratum": stratum}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return f"made-{slug}"


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("HOMECOMING_DATA", str(tmp_path))
    return tmp_path


def test_a_study_may_divide_its_people_in_three(own_data):
    study = write_study(own_data, {"id": "age", "groups": list(OLD)})
    people = survey.rebuild()
    assert people.study == study
    assert people.respondents["age"].value_counts().to_dict() == OLD
    columns = ["all", "young", "middle", "old"]
    assert people.bases.loc["children", columns].tolist() == [90, 40, 30, 20]
    assert people.bases.loc["travel", columns].tolist() == [87, 40, 27, 20]
    assert people.bases.loc[["work-before", "work-later"], columns[1:]].isna().all(axis=None)
    made = people.counts("travel")
    assert made.columns.tolist() == ["All", *OLD]
    assert made[list(OLD)].to_dict("list") == TRAVEL
    pd.testing.assert_frame_equal(
        people.crosstab("children", "age"), people.counts("children")[list(OLD)],
        check_names=False, check_column_type=False, check_index_type=False,
    )  # fmt: skip
    for name in published.tables(study):
        assert (people.reproduce(name) == published.load(name).as_printed()).all(axis=None)
    # In each group as many as fit, and no fewer than must: 13 + 10 + 5, and 4 + 0 + 0.
    found = people.bounds({"children": "Yes", "travel": "Yes"})
    assert (found.lower_people, found.upper_people) == (31 + 13 - 40, 13 + 10 + 5)
    assert found.by_stratum
    # Work is known of all only: 29 of 90 at home, 48 of 90 with children.
    found = people.bounds({"children": "Yes", "work-later": "At home"})
    assert (found.lower_people, found.upper_people, found.by_stratum) == (0, 29, False)
    with pytest.raises(NotIdentifiedError, match="groups are not shown apart"):
        people.crosstab("age", "work-later")


def test_a_study_may_divide_nobody(own_data):
    study = write_study(own_data, None)
    people = survey.rebuild(study)
    assert people.stratum is None
    assert people.respondents.columns.tolist() == ["children", "travel", "work-before", "work-later"]
    assert people.bases.columns.tolist() == ["table", "all", "verdict", "solutions", "choice"]
    assert people.counts("travel").to_dict("list") == {"All": [30, 57]}
    # 48 with children and 30 who travel, of 90: nothing narrows the range.
    found = people.bounds({"children": "Yes", "travel": "Yes"})
    assert (found.lower_people, found.upper_people, found.by_stratum) == (0, 30, False)
    printed = published.load(f"{study}/table-3").as_printed()
    assert (people.reproduce(f"{study}/table-3") == printed).all(axis=None)
    with pytest.raises(NotIdentifiedError, match="Each question was printed by itself"):
        people.crosstab("children", "travel")
    with pytest.raises(NoSuchNameError, match="no column 'age'"):
        people.crosstab("children", "age")
    with pytest.raises(ValueError, match="shows 'Young' apart"):
        people.reproduce(f"{study}/table-1")


@pytest.mark.parametrize(
    ("stratum", "facts"),
    [
        ({"id": "age", "groups": ["Young", "Old"]}, {}),
        ({"id": "age", "groups": list(OLD)}, {"sizes": {**OLD, "Old": 25}}),
    ],
)
def test_groups_must_make_up_everybody(own_data, stratum, facts):
    study = write_study(own_data, stratum, **facts)
    with pytest.raises(ValueError, match="make up all 90 people asked, but the tables"):
        survey.rebuild(study)


def test_a_changed_file_or_another_folder_gives_other_people(own_data, monkeypatch):
    study = write_study(own_data, None)
    assert survey.rebuild(study).counts("work-later")["All"].tolist() == WORK["Later"]
    file = own_data / "made" / "table-3.csv"
    moved = [WORK["Later"][0] - 1, WORK["Later"][1] + 1]
    text = file.read_text("utf-8")
    for before, now in zip(WORK["Later"], moved, strict=True):
        assert text.count(share(before, 90)) == 1
        text = text.replace(share(before, 90), share(now, 90))
    file.write_text(text, "utf-8")
    assert survey.rebuild(study).counts("work-later")["All"].tolist() == moved
    monkeypatch.delenv("HOMECOMING_DATA")
    with pytest.raises(NoSuchNameError, match="no study"):
        survey.rebuild(study)


@pytest.mark.parametrize(
    ("stratum", "message"),
    [
        ({"id": "travel", "groups": list(OLD)}, "the stratum and a question have the id 'travel'"),
        ({"id": "age", "groups": ["Young", "young"]}, "a group of the stratum has the name of another"),
        ({"id": "age", "groups": ["Young", "Choice"]}, "or of a column of bases, 'choice'"),
    ],
)
def test_a_name_for_two_things_is_refused(own_data, stratum, message):
    study = write_study(own_data, stratum)
    with pytest.raises(ValueError, match=message):
        survey.rebuild(study)


# ----------------------------------------------------------------- bounds on joint tables that are known


def made_survey(rows, by_sex):
    """A survey whose joint table is known, so that bounds can be tried on the truth."""
    frame = pd.DataFrame(rows, columns=["sex", *ITEMS])
    for column, answers in {"sex": ["Male", "Female"], **{item: ["no", "yes"] for item in ITEMS}}.items():
        frame[column] = pd.Categorical(frame[column], categories=answers)
    bases = pd.DataFrame(index=pd.Index(ITEMS))
    return Survey(
        study="made up",
        bases=bases,
        stratum=Stratum("sex", ("Male", "Female")),
        _respondents=frame,
        _by_stratum=frozenset(by_sex),
    )


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
