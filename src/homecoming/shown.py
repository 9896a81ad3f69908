"""The one thing that can be shown: HTML, and a sentence that says what the HTML shows.

Tables, charts, drawings and computed results are all :class:`Shown`, so that they can be set below one
another (:func:`homecoming.show.typeset.together`), stand at the end of a notebook's cell, and be what a
widget's view returns. Those that inherit :class:`NotebookMixin` show themselves in a notebook as on a page.
"""

from __future__ import annotations

from typing import Protocol


class Shown(Protocol):
    """Whatever has HTML for the eye and a summary for the ear."""

    @property
    def html(self) -> str:
        """HTML that may stand on a page beside others; it brings no style of its own."""
        ...

    @property
    def summary(self) -> str:
        """A sentence or two that say what it shows: a terminal prints it, a screen reader announces it."""
        ...


class NotebookMixin:
    """Makes a class that is :class:`Shown` show itself: as HTML in a notebook, as its summary in a terminal.

    Examples
    --------
    >>> class Greeting(NotebookMixin):
    ...     html = "<p>Good <em>morning</em></p>"
    ...     summary = "A greeting."
    >>> Greeting()
    A greeting.
    >>> Greeting()._repr_html_()
    '<p>Good <em>morning</em></p>'
    """

    def _repr_html_(self: Shown) -> str:
        return self.html

    def __repr__(self: Shown) -> str:
        return self.summary
