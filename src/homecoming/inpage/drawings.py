"""Figures of Matplotlib as drawings of a page. Matplotlib is imported by the reader's cell, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from homecoming.inpage import outlet
from homecoming.kernelfree.content import figure_drawing

#: The module that Matplotlib is told to draw with.
BACKEND = "module://homecoming.inpage.drawing_backend"


def drawing(value: object) -> str | None:
    """Draw a Matplotlib figure as SVG; its text stays text, its black is the colour of the page's text.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    str or None
        The drawing; None if the value is no figure. A figure of pyplot is closed, so that it is shown once.

    Examples
    --------
    >>> drawing("no figure") is None
    True
    """
    figures = sys.modules.get("matplotlib.figure")
    if figures is None or not isinstance(value, figures.Figure):
        return None
    return figure_drawing(value)


def show_open_figures() -> None:
    """Show the figures that a cell has left open, and close them."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    place = outlet.current()
    if pyplot is None or place is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        data = {"image/svg+xml": figure_drawing(figure), "text/plain": repr(figure)}
        place.show({"output_type": "display_data", "data": data, "metadata": {}})


def close_figures() -> None:
    """Close the figures that a cell has left open when it failed."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@contextmanager
def drawing_for_the_page() -> Iterator[None]:
    """Have Matplotlib, when a cell imports it, draw for the page instead of for a screen."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = BACKEND
    _switch_to(BACKEND)
    try:
        yield
    finally:
        if before is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = before


def _switch_to(backend: str) -> None:
    """Have a Matplotlib that is imported already change, which keeps the figures that are open."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_backend() != backend:
        pyplot.switch_backend(backend)
