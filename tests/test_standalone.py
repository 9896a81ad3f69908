"""The empty page: what is escaped, what is refused, and that nothing else of the package is needed."""

import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from homecoming.standalone import page


def test_title_and_language_are_text_and_the_rest_stands_as_it_is():
    soup = BeautifulSoup(
        page("<b> & co", "<p id='x'>1 &lt; 2</p>", style="p > b {}", script="1 < 2", language='e"n'),
        "html.parser",
    )
    assert soup.html["lang"] == 'e"n'
    assert [soup.title.text, soup.main.h1.text] == ["<b> & co"] * 2
    assert soup.main.find(id="x").text == "1 < 2"
    assert soup.style.text.endswith("p > b {}")
    assert soup.script.text.strip() == "1 < 2"


def test_a_page_without_script_has_none():
    assert "<script" not in page("Title", "")


def test_the_own_style_comes_last():
    style = BeautifulSoup(page("Title", "", style="body { margin: 0 }"), "html.parser").style.text
    assert style.index("max-width") < style.index("margin: 0 }")


@pytest.mark.parametrize("element", ["style", "script"])
def test_an_end_tag_where_it_would_end_the_element_early_is_refused(element):
    with pytest.raises(ValueError, match=f"</{element}"):
        page("Title", "", **{element: f"/* </{element.upper()}> */"})


def test_it_imports_nothing_of_the_package():
    code = (
        "import sys, homecoming.standalone\n"
        "loaded = {m for m in sys.modules if m.startswith('homecoming.')}\n"
        "assert loaded == {'homecoming.standalone'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
