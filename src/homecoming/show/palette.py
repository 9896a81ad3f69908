"""The colours of the book, light, dark and printed: drawings and style sheets take theirs from here.

A drawing names a colour by its CSS variable, with the light value to fall back on, so that one drawing serves
a light page, a dark page and a file of its own. :func:`css` sets the variables for a page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """One colour by its purpose.

    Attributes
    ----------
    name : str
        What it is for; the CSS variable is ``--hc-`` and this name.
    light, dark : str
        Its value on a light and on a dark page, in CSS.
    printed : str
        Its value on paper; empty if it is printed as it is shown.

    Examples
    --------
    >>> GRID.variable
    'var(--hc-grid, #dedad0)'
    """

    name: str
    light: str
    dark: str
    printed: str = ""

    @property
    def variable(self) -> str:
        """The colour as a value in CSS: the variable, and the light value where no page sets it."""
        return f"var(--hc-{self.name}, {self.light})"


PAPER = Colour("paper", "#fffefb", "#15191c", "#fff")
SHADE = Colour("shade", "#f6f3ec", "#1e2327", "#fff")
INK = Colour("ink", "#22262b", "#e4e1da", "#000")
INK_SOFT = Colour("ink-soft", "#545b62", "#a9adb0", "#333")
RULE = Colour("rule", "#8b8577", "#767c81", "#555")
GRID = Colour("grid", "#dedad0", "#363c41", "#bbb")
ACCENT = Colour("accent", "#0a5c63", "#7fd0d2", "#000")
WARM = Colour("warm", "#8f3a1c", "#f2a27f", "#000")
MARK = Colour("mark", "#fbe7b2", "#5a4a1c")

#: Of the parts of a chart, in order: told apart by people with any kind of colour vision, and at least 3:1
#: against the paper.
SERIES = (
    Colour("1", "#0b6aa2", "#62aee9"),
    Colour("2", "#c2410c", "#f2855c"),
    Colour("3", "#1f968c", "#9aeeda"),
    Colour("4", "#a347e0", "#b866ee"),
    Colour("5", "#bf7f00", "#f3e26a"),
    Colour("6", "#445156", "#7c8c9b"),
)

EVERY = (PAPER, SHADE, INK, INK_SOFT, RULE, GRID, ACCENT, WARM, MARK, *SERIES)


def css() -> str:
    """Write the style sheet that sets every colour, on pages that name their theme in ``data-theme``.

    Examples
    --------
    >>> css().splitlines()[0][:45]
    'html[data-theme="light"] { --hc-paper: #fffef'
    """
    light, dark, printed = (
        " ".join(f"--hc-{colour.name}: {value};" for colour in EVERY if (value := getattr(colour, scheme)))
        for scheme in ("light", "dark", "printed")
    )
    return (
        f'html[data-theme="light"] {{ {light} }}\n'
        f'html[data-theme="dark"] {{ {dark} }}\n'
        f"@media print {{ html[data-theme] {{ {printed} }} }}\n"
    )
