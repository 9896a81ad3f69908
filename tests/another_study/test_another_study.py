"""Another study moves in: a made-up paper with three groups, of which the machine has never heard.

From its data package alone come loading, counts, audit, claims, widgets and a page built by Sphinx. The
people below are what the printed figures were made of; the machine sees the figures only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from homecoming import audit, claims, explorers, published, survey
from homecoming.people import counts

HERE = Path(__file__).parent
STUDY = "moldova-2021"
WHOLE = "All returnees"
REASONS = pd.DataFrame(
    {"Capital": [41, 30, 19], "Towns": [52, 61, 33], "Villages": [38, 77, 58]},
    index=["By own choice", "For the family", "Had to"],
)
WORK = pd.DataFrame(
    {"Capital": [55, 22, 10], "Towns": [71, 44, 28], "Villages": [69, 80, 21]},
    index=["Yes", "No", "No answer yet"],
)
ASKED = REASONS.sum()


@pytest.fixture(autouse=True)
def moved_in(monkeypatch):
    monkeypatch.setenv("HOMECOMING_DATA", str(HERE / "data"))


def with_whole(people: pd.DataFrame, name: str = "All") -> pd.DataFrame:
    return people.assign(**{name: people.sum(axis=1)})[[name, *people.columns]]


def test_the_package_knows_this_study_and_no_other():
    assert published.studies() == (STUDY,)
    assert published.default_study() == STUDY
    assert published.tables() == [f"{STUDY}/table-1", f"{STUDY}/table-2"]
    assert published.paper(STUDY).stratum.groups == tuple(ASKED.index)


@pytest.mark.parametrize(("number", "people"), [(1, REASONS), (2, WORK)])
def test_a_table_is_what_its_people_print(number, people):
    table = published.load(f"{STUDY}/table-{number}")
    everybody = with_whole(people, WHOLE)
    expected = {
        group: [counts.percent(int(k), int(column.sum())) for k in column]
        for group, column in everybody.items()
    }
    printed = table.as_printed(kinds=["option"])
    assert {group: list(column) for group, column in printed.items()} == expected
    assert table.whole == WHOLE


def test_counts_that_stand_beside_percentages_are_read():
    pd.testing.assert_frame_equal(
        published.load(f"{STUDY}/table-2").counts(),
        with_whole(WORK, WHOLE),
        check_names=False,
        check_dtype=False,
    )
    assert published.load(f"{STUDY}/table-1").counts() is None


@pytest.mark.parametrize(("question", "people"), [("reason", REASONS), ("work", WORK)])
def test_the_people_are_found_again(question, people):
    rebuilt = survey.rebuild()
    assert rebuilt.study == STUDY
    pd.testing.assert_frame_equal(
        rebuilt.counts(question), with_whole(people), check_names=False, check_dtype=False
    )
    assert rebuilt.respondents["home"].value_counts(sort=False).to_dict() == ASKED.to_dict()
    crossed = rebuilt.crosstab(question, "home")
    pd.testing.assert_frame_equal(
        crossed, people, check_names=False, check_dtype=False, check_column_type=False
    )


def test_what_two_questions_have_in_common_stays_unknown():
    rebuilt = survey.rebuild()
    with pytest.raises(survey.NotIdentifiedError):
        rebuilt.crosstab("reason", "work")
    found = rebuilt.bounds({"reason": "Had to", "work": "No"})
    most = sum(min(REASONS.at["Had to", group], WORK.at["No", group]) for group in ASKED.index)
    least = sum(
        max(0, REASONS.at["Had to", group] + WORK.at["No", group] - ASKED[group]) for group in ASKED.index
    )
    assert (found.lower_people, found.upper_people, found.base) == (least, most, ASKED.sum())


def test_the_audit_finds_what_is_wrong_and_only_that():
    found = audit.study(STUDY)
    inconsistent = found[found["verdict"] == "inconsistent"]
    # Nine people gave no answer about work, and a sentence gives a figure that its table does not have.
    assert set(zip(inconsistent["table"], inconsistent["rule"], strict=True)) == {
        (f"{STUDY}/table-2", "base"),
        (f"{STUDY}/table-2", "impossible-cell"),
        (f"{STUDY}/text", "text-cell"),
        (f"{STUDY}/text", "text-impossible"),
    }
    wrong = inconsistent[inconsistent["table"] == f"{STUDY}/text"]
    assert set(wrong["question"]) == {"work-capital"}
    assert audit.table(f"{STUDY}/table-1").empty


def test_a_printed_count_that_does_not_give_its_percentage_is_found(tmp_path):
    file = tmp_path / "work.csv"
    text = (HERE / "data" / STUDY / "table-2.csv").read_text("utf-8")
    assert text.count(",49.7,71") == 1
    file.write_text(text.replace(",49.7,71", ",49.7,17"), "utf-8")
    found = audit.table(published.load_csv(file))
    wrong = found[found["explanation"].str.startswith("The numbers of this column")]
    assert ("Yes", "Towns") in set(zip(wrong["option"], wrong["group"], strict=True))
    right = audit.table(f"{STUDY}/table-2")["explanation"]
    assert not right.str.startswith("The numbers of this column").any()


def test_claims_are_judged_and_their_explanations_computed():
    found = claims.table()
    assert found["verdict"].to_dict() == claims.stored_verdicts(STUDY)
    yes, base = WORK.at["Yes", "Capital"], WORK["Capital"].sum()
    assert found.at["capital-finds-work", "explanation"] == (
        f"{counts.percent(int(yes), int(base))} per cent are {yes} of {base} people."
    )
    assert "66.5 per cent give another reason" in found.at["villages-had-to", "explanation"]


def test_widgets_show_every_group():
    html = explorers.explore(published.load(f"{STUDY}/table-1")).html
    assert all(group in html for group in (WHOLE, *ASKED.index))


def test_sphinx_builds_its_page(tmp_path):
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", tmp_path / "doctrees"]
    built = subprocess.run(
        [*command, HERE, tmp_path / "html"], capture_output=True, text=True, env=os.environ
    )
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "html/page.html").read_text("utf-8")
    assert "data-kf-explorer" in page
    assert 'class="sc-quiz"' in page
    assert 'data-option="Had to" data-group="Villages">33.5<' in page
    assert "contradicted" in page
