"""What readers call at the end of an exercise: it finds the exercise, or says which there are."""

import pytest

from homecoming.book import pages
from homecoming.book.check import check, expected
from homecoming.errors import NoSuchNameError


@pytest.mark.parametrize("name", ["", "nowhere-1", 7])
def test_an_exercise_of_no_page_names_the_pages_and_how_exercises_are_called(name):
    with pytest.raises(NoSuchNameError, match="such as “job-match-1”") as told:
        check(name, 1)
    assert told.value.possibilities == pages.pages()


@pytest.mark.parametrize("name", ["job-match-9", "job-match-x", "job-match"])
def test_an_unknown_number_names_those_of_the_page(name):
    with pytest.raises(NoSuchNameError, match=r"There are: job-match-1, job-match-2\.") as told:
        check(name, 1)
    assert told.value.name == name


def test_expected_shows_tables_and_pictures_and_no_bare_numbers():
    assert expected("plans-to-leave-2").svg
    with pytest.raises(ValueError, match="that would be the answer"):
        expected("job-match-1")
