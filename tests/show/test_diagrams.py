"""Drawings: every word is readable, inside the picture, and told in the description."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from homecoming.book.pages import cassarino, cerase, sustainable_reintegration
from homecoming.book.theories import countries
from homecoming.show import diagrams

DRAWINGS = {
    "cycle": cassarino.migration_cycle("interrupted"),
    "map": cerase.returns_map(),
    "ladder": sustainable_reintegration.indicator_ladder("provide-family"),
    "time line": diagrams.timeline(
        "All", [(one.when, one.country, one.text) for one in countries.events()], countries.COUNTRIES
    ),
    "curve": diagrams.curve(
        "Stay", pd.Series([0.0, 20.0, 15.0], [1.0, 4.0, 8.0]), across="wage", up="years", at=8.0
    ),
}


@pytest.fixture(params=DRAWINGS)
def drawing(request):
    return DRAWINGS[request.param]


def texts(drawing):
    root = ElementTree.fromstring(drawing.svg)
    return [one for one in root.iter() if one.tag.endswith("}text")]


def test_a_drawing_is_named_and_described(drawing):
    root = ElementTree.fromstring(drawing.svg)
    ids = {one.get("id"): one.text for one in root.iter() if one.get("id") and one.text}
    named = root.get("aria-labelledby").split()
    assert [ids[ident] for ident in named] == [drawing.title, drawing.alt]
    assert root.get("role") == "img"


def test_text_is_text_of_a_readable_size_inside_the_picture(drawing):
    root = ElementTree.fromstring(drawing.svg)
    high = float(root.get("viewBox").split()[3])
    for one in texts(drawing):
        size = float(re.search(r"font-size: ([\d.]+)px", one.get("style"))[1])
        wide = len(one.text) * diagrams.CHARACTER
        left = float(one.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor")]
        assert size >= 13.5  # an explorer on a phone shows 340 units on 303 pixels: 12 pixels are left
        assert left >= -6, one.text
        assert left + wide <= diagrams.WIDTH + 12, one.text
        assert 0 < float(one.get("y")) < high


def test_what_the_picture_says_the_description_says(drawing):
    told = re.sub(r"\W+", " ", drawing.alt.lower())
    for one in texts(drawing):
        for word in re.findall(r"[^\W\d_]{4,}", one.text.lower()):
            assert word in told, (word, drawing.title)


def test_colours_follow_the_page(drawing):
    colours = set(re.findall(r"(?:fill|stroke): ([^;\"]+)", drawing.svg))
    assert all(colour.startswith("var(--hc-") or colour in ("currentColor", "none") for colour in colours)


def test_equal_drawings_are_equal_to_the_last_character():
    assert cerase.returns_map().svg == cerase.returns_map().svg


def test_a_point_beside_the_line_cannot_be_marked():
    with pytest.raises(ValueError, match="no point at 3"):
        diagrams.curve("Stay", pd.Series([1.0, 2.0], [1.0, 2.0]), across="wage", up="years", at=3.0)
