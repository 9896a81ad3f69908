"""Charts: the drawing agrees with the data, reads on a phone and can be heard."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from homecoming import published
from homecoming.show import charts

SVG = "{http://www.w3.org/2000/svg}"

QUESTIONS = [
    (name, question.id) for name in published.tables() for question in published.load(name).questions
]


def texts(chart):
    return [element.text for element in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_bars_show_every_figure_and_are_as_long_as_it_says(name, question):
    shares = published.load(name).percentages(question)
    chart = charts.bars(shares, title=question)
    printed = [f"{value:.1f}" for value in shares.to_numpy().ravel()]
    assert sorted(text for text in texts(chart) if re.fullmatch(r"\d+\.\d", text)) == sorted(printed)
    for option in shares.index:
        assert option in texts(chart)
        for group in shares.columns:
            assert f"{group} {shares.at[option, group]:.1f}" in chart.alt
    # A bar is "M 0 top L width top …": columns one after another, as seaborn draws them.
    widths = [
        float(w) for w in re.findall(r'd="M 0 [\d.]+ L ([\d.]+) [\d.]+ L [\d.]+ [\d.]+ L 0 ', chart.svg)
    ]
    widths = [width for width in widths if width != charts.WIDTH]  # the one that wide is the background
    drawn = pd.Series(widths) / max(widths)
    wanted = shares.to_numpy().T.ravel() / shares.to_numpy().max()
    assert drawn.to_numpy() == pytest.approx(wanted, abs=0.002)


def test_text_is_large_enough_for_a_phone():
    chart = charts.bars(published.load("kyrgyzstan-2024/table-1").percentages(), title="Sectors")
    sizes = {float(size) for size in re.findall(r"font-size: ([\d.]+)px", chart.svg)}
    assert sizes
    assert min(sizes) >= 12
    assert float(ElementTree.fromstring(chart.svg).get("viewBox").split()[2]) == charts.WIDTH


def test_colours_follow_the_page():
    chart = charts.bars(published.load("kyrgyzstan-2024/table-2").percentages(), title="Job match")
    for colour in re.findall(r"(?:fill|stroke): ([^;\"]+)", chart.svg):
        assert colour == "none" or colour == "currentColor" or colour.startswith("var(--hc-"), colour


def test_a_group_keeps_its_colour_when_shown_alone():
    women = published.load("kyrgyzstan-2024/table-2").percentages()[["Female"]]
    svg = charts.bars(women, title="Women", colours=[3]).svg
    assert "--hc-3" in svg
    assert "--hc-1" not in svg


def test_the_same_data_give_the_same_bytes():
    shares = published.load("kyrgyzstan-2024/table-6").percentages()
    assert charts.bars(shares, title="Family").svg == charts.bars(shares, title="Family").svg


def test_a_drawing_is_named_and_described():
    chart = charts.gaps(pd.Series({"Yes & no": 5.8}), title="Men < women", towards=("women", "men"))
    root = ElementTree.fromstring(chart.svg)
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert [ids[part] for part in root.get("aria-labelledby").split()] == [chart.title, chart.alt]


def test_dumbbells_tell_the_difference():
    chart = charts.dumbbells(published.load("kyrgyzstan-2024/table-1").percentages(), title="Change")
    assert "\N{MINUS SIGN}4.5" in texts(chart)
    assert "difference +8.1" in chart.alt


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pd.DataFrame(), "nothing to draw"),
        (pd.DataFrame({"a": [1.0, None]}), "No figure for row 1, column 'a'"),
        (pd.DataFrame({"a": [-1.0]}), "zero or more"),
        (pd.DataFrame([range(7)]), "as many colours"),
    ],
)
def test_bad_data_are_named(frame, words):
    with pytest.raises(ValueError, match=words):
        charts.bars(frame, title="Bad")


def test_spans_are_as_long_as_their_ends_say():
    lower = pd.DataFrame({"Male": [10.0, 30.0], "Female": [0.0, 50.0]}, index=["Yes", "No"])
    upper = lower.add(pd.Series({"Male": 20.0, "Female": 50.0}))
    chart = charts.spans(lower, upper, middle=lower + 5, title="Ranges", colours=[2, 3])
    assert "Yes: Male 15.0, range 10.0 to 30.0; Female 5.0, range 0.0 to 50.0." in chart.alt
    assert "30.0 to 50.0" in texts(chart)
    lines = re.findall(r'd="M ([\d.]+) ([\d.]+) L ([\d.]+) ([\d.]+)', chart.svg)
    lengths = [float(x2) - float(x1) for x1, y1, x2, y2 in lines if y1 == y2 and x1 != "0"]
    assert lengths == pytest.approx([lengths[0] * share for share in (1, 2.5, 1, 2.5)], abs=0.2)


def test_a_range_without_width_is_seen_as_a_dot():
    known = pd.DataFrame({"All": [22.1, 0.0]}, index=["Plan to leave", "Both"])
    svg = charts.spans(known, known.assign(All=[22.1, 22.1]), title="Margins").svg
    assert svg.count("<use ") == 1


def test_boxes_tell_least_median_and_most():
    chart = charts.boxes({"Strict": [36.4, 40.0, 53.0], "Mild": [71.4, 79.2, 83.8]}, title="Index", mark=50)
    assert {"Strict", "36.4 to 53.0", "Mild", "71.4 to 83.8"} <= set(texts(chart))
    assert chart.alt.endswith("Mild: 71.4 to 83.8, median 79.2. Marked: 50.0.")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda one: charts.spans(one, one - 1, title="Bad"), "its lower end first"),
        (lambda one: charts.spans(one, one + 99, title="Bad"), "between 0 and 100"),
        (lambda one: charts.spans(one, one.rename(columns={"a": "b"}), title="Bad"), "same rows and columns"),
        (lambda one: charts.boxes({"a": []}, title="Bad"), "No figure for row 'a'"),
        (lambda one: charts.boxes({"a": [101]}, title="Bad"), "Figures lie between 0 and 100"),
    ],
)
def test_ranges_that_make_no_sense_are_refused(draw, words):
    with pytest.raises(ValueError, match=words):
        draw(pd.DataFrame({"a": [50.0]}, index=["Yes"]))
