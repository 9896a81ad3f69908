"""Text and other outputs on their way to the page, in pieces and with an end."""

from __future__ import annotations

import pytest

from homecoming.inpage import outlet
from homecoming.inpage.outlet import Outlet, Stream


def text(outputs):
    return "".join(one["text"] for one in outputs)


def test_a_cell_that_prints_for_ever_does_not_drown_the_page(monkeypatch):
    monkeypatch.setattr(outlet, "SECONDS", float("inf"))
    outputs: list[dict] = []
    place = Outlet(outputs.append)
    for number in range(300_000):
        place.write("stdout", f"{number}\n")
    before = len(outputs)
    assert outlet.TOO_MUCH_TEXT in text(outputs), "it is said at once, and not at an end that may never come"
    place.close()
    assert len(outputs) == before + 1
    assert len(text(outputs)) < outlet.MOST_TEXT + outlet.TAIL + 500
    assert text(outputs).startswith("0\n1\n2\n")
    assert text(outputs).endswith("299998\n299999\n")
    assert len(outputs) < outlet.MOST_TEXT / outlet.PIECE * 2


def test_a_line_goes_at_once_and_those_that_follow_together(monkeypatch):
    outputs: list[dict] = []
    place = Outlet(outputs.append)
    place.write("stdout", "first")
    assert outputs == []
    place.write("stdout", "\n")
    assert text(outputs) == "first\n"
    monkeypatch.setattr(outlet, "SECONDS", float("inf"))
    for _ in range(3):
        place.write("stdout", "more\n")
    assert len(outputs) == 1
    Stream(place, "stdout").flush()
    assert [one["text"] for one in outputs] == ["first\n", "more\n" * 3]


def test_one_text_that_is_too_long_is_cut():
    outputs: list[dict] = []
    place = Outlet(outputs.append)
    place.write("stdout", "a" * outlet.MOST_TEXT + "b" * outlet.MOST_TEXT)
    place.close()
    assert text(outputs).count("a") == outlet.MOST_TEXT + outlet.TOO_MUCH_TEXT.count("a")
    assert text(outputs).endswith("b" * outlet.TAIL)


def test_a_cell_that_shows_for_ever_stops_but_its_error_is_told():
    outputs: list[dict] = []
    place = Outlet(outputs.append)
    shown = {"output_type": "display_data", "data": {"text/plain": "one"}, "metadata": {}}
    for _ in range(2000):
        place.show(shown)
    place.show({"output_type": "error", "ename": "E", "evalue": "", "traceback": []})
    assert len(outputs) == outlet.MOST_OUTPUTS + 2
    assert outputs[-2]["text"] == outlet.TOO_MANY_OUTPUTS
    assert outputs[-1]["output_type"] == "error"


def test_an_output_that_is_too_large_is_left_out():
    outputs: list[dict] = []
    place = Outlet(outputs.append)
    large = {
        "output_type": "display_data",
        "data": {"text/html": "x" * (outlet.MOST_SHOWN + 1)},
        "metadata": {},
    }
    place.show(large)
    assert [one["output_type"] for one in outputs] == ["stream"]


def test_a_stream_takes_text_only():
    stream = Stream(Outlet(lambda output: None), "stdout")
    assert stream.write("four") == 4
    assert stream.writable()
    assert not stream.isatty()
    with pytest.raises(TypeError, match="must be str, not int"):
        stream.write(4)
