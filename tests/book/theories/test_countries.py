"""Dates and figures of three countries."""

from homecoming import published
from homecoming.book import studies
from homecoming.book.theories import countries


def test_dates_of_the_time_line_rise():
    begins = [one.date[:4] for one in countries.events()]
    assert begins == sorted(begins)


def test_origins_of_a_report_add_up_to_a_hundred():
    sums = countries.origins().sum()
    assert sums.between(99.7, 100.3).all(), sums.to_dict()


def test_the_figures_that_the_kazakhstan_korea_study_prints_are_the_ministry_s_of_september_2023():
    printed = published.text_figures(studies.KAZAKHSTAN_KOREA).set_index("id")["printed"]
    granted = countries.series("Kandas status granted since 1 January")
    total = countries.series("Ethnic Kazakhs who came since 1991")
    assert int(printed["kandas-2023"].replace(",", "")) == granted["2023-09-01"]
    assert int(printed["kandas-total"].replace(",", "")) == total["2023-09-01"] * 1000
    assert float(printed["origin-uzbekistan"]) != countries.origins().at["Uzbekistan", "1 September 2023"]
