"""Tables of other papers: what is known to be inconsistent in them is found, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from homecoming.checks.judge import judge
from homecoming.checks.judged import Disagreement
from homecoming.published.data_error import DataError
from homecoming.reading.grids import grids
from homecoming.reading.layouts import read

FOLDER = Path(__file__).parent.parent / "collected_tables"
TABLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json" and path.name != "README.md")


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def names(finding: Disagreement, expected: dict[str, str]) -> bool:
    """Whether a finding is about the figure, or the block or row, that is expected."""
    row = letters(expected["row"].replace("(block)", ""))
    here = row in letters(finding.row) or row in letters(finding.block)
    if "(block)" in expected["row"]:
        return here and finding.kind.startswith(("sum of", "total"))
    return here and (not expected["printed"] or letters(expected["printed"]) in letters(finding.printed))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_of_another_paper(path: Path) -> None:
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    try:
        findings = list(judge(read(grids(path)[0])).findings)
    except DataError:
        # What cannot be read is said, not guessed.
        assert "gap" in truth
        return
    missed = []
    for expected in truth["expected_findings"]:
        found = next((finding for finding in findings if names(finding, expected)), None)
        if found:
            findings.remove(found)
        else:
            missed.append(expected)
    others = [
        finding
        for finding in findings
        if not any(names(finding, expected) for expected in truth["optional_findings"])
    ]
    assert not others, f"{others[0].kind}: {others[0].row}, {others[0].printed}: {others[0].explanation}"
    assert bool(missed) == ("gap" in truth), missed
