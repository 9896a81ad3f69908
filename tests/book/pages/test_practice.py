"""Every page's questions and answers: enough of them, right, and nothing given away."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from homecoming.book import pages
from homecoming.teach import sources
from homecoming.teach.answers import Code, mark

ROOT = Path(__file__).parents[3]
SHARES = pd.Series({"Yes": 60.0, "No": 40.0})
TABLE = pd.DataFrame({"Male": [10.0, 20.0], "Female": [30.0, 40.0]}, index=["Yes", "No"])


def test_every_page_with_exercises_has_a_module_and_no_other_page_has():
    assert sorted(sheet.name for sheet in sources.sheets(ROOT)) == list(pages.pages())


ALL = [(name, sought) for page in pages.pages() for name, sought in pages.answers(page).items()]


@pytest.mark.parametrize(("name", "sought"), ALL, ids=[name for name, _ in ALL])
def test_the_answer_is_right_and_is_never_said(name, sought):
    if isinstance(sought, Code):
        assert mark(sought, sought.reference)
        return
    answer = sought.compute()
    # Each is computed once here, and not for every answer tried.
    mistakes = {said: cache(mistake) for said, mistake in getattr(sought, "mistakes", {}).items()}
    sought = replace(sought, compute=lambda: answer, **({"mistakes": mistakes} if mistakes else {}))
    assert mark(sought, sorted(answer) if isinstance(answer, set) else answer)
    wrong = [0, -1, 1e9, 50, "x", [1], {}, SHARES, TABLE, ["Yes"], print, ..., *_mistakes(sought, answer)]
    for given in wrong:
        verdict = mark(sought, given)
        if verdict.right:  # one of the tries may happen to be right
            continue
        assert not _told(answer, given) & set(re.findall(r"\d+\.?\d*", repr(verdict).replace("−", "-")))


def _mistakes(sought, answer):
    for wrong in getattr(sought, "mistakes", {}).values():
        yield wrong()
    if isinstance(answer, (pd.Series, pd.DataFrame)):
        yield answer * 0
        yield answer + 1


def _told(answer, given) -> set[str]:
    """The numbers of an answer as they could be printed, but for small ones, which sentences need."""
    if isinstance(answer, (pd.Series, pd.DataFrame)):
        values = np.ravel(answer.to_numpy())
    else:
        values = [answer] if isinstance(answer, (int, float, np.number)) else []
    printed = {f"{value:.{digits}f}" for value in values for digits in (0, 1, 2)}
    return {text for text in printed if float(text) > 12 and float(text) != 100}


@pytest.mark.parametrize("page", pages.pages())
def test_every_page_asks_three_questions_and_checks_two_exercises(page):
    quiz = pages.page(page).self_checks()
    assert len(quiz) >= 3
    answers = pages.answers(page)
    assert list(answers) == [f"{page}-{place}" for place in range(1, len(answers) + 1)]
    assert len(answers) >= 2
    assert pages.page(page).self_checks().html == quiz.html


def test_neither_length_nor_place_gives_the_right_option_away():
    singles = [
        q for page in pages.pages() for q in pages.page(page).self_checks().questions if q.kind == "single"
    ]
    places = [list(q.options).index(q.right[0]) for q in singles]
    longest = [len(q.right[0]) > max(len(o) for o in q.options if o not in q.right) for q in singles]
    assert sum(longest) < len(singles) / 2
    assert all(places.count(place) > len(singles) / 5 for place in (0, 1, 2))
