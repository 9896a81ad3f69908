"""A problem set is worked on its page, taken along, and marked as it comes: no server has a part in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, expect
from site_cells import LONG, Desk
from site_pages import ROOT, WIDE
from site_visit import newcomer

pytest.importorskip("nbgrader", reason="needs the extra: pip install -e '.[grading]'")

from homecoming.commands.grade import grade_class
from homecoming.grading import assignment as problem_sets
from homecoming.grading.sandbox import MEBIBYTE, Limits

NAME = "audit-a-table"
COURSE = ROOT / "assignments"
LETTER = "Dear authors, three figures of your table do not fit. <b>What was meant?</b>"
LIMITS = Limits(cell_seconds=20, seconds=120, memory=1024 * MEBIBYTE, total_memory=1536 * MEBIBYTE)


@pytest.fixture(scope="module")
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    """The page of the problem set, its first cell run."""
    visitor = newcomer(browser)
    visitor.begin("light", WIDE)
    visitor.open(f"{address}book/problem-sets/{NAME}.html")
    desk = Desk(visitor.tab)
    desk.visitor = visitor
    desk.run(1)
    yield desk
    visitor.tab.context.close()


@pytest.fixture(scope="module")
def handed_in(desk: Desk, tmp_path_factory) -> Path:
    """What the page gives to a student who has answered everything, as one file for each student."""
    solved = problem_sets.read_assignment(COURSE, NAME).source
    for number, cell in enumerate((one for one in solved.cells if one.cell_type == "code"), start=1):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            desk.write_and_run(number, cell.source)
    answer = desk.tab.locator(".ip-answer")
    answer.locator("[data-ip-do=write]").click()
    answer.locator("textarea").fill(LETTER)
    desk.tab.evaluate("document.querySelector('.ip-menu').open = true")
    with desk.tab.expect_download() as downloading:
        desk.tab.locator("[data-ip-do=take]").click()
    folder = tmp_path_factory.mktemp("class") / "Aida"
    folder.mkdir()
    downloading.value.save_as(folder / downloading.value.suggested_filename)
    return folder.parent


def test_the_table_of_the_set_is_there(desk):
    assert "Women" in desk.output(1).inner_text()


def test_a_test_that_is_not_passed_says_why_and_blocks_nothing(desk):
    assert "sums" in desk.run(3)
    assert desk.write_and_run(2, "sums = 1") != ""
    assert "sums should be one column" in desk.run(3)
    desk.write(2, "# YOUR CODE HERE\nraise NotImplementedError()")


def test_the_file_is_marked_as_it_comes(handed_in, tmp_path):
    if not shutil.which("bwrap"):
        message = "bubblewrap (bwrap) is not installed: GRADING IS NOT TESTED"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    (file,) = (handed_in / "Aida").iterdir()
    assert file.name == f"{NAME}.ipynb"
    nbformat.validate(nbformat.read(file, as_version=4))
    (result,) = grade_class(COURSE, NAME, handed_in, tmp_path / "graded", LIMITS)
    by_tests = [mark for mark in result.marks if not mark.question.by_hand]
    assert [mark.points for mark in by_tests] == [mark.question.points for mark in by_tests]
    assert result.open == 1  # the letter, which a person reads
    assert "What was meant?" in (tmp_path / "graded" / "to-mark.html").read_text("utf-8")


def test_answers_in_words_stay_in_the_browser_and_come_back_from_the_file(handed_in, desk):
    tab = desk.tab
    tab.wait_for_timeout(400)  # what is typed is kept a moment later
    tab.reload()
    field = tab.locator(".ip-answer textarea")
    expect(field).to_have_value(LETTER, timeout=LONG)
    tab.evaluate("document.querySelector('.ip-menu').open = true")
    tab.locator("[data-ip-do=clear]").click()
    expect(field).to_have_value("")
    with tab.expect_file_chooser() as choosing:
        tab.locator("[data-ip-do=bring]").click()
    choosing.value.set_files(handed_in / "Aida" / f"{NAME}.ipynb")
    expect(field).to_have_value(LETTER)
    expect(tab.locator(".ip-answer .ip-status")).to_have_text("13 words")
    assert desk.visitor.asked_elsewhere == []
