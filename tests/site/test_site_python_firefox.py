"""Python in the page in Firefox: one visit, which does once what the other tests do at length in Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from homecoming.site.pagepython import node

VISIT = Path(__file__).with_name("firefox") / "visit.mjs"
PAGE = "book/kyrgyzstan/job-match.html"


@pytest.fixture(scope="module")
def visit(firefox_path: str, puppeteer: Path, address: str, site: Path) -> dict[str, Any]:
    if not (site / "_static" / "python" / "python.json").is_file():
        pytest.skip("The book was built without Python in the page.")
    return json.loads(node.run(VISIT, [firefox_path, f"{address}{PAGE}"], folder=puppeteer))


def seen(visit: dict[str, Any], step: str) -> Any:
    """What came of one step of the visit."""
    found = visit["seen"][step]
    if isinstance(found, dict) and "failed" in found:
        pytest.fail(found["failed"], pytrace=False)
    return found


def test_a_cell_shows_what_the_book_shows(visit):
    start = seen(visit, "start")
    assert start["shown"] == start["printed"]


def test_the_snapshot_of_pythons_memory_fits(visit):
    assert seen(visit, "start")["how"] == "snapshot"


def test_a_cell_runs_as_its_reader_typed_it(visit):
    assert seen(visit, "edited") == "42"


def test_an_error_is_told_in_words_with_its_line_and_a_hint(visit):
    error = seen(visit, "error")
    assert "Line 2: print(figur)" in error["told"]
    assert "Did you mean figure?" in error["told"]
    assert error["marked"] == "print(figur)"


def test_an_exercise_is_checked(visit):
    exercise = seen(visit, "exercise")
    assert "This is not it." in exercise["wrong"]
    assert "Three quarters of the gap" in exercise["right"]


def test_a_loop_without_end_is_stopped(visit):
    stopped = seen(visit, "stopped")
    assert "What the cells had made is gone" in stopped["told"]
    assert stopped["again"] == seen(visit, "start")["printed"]


def test_a_slider_made_in_the_page_takes_any_value(visit):
    assert seen(visit, "slider") == {"before": "1 in all", "after": "25 in all"}


def test_an_explorer_made_in_the_page_answers(visit):
    assert seen(visit, "explorer") == "1 chart"


def test_a_changed_figure_of_a_table_is_marked_and_found(visit):
    table = seen(visit, "table")
    assert table["changed"] == f"was {table['printed']}"
    assert "99.9" in table["findings"]


def test_what_was_typed_is_there_after_a_reload(visit):
    assert seen(visit, "reloaded") == "answer = 7  # mine"


def test_another_page_runs_without_a_network(visit):
    assert seen(visit, "offline") == "42"


def test_the_page_complains_of_nothing_and_asks_no_other_host(visit):
    assert visit["problems"] == []
    assert visit["elsewhere"] == []
