"""What a view may return."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from IPython.display import HTML
from matplotlib.figure import Figure

from homecoming.kernelfree.content import ID_MARK, described, render


def soup(result, **options):
    return BeautifulSoup(render(result, **options).html, "html.parser")


def test_text_is_text():
    assert render("1 < 2 & <b>\n$x$").html == '<p class="kf-text">1 &lt; 2 &amp; &lt;b&gt;\n$x$</p>'
    assert render(42).html == '<p class="kf-text">42</p>'


def test_html_is_html():
    assert render(HTML("<b>bold</b>")).html == "<b>bold</b>"


def test_none_says_what_is_missing():
    with pytest.raises(TypeError, match="return"):
        render(None)
    with pytest.raises(TypeError, match="object, which has no HTML"):
        render(object())


def test_a_data_frame_has_scopes_and_no_empty_headers():
    frame = pd.DataFrame({"Men": [1.25, 2], "Women": [3, 4]}, index=["Yes", "<No>"])
    table = soup(frame).table
    assert [(cell["scope"], cell.text) for cell in table("th")] == [
        ("col", "Men"), ("col", "Women"), ("row", "Yes"), ("row", "<No>"),
    ]  # fmt: skip
    assert [cell.text for cell in table.tbody("td")] == ["1.25", "3", "2.00", "4"]
    assert not table.has_attr("border")


def test_headers_that_span_columns_say_so():
    columns = pd.MultiIndex.from_product([["In Russia", "At home"], ["Men", "Women"]])
    table = soup(pd.DataFrame([[1, 2, 3, 4]], columns=columns)).table
    assert [cell.text for cell in table("th", scope="colgroup")] == ["In Russia", "At home"]
    assert not [cell for cell in table("th") if not cell.text]


def test_a_series_is_a_table_of_one_column():
    assert [cell.text for cell in soup(pd.Series([1, 2], name="People"))("th")] == ["People", "0", "1"]


def figure():
    drawn, axes = plt.subplots()
    axes.plot([1, 2, 3], color="black")
    axes.set_title("A <title>")
    return drawn


def test_a_figure_is_a_drawing_with_text_and_is_closed():
    drawn = figure()
    svg = soup(drawn).svg
    assert not plt.fignum_exists(drawn.number)
    assert svg["role"] == "img"
    assert svg["aria-label"] == "A <title>"
    assert "A <title>" in [text.text for text in svg("text")]
    assert not svg("metadata")
    assert not svg("style")
    assert "#000000" not in str(svg)  # black would be lost on a dark page


def test_axes_and_figures_without_pyplot_are_figures_too():
    bare = Figure()
    axes = bare.add_subplot()
    assert soup(axes, alt="An empty chart").svg["aria-label"] == "An empty chart"


def test_the_same_figure_gives_the_same_characters():
    assert render(figure()).html == render(figure()).html


def test_own_words_are_announced_and_describe_pictures():
    class Chart:
        alt = "Men 30.7, women 24.9."

        def _repr_svg_(self):
            return '<?xml version="1.0"?><svg viewBox="0 0 1 1"><metadata>x</metadata></svg>'

    assert render(Chart()).summary == Chart.alt
    assert soup(Chart()).svg["aria-label"] == Chart.alt
    told = described(Chart(), "More men than women.")
    assert render(told).summary == "More men than women."
    assert soup(told).svg["aria-label"] == Chart.alt
    assert soup(described(figure(), "It rises.")).svg["aria-label"] == "It rises."
    table = described(pd.DataFrame({"a": [1]}), "One row.")
    assert render(table).summary == "One row."
    assert render(pd.DataFrame({"a": [1]})).summary == ""


def test_long_descriptions_are_announced_to_the_end_of_a_sentence():
    summary = render(described("x", "First. " + "Second, 24.9 of all. " * 20)).summary
    assert summary.endswith("24.9 of all.")
    assert len(summary) <= 240
    assert render(described("x", "word " * 100)).summary.endswith("word…")


def test_several_results_stand_below_each_other():
    content = render([described("one", "One."), "two", described("three", "Three.")])
    assert content.html.count("kf-text") == 3
    assert content.summary == "One. Three."


def test_a_picture_gets_the_alternative_text():
    class Picture:
        def _repr_png_(self):
            return b"png"

    assert soup(Picture(), alt='"A" picture').img["alt"] == '"A" picture'


def test_ids_are_numbered_with_all_that_refers_to_them():
    page = HTML(
        "<style>#random1 td, #fff {color: #fff} .random1 {}</style>"
        '<div id="random1"><a href="#random1">up</a> <a href="#elsewhere">off</a> id="random1"'
        "<svg aria-labelledby='t d' aria-label='t d'><title id=t>t</title><desc id='d'>d</desc>"
        '<clipPath id="clip"/><g clip-path="url(#clip)" style="fill: url(&quot;#clip&quot;)"/>'
        '<use xlink:href="#clip"/></svg><i id="fff" data-note="#random1 > x"></i></div>'
    )
    mark = ID_MARK
    assert render(page).html == (
        f"<style>#{mark}1 td, #{mark}5 {{color: #fff}} .random1 {{}}</style>"
        f'<div id="{mark}1"><a href="#{mark}1">up</a> <a href="#elsewhere">off</a> id="random1"'
        f"<svg aria-labelledby=\"{mark}2 {mark}3\" aria-label='t d'>"
        f'<title id="{mark}2">t</title><desc id="{mark}3">d</desc>'
        f'<clipPath id="{mark}4"/><g clip-path="url(#{mark}4)" style="fill: url(#{mark}4)"/>'
        f'<use xlink:href="#{mark}4"/></svg><i id="{mark}5" data-note="#random1 > x"></i></div>'
    )


def test_styled_frames_become_the_same_in_every_run():
    frame = pd.DataFrame({"a": [1, 2]})
    pytest.importorskip("jinja2")
    assert render(frame.style.format("{:.1f}")).html == render(frame.style.format("{:.1f}")).html
