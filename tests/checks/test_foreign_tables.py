"""Eleven tables of other papers, as printed: all that is known to be wrong is found, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from homecoming.checks.judge import judge
from homecoming.checks.judged import Disagreement, Judgement
from homecoming.people.counts import nearest
from homecoming.reading.grids import grids, grids_from_text
from homecoming.reading.layouts import read

TABLES = sorted((Path(__file__).parents[2] / "data/other-papers").glob("*.csv"))


def judged(path: Path) -> Judgement:
    grid, *others = grids(path)
    assert not others
    return judge(read(grid))


def same(expected: dict[str, str], finding: Disagreement) -> bool:
    """Whether a finding is the expected one: row, column, figure, and what would agree."""
    would = expected["would"]
    if would.startswith("see counts.nearest"):
        wanted = list(nearest(expected["printed"], 150).values())
    else:
        wanted = [would]
    row = re.sub(r" \(block\)$", "", expected["row"])
    return (
        finding.row.startswith(row)
        and finding.column.startswith(expected["column"])
        and finding.printed == expected["printed"]
        and all(text in finding.would for text in wanted)
    )


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_and_nothing_else(path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))["expected_findings"]
    findings = judged(path).findings
    missed = [entry for entry in expected if not any(same(entry, finding) for finding in findings)]
    others = [finding for finding in findings if not any(same(entry, finding) for entry in expected)]
    assert (missed, others) == ([], [])


def test_there_are_eleven():
    assert len(TABLES) == 11


def text(name: str) -> str:
    (path,) = (path for path in TABLES if path.stem == name)
    judgement = judged(path)
    return "\n".join(
        [
            *(f"{note.about}: {note.text}" for note in judgement.notes),
            *(" | ".join(finding.innocent) for finding in judgement.findings),
        ]
    )


def test_notes_that_a_reader_wants():
    trial = text("activate-trial")
    assert "101 of 102 answered, 1 missing" in trial
    assert "92 of 93 answered, 1 missing" in trial
    assert "43 (43.0) needs 100 people, 2 fewer than 102" in trial
    assert "make 427 of 447 people" in text("lch-zug-geschlecht")
    assert text("plosmed-hypertension").count("rounded twice") == 2
    assert text("methadone-vietnam").count("rounded twice") == 3
    assert text("pigs2-fictional").count("weights") == 5
    assert "fit at most" in text("bmc-chd")


@pytest.mark.parametrize(("net", "expected"), [("70.5", []), ("75.1", ["75.1"])])
def test_a_net_among_the_columns_is_held_against_the_answers_that_it_sums(net, expected):
    text = (
        "Item,Strongly agree,Agree,Neither,Disagree,Strongly disagree,Net agree,n\n"
        f"Safe,27.1,43.4,18.5,8.3,2.8,{net},325\n"
        "Heard,19.7,36.9,21.8,15.4,6.2,56.6,325\n"
        "Paid,6.5,21.5,25.5,29.5,16.9,28.0,325\n"
        "Content,22.2,40.9,21.2,10.2,5.5,63.1,325\n"
    )
    (grid,) = grids_from_text(text, "own.csv")
    assert [one.printed for one in judge(read(grid)).findings] == expected
