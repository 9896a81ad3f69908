"""The palette: colours that can be told from the paper, and one place that sets them."""

import re
from pathlib import Path

import pytest

import homecoming
from homecoming.show import palette

PACKAGE = Path(homecoming.__file__).parent


def luminance(colour: str) -> float:
    """WCAG 2.1's relative luminance of #rrggbb."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_parts_of_charts_stand_out_from_the_paper(scheme):
    paper = getattr(palette.PAPER, scheme)
    for colour in (palette.INK, palette.INK_SOFT, palette.ACCENT, palette.WARM):
        assert contrast(getattr(colour, scheme), paper) >= 4.5, colour.name
    for colour in palette.SERIES:
        assert contrast(getattr(colour, scheme), paper) >= 3, colour.name


def test_names_and_light_values_are_each_of_one_colour():
    # A chart is drawn in light values, which are then exchanged for variables.
    drawn = [palette.INK, palette.INK_SOFT, palette.GRID, *palette.SERIES]
    assert len({colour.light for colour in drawn}) == len(drawn)
    assert len({colour.name for colour in palette.EVERY}) == len(palette.EVERY)


def test_every_colour_is_set_once_a_scheme():
    css = palette.css()
    light, dark, printed = (set(re.findall(r"--hc-([\w-]+): #", block)) for block in css.splitlines())
    names = {colour.name for colour in palette.EVERY}
    assert light == dark == names
    assert printed == {colour.name for colour in palette.EVERY if colour.printed}


def test_no_style_sheet_sets_a_colour_of_the_palette_beside_it():
    names = "|".join(colour.name for colour in palette.EVERY)
    sheets = list(PACKAGE.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        assert not re.search(rf"--hc-(?:{names}):", sheet.read_text("utf-8")), sheet


def test_every_colour_that_a_style_sheet_takes_is_there():
    own = {"serif", "sans", "measure", "edge", "box"}
    known = {colour.name for colour in palette.EVERY} | own
    for sheet in PACKAGE.rglob("*.css"):
        assert set(re.findall(r"var\(--hc-([\w-]+)", sheet.read_text("utf-8"))) <= known, sheet
