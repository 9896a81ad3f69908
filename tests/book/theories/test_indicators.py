"""Indicators of the Kyrgyz study: each printed figure is found, each question of a table serves."""

import re

import pytest

from homecoming import published
from homecoming.book import studies
from homecoming.book.theories import indicators
from homecoming.errors import NoSuchNameError


def test_every_indicator_that_is_said_to_be_printed_has_its_figure():
    for one in indicators.indicators():
        if one.status in ("table", "text"):
            assert re.fullmatch(r"\d+\.\d", one.figure), one
        else:
            assert one.place == one.figure == one.question == ""


def test_every_question_of_the_kyrgyz_tables_serves_an_indicator():
    placed = {one.place for one in indicators.indicators() if one.status == "table"}
    tables = [published.load(name) for name in published.tables(studies.KYRGYZSTAN)]
    asked = {f"table-{table.number}/{question.id}" for table in tables for question in table.questions}
    assert placed == asked


def test_indicators_that_are_named_and_never_reported():
    never = {one.id for one in indicators.indicators() if one.status == "not reported"}
    assert never == {"healthcare", "social-protection", "community", "impact", "security"}
    assert all(one.named != "no" for one in indicators.indicators() if one.id in never)


def test_an_indicator_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchNameError, match="Did you mean 'no-plans'"):
        indicators.indicator("noplans")
