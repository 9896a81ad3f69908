"""The static face as HTML: what stands there before any script runs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from homecoming.kernelfree import assets, interact, radio


@pytest.fixture(scope="module")
def section(answers_explorer):
    return BeautifulSoup(answers_explorer.html, "html.parser").section


def test_the_first_state_stands_there_and_the_others_in_templates(section, answers_explorer):
    result = section.find(class_="kf-result")
    assert result.decode_contents() == BeautifulSoup(answers_explorer.first, "html.parser").decode()
    keys = [key for holder in [result, *section("template")] for key in holder["data-kf-for"].split()]
    assert sorted(keys) == sorted(".".join(map(str, places)) for places in answers_explorer.content_of)
    assert len(section("template")) == len(answers_explorer.contents) - 1


def test_controls_are_native_labelled_and_disabled_until_a_script_wakes_them(section):
    controls = section.find("fieldset", class_="kf-controls")
    assert controls.has_attr("disabled")
    assert controls.legend.text == "Who said yes?"
    assert section.find(id=controls["aria-describedby"]).text == "Women & men."
    for field in section(["select", "input"]):
        label = field.find_parent("label") or section.find("label", attrs={"for": field["id"]})
        assert label.text.strip()
        assert field["autocomplete"] == "off"
    assert [box.legend.text for box in section("fieldset", class_="kf-radio")] == ["Show", "Group"]


def test_no_id_appears_twice_templates_included(section):
    ids = [element["id"] for element in section(id=True)]
    assert len(ids) == len(set(ids))
    assert all(one == "answers" or one.startswith("answers--") for one in ids)


def test_nothing_needs_an_inline_script(section):
    assert not section("script")
    assert not [
        element for element in section(True) for attribute in element.attrs if attribute.startswith("on")
    ]
    assert not section(style=lambda style: style and "expression" in style)


def test_labels_are_escaped():
    explorer = interact(
        lambda a: "x",
        name="escaped",
        title="<i>&",
        description="<u>",
        a=radio(['"<b>"', "&amp;"], label="<A>"),
    )
    soup = BeautifulSoup(explorer.html, "html.parser")
    assert not soup(["i", "u", "b", "a"])
    assert [field["value"] for field in soup("input")] == ['"<b>"', "&amp;"]
    assert soup.find(class_="kf-chosen").text == '<A>: "<b>".'


def test_script_and_style_are_a_few_kilobytes():
    css, js = assets()
    assert len(css.encode()) < 8_000
    assert len(js.encode()) < 19_000
