"""What every drawing has in common: its width, and an ``<svg>`` that says what it shows.

``charts`` measures and ``diagrams`` explains; nothing but these two makes SVG, and both make it here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from homecoming.shown import NotebookMixin

#: In SVG units. One is one CSS pixel on a phone of 380 pixels, so that text is never too small to read.
WIDTH = 340

NAMESPACE = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, repr=False)
class Drawing(NotebookMixin):
    """A finished drawing, its title, and the words that stand in for it.

    Attributes
    ----------
    svg : str
        A complete ``<svg>`` element with ``<title>`` and ``<desc>``.
    title : str
        What the drawing is about.
    alt : str
        The alternative text: everything that the drawing says.

    Examples
    --------
    >>> dot = Drawing("<svg></svg>", "A dot", "One dot.")
    >>> dot
    A dot. One dot.
    >>> dot.html
    '<figure class="hc-chart"><svg></svg></figure>'
    """

    svg: str
    title: str
    alt: str

    _classes: ClassVar[str] = "hc-chart"

    @property
    def html(self) -> str:
        """The drawing as a figure of a page."""
        return f'<figure class="{self._classes}">{self.svg}</figure>'

    @property
    def summary(self) -> str:
        """The alternative text."""
        return self.alt

    def __repr__(self) -> str:
        return f"{self.title}. {self.alt}"


def short_hash(*texts: str) -> str:
    """Give eight characters for an id: the same for the same texts, different for others.

    Examples
    --------
    >>> short_hash("A dot", "One dot.") == short_hash("A dot", "One dot.")
    True
    """
    return hashlib.sha256("|".join(texts).encode()).hexdigest()[:8]


def element(title: str, alt: str, body: str, *, ident: str, view_box: str, definitions: str = "") -> str:
    """Write the ``<svg>`` element, which screen readers announce by its title and its description.

    Parameters
    ----------
    title, alt : str
        As in :class:`Drawing`, as plain text.
    body, definitions : str
        SVG: what is drawn, and what is defined for it (markers).
    ident : str
        Start of the ids; no other drawing on a page has it.
    view_box : str
        The drawing's box in its own units: "0 0 340 120".

    Examples
    --------
    >>> element("A & B", "Two.", "<path/>", ident="x", view_box="0 0 340 9")[-72:]
    '<title id="x-t">A &amp; B</title><desc id="x-d">Two.</desc><path/></svg>'
    """
    held = f"<defs>{definitions}</defs>" if definitions else ""
    return (
        f'<svg xmlns="{NAMESPACE}" class="hc-chart-svg" viewBox="{view_box}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">{escape(title)}</title>'
        f'<desc id="{ident}-d">{escape(alt)}</desc>{held}{body}</svg>'
    )
