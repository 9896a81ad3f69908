"""A table to search: words are escaped, and what is not there is refused."""

import pandas as pd
import pytest

from homecoming.show.filterable import filterable


def test_a_searchable_table_escapes_words_and_hides_what_is_for_filters_only():
    data = pd.DataFrame({"verdict": ["<b>"], "about": ["x & y"]}, index=["1 < 2"])
    html = filterable(data, name="t", caption="T", filters=["about"], hidden=["about"]).html
    assert '<td class="hc-words" data-heading="Verdict">&lt;b&gt;</td>' in html
    assert 'data-filter-0="x &amp; y"' in html
    assert "<option>x &amp; y</option>" in html
    assert 'data-heading="About"' not in html


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"filters": ["paper"]}, "no column 'paper'"),
        ({"links": {("two", "verdict"): "#"}}, "not there"),
    ],
)
def test_a_searchable_table_refuses_what_is_not_there(more, words):
    with pytest.raises(ValueError, match=words):
        filterable(pd.DataFrame({"verdict": ["holds"]}, index=["one"]), name="t", caption="T", **more)
