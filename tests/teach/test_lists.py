"""Lists made of the exercises: outcomes, pages and problem sets lead to each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from homecoming.teach import lists, sources
from homecoming.teach.contents import ExerciseError

ROOT = Path(__file__).parents[2]
SHEETS = sources.sheets(ROOT)
TASKS = [(sheet, exercise) for sheet in SHEETS for exercise in sheet.exercises]


def test_each_outcome_leads_to_its_pages_exercises_and_problem_sets():
    rows = lists.map_outcomes(SHEETS, ROOT).splitlines()[2:]
    known = lists.outcomes(ROOT)
    assert len(rows) == len(known)
    for row, (name, outcome) in zip(rows, known.items(), strict=True):
        own = [(sheet, exercise) for sheet, exercise in TASKS if exercise.outcome == name]
        assert f"({len(own)} exercises, {sum(exercise.minutes for _, exercise in own)} minutes) |" in row
        assert all(f"{{doc}}`/{sheet.page}`" in row for sheet, _ in own)
        assert all(f"*{problem_set}*" in row for problem_set in outcome.assignments)
        assert all(
            (ROOT / "assignments/source" / problem_set).is_dir() for problem_set in outcome.assignments
        )


def test_a_page_that_is_taken_out_of_the_book_leaves_the_lists(tmp_path):
    for name in ("exercises", "book"):
        (tmp_path / name).symlink_to(ROOT / name)
    order = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    (tmp_path / "_toc.yml").write_text(
        order.replace("      - file: book/theory/cerase\n", ""), encoding="utf-8"
    )
    for make in lists.GENERATED.values():
        assert "cerase" in make(SHEETS, ROOT)
        assert "cerase" not in make(SHEETS, tmp_path)


def test_two_exercises_with_one_title_are_named():
    first, second, *_ = SHEETS[0].exercises
    twice = replace(SHEETS[0], exercises=[first, replace(second, title=first.title)])
    with pytest.raises(ExerciseError, match=f"{second.label}: {first.label} has the title '{first.title}'"):
        lists.exercise_list([twice], ROOT)
