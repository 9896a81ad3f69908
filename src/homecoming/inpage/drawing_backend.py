"""What Matplotlib draws with in a page: its own renderer without a screen, and a ``show`` for the page."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

from homecoming.inpage.drawings import show_open_figures

__all__ = ["FigureCanvas", "show"]


def show(*_: Any, **__: Any) -> None:
    """Show all open figures at this place of the output: ``pyplot.show()`` calls it."""
    show_open_figures()
