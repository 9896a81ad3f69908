"""Whatever can be shown has HTML and a summary, and shows itself by them."""

import pandas as pd
import pytest

from homecoming.results import Result
from homecoming.show import charts, diagrams, typeset
from homecoming.show.filterable import filterable


class Share(Result):
    heading = "A <share>"

    def rows(self):
        return [("Estimate", "62.4 %")]


FRAME = pd.DataFrame({"Town": [60.0]}, index=["Yes"])
SHOWN = {
    "table": typeset.frame(FRAME, caption="Answers"),
    "searchable table": filterable(FRAME.astype(str), name="answers", caption="Answers"),
    "chart": charts.bars(FRAME, title="Answers"),
    "diagram": diagrams.ladder("Steps", [("One", "first")]),
    "result": Share(),
}


@pytest.mark.parametrize("kind", SHOWN)
def test_a_notebook_shows_what_a_page_shows(kind):
    shown = SHOWN[kind]
    assert shown._repr_html_() == shown.html
    assert shown.html.startswith("<")
    assert shown.summary in repr(shown)
    assert "<" not in shown.summary.replace("<share>", "")


def test_they_can_be_set_below_one_another():
    both = typeset.together(*SHOWN.values(), "The end.")
    assert both.html == "".join(one.html for one in SHOWN.values()) + "<p>The end.</p>"
    assert both.summary == SHOWN["table"].summary
    assert typeset.together(SHOWN["chart"], "The end.").summary == SHOWN["chart"].alt


def test_words_of_a_result_are_escaped():
    assert "<caption>A &lt;share&gt;</caption>" in Share().html
