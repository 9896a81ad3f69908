"""Widgets that work with a kernel and without one.

``interact`` has the habit of ``ipywidgets.interact``: give it a function (the *view*) and the values of its
arguments, and the reader gets controls. The view is called once for every combination of values, when the
cell runs. So the result has two faces that need no Python once they are there: ipywidgets joined by
``jslink`` in a live kernel, and plain HTML with one small script on a static page. A third face is for a page
that runs Python itself: there the view is called when the reader asks, for any number of a slider.

The package stands alone: of the book that it was written for it imports the empty page
(``homecoming.standalone``), and nothing else. ``ipywidgets`` is imported only when the live face is shown,
Matplotlib only when a view returns a figure.

Examples
--------
>>> def greeting(language, loud):
...     words = {"French": "Salut", "Swahili": "Habari"}[language]
...     return words.upper() if loud else words
>>> explorer = interact(greeting, name="greeting", language=["French", "Swahili"], loud=False)
>>> explorer.state(language="Swahili", loud=True)
'<p class="kf-text">HABARI</p>'
>>> len(list(explorer.states))
4
"""

from .content import ViewError, described
from .controls import Control, checkbox, radio, select, slider
from .explorer import Explorer, TooManyStatesError, interact
from .page import assets, page

__all__ = [
    "Control",
    "Explorer",
    "TooManyStatesError",
    "ViewError",
    "assets",
    "checkbox",
    "described",
    "interact",
    "page",
    "radio",
    "select",
    "slider",
]
