"""What an author writes for a control, and what the reader gets."""

from __future__ import annotations

import numpy as np
import pytest

from homecoming.kernelfree import checkbox, radio, select, slider
from homecoming.kernelfree.controls import fitting


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (True, "checkbox"),
        (["a", "b"], "radio"),
        ({"Men": 1, "Women": 2}, "radio"),
        (["a", "b", "c", "d"], "radio"),
        (["a", "b", "c", "d", "e"], "select"),
        (["short", "so long that it would not fit beside others"], "select"),
        ([1, 2], "radio"),
        ([1, 2, 5], "slider"),
        (range(0, 100, 10), "slider"),
        (np.linspace(0, 1, 5), "slider"),
        ([3, 1, 2], "radio"),
        ([1, 2, 2.5, "all"], "radio"),
    ],
)
def test_the_control_fits_the_options(options, kind):
    assert fitting("x", options).kind == kind


def test_labels_are_what_people_read():
    assert fitting("x", [0.1, 0.25, 1.0]).labels == ("0.1", "0.25", "1")
    assert fitting("x", [("Men", "m"), ("Women", "f")]).values == ("m", "f")
    assert fitting("show_counts", True).label == "Show counts"
    assert fitting("show_counts", checkbox(label="Counts")).label == "Counts"


def test_default_may_be_named_by_value_or_label():
    options = {"All people": None, "Men": "m"}
    assert select(options, default="Men").default == 1
    assert radio(options, default="m").default == 1
    assert slider([1, 2, 3], default=2).default == 1
    assert checkbox(True).default == 1


def test_a_value_goes_before_the_same_text_as_a_label():
    assert select({"b": "a", "a": "b"}).position("a") == 0


def test_true_is_not_one():
    assert select({"Number": 1, "Truth": True}).position(True) == 1


def test_options_may_be_of_any_kind():
    arrays = {"Small": np.arange(2), "Large": np.arange(9)}
    assert select(arrays).position(arrays["Large"]) == 1
    assert select(arrays).position("Large") == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("abc", "single value 'abc'"),
        (7, "single value 7"),
        ([], "no options"),
        ([1, "1"], "two options have the label '1'"),
    ],
)
def test_unusable_options_are_explained(options, words):
    with pytest.raises((TypeError, ValueError), match=words) as caught:
        fitting("groups", options)
    assert "'groups'" in str(caught.value)


def test_an_unknown_default_lists_the_options():
    with pytest.raises(ValueError, match=r"no option 'x'. Its options: 'a', 'b'"):
        radio(["a", "b"], default="x")
    with pytest.raises(TypeError, match="True or False"):
        checkbox("yes")
